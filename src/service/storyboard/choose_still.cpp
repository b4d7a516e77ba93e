#include "service/storyboard/choose_still.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "service/storyboard/key_frames.h"
#include "transcode/picture_choice.h"
#include "transcode/picture_facts.h"

namespace bt::service {
namespace {

using std::chrono::seconds;

constexpr int kLooks = 20;
// Behind a logo and a recap's first words, and before anything is settled.
constexpr double kFrom = 0.04, kTo = 0.26;
constexpr std::uint32_t kLookedAtSide = 160, kThumbhashSide = 100;

struct Look {
    seconds at{0};
    std::size_t point = 0;
};

/// A place is told in whole seconds: a key frame that is followed by another within its second is not to be had.
std::optional<Look> look_at(const KeyFrames& frames, double place) {
    const auto point = frames.at_or_before(std::chrono::milliseconds(static_cast<std::int64_t>(place * 1'000)));
    const double shown = approximate_seconds(MediaInstant{frames.points()[point].presentation_time, frames.track().timescale});
    const seconds at(std::max<std::int64_t>(0, static_cast<std::int64_t>(std::ceil(shown))));
    return frames.at_or_before(at) == point ? std::optional(Look{at, point}) : std::nullopt;
}

std::vector<Look> looks_into(const KeyFrames& frames, double length) {
    std::vector<Look> looks;
    for (int i = 0; i < kLooks; ++i) {
        const auto look = look_at(frames, length * (kFrom + (kTo - kFrom) * i / (kLooks - 1)));
        if (look && (looks.empty() || looks.back().point != look->point)) looks.push_back(*look);
    }
    if (looks.empty()) looks.push_back({seconds(0), frames.at_or_before(seconds(0))});
    return looks;
}

struct Scale {
    double across, down;
};
/// Of a picture that is so many times as large.
domain::ArtworkFacts facts_of(const transcode::Picture& small, const Scale& scale) {
    const auto scaled = [](std::uint32_t side, double by) { return static_cast<std::uint32_t>(std::lround(side * by)); };
    return {.content = {}, .width = scaled(small.width, scale.across), .height = scaled(small.height, scale.down), .hue = transcode::accent_hue(small), .thumbhash = transcode::thumbhash(small)};
}

}  // namespace

Result<domain::ChosenStill> choose_still(const media::MediaFile& film) {
    BT_TRY(auto frames, KeyFrames::open(film));
    const auto size = tile_size(*frames.track().video, kLookedAtSide);
    std::optional<Look> best;
    double most = -1;
    Error fault{.fault = Fault::Unsupported, .message = "no picture of it can be decoded"};
    for (const auto& look : looks_into(frames, approximate_seconds(film.description().duration))) {
        const auto picture = frames.picture(look.point, size);
        if (!picture) {
            fault = picture.error();
            continue;
        }
        if (const auto shown = transcode::interest(transcode::without_bars(*picture)); shown > most) most = shown, best = look;
    }
    if (!best) return fault;
    const auto& video = *frames.track().video;
    BT_TRY(const auto small, frames.picture(best->point, tile_size(video, kThumbhashSide)));
    const auto whole = transcode::without_bars(small), upright = transcode::upright_part(whole);
    const auto film_size = tile_size_of_width(video, UINT32_MAX);
    const Scale scale{static_cast<double>(film_size.width) / small.width, static_cast<double>(film_size.height) / small.height};
    return domain::ChosenStill{.at = best->at, .whole = facts_of(whole, scale), .upright = facts_of(upright, scale)};
}

}  // namespace bt::service

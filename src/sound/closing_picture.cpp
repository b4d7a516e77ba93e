#include "sound/closing_picture.h"

#include <algorithm>
#include <span>

namespace bt::sound {
namespace {

constexpr double kApart = 3;               // seconds between the keyframes looked at
constexpr double kLongestGap = 15;         // seconds between keyframes of one run of words
constexpr double kLongestFade = 8;         // seconds from the last keyframe with words to a light one
constexpr float kBlack = 0.98F, kMostGlare = 0.002F;
constexpr float kDarkGround = 0.7F, kLeastWords = 0.004F, kMostWords = 0.3F;
constexpr double kAround = 2;              // seconds before and behind an edge
constexpr std::size_t kMostEdges = 8;
constexpr double kShortestBlack = 0.08;

bool is_black(const PictureMoment& moment) { return moment.dark >= kBlack && moment.bright <= kMostGlare; }
bool has_words_on_black(const PictureMoment& moment) {
    return moment.dark >= kDarkGround && moment.bright >= kLeastWords && moment.bright <= kMostWords;
}
bool is_light(const PictureMoment& moment) { return moment.dark < kDarkGround; }

/// Runs of frames for which `holds`; a run ends where the next frame begins.
template <class Holds>
std::vector<Span> runs(std::span<const PictureMoment> frames, Holds&& holds) {
    std::vector<Span> found;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        if (!holds(frames[i])) continue;
        const double start = frames[i].at;
        while (i + 1 < frames.size() && holds(frames[i + 1])) ++i;
        const double end = i + 1 < frames.size() ? frames[i + 1].at : frames[i].at + 0.04;
        if (end - start >= kShortestBlack) found.push_back({start, end});
    }
    return found;
}

/// The moment in `span` at which words on black begin, or stop being there; `otherwise` when it is not to be seen.
double edge_of_words(std::span<const PictureMoment> frames, bool begin, double otherwise) {
    if (begin) {
        const auto first = std::ranges::find_if(frames, has_words_on_black);
        return first == frames.end() ? otherwise : first->at;
    }
    for (std::size_t i = frames.size(); i > 0; --i) {
        if (has_words_on_black(frames[i - 1])) return i < frames.size() ? frames[i].at : otherwise;
    }
    return otherwise;
}

/// Where the dark before `words` begins, and where that behind them ends.
Span ground_of(const Span& words, std::span<const PictureMoment> before, std::span<const PictureMoment> behind) {
    Span ground = words;
    for (const auto& each : before) {
        if (each.at >= words.start) break;
        ground.start = is_light(each) ? words.start : std::min(ground.start, each.at);
    }
    for (const auto& each : behind) {
        if (each.at < words.end) continue;
        ground.end = each.at;
        if (is_light(each)) break;
    }
    return ground;
}

/// Where to stop looking behind the keyframe `last`: at the next one that is light, so that the last words are seen to fade.
double next_light(std::span<const PictureMoment> keys, std::size_t last, double otherwise) {
    for (auto i = last + 1; i < keys.size(); ++i) {
        if (is_light(keys[i]) || keys[i].at - keys[last].at > kLongestFade) return keys[i].at;
    }
    return otherwise;
}

void add(std::vector<Span>& into, std::vector<Span> more) {
    into.insert(into.end(), more.begin(), more.end());
    std::ranges::sort(into, {}, &Span::start);
}

}  // namespace

ClosingPicture look_at_closing(PictureSource& picture, double duration, const std::vector<double>& edges) {
    ClosingPicture found;
    const Span closing{std::max(duration / 3, duration - kClosingMinutes * 60), duration + 1};
    const auto keys = picture.keyframes(closing, kApart);
    found.seen = !keys.empty();
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!has_words_on_black(keys[i])) continue;
        const auto first = i;
        while (i + 1 < keys.size() && has_words_on_black(keys[i + 1]) && keys[i + 1].at - keys[i].at <= kLongestGap) ++i;
        // Closely at what lies between the last keyframe without words and the first with them, and at the other end.
        const auto before = picture.frames({first > 0 ? keys[first - 1].at : closing.start, keys[first].at + 0.5});
        const auto behind = picture.frames({keys[i].at, next_light(keys, i, duration + 1)});
        const double without = i + 1 < keys.size() ? keys[i + 1].at : duration + 1;  // the next scene may have lights
        const auto last_words = std::span(behind).first(static_cast<std::size_t>(std::ranges::lower_bound(behind, without, {}, &PictureMoment::at) - behind.begin()));
        const Span words{edge_of_words(before, true, keys[first].at), edge_of_words(last_words, false, std::min(without, duration))};
        add(found.black, runs(before, is_black));
        add(found.black, runs(behind, is_black));
        if (words.length() >= kLeastRolling) found.rolling.push_back({words, ground_of(words, before, behind)});
    }
    for (std::size_t i = 0; i < std::min(edges.size(), kMostEdges); ++i) {
        add(found.black, runs(picture.frames({edges[i] - kAround, edges[i] + kAround}), is_black));
    }
    return found;
}

}  // namespace bt::sound

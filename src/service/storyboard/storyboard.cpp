// Of an hour at 5 MB/s about a fiftieth is read. A frame that does not decode takes the picture of the one before: a gap would move all
// tiles after it.
#include "service/storyboard/storyboard.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "subtitle/write.h"
#include "transcode/picture.h"

namespace bt::service {
namespace {

using std::chrono::milliseconds;

/// Tiles are shown at two thirds of their size, for a moment.
constexpr int kSheetQuality = 60;
/// After so many in a row there is no use in going on.
constexpr int kMostBadFrames = 20;

/// Tiles put into rows as they come, as large as they fill.
class Sheet {
public:
    Sheet(TileSize tile, std::size_t tiles) : tile_(tile) {
        const auto across = std::min(tiles, kTilesAcross), down = (tiles + kTilesAcross - 1) / kTilesAcross;
        picture_.width = static_cast<std::uint32_t>(across) * tile.width;
        picture_.height = static_cast<std::uint32_t>(down) * tile.height;
        picture_.rgba.resize(std::size_t{picture_.width} * picture_.height * 4);
        for (std::size_t alpha = 3; alpha < picture_.rgba.size(); alpha += 4) picture_.rgba[alpha] = 255;
    }
    void put(std::size_t place, const transcode::Picture& tile) {
        const std::size_t row = std::size_t{tile_.width} * 4, stride = std::size_t{picture_.width} * 4;
        auto to = picture_.rgba.begin() + static_cast<std::ptrdiff_t>((place / kTilesAcross) * tile_.height * stride + (place % kTilesAcross) * row);
        for (std::uint32_t y = 0; y < tile_.height; ++y, to += static_cast<std::ptrdiff_t>(stride)) {
            std::copy_n(tile.rgba.begin() + static_cast<std::ptrdiff_t>(y * row), row, to);
        }
    }
    Result<Bytes> encode() const { return transcode::encode_picture(picture_, transcode::ImageType::WebP, kSheetQuality); }

private:
    TileSize tile_;
    transcode::Picture picture_;
};

}  // namespace

std::vector<std::size_t> choose_tiles(std::span<const media::SyncPoint> points, Timescale scale, MediaDuration length) {
    std::vector<std::size_t> chosen;
    const std::int64_t apart = std::max(round_to(MediaDuration{kClosestTiles.count() * 1'000, kMilliseconds}, scale).ticks,
                                        round_to(length, scale).ticks / static_cast<std::int64_t>(kMostTiles));
    for (std::size_t i = 0; i < points.size() && chosen.size() < kMostTiles; ++i) {
        if (chosen.empty() || points[i].presentation_time - points[chosen.back()].presentation_time >= apart) chosen.push_back(i);
    }
    return chosen;
}

std::string thumbnails_webvtt(std::span<const milliseconds> times, milliseconds end, TileSize tile) {
    std::vector<subtitle::Cue> cues;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const auto start = i == 0 ? milliseconds(0) : times[i];
        const auto place = i % kTilesOfSheet;
        cues.push_back({.start = start, .end = std::max(i + 1 < times.size() ? times[i + 1] : end, start + milliseconds(1)),
                        .text = fmt::format("{}.webp#xywh={},{},{},{}", i / kTilesOfSheet + 1, (place % kTilesAcross) * tile.width, (place / kTilesAcross) * tile.height,
                                            tile.width, tile.height),
                        .settings = {}});
    }
    return subtitle::to_webvtt(cues);
}

Result<std::string> make_storyboard(const media::MediaFile& film, const KeepSheet& keep, const std::function<bool()>& should_go_on) {
    BT_TRY(auto frames, KeyFrames::open(film));
    const auto& points = frames.points();
    const auto scale = frames.track().timescale;
    const auto size = tile_size(*frames.track().video, kTileSide);
    const auto tiles = choose_tiles(points, scale, film.description().duration);
    std::vector<milliseconds> times;
    std::optional<transcode::Picture> last;
    std::optional<Sheet> sheet;
    int bad = 0;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        if (!should_go_on()) return Error{.fault = Fault::Busy, .message = "the storyboard was not finished"};
        const auto place = i % kTilesOfSheet;
        if (place == 0) sheet.emplace(size, std::min(kTilesOfSheet, tiles.size() - i));
        auto tile = frames.picture(tiles[i], size);
        if (tile) last = std::move(*tile);
        else if (tile.error().fault == Fault::Io || (tile.error().fault == Fault::Unsupported && !last)) return tile.error();
        bad = tile ? 0 : bad + 1;
        if (bad >= kMostBadFrames) return Error{.fault = Fault::Unsupported, .message = "its key frames cannot be decoded: " + tile.error().message};
        if (last) sheet->put(place, *last);
        times.push_back(round_to_milliseconds(MediaInstant{points[tiles[i]].presentation_time, scale}));
        if (place + 1 < kTilesOfSheet && i + 1 < tiles.size()) continue;
        BT_TRY(const auto webp, sheet->encode());
        BT_CHECK(keep(i / kTilesOfSheet + 1, webp));
    }
    if (!last) return Error{.fault = Fault::Unsupported, .message = "none of its key frames can be decoded"};
    return thumbnails_webvtt(times, round_to_milliseconds(film.description().duration), size);
}

}  // namespace bt::service

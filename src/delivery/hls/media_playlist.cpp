#include "delivery/hls/media_playlist.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace bt::delivery::hls {

std::string decimal_seconds(MediaDuration duration) {
    const auto micros = std::max<std::int64_t>(0, round_to(duration, {1'000'000}).ticks);
    auto text = fmt::format("{}.{:06}", micros / 1'000'000, micros % 1'000'000);
    // Three decimals are always shown: some players read EXTINF:6 as an integer of protocol version 2.
    const auto keep = text.find('.') + 4;
    while (text.size() > keep && text.back() == '0') text.pop_back();
    return text;
}

std::string to_m3u8(const MediaPlaylist& playlist) {
    MediaDuration longest = playlist.target;
    for (const auto& segment : playlist.segments) longest = std::max(longest, segment.duration);
    // Rounded as EXTINF shows it: 6.4999999 s stands there as 6.5, which a client rounds to 7.
    const auto target = std::max<std::int64_t>(1, round_to(round_to(longest, {1'000'000}), {1}).ticks);

    const bool gaps = std::any_of(playlist.segments.begin(), playlist.segments.end(), [](const auto& segment) { return segment.is_gap; });

    std::string out;
    out.reserve(128 + playlist.segments.size() * 32);
    const auto put = std::back_inserter(out);
    fmt::format_to(put, "#EXTM3U\n#EXT-X-VERSION:{}\n#EXT-X-TARGETDURATION:{}\n#EXT-X-PLAYLIST-TYPE:VOD\n", gaps ? 8 : 7, target);
    if (playlist.independent_segments) out += "#EXT-X-INDEPENDENT-SEGMENTS\n";
    if (playlist.i_frames_only) out += "#EXT-X-I-FRAMES-ONLY\n";
    if (playlist.map_uri) fmt::format_to(put, "#EXT-X-MAP:URI=\"{}\"\n", *playlist.map_uri);
    for (const auto& segment : playlist.segments) {
        if (segment.is_gap) out += "#EXT-X-GAP\n";
        fmt::format_to(put, "#EXTINF:{},\n{}\n", decimal_seconds(segment.duration), segment.uri);
    }
    out += "#EXT-X-ENDLIST\n";
    return out;
}

}  // namespace bt::delivery::hls

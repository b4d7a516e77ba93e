#include "delivery/hls/media_playlist.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace bt::delivery::hls {
namespace {

/// Seconds with up to six decimals, without trailing zeros: EXTINF of exact ticks, rounded to the nearest microsecond. By hand: a tenth of what format() takes, and a film has 600 segments.
void append_seconds(std::string& out, MediaDuration duration) {
    const auto micros = std::max<std::int64_t>(0, round_to(duration, {1'000'000}).ticks);
    char digits[24];
    const auto whole = std::to_chars(std::begin(digits), std::end(digits), micros / 1'000'000);
    out.append(digits, whole.ptr);
    out += '.';
    auto fraction = micros % 1'000'000;
    for (int i = 5; i >= 0; --i, fraction /= 10) digits[i] = static_cast<char>('0' + fraction % 10);
    // Three decimals are always shown: some players read EXTINF:6 as an integer of protocol version 2.
    std::size_t keep = 6;
    while (keep > 3 && digits[keep - 1] == '0') --keep;
    out.append(digits, keep);
}

}  // namespace

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
    const auto put_map = [&](const std::optional<std::string>& uri) {
        if (uri) fmt::format_to(put, "#EXT-X-MAP:URI=\"{}\"\n", *uri);
    };
    put_map(playlist.map_uri);
    auto joint = playlist.joints.begin();
    for (std::size_t i = 0; i < playlist.segments.size(); ++i) {
        const auto& segment = playlist.segments[i];
        if (joint != playlist.joints.end() && joint->segment == i) {
            out += "#EXT-X-DISCONTINUITY\n";
            put_map(joint->map_uri);
            ++joint;
        }
        if (segment.is_gap) out += "#EXT-X-GAP\n";
        out += "#EXTINF:";
        append_seconds(out, segment.duration);
        out.append(",\n").append(segment.uri) += '\n';
    }
    out += "#EXT-X-ENDLIST\n";
    return out;
}

}  // namespace bt::delivery::hls

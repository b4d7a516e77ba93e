#include "delivery/hls/multivariant_playlist.h"

#include <fmt/format.h>

#include "delivery/printable.h"

namespace bt::delivery::hls {
namespace {

/// Collects `NAME=value` pairs in the order they are given.
class AttributeList {
public:
    explicit AttributeList(std::string_view tag) : text_(tag) {}
    void enumerated(std::string_view name, std::string_view value) {
        text_ += fmt::format("{}{}={}", empty_ ? "" : ",", name, value);
        empty_ = false;
    }
    void quoted(std::string_view name, std::string_view value) {
        if (value.empty()) return;
        std::string safe;
        for (const char c : printable(value)) {
            // Not an apostrophe, which some parsers take for a quote of their own when it stands at the end.
            if (c == '"') safe += "”";
            else safe += c;
        }
        enumerated(name, '"' + safe + '"');
    }
    std::string line() && { return std::move(text_) + '\n'; }

private:
    std::string text_;
    bool empty_ = true;
};

std::string_view yes_no(bool value) { return value ? "YES" : "NO"; }

std::string to_line(const Rendition& rendition) {
    AttributeList out("#EXT-X-MEDIA:");
    const bool subtitles = rendition.type == Rendition::Type::Subtitles;
    out.enumerated("TYPE", subtitles ? "SUBTITLES" : "AUDIO");
    out.quoted("GROUP-ID", rendition.group_id);
    out.quoted("NAME", rendition.name);
    out.quoted("LANGUAGE", rendition.language);
    out.enumerated("DEFAULT", yes_no(rendition.is_default));
    out.enumerated("AUTOSELECT", yes_no(rendition.autoselect || rendition.is_default));
    if (subtitles) out.enumerated("FORCED", yes_no(rendition.forced));
    out.quoted("CHARACTERISTICS", rendition.characteristics);
    out.quoted("CHANNELS", rendition.channels);
    out.quoted("URI", rendition.uri);
    return std::move(out).line();
}

void add_common(AttributeList& out, const Variant& variant) {
    out.enumerated("BANDWIDTH", fmt::format("{}", variant.bandwidth));
    if (variant.average_bandwidth != 0) out.enumerated("AVERAGE-BANDWIDTH", fmt::format("{}", variant.average_bandwidth));
    out.quoted("CODECS", variant.codecs);
    out.quoted("SUPPLEMENTAL-CODECS", variant.supplemental_codecs);
    if (variant.width != 0) out.enumerated("RESOLUTION", fmt::format("{}x{}", variant.width, variant.height));
    if (!variant.video_range.empty()) out.enumerated("VIDEO-RANGE", variant.video_range);
}

std::string to_lines(const Variant& variant) {
    AttributeList out("#EXT-X-STREAM-INF:");
    add_common(out, variant);
    if (variant.frame_rate && variant.frame_rate->denominator != 0) {
        out.enumerated("FRAME-RATE", fmt::format("{:.3f}", static_cast<double>(variant.frame_rate->numerator) /
                                                               static_cast<double>(variant.frame_rate->denominator)));
    }
    out.quoted("AUDIO", variant.audio_group);
    out.quoted("SUBTITLES", variant.subtitles_group);
    out.enumerated("CLOSED-CAPTIONS", "NONE");
    return std::move(out).line() + variant.uri + '\n';
}

std::string to_i_frame_line(const Variant& variant) {
    AttributeList out("#EXT-X-I-FRAME-STREAM-INF:");
    add_common(out, variant);
    out.quoted("URI", variant.uri);
    return std::move(out).line();
}

}  // namespace

std::string to_m3u8(const MultivariantPlaylist& playlist) {
    std::string out = "#EXTM3U\n#EXT-X-VERSION:7\n";
    if (playlist.independent_segments) out += "#EXT-X-INDEPENDENT-SEGMENTS\n";
    for (const auto& rendition : playlist.renditions) out += to_line(rendition);
    for (const auto& variant : playlist.variants) out += to_lines(variant);
    for (const auto& variant : playlist.i_frame_variants) out += to_i_frame_line(variant);
    return out;
}

}  // namespace bt::delivery::hls

#include "delivery/resources.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"
#include "delivery/dash/mpd_of.h"
#include "delivery/hls/playlists_of.h"
#include "delivery/original_subtitles.h"
#include "delivery/segments.h"

namespace bt::delivery {
namespace {

constexpr const char* kPlaylistType = "application/vnd.apple.mpegurl";
constexpr const char* kManifestType = "application/dash+xml";

Error not_found(std::string_view path) { return {.fault = Fault::NotFound, .message = fmt::format("nothing lies at {}", path)}; }

/// The number in "7.m4s" between `prefix` and `suffix`; one spelling only, so that caches hold a segment once.
std::optional<SegmentNumber> number_in(std::string_view name, std::string_view prefix, std::string_view suffix) {
    if (name.size() <= prefix.size() + suffix.size() || !name.starts_with(prefix) || !name.ends_with(suffix)) return std::nullopt;
    name = name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
    std::uint32_t value = 0;
    const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), value);
    if (fault != std::errc{} || end != name.data() + name.size() || name.front() == '0') return std::nullopt;
    return SegmentNumber{value};
}

Result<Resource> media_at(const Presentation& presentation, const MediaRendition& rendition, std::string_view name, std::string_view path) {
    const bool video = rendition.track->kind == media::TrackKind::Video;
    if (name == "init.mp4") return header(presentation, rendition);
    if (name == "playlist.m3u8") return text_resource(kPlaylistType, hls::to_m3u8(hls::media_playlist_of(presentation, rendition)));
    if (video && name == "iframes.m3u8") return text_resource(kPlaylistType, hls::to_m3u8(hls::i_frame_playlist_of(presentation, rendition)));
    if (video) {
        if (const auto number = number_in(name, "i", ".m4s")) return i_frame(presentation, rendition, *number);
    }
    if (const auto number = number_in(name, "", ".m4s")) return media_segment(presentation, rendition, *number);
    return not_found(path);
}

Result<Resource> text_at(const Presentation& presentation, const TextRendition& rendition, std::string_view name, std::string_view path) {
    if (name == "playlist.m3u8") return text_resource(kPlaylistType, hls::to_m3u8(hls::text_playlist_of(presentation)));
    if (name == "all.vtt") return whole_text(presentation, rendition);
    if (name == "all.ass") return original_text(presentation, rendition);
    if (const auto number = number_in(name, "", ".vtt")) return text_segment(presentation, rendition, *number);
    return not_found(path);
}

/// "master-aac-opus.m3u8" names aac and opus; nothing when it is another path.
std::optional<hls::AudioCodecs> codecs_in(std::string_view path) {
    constexpr std::string_view kPrefix = "master-", kSuffix = ".m3u8";
    if (!path.starts_with(kPrefix) || !path.ends_with(kSuffix) || path.size() <= kPrefix.size() + kSuffix.size()) return std::nullopt;
    hls::AudioCodecs codecs;
    for (const auto each : split(path.substr(kPrefix.size(), path.size() - kPrefix.size() - kSuffix.size()), '-')) codecs.emplace_back(each);
    return codecs;
}

}  // namespace

Result<Resource> resource_at(const Presentation& presentation, std::string_view path) {
    if (path == "master.m3u8") return text_resource(kPlaylistType, hls::to_m3u8(hls::multivariant_playlist_of(presentation)));
    if (const auto codecs = codecs_in(path)) return text_resource(kPlaylistType, hls::to_m3u8(hls::multivariant_playlist_of(presentation, *codecs)));
    if (path == "manifest.mpd") return text_resource(kManifestType, dash::to_xml(dash::mpd_of(presentation)));
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return not_found(path);
    const auto id = path.substr(0, slash);
    const auto name = path.substr(slash + 1);
    if (const auto* rendition = presentation.find_media(id)) return media_at(presentation, *rendition, name, path);
    if (const auto* rendition = presentation.find_text(id)) return text_at(presentation, *rendition, name, path);
    if (const auto* rendition = presentation.find_pictures(id)) return name == "all.sup" && rendition->track != nullptr ? original_pictures(presentation, *rendition) : not_found(path);
    if (id == "fonts") {
        if (const auto number = number_in(name, "", "")) return attached_font(presentation, number->value - 1);
    }
    return not_found(path);
}

std::vector<std::string> all_paths(const Presentation& presentation) {
    std::vector<std::string> paths;
    for (const auto& rendition : presentation.media()) {
        paths.push_back(rendition.id + "/init.mp4");
        for (auto i = rendition.first_segment; i < rendition.end_segment; ++i) paths.push_back(fmt::format("{}/{}.m4s", rendition.id, i + 1));
        if (rendition.track->kind == media::TrackKind::Video) {
            for (const auto& picture : hls::i_frame_playlist_of(presentation, rendition).segments) paths.push_back(rendition.id + "/" + picture.uri);
            paths.push_back(rendition.id + "/iframes.m3u8");
        }
        paths.push_back(rendition.id + "/playlist.m3u8");
    }
    for (const auto& text : presentation.texts()) {
        for (std::size_t i = 0; i < presentation.plan().count(); ++i) paths.push_back(fmt::format("{}/{}.vtt", text.id, i + 1));
        paths.push_back(text.id + "/all.vtt");
        paths.push_back(text.id + "/playlist.m3u8");
    }
    paths.emplace_back("manifest.mpd");
    paths.emplace_back("master.m3u8");
    return paths;
}

}  // namespace bt::delivery

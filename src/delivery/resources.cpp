#include "delivery/resources.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <utility>

#include "base/text.h"
#include "delivery/dash/mpd_of.h"
#include "delivery/hls/playlists_of.h"
#include "delivery/original_subtitles.h"
#include "delivery/segments.h"
#include "subtitle/read.h"
#include "subtitle/write.h"

namespace bt::delivery {
namespace {

constexpr const char* kPlaylistType = "application/vnd.apple.mpegurl";
constexpr const char* kManifestType = "application/dash+xml";
constexpr const char* kTextType = "text/vtt; charset=utf-8";

Error not_found(std::string_view path) { return {.fault = Fault::NotFound, .message = fmt::format("nothing lies at {}", path)}; }

/// A positive number in its one spelling, so that caches hold a segment once.
template <class Number>
std::optional<Number> positive(std::string_view text) {
    Number value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || fault != std::errc{} || end != text.data() + text.size() || text.front() == '0' || value < 0) return std::nullopt;
    return value;
}

/// What stands in "i7.m4s" between `prefix` and `suffix`; empty when the name is another.
std::string_view stem_in(std::string_view name, std::string_view prefix, std::string_view suffix) {
    if (name.size() <= prefix.size() + suffix.size() || !name.starts_with(prefix) || !name.ends_with(suffix)) return {};
    return name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
}

/// A segment as its name says it: "7.m4s", or "7at192000.m4s" behind another file.
struct NamedSegment {
    SegmentNumber number;
    Later later;
};

/// Some eleven days in nanoseconds: no sum of times overflows.
constexpr std::int64_t kLatest = 1'000'000'000'000'000;

std::optional<NamedSegment> segment_in(std::string_view name, std::string_view prefix, std::string_view suffix) {
    const auto stem = stem_in(name, prefix, suffix);
    const auto at = stem.find(kLaterMark);
    const auto number = positive<std::uint32_t>(stem.substr(0, at));
    const auto later = at == std::string_view::npos ? std::optional<std::int64_t>(0) : positive<std::int64_t>(stem.substr(at + kLaterMark.size()));
    if (!number || !later || *later > kLatest) return std::nullopt;
    return NamedSegment{SegmentNumber{*number}, Later{*later}};
}

Result<Resource> media_at(const Presentation& presentation, const MediaRendition& rendition, std::string_view name, std::string_view path) {
    const bool video = rendition.track->kind == media::TrackKind::Video;
    if (name == "init.mp4") return header(presentation, rendition);
    if (video) {
        if (const auto picture = segment_in(name, "i", ".m4s")) return i_frame(presentation, rendition, picture->number, picture->later);
    }
    if (const auto segment = segment_in(name, "", ".m4s")) return media_segment(presentation, rendition, segment->number, segment->later);
    return not_found(path);
}

Result<Resource> text_at(const Presentation& presentation, const TextRendition& rendition, std::string_view name, std::string_view path) {
    if (name == "all.vtt") return whole_text(presentation, rendition);
    if (name == "all.ass") return original_text(presentation, rendition);
    if (const auto segment = segment_in(name, "", ".vtt")) return text_segment(presentation, rendition, segment->number, segment->later);
    return not_found(path);
}

/// "master-aac-opus.m3u8" names aac and opus; nothing when it is another path.
std::optional<hls::AudioCodecs> codecs_in(std::string_view path) {
    constexpr std::string_view kPrefix = "master-", kSuffix = ".m3u8";
    if (!path.starts_with(kPrefix) || !path.ends_with(kSuffix) || path.size() <= kPrefix.size() + kSuffix.size()) return std::nullopt;
    const auto names = path.substr(kPrefix.size(), path.size() - kPrefix.size() - kSuffix.size());
    if (names.find('/') != std::string_view::npos) return std::nullopt;
    hls::AudioCodecs codecs;
    for (const auto each : split(names, '-')) codecs.emplace_back(each);
    return codecs;
}

/// The path's folder and the name in it; no folder: at the top.
std::pair<std::string_view, std::string_view> split_path(std::string_view path) {
    const auto slash = path.find('/');
    return slash == std::string_view::npos ? std::pair(std::string_view(), path) : std::pair(path.substr(0, slash), path.substr(slash + 1));
}

/// Playlists and manifests, whose segments lie with the files.
std::optional<Resource> list_at(const Joined& joined, std::string_view path) {
    const auto playlist = [](const auto& made) { return text_resource(kPlaylistType, hls::to_m3u8(made)); };
    if (path == "master.m3u8") return playlist(hls::multivariant_playlist_of(joined));
    if (const auto codecs = codecs_in(path)) return playlist(hls::multivariant_playlist_of(joined, *codecs));
    if (path == "manifest.mpd") return text_resource(kManifestType, dash::to_xml(dash::mpd_of(joined)));
    const auto [id, name] = split_path(path);
    if (const auto* rendition = joined.find_media(id)) {
        if (name == "playlist.m3u8") return playlist(hls::media_playlist_of(joined, *rendition));
        if (rendition == joined.video() && name == "iframes.m3u8") return playlist(hls::i_frame_playlist_of(joined, *rendition));
    }
    if (const auto* text = joined.find_text(id); text != nullptr && name == "playlist.m3u8") return playlist(hls::text_playlist_of(joined, *text));
    return std::nullopt;
}

/// The files' lines, each where its file stands in the whole.
Result<Resource> joined_text(const Joined& joined, const JoinedText& text, const WholeText& whole_text) {
    std::vector<subtitle::Cue> cues;
    for (std::size_t file = 0; file < text.files.size(); ++file) {
        if (text.files[file] == nullptr) continue;
        BT_TRY(const auto own, whole_text(file, text.files[file]->id + "/all.vtt"));
        const auto start = round_to_milliseconds(joined.start(file));
        for (const auto& piece : own.pieces) {
            if (!piece.memory) continue;
            for (auto& stream : subtitle::read_webvtt(as_text(*piece.memory)).streams) {
                for (auto& cue : stream.cues) {
                    cue.start += start;
                    cue.end += start;
                    cues.push_back(std::move(cue));
                }
            }
        }
    }
    return text_resource(kTextType, subtitle::to_webvtt(cues));
}

}  // namespace

Result<Resource> resource_at(const Presentation& presentation, std::string_view path) {
    if (path.ends_with(".m3u8") || path.ends_with(".mpd")) {
        auto list = list_at(presentation, path);
        return list ? Result<Resource>(std::move(*list)) : not_found(path);
    }
    const auto [id, name] = split_path(path);
    if (id.empty()) return not_found(path);
    if (const auto* rendition = presentation.find_media(id)) return media_at(presentation, *rendition, name, path);
    if (const auto* rendition = presentation.find_text(id)) return text_at(presentation, *rendition, name, path);
    if (const auto* rendition = presentation.find_pictures(id)) return name == "all.sup" && rendition->track != nullptr ? original_pictures(presentation, *rendition) : not_found(path);
    if (id == "fonts") {
        if (const auto number = positive<std::uint32_t>(name)) return attached_font(presentation, *number - 1);
    }
    return not_found(path);
}

Result<Resource> joined_resource_at(const Joined& joined, std::string_view path, const WholeText& whole_text) {
    if (auto list = list_at(joined, path)) return std::move(*list);
    if (path == "none.vtt") {
        auto none = text_resource(kTextType, subtitle::to_webvtt_segment({}, std::chrono::milliseconds(0), std::chrono::milliseconds::max()));
        none.is_immutable = true;
        return none;
    }
    const auto [id, name] = split_path(path);
    if (const auto* text = joined.find_text(id); text != nullptr && name == "all.vtt") return joined_text(joined, *text, whole_text);
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

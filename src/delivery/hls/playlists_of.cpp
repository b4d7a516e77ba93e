#include "delivery/hls/playlists_of.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"

namespace bt::delivery::hls {
namespace {

constexpr const char* kTextGroup = "subtitles";

std::string group_of(const MediaRendition& audio) {
    std::string group;
    for (const char c : ascii_lower(to_string(audio.configuration.codec))) {
        if (c != '-') group += c;
    }
    return group;
}

std::string name_of(const media::Track& track) {
    if (!track.name.empty()) return track.name;
    return track.language == "und" ? "Audio" : track.language;
}

/// The audio of each group, in the order of the file; the group of the default track first.
std::vector<std::pair<std::string, std::vector<const MediaRendition*>>> audio_groups(const Presentation& presentation) {
    std::vector<std::pair<std::string, std::vector<const MediaRendition*>>> groups;
    for (const auto& rendition : presentation.media()) {
        if (rendition.track->kind != media::TrackKind::Audio) continue;
        const auto name = group_of(rendition);
        auto at = std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == name; });
        if (at == groups.end()) at = groups.insert(at, {name, {}});
        at->second.push_back(&rendition);
    }
    const auto holds_default = [](const auto& group) {
        return std::any_of(group.second.begin(), group.second.end(), [](const auto* each) { return each->track->is_default; });
    };
    std::stable_partition(groups.begin(), groups.end(), holds_default);
    return groups;
}

void add_audio(MultivariantPlaylist& playlist, const std::string& group, const std::vector<const MediaRendition*>& renditions) {
    const auto chosen = std::find_if(renditions.begin(), renditions.end(), [](const auto* each) { return each->track->is_default; });
    const auto* preset = chosen == renditions.end() ? renditions.front() : *chosen;
    std::set<std::string> names;
    for (const auto* each : renditions) {
        const auto& track = *each->track;
        auto name = name_of(track);
        for (int n = 2; !names.insert(name).second; ++n) name = fmt::format("{} ({})", name_of(track), n);
        playlist.renditions.push_back({.type = Rendition::Type::Audio,
                                       .group_id = group,
                                       .name = name,
                                       .language = track.language == "und" ? "" : track.language,
                                       .is_default = each == preset,
                                       .autoselect = !track.is_commentary,
                                       .characteristics = track.is_visual_impaired ? "public.accessibility.describes-video" : "",
                                       .channels = each->configuration.audio ? each->configuration.audio->channels_attribute() : "",
                                       .uri = each->id + "/playlist.m3u8"});
    }
}

void add_texts(MultivariantPlaylist& playlist, const Presentation& presentation) {
    bool has_default = false;
    for (const auto& text : presentation.texts()) {
        const bool is_default = text.is_default && !std::exchange(has_default, has_default || text.is_default);
        playlist.renditions.push_back(
            {.type = Rendition::Type::Subtitles,
             .group_id = kTextGroup,
             .name = text.name,
             .language = text.language == "und" ? "" : text.language,
             .is_default = is_default,
             .autoselect = true,
             .forced = text.is_forced,
             .characteristics = text.is_hearing_impaired
                                    ? "public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound"
                                    : "",
             .uri = text.id + "/playlist.m3u8"});
    }
}

Variant picture_variant(const MediaRendition& video) {
    Variant variant{.bandwidth = video.peak_bandwidth, .average_bandwidth = video.average_bandwidth, .codecs = video.configuration.rfc6381,
                    .supplemental_codecs = video.configuration.supplemental};
    if (const auto& facts = video.configuration.video) {
        variant.width = facts->width;
        variant.height = facts->height;
        variant.frame_rate = facts->frame_rate;
        variant.video_range = to_string(facts->range);
    }
    return variant;
}

/// Whether the comma-separated list holds `codec` itself: "mp4a.40.2" stands in "mp4a.40.29", but is not it.
bool lists_codec(std::string_view list, std::string_view codec) {
    for (const auto each : split(list, ',')) {
        if (each == codec) return true;
    }
    return false;
}

/// The fastest of the group's renditions counts: any of them may be chosen.
void add_sound(Variant& variant, const std::vector<const MediaRendition*>& renditions) {
    std::uint64_t peak = 0, average = 0;
    for (const auto* each : renditions) {
        peak = std::max(peak, each->peak_bandwidth);
        average = std::max(average, each->average_bandwidth);
        if (!lists_codec(variant.codecs, each->configuration.rfc6381)) {
            variant.codecs += (variant.codecs.empty() ? "" : ",") + each->configuration.rfc6381;
        }
    }
    variant.bandwidth += peak;
    variant.average_bandwidth += average;
}

}  // namespace

// Deviates: RFC 8216bis §4.4.6.2.1 wants equal members in all audio groups. A file with Korean AAC and English AC-3 has one
// language in each; making the members equal would need an encoder. Players take the variant they can decode.
MultivariantPlaylist multivariant_playlist_of(const Presentation& presentation) {
    MultivariantPlaylist playlist;
    const auto* video = presentation.video();
    const auto text_group = presentation.texts().empty() ? "" : kTextGroup;
    for (const auto& [group, renditions] : audio_groups(presentation)) {
        add_audio(playlist, group, renditions);
        Variant variant = video != nullptr ? picture_variant(*video) : Variant{};
        add_sound(variant, renditions);
        variant.audio_group = group;
        variant.subtitles_group = text_group;
        variant.uri = (video != nullptr ? video->id : renditions.front()->id) + "/playlist.m3u8";
        playlist.variants.push_back(std::move(variant));
    }
    add_texts(playlist, presentation);
    if (video == nullptr) return playlist;
    if (playlist.variants.empty()) {
        auto silent = picture_variant(*video);
        silent.subtitles_group = text_group;
        silent.uri = video->id + "/playlist.m3u8";
        playlist.variants.push_back(std::move(silent));
    }
    auto pictures = picture_variant(*video);
    pictures.average_bandwidth = 0;  // the sizes of single pictures are not known without reading them; the peak bounds them
    pictures.uri = video->id + "/iframes.m3u8";
    playlist.i_frame_variants.push_back(std::move(pictures));
    return playlist;
}

MediaPlaylist media_playlist_of(const Presentation& presentation, const MediaRendition& rendition) {
    MediaPlaylist playlist{.map_uri = "init.mp4"};
    const auto scale = rendition.track->timescale;
    for (std::size_t i = 0; i < presentation.plan().count(); ++i) {
        const bool gap = i < rendition.first_segment || i >= rendition.end_segment;
        // Sound that begins or ends inside a segment still stands for all of it: the segments behind stay where they are. Where a gap
        // comes first, it reaches to the sound instead: Shaka Player puts a segment where the lengths before it say.
        const auto cut = [&](std::size_t k) { return round_to(presentation.plan().start(k), scale).ticks; };
        const auto from = gap ? cut(i) : i == 0 ? std::min(rendition.starts[0], cut(0)) : rendition.starts[i];
        auto until = gap && i + 1 != rendition.first_segment ? cut(i + 1) : rendition.starts[i + 1];
        if (i + 1 == rendition.end_segment && rendition.end_segment < presentation.plan().count()) until = std::max(until, cut(i + 1));
        const MediaDuration length{until - from, scale};
        playlist.segments.push_back({length, fmt::format("{}.m4s", i + 1), gap});
    }
    return playlist;
}

MediaPlaylist i_frame_playlist_of(const Presentation& presentation, const MediaRendition& rendition) {
    MediaPlaylist playlist{.map_uri = "init.mp4", .i_frames_only = true};
    const auto scale = rendition.track->timescale;
    const auto syncs = presentation.file().sync_points(rendition.track->number);
    const auto end = presentation.plan().start(presentation.plan().count()).ticks;
    for (std::size_t i = 0; i < syncs.size();) {
        auto next = i + 1;
        while (next < syncs.size() && syncs[next].presentation_time - syncs[i].presentation_time < scale.ticks_per_second) ++next;
        const auto until = next < syncs.size() ? syncs[next].presentation_time : end;
        playlist.segments.push_back({{until - syncs[i].presentation_time, scale}, fmt::format("i{}.m4s", i + 1)});
        i = next;
    }
    return playlist;
}

MediaPlaylist text_playlist_of(const Presentation& presentation) {
    MediaPlaylist playlist;
    for (std::size_t i = 0; i < presentation.plan().count(); ++i) {
        playlist.segments.push_back({presentation.plan().duration(i), fmt::format("{}.vtt", i + 1)});
    }
    return playlist;
}

}  // namespace bt::delivery::hls

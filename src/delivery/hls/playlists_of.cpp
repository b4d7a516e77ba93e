#include "delivery/hls/playlists_of.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.h"

namespace bt::delivery::hls {
namespace {

constexpr const char* kTextGroup = "subtitles";

void add_audio(MultivariantPlaylist& playlist, const AudioGroup& group) {
    for (const auto& member : group.members) {
        const auto& track = *member.rendition->track;
        playlist.renditions.push_back({.type = Rendition::Type::Audio,
                                       .group_id = group.id,
                                       .name = member.name,
                                       .language = track.language == "und" ? "" : track.language,
                                       .is_default = member.is_default,
                                       .autoselect = member.autoselect,
                                       .characteristics = track.is_visual_impaired ? "public.accessibility.describes-video" : "",
                                       .channels = member.rendition->configuration.audio ? member.rendition->configuration.audio->channels_attribute() : "",
                                       .uri = member.rendition->id + "/playlist.m3u8"});
    }
}

void add_texts(MultivariantPlaylist& playlist, const Presentation& presentation) {
    const auto& texts = presentation.texts();
    const auto preset = std::find_if(texts.begin(), texts.end(), [](const TextRendition& text) { return text.is_default; });
    // Players choose among AUTOSELECT members by these: two must not be alike (RFC 8216bis §4.4.6.1.1).
    const auto kind_of = [](const TextRendition& text) { return std::tuple(text.language, text.is_forced, text.is_hearing_impaired); };
    std::set<std::tuple<std::string, bool, bool>> selectable;
    if (preset != texts.end()) selectable.insert(kind_of(*preset));
    for (auto text = texts.begin(); text != texts.end(); ++text) {
        const bool is_default = text == preset;
        playlist.renditions.push_back(
            {.type = Rendition::Type::Subtitles,
             .group_id = kTextGroup,
             .name = text->name,
             .language = text->language == "und" ? "" : text->language,
             .is_default = is_default,
             .autoselect = is_default || selectable.insert(kind_of(*text)).second,
             .forced = text->is_forced,
             .characteristics = text->is_hearing_impaired
                                    ? "public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound"
                                    : "",
             .uri = text->id + "/playlist.m3u8"});
    }
}

Variant picture_variant(const Presentation& presentation, const MediaRendition& video) {
    const auto bandwidth = presentation.bandwidth(video);
    Variant variant{.bandwidth = bandwidth.peak, .average_bandwidth = bandwidth.average, .codecs = video.configuration.rfc6381,
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
void add_sound(Variant& variant, const Presentation& presentation, const AudioGroup& group) {
    std::uint64_t peak = 0, average = 0;
    for (const auto& member : group.members) {
        const auto& rendition = *member.rendition;
        const auto bandwidth = presentation.bandwidth(rendition);
        peak = std::max(peak, bandwidth.peak);
        average = std::max(average, bandwidth.average);
        if (!lists_codec(variant.codecs, rendition.configuration.rfc6381)) {
            variant.codecs += (variant.codecs.empty() ? "" : ",") + rendition.configuration.rfc6381;
        }
    }
    variant.bandwidth += peak;
    variant.average_bandwidth += average;
}

/// Of a sound-only presentation: what plays when nothing is chosen.
const MediaRendition& preset_of(const AudioGroup& group) {
    const auto at = std::find_if(group.members.begin(), group.members.end(), [](const AudioMember& each) { return each.is_default; });
    return *(at == group.members.end() ? group.members.front() : *at).rendition;
}

bool is_independent(const MediaRendition& rendition) { return !rendition.track->video || !rendition.track->video->has_leading_pictures; }

struct Length {
    MediaDuration duration;
    bool is_gap = false;
};

/// The segments of a rendition as its playlist lists them, from number 1.
std::vector<Length> lengths_of(const Presentation& presentation, const MediaRendition& rendition) {
    const auto& plan = presentation.plan();
    const auto scale = rendition.track->timescale;
    const bool is_picture = rendition.track->kind == media::TrackKind::Video;
    const auto cut = [&](std::size_t i) { return round_to(plan.start(i), scale).ticks; };
    std::vector<Length> lengths;
    // Behind the picture's end its list has ended too.
    const auto count = is_picture ? rendition.end_segment : plan.count();
    lengths.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const bool gap = i < rendition.first_segment || i >= rendition.end_segment;
        // Sound that begins or ends inside a segment still stands for all of it: the segments behind stay where they are. Where a gap
        // comes first, it reaches to the sound instead: Shaka Player puts a segment where the lengths before it say.
        const auto from = gap ? cut(i) : i == 0 ? std::min(rendition.starts[0], cut(0)) : rendition.starts[i];
        auto until = gap && i + 1 != rendition.first_segment ? cut(i + 1) : rendition.starts[i + 1];
        if (i + 1 == rendition.end_segment && rendition.end_segment < count) until = std::max(until, cut(i + 1));
        lengths.push_back({{until - from, scale}, gap});
    }
    return lengths;
}

/// The longest segment of all: media playlists of one presentation have the same target duration (RFC 8216bis §4.4.3.1).
MediaDuration target_of(const Presentation& presentation) {
    auto longest = presentation.texts().empty() ? MediaDuration{0, {1}} : presentation.plan().longest();
    for (const auto& rendition : presentation.media()) {
        for (const auto& length : lengths_of(presentation, rendition)) longest = std::max(longest, length.duration);
    }
    return longest;
}

}  // namespace

MultivariantPlaylist multivariant_playlist_of(const Presentation& presentation, const AudioCodecs& decodable) {
    MultivariantPlaylist playlist;
    const auto* video = presentation.video();
    playlist.independent_segments = video == nullptr || is_independent(*video);
    const auto text_group = presentation.texts().empty() ? "" : kTextGroup;
    for (const auto& group : audio_groups(presentation, decodable)) {
        add_audio(playlist, group);
        Variant variant = video != nullptr ? picture_variant(presentation, *video) : Variant{};
        add_sound(variant, presentation, group);
        variant.audio_group = group.id;
        variant.subtitles_group = text_group;
        variant.uri = (video != nullptr ? video->id : preset_of(group).id) + "/playlist.m3u8";
        playlist.variants.push_back(std::move(variant));
    }
    add_texts(playlist, presentation);
    if (video == nullptr) return playlist;
    if (playlist.variants.empty()) {
        auto silent = picture_variant(presentation, *video);
        silent.subtitles_group = text_group;
        silent.uri = video->id + "/playlist.m3u8";
        playlist.variants.push_back(std::move(silent));
    }
    auto pictures = picture_variant(presentation, *video);
    pictures.average_bandwidth = 0;  // the sizes of single pictures are not known without reading them; the peak bounds them
    pictures.uri = video->id + "/iframes.m3u8";
    playlist.i_frame_variants.push_back(std::move(pictures));
    return playlist;
}

MediaPlaylist media_playlist_of(const Presentation& presentation, const MediaRendition& rendition) {
    MediaPlaylist playlist{.map_uri = "init.mp4", .independent_segments = is_independent(rendition), .target = target_of(presentation)};
    const auto lengths = lengths_of(presentation, rendition);
    playlist.segments.reserve(lengths.size());
    for (std::size_t i = 0; i < lengths.size(); ++i) playlist.segments.push_back({lengths[i].duration, std::to_string(i + 1) + ".m4s", lengths[i].is_gap});
    return playlist;
}

MediaPlaylist i_frame_playlist_of(const Presentation& presentation, const MediaRendition& rendition) {
    MediaPlaylist playlist{.map_uri = "init.mp4", .i_frames_only = true};
    const auto scale = rendition.track->timescale;
    const auto syncs = presentation.file().sync_points(rendition.track->number);
    const auto end = rendition.starts[rendition.end_segment];
    for (auto i = presentation.plan().first_sync(0); i < syncs.size();) {
        const auto from = std::max<std::int64_t>(0, syncs[i].presentation_time);  // a picture from before zero stands at zero
        auto next = i + 1;
        while (next < syncs.size() && syncs[next].presentation_time - from < scale.ticks_per_second) ++next;
        const auto until = next < syncs.size() ? syncs[next].presentation_time : end;
        playlist.segments.push_back({{until - from, scale}, fmt::format("i{}.m4s", i + 1)});
        i = next;
    }
    return playlist;
}

MediaPlaylist text_playlist_of(const Presentation& presentation) {
    MediaPlaylist playlist{.target = target_of(presentation)};
    for (std::size_t i = 0; i < presentation.plan().count(); ++i) {
        playlist.segments.push_back({presentation.plan().duration(i), fmt::format("{}.vtt", i + 1)});
    }
    return playlist;
}

}  // namespace bt::delivery::hls

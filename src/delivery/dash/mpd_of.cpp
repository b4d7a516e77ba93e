#include "delivery/dash/mpd_of.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace bt::delivery::dash {
namespace {

constexpr const char* kRole = "urn:mpeg:dash:role:2011";

SegmentTemplate segments_of(const MediaRendition& rendition) {
    const auto begin = rendition.starts.begin() + static_cast<std::ptrdiff_t>(rendition.first_segment);
    const auto end = rendition.starts.begin() + static_cast<std::ptrdiff_t>(rendition.end_segment) + 1;
    return {.timescale = rendition.track->timescale,
            .initialization = rendition.id + "/init.mp4",
            .media = rendition.id + "/$Number$.m4s",
            .start_number = static_cast<std::uint32_t>(rendition.first_segment) + 1,
            .starts = {begin, end}};
}

/// ChannelConfiguration of ISO/IEC 23091-3 for the usual layout of so many channels; 0 when none is usual. The values are no counts:
/// 7 is 7.1 with wide front speakers, 12 the 7.1 of films.
int channel_configuration(std::uint32_t channels) {
    constexpr int kLayouts[] = {0, 1, 2, 3, 4, 5, 6, 11, 12};
    return channels < std::size(kLayouts) ? kLayouts[channels] : 0;
}

Representation representation_of(const Presentation& presentation, const MediaRendition& rendition) {
    Representation out{.id = rendition.id, .bandwidth = std::max<std::uint64_t>(1, presentation.bandwidth(rendition).peak), .codecs = rendition.configuration.rfc6381};
    if (const auto& video = rendition.configuration.video) {
        out.width = video->width;
        out.height = video->height;
        out.frame_rate = video->frame_rate;
    }
    if (const auto& audio = rendition.configuration.audio) {
        out.audio_sampling_rate = audio->sample_rate;
        if (const auto layout = channel_configuration(audio->channels); layout != 0) {
            out.audio_channel_configuration = {"urn:mpeg:mpegB:cicp:ChannelConfiguration", fmt::format("{}", layout)};
        }
    }
    out.segments = segments_of(rendition);
    return out;
}

/// Colour as ISO/IEC 23009-1 §5.8.5 names it, for anything but plain SDR.
std::vector<Descriptor> colour_properties(const MediaRendition& rendition) {
    const auto& video = rendition.configuration.video;
    if (!video || video->range == media::codec::VideoRange::Sdr) return {};
    return {{"urn:mpeg:mpegB:cicp:ColourPrimaries", fmt::format("{}", video->colour.primaries)},
            {"urn:mpeg:mpegB:cicp:TransferCharacteristics", fmt::format("{}", video->colour.transfer)},
            {"urn:mpeg:mpegB:cicp:MatrixCoefficients", fmt::format("{}", video->colour.matrix)}};
}

std::string known_language(const std::string& language) { return language == "und" ? "" : language; }

AdaptationSet media_set(const Presentation& presentation, const MediaRendition& rendition, bool is_main) {
    const auto& track = *rendition.track;
    const bool video = track.kind == media::TrackKind::Video;
    AdaptationSet set{.content_type = video ? "video" : "audio", .mime_type = video ? "video/mp4" : "audio/mp4"};
    if (!video) set.language = known_language(track.language);
    set.label = track.name;
    set.starts_with_sap = !track.video || !track.video->has_leading_pictures;
    set.roles.push_back({kRole, track.is_commentary ? "commentary" : is_main ? "main" : "alternate"});
    if (track.is_visual_impaired) set.accessibility.push_back({"urn:tva:metadata:cs:AudioPurposeCS:2007", "1"});
    set.supplemental_properties = colour_properties(rendition);
    set.representations.push_back(representation_of(presentation, rendition));
    return set;
}

AdaptationSet text_set(const TextRendition& text) {
    AdaptationSet set{.content_type = "text", .mime_type = "text/vtt", .language = known_language(text.language), .label = text.name};
    set.roles.push_back({kRole, text.is_forced ? "forced-subtitle" : text.is_hearing_impaired ? "caption" : "subtitle"});
    set.representations.push_back({.id = text.id, .bandwidth = 256, .base_url = text.id + "/all.vtt"});
    return set;
}

}  // namespace

Mpd mpd_of(const Presentation& presentation) {
    Mpd mpd{.duration = presentation.duration(), .longest_segment = presentation.plan().longest()};
    // One audio is the main one: the file's default, else its first.
    const MediaRendition* main_audio = nullptr;
    for (const auto& rendition : presentation.media()) {
        if (rendition.track->kind != media::TrackKind::Audio) continue;
        if (main_audio == nullptr || (rendition.track->is_default && !main_audio->track->is_default)) main_audio = &rendition;
    }
    for (const auto& rendition : presentation.media()) {
        for (auto i = rendition.first_segment; i < rendition.end_segment; ++i) {
            mpd.longest_segment = std::max(mpd.longest_segment, MediaDuration{rendition.starts[i + 1] - rendition.starts[i], rendition.track->timescale});
        }
        mpd.adaptation_sets.push_back(media_set(presentation, rendition, &rendition == main_audio || rendition.track->kind == media::TrackKind::Video));
    }
    for (const auto& text : presentation.texts()) mpd.adaptation_sets.push_back(text_set(text));
    return mpd;
}

}  // namespace bt::delivery::dash

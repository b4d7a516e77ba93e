#include "delivery/dash/mpd_of.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "delivery/commentary.h"

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
        out.sample_aspect_ratio = video->sample_aspect_ratio;
        if (is_on_its_side(*rendition.track)) {
            std::swap(out.width, out.height);
            std::swap(out.sample_aspect_ratio.numerator, out.sample_aspect_ratio.denominator);
        }
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
    set.roles.push_back({kRole, is_commentary(track) ? "commentary" : is_main ? "main" : "alternate"});
    if (track.is_visual_impaired) set.accessibility.push_back({"urn:tva:metadata:cs:AudioPurposeCS:2007", "1"});
    set.supplemental_properties = colour_properties(rendition);
    set.representations.push_back(representation_of(presentation, rendition));
    return set;
}

AdaptationSet text_set(const TextRendition& text, const std::string& name) {
    AdaptationSet set{.content_type = "text", .mime_type = "text/vtt", .language = known_language(text.language), .label = name};
    set.roles.push_back({kRole, text.is_forced ? "forced-subtitle" : text.is_hearing_impaired ? "caption" : "subtitle"});
    if (text.is_commentary) set.roles.push_back({kRole, "commentary"});
    set.representations.push_back({.id = text.id, .bandwidth = 256, .base_url = text.id + "/all.vtt"});
    return set;
}

/// The sound that plays when nobody has chosen; null where there is none.
const JoinedMedia* main_sound(const Joined& joined) {
    std::vector<const JoinedMedia*> sounds;
    std::vector<const media::Track*> tracks;
    for (const auto& rendition : joined.media()) {
        if (rendition.track().kind != media::TrackKind::Audio) continue;
        sounds.push_back(&rendition);
        tracks.push_back(&rendition.track());
    }
    return sounds.empty() ? nullptr : sounds[preset_sound(tracks)];
}

Period period_of(const Joined& joined, std::size_t file) {
    const auto& [presentation, base] = joined.files()[file];
    const auto* main = main_sound(joined);
    Period period{.duration = presentation->duration(), .base_url = base};
    const auto add = [&](AdaptationSet set, std::size_t index) {
        set.id = static_cast<std::uint32_t>(index + 1);
        period.adaptation_sets.push_back(std::move(set));
    };
    for (std::size_t i = 0; i < joined.media().size(); ++i) {
        const auto& rendition = joined.media()[i];
        add(media_set(*presentation, *rendition.files[file], &rendition == main || rendition.track().kind == media::TrackKind::Video), i);
    }
    for (std::size_t i = 0; i < joined.texts().size(); ++i) {
        const auto& text = joined.texts()[i];
        if (text.files[file] != nullptr) add(text_set(*text.files[file], text.name), joined.media().size() + i);
    }
    return period;
}

MediaDuration longest_segment(const Joined& joined) {
    MediaDuration longest{0, {1}};
    for (std::size_t file = 0; file < joined.files().size(); ++file) {
        longest = std::max(longest, joined.files()[file].presentation->plan().longest());
        for (const auto& joined_rendition : joined.media()) {
            const auto& rendition = *joined_rendition.files[file];
            for (auto i = rendition.first_segment; i < rendition.end_segment; ++i) {
                longest = std::max(longest, MediaDuration{rendition.starts[i + 1] - rendition.starts[i], rendition.track->timescale});
            }
        }
    }
    return longest;
}

}  // namespace

Mpd mpd_of(const Joined& joined) {
    Mpd mpd{.longest_segment = longest_segment(joined), .periods = {}};
    for (std::size_t file = 0; file < joined.files().size(); ++file) mpd.periods.push_back(period_of(joined, file));
    return mpd;
}

}  // namespace bt::delivery::dash

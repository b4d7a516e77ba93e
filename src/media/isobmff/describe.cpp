#include "media/isobmff/describe.h"

#include <fmt/format.h>

#include <algorithm>

#include "media/index/language.h"

namespace bt::media::isobmff {
namespace {

/// DASH roles (ISO/IEC 23009-1 §5.8.5.5) in 'kind', and QuickTime's media characteristics in 'tagc'.
void read_roles(const UserData& data, Track& track) {
    for (const auto& kind : data.kinds) {
        if (kind.value == "forced-subtitle" || kind.value == "forced_subtitle") track.is_forced = true;
        if (kind.value == "caption" || kind.value == "captions") track.is_hearing_impaired = true;
        if (kind.value == "description" || kind.value == "descriptions") track.is_visual_impaired = true;
        if (kind.value == "commentary") track.is_commentary = true;
        if (kind.value == "main" && track.kind == TrackKind::Audio) track.is_original = true;
    }
    for (const auto& tag : data.characteristics) {
        if (tag == "public.accessibility.transcribes-spoken-dialog") track.is_hearing_impaired = true;
        if (tag == "public.accessibility.describes-video") track.is_visual_impaired = true;
        if (tag == "public.auxiliary-content") track.is_commentary = true;
    }
}

/// displayFlags of TextSampleEntry: 3GPP TS 26.245 §5.16, and Apple's "all samples are forced".
bool all_forced(const Track& track) {
    constexpr std::byte kAllForced{0x80};
    return track.codec == Codec::Tx3g && !track.codec_private.empty() && (track.codec_private.front() & kAllForced) != std::byte{0};
}

void describe_video(const TrackBox& box, const SampleEntry& entry, Track& track) {
    track.video = entry.video.value_or(VideoFormat{});
    auto& video = *track.video;
    const auto width = box.header.width >> 16, height = box.header.height >> 16;
    if (video.width == 0 || video.height == 0) {
        video.width = width;
        video.height = height;
    }
    if (video.display_width == 0) {
        video.display_width = video.width;
        video.display_height = video.height;
    }
    // Without 'pasp' the track header tells how the picture is to be shown.
    const bool stretched = std::uint64_t{width} * video.height != std::uint64_t{height} * video.width;
    if (video.display_width == video.width && width > 0 && height > 0 && stretched) {
        const auto wide = (std::uint64_t{video.height} * width + height / 2) / height;
        video.display_width = static_cast<std::uint32_t>(std::min<std::uint64_t>(wide, 1U << 16));
    }
    video.rotation_degrees = rotation_of(box.header.matrix).value_or(0);
}

}  // namespace

void Notes::add(std::string note) {
    constexpr std::size_t kMostNotes = 50;
    if (notes_.size() < kMostNotes) notes_.push_back(std::move(note));
}

Track describe_track(const TrackBox& box, bool quicktime) {
    const auto& entry = box.entries.front();
    Track track;
    track.source_id = box.header.track_id;
    track.kind = box.kind;
    track.codec = entry.codec;
    track.codec_id = entry.format.text();
    track.codec_private = entry.config;
    track.packing = entry.encrypted ? Packing::Encrypted : Packing::Plain;
    track.language = box.extended_language.value_or(language_from_packed(box.media.language, quicktime));
    track.name = !box.user_data.name.empty() ? box.user_data.name
                 : !box.user_data.title.empty() ? box.user_data.title : box.handler.name;
    track.timescale = Timescale{box.media.timescale};
    track.is_default = box.header.enabled;
    read_roles(box.user_data, track);
    track.is_forced = track.is_forced || all_forced(track);
    if (track.kind == TrackKind::Video) describe_video(box, entry, track);
    if (track.kind == TrackKind::Audio) track.audio = entry.audio.value_or(AudioFormat{});
    return track;
}

void describe_samples(const TrackBox& box, const Directory& directory, const Survey& survey, std::int64_t media_time,
                      Track& track, Notes& notes) {
    const auto name = fmt::format("track {}", box.header.track_id);
    track.sample_count = directory.sample_count;
    track.byte_count = directory.byte_count;
    track.start = {0, track.timescale};
    track.duration = {0, track.timescale};
    if (directory.sample_count == 0) {
        notes.add(fmt::format("{} has no samples", name));
        return;
    }
    const auto start = std::max<std::int64_t>(0, survey.least_time - directory.shift);
    track.start.ticks = start;
    track.duration.ticks = std::max<std::int64_t>(0, directory.end_time - directory.shift - start);
    const auto first_decode_time = directory.table_samples > 0 ? directory.places.front().decode_time : directory.fragments.front().decode_time;
    track.first_decode_time = first_decode_time - directory.shift;
    if (track.kind == TrackKind::Audio) track.priming = media_time;
    if (track.video) track.video->frame_rate = survey.durations.rate(track.timescale);
    if (track.video) track.video->has_leading_pictures = survey.has_leading_pictures;
    if (survey.declared_samples > directory.sample_count) {
        notes.add(fmt::format("{}: the {} {} samples early", name, survey.ends_early ? "file ends" : "sample tables end",
                              survey.declared_samples - directory.sample_count));
    }
    if (survey.unordered_sync > 0) {
        notes.add(fmt::format("{}: {} sync samples are presented before an earlier one and cannot be started from", name,
                              survey.unordered_sync));
    }
    if (survey.other_description_from > 0) {
        const auto description = [&](std::uint32_t index) {
            return index >= 1 && index <= box.entries.size() ? &box.entries[index - 1] : nullptr;
        };
        const auto* const first = description(survey.first_description);
        const auto* const other = description(survey.other_description);
        const bool same = first != nullptr && other != nullptr && first->format == other->format && first->config == other->config;
        if (!same) {
            notes.add(fmt::format("{}: from sample {} on another sample description ({}) is used; the samples are kept, but players "
                                  "are told of the first only", name, survey.other_description_from, survey.other_description));
        }
    }
}

}  // namespace bt::media::isobmff

#include "delivery/segments.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/checked.h"
#include "media/cmaf/fragment.h"
#include "media/cmaf/init.h"
#include "subtitle/embedded.h"
#include "subtitle/write.h"

namespace bt::delivery {
namespace {

using media::Codec;
using media::Packing;
using media::Sample;
using media::Track;

/// How long before a segment a cue may have begun and still be shown in it. Few lines stand longer.
constexpr MediaDuration kLongestLookBack{10'000, kMilliseconds};
/// For text samples that do not say how long they are shown.
constexpr std::chrono::milliseconds kUsualCue{4'000};

/// A minute of audio in frames of a millisecond; more is no film but an attempt on our memory.
constexpr std::size_t kMostSamples = 100'000;

/// Of a segment whose payload is put together in memory. Ten seconds of eight channels in 24 bits at 192 kHz are 46 MB, six of pictures at 80 Mb/s
/// 60.
constexpr std::size_t kMostGathered = 64U << 20;

Error too_much_to_gather() { return {.fault = Fault::TooLarge, .message = fmt::format("a segment of more than {} MB that has to be put together", kMostGathered >> 20)}; }

Error no_such_segment(std::uint32_t number, std::size_t count) {
    return {.fault = Fault::NotFound, .message = fmt::format("segment {} of {}", number, count)};
}

/// Where a fragment's samples lie on its decode line, and how far each is shown from there.
Result<std::vector<media::cmaf::FragmentSample>> timed(const MediaRendition& rendition, std::span<const Sample> samples) {
    if (samples.size() > kMostSamples) {
        return Error{.fault = Fault::TooLarge, .message = fmt::format("a segment of {} samples, {} allowed", samples.size(), kMostSamples)};
    }
    std::vector<media::cmaf::FragmentSample> out;
    out.reserve(samples.size());
    const auto lift = rendition.presentation_shift - rendition.decode_shift;
    const auto prefix = rendition.track->packing == Packing::HeaderStripped ? rendition.track->sample_prefix.size() : 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto& sample = samples[i];
        const auto duration = i + 1 < samples.size() ? checked_cast<std::uint32_t>(samples[i + 1].decode_time - sample.decode_time)
                                                     : std::optional(sample.duration);
        const auto offset = checked_cast<std::int32_t>(sample.presentation_time - sample.decode_time + lift);
        const auto size = checked_cast<std::uint32_t>(sample.data.size + prefix);
        if (!duration || !offset || !size) {
            return Error{.fault = Fault::Malformed, .message = "a sample's time or size does not fit its fragment", .offset = sample.data.offset};
        }
        out.push_back({.duration = *duration, .size = *size, .composition_offset = *offset, .is_sync = sample.is_sync});
    }
    return out;
}

/// The bytes of samples in a file beside the film: pieces are ranges of the film's own. In a file of sound alone they lie close together.
Result<Bytes> gathered(const media::MediaFile& file, const Track& track, std::span<const Sample> samples) {
    constexpr std::uint64_t kLargestStretch = 8U << 20;
    Bytes payload;
    if (samples.empty()) return payload;
    std::uint64_t begin = samples.front().data.offset, end = 0, wanted = 0;
    for (const auto& sample : samples) {
        begin = std::min(begin, sample.data.offset);
        end = std::max(end, sample.data.end());
        wanted += sample.data.size;
    }
    const bool are_close = end - begin <= kLargestStretch && end - begin <= 2 * wanted && track.packing == Packing::Plain;
    Bytes stretch;
    if (are_close) { BT_TRY(stretch, file.source()->read({begin, end - begin})); }
    for (const auto& sample : samples) {
        if (are_close) {
            const auto bytes = ByteView(stretch).subspan(sample.data.offset - begin, sample.data.size);
            payload.insert(payload.end(), bytes.begin(), bytes.end());
        } else {
            BT_TRY(const auto bytes, media::read_sample(file, track, sample));
            payload.insert(payload.end(), bytes.begin(), bytes.end());
        }
        if (payload.size() > kMostGathered) return too_much_to_gather();
    }
    return payload;
}

/// The payload as pieces. Only forms that fMP4 does not know are copied; then `timing` gets the new sizes.
Result<void> append_payload(Resource& into, const Presentation& presentation, const MediaRendition& rendition,
                            std::span<const Sample> samples, std::vector<media::cmaf::FragmentSample>& timing) {
    const auto& track = *rendition.track;
    const auto& file = presentation.file_of(rendition);
    if (rendition.beside && rendition.configuration.payload == media::codec::PayloadForm::AsIs) {
        BT_TRY(auto payload, gathered(file, track, samples));
        into.append(std::move(payload));
        return {};
    }
    if (rendition.configuration.payload != media::codec::PayloadForm::AsIs) {
        Bytes payload;
        for (std::size_t i = 0; i < samples.size(); ++i) {
            BT_TRY(const auto original, media::read_sample(file, track, samples[i]));
            BT_TRY(const auto converted, media::codec::convert(rendition.configuration.payload, original));
            timing[i].size = static_cast<std::uint32_t>(converted.size());
            payload.insert(payload.end(), converted.begin(), converted.end());
            if (payload.size() > kMostGathered) return too_much_to_gather();
        }
        into.append(std::move(payload));
        return {};
    }
    if (track.packing == Packing::HeaderStripped && !track.sample_prefix.empty()) {
        const auto prefix = std::make_shared<const Bytes>(track.sample_prefix);
        for (const auto& sample : samples) {
            into.pieces.push_back({.memory = prefix, .range = {}});
            into.pieces.push_back({.memory = nullptr, .range = sample.data});
        }
        return {};
    }
    for (const auto& sample : samples) into.append(sample.data);
    return {};
}

/// How many frames of silence lie in [from, until).
std::size_t silent_frames(const MediaRendition& rendition, std::int64_t from, std::int64_t until) {
    if (!rendition.silence) return 0;
    const auto& [frame, begin, end, step] = *rendition.silence;
    const auto first = std::max(from, begin), last = std::min(until, end);
    return last <= first ? 0 : static_cast<std::size_t>((last - first + step - 1) / step);
}

/// Where a fragment stands among others.
struct Place {
    std::uint32_t sequence_number = 0;
    std::int64_t begin = 0;  ///< where it lies when it begins with silence or holds no sample: sound may have a hole of a whole segment
    Later later;
};

Result<Resource> fragment(const Presentation& presentation, const MediaRendition& rendition, const Place& place, std::span<const Sample> samples, std::size_t silent = 0) {
    Resource resource{.content_type = rendition.track->kind == media::TrackKind::Video ? "video/mp4" : "audio/mp4", .is_immutable = true};
    BT_TRY(auto timing, timed(rendition, samples));
    if (silent + timing.size() > kMostSamples) return Error{.fault = Fault::TooLarge, .message = "too much silence in one segment"};
    Resource payload;
    BT_CHECK(append_payload(payload, presentation, rendition, samples, timing));
    if (silent > 0) {
        const auto& silence = *rendition.silence;
        timing.insert(timing.begin(), silent, {.duration = static_cast<std::uint32_t>(silence.step), .size = static_cast<std::uint32_t>(silence.frame.size()), .is_sync = true});
        Bytes bytes;
        for (std::size_t i = 0; i < silent; ++i) bytes.insert(bytes.end(), silence.frame.begin(), silence.frame.end());
        payload.pieces.insert(payload.pieces.begin(), {.memory = std::make_shared<const Bytes>(std::move(bytes)), .range = {}});
    }
    const auto first = silent > 0 || samples.empty() ? std::max<std::int64_t>(0, place.begin + rendition.presentation_shift) : samples.front().decode_time + rendition.decode_shift;
    if (first < 0) return Error{.fault = Fault::Malformed, .message = "a sample lies before the track's first"};
    resource.append(media::cmaf::write_fragment_header({.sequence_number = place.sequence_number,
                                                        .base_media_decode_time = static_cast<std::uint64_t>(first) + static_cast<std::uint64_t>(place.later.ticks),
                                                        .samples = timing,
                                                        .starts_segment = true}));
    resource.pieces.insert(resource.pieces.end(), std::make_move_iterator(payload.pieces.begin()), std::make_move_iterator(payload.pieces.end()));
    return resource;
}

subtitle::SampleFormat sample_format(const Track& track, media::Container container) {
    switch (track.codec) {
        case Codec::Ass: return subtitle::SampleFormat::Ass;
        case Codec::Tx3g: return subtitle::SampleFormat::Tx3g;
        case Codec::WebVtt: return container == media::Container::IsoBmff ? subtitle::SampleFormat::WebVttBoxes : subtitle::SampleFormat::WebVttText;
        default: return subtitle::SampleFormat::SubRip;
    }
}

/// The cues of a text track whose samples begin in [from, until).
Result<std::vector<subtitle::Cue>> track_cues(const Presentation& presentation, const Track& track, std::optional<MediaInstant> from,
                                              std::optional<MediaInstant> until) {
    BT_TRY(const auto samples, presentation.file().samples_between(track.number, from, until));
    const auto format = sample_format(track, presentation.file().description().container);
    std::vector<subtitle::Cue> cues;
    for (const auto& sample : samples) {
        if (sample.data.size > subtitle::kLongestCueText || cues.size() >= subtitle::kMostCues) continue;
        const auto bytes = media::read_sample(presentation.file(), track, sample);
        if (!bytes && !is_lasting(bytes.error().fault)) return bytes.error();
        if (!bytes) continue;  // one bad cue; the rest is kept
        auto marked = subtitle::read_sample_text(format, *bytes);
        if (!marked) continue;
        const auto start = round_to_milliseconds(MediaInstant{sample.presentation_time, track.timescale});
        const auto shown = round_to_milliseconds(MediaDuration{sample.duration, track.timescale});
        cues.push_back({start, start + (shown.count() > 0 ? shown : kUsualCue), std::move(marked->text), std::move(marked->settings)});
    }
    std::stable_sort(cues.begin(), cues.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
    return cues;
}

}  // namespace

Resource header(const Presentation& presentation, const MediaRendition& rendition) {
    auto init = media::cmaf::describe_track(*rendition.track, rendition.configuration);
    init.duration = presentation.duration();
    if (rendition.presentation_shift > 0) init.edit_media_time = rendition.presentation_shift;
    Resource resource{.content_type = rendition.track->kind == media::TrackKind::Video ? "video/mp4" : "audio/mp4", .is_immutable = true};
    resource.append(media::cmaf::write_init(init));
    return resource;
}

Result<Resource> media_segment(const Presentation& presentation, const MediaRendition& rendition, SegmentNumber number, Later later) {
    const auto& plan = presentation.plan();
    const auto index = plan.index_of(number);
    if (!index || *index < rendition.first_segment || *index >= rendition.end_segment) return no_such_segment(number.value, plan.count());
    const auto track = rendition.track->number;
    if (rendition.track->kind == media::TrackKind::Video) {
        BT_TRY(const auto samples, presentation.file().samples_from_sync(track, plan.first_sync(*index), plan.first_sync(*index + 1)));
        return fragment(presentation, rendition, {number.value, rendition.starts[*index], later}, samples);
    }
    const auto from = *index == rendition.first_segment ? presentation.first_sent(rendition) : std::optional(plan.start(*index));
    // What a file beside the film holds behind the film's end is not sent.
    const bool is_last = *index + 1 == rendition.end_segment && !(rendition.beside && *index + 1 == plan.count());
    const auto until = is_last ? std::nullopt : std::optional(plan.start(*index + 1));
    BT_TRY(const auto samples, presentation.file_of(rendition).samples_between(track, from, until));
    const auto begin = rendition.starts[*index];
    return fragment(presentation, rendition, {number.value, begin, later}, samples, silent_frames(rendition, begin, rendition.starts[*index + 1]));
}

Result<Resource> i_frame(const Presentation& presentation, const MediaRendition& rendition, SegmentNumber number, Later later) {
    const auto syncs = presentation.file().sync_points(rendition.track->number);
    if (number.value == 0 || number.value > syncs.size()) return no_such_segment(number.value, syncs.size());
    const std::size_t sync = number.value - 1;
    BT_TRY(auto samples, presentation.file().samples_from_sync(rendition.track->number, sync, sync + 1));
    if (samples.empty()) return no_such_segment(number.value, syncs.size());
    samples.resize(1);
    const auto shown_until = sync + 1 < syncs.size() ? syncs[sync + 1].presentation_time : rendition.starts[rendition.end_segment];
    samples[0].duration = checked_cast<std::uint32_t>(shown_until - syncs[sync].presentation_time).value_or(samples[0].duration);
    // Alone, the picture has nothing to wait for: on the media line it is decoded when it is shown.
    samples[0].decode_time = samples[0].presentation_time + rendition.presentation_shift - rendition.decode_shift;
    return fragment(presentation, rendition, {number.value, syncs[sync].presentation_time, later}, samples);
}

Result<Resource> text_segment(const Presentation& presentation, const TextRendition& rendition, SegmentNumber number, Later later) {
    const auto& plan = presentation.plan();
    const auto index = plan.index_of(number);
    if (!index) return no_such_segment(number.value, plan.count());
    // The first segment also shows what begins before the picture, the last what comes after it.
    const auto from = *index == 0 ? std::chrono::milliseconds(0) : round_to_milliseconds(plan.start(*index));
    const auto until = *index + 1 == plan.count() ? std::chrono::milliseconds::max() : round_to_milliseconds(plan.start(*index + 1));
    std::shared_ptr<const std::vector<subtitle::Cue>> cues;
    if (rendition.track != nullptr) {
        const MediaInstant earliest{plan.start(*index).ticks - round_to(kLongestLookBack, plan.scale()).ticks, plan.scale()};
        const auto end = *index + 1 == plan.count() ? std::nullopt : std::optional(plan.start(*index + 1));
        BT_TRY(auto read, track_cues(presentation, *rendition.track, *index == 0 ? std::nullopt : std::optional(earliest), end));
        cues = std::make_shared<const std::vector<subtitle::Cue>>(std::move(read));
    } else {
        BT_TRY(cues, rendition.load());
    }
    auto resource = text_resource("text/vtt; charset=utf-8", subtitle::to_webvtt_segment(*cues, from, until, std::chrono::milliseconds(later.ticks)));
    resource.is_immutable = true;
    return resource;
}

Result<std::shared_ptr<const std::vector<subtitle::Cue>>> all_cues(const Presentation& presentation, const TextRendition& rendition) {
    if (rendition.track == nullptr) return rendition.load();
    BT_TRY(auto read, track_cues(presentation, *rendition.track, std::nullopt, std::nullopt));
    return std::make_shared<const std::vector<subtitle::Cue>>(std::move(read));
}

Result<Resource> whole_text(const Presentation& presentation, const TextRendition& rendition) {
    BT_TRY(const auto cues, all_cues(presentation, rendition));
    auto resource = text_resource("text/vtt; charset=utf-8", subtitle::to_webvtt(*cues));
    resource.is_immutable = true;
    return resource;
}

}  // namespace bt::delivery

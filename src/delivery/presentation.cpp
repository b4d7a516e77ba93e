#include "delivery/presentation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/checked.h"
#include "base/text.h"
#include "delivery/commentary.h"
#include "delivery/unused_name.h"
#include "media/codec/silence.h"
#include "media/index/language_names.h"

namespace bt::delivery {
namespace {

using media::Codec;
using media::Track;
using media::TrackKind;

/// What cmaf/fragment.cpp writes before a segment's payload at most, but for the columns of 'trun'; and a column, for each sample.
constexpr double kHeaderBytes = 136, kColumnBytes = 4;
/// Frames of no more bytes are silence, AAC's take six and Opus' three: all alike, they need no column of sizes.
constexpr double kSilentFrameBytes = 12;
/// Segments in a row that are taken for a peak. They are half a target duration and more but for odd ones; the bound is for files that are made
/// to cost time.
constexpr std::size_t kLongestRun = 64;

bool is_text(Codec codec) {
    return codec == Codec::SubRip || codec == Codec::WebVtt || codec == Codec::Ass || codec == Codec::Tx3g;
}

Result<media::codec::CodecConfiguration> configure_track(const media::MediaFile& file, const Track& track) {
    const auto no = [](std::string reason) { return Error{.fault = Fault::Unsupported, .message = std::move(reason)}; };
    if (track.packing == media::Packing::Encrypted) return no("the track is encrypted");
    if (track.packing == media::Packing::Zlib || track.packing == media::Packing::Other) return no("the track is compressed by the container");
    if (!track.unreadable.empty()) return no(track.unreadable);
    if (track.kind == TrackKind::Video && media::codec::can_carry(track.codec) && file.sync_points(track.number).empty()) {
        return no("no picture in it can be decoded without those before it");
    }
    return media::codec::configure(track, track.opening);
}

/// What configure_track() has against a track of picture or sound.
Refusal refusal_of(const Track& track, const Error& error) {
    if (track.packing == media::Packing::Encrypted) return Refusal::Encrypted;
    if (track.packing == media::Packing::Zlib || track.packing == media::Packing::Other) return Refusal::Compressed;
    const bool is_whole = track.unreadable.empty() && error.fault == Fault::Unsupported;
    return is_whole || !media::codec::can_carry(track.codec) ? Refusal::Conversion : Refusal::Damaged;
}

/// Why a subtitle track is not offered.
LeftOut without_text(const Track& track) {
    if (!track.unreadable.empty()) return {&track, Refusal::Damaged, track.unreadable};
    if (track.packing == media::Packing::Encrypted) return {&track, Refusal::Encrypted, "the track is encrypted"};
    switch (track.codec) {
        case Codec::Pgs:
        case Codec::VobSub:
        case Codec::DvbSubtitle:
        case Codec::OtherPicture:
            return {&track, Refusal::Pictures, fmt::format("{} subtitles are pictures; players of HLS and DASH take text", codec_name(track))};
        default:
            return {&track, is_text(track.codec) ? Refusal::Compressed : Refusal::Format,
                    fmt::format("{} is not read as subtitles", track.codec_id.empty() ? to_string(track.codec) : track.codec_id)};
    }
}

/// Ticks of one audio frame when all are equally long; 0 otherwise.
std::int64_t frame_ticks(const MediaRendition& rendition) {
    const auto& audio = rendition.configuration.audio;
    const auto& track = *rendition.track;
    if (!audio || audio->samples_per_frame == 0 || audio->sample_rate == 0) return 0;
    const auto scaled = std::int64_t{audio->samples_per_frame} * track.timescale.ticks_per_second;
    if (scaled % audio->sample_rate != 0) return 0;
    const auto ticks = scaled / audio->sample_rate;
    if (track.sample_count && track.duration.ticks != 0) {
        const auto whole = checked_multiply(static_cast<std::int64_t>(std::min<std::uint64_t>(*track.sample_count, 1U << 31)), ticks);
        const auto covered = round_to(track.duration, track.timescale).ticks + track.priming;
        if (!whole || *whole - covered > 2 * ticks || covered - *whole > 2 * ticks) return 0;  // gaps, or frames of another length
    }
    return ticks;
}

/// Samples a second; 0 when nothing tells.
double pace_of(const MediaRendition& rendition) {
    const auto& track = *rendition.track;
    if (const auto length = approximate_seconds(track.duration); track.sample_count && length > 0) return static_cast<double>(*track.sample_count) / length;
    if (const auto& audio = rendition.configuration.audio; audio && audio->samples_per_frame != 0) return static_cast<double>(audio->sample_rate) / audio->samples_per_frame;
    if (const auto& video = rendition.configuration.video; video && video->frame_rate && video->frame_rate->denominator > 0) {
        return static_cast<double>(video->frame_rate->numerator) / static_cast<double>(video->frame_rate->denominator);
    }
    return 0;
}

/// The columns of 'trun' that its samples need: sizes, durations, composition offsets. The flags depend on the segment.
int columns_of(const MediaRendition& rendition) {
    const auto& track = *rendition.track;
    const auto codec = rendition.configuration.codec;
    if (track.kind == TrackKind::Video) {
        const bool is_reordered = codec == Codec::H264 || codec == Codec::Hevc || codec == Codec::Mpeg4Visual || codec == Codec::Mpeg2Video;
        const auto& facts = rendition.configuration.video;
        return 1 + (is_reordered ? 1 : 0) + (facts && facts->frame_rate ? 0 : 1);
    }
    const bool is_silent = track.sample_count.value_or(0) > 0 && track.byte_count && static_cast<double>(*track.byte_count) <= kSilentFrameBytes * static_cast<double>(*track.sample_count);
    // At 44.1 kHz frames of AC-3 take turns between two sizes (ATSC A/52 §5.4.1.4).
    const bool is_even = rendition.configuration.audio && rendition.configuration.audio->sample_rate % 8'000 == 0;
    const bool has_one_size = ((codec == Codec::Ac3 || codec == Codec::Eac3) && is_even) || is_silent;
    return (has_one_size ? 0 : 1) + (codec == Codec::Vorbis ? 1 : 0);
}

MediaInstant end_of(const Track& track) { return after(round_to(track.start, track.timescale), track.duration); }

/// What a track is called in a player's list, alone among those before it; without a name of its own "English (SDH)".
std::string listed_name(const TextRendition& text, const std::vector<TextRendition>& before) {
    auto name = text.name;
    if (name.empty()) {
        name = text.language == "und" ? fmt::format("Subtitles {}", before.size() + 1) : media::own_language_name(text.language);
        if (text.is_forced) name += " (forced)";
        if (text.is_hearing_impaired) name += " (SDH)";
        if (text.is_commentary) name += " (commentary)";
    }
    return unused_name(name, [&](const std::string& taken) { return std::ranges::find(before, taken, &TextRendition::name) != before.end(); });
}

/// A track of a file beside the film: what it does not say of itself its file's name does. That it is its own file's default says nothing.
Track as_named(const Track& track, const ExternalSound& sound) {
    Track named = track;
    if (named.language == "und" && !sound.language.empty()) named.language = sound.language;
    if (named.name.empty()) named.name = sound.name;
    named.is_default = sound.is_default;
    named.is_hearing_impaired = named.is_hearing_impaired || sound.is_hearing_impaired;
    return named;
}

/// Why a track of a file beside the film is not offered; without `error` because it begins behind the film's end.
LeftOutFile without_sound(const ExternalSound& sound, const Track& track, const Error* error) {
    return {.file = sound.file, .kind = TrackKind::Audio, .format = std::string(to_string(track.codec)), .language = track.language, .name = track.name, .is_default = track.is_default,
            .is_hearing_impaired = track.is_hearing_impaired, .refusal = error != nullptr ? refusal_of(track, *error) : Refusal::Damaged,
            .reason = error != nullptr ? error->describe() : "it begins behind the film's end"};
}

/// By its type, or by its name: muxers write "application/octet-stream" as well.
bool is_font(const media::Attachment& file) {
    const auto type = ascii_lower(file.media_type), name = ascii_lower(file.name);
    const auto names = [&](std::string_view part) { return type.find(part) != type.npos; };
    if (type.starts_with("font/") || names("font") || names("opentype") || names("truetype")) return true;
    constexpr std::string_view kEndings[] = {".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2"};
    return std::ranges::any_of(kEndings, [&](auto ending) { return name.ends_with(ending); });
}

}  // namespace

std::string_view to_string(Refusal refusal) {
    switch (refusal) {
        case Refusal::Encrypted: return "encrypted";
        case Refusal::Compressed: return "compressed";
        case Refusal::Conversion: return "conversion";
        case Refusal::Pictures: return "pictures";
        case Refusal::Format: return "format";
        case Refusal::Spare: return "spare";
        case Refusal::Damaged: return "damaged";
        case Refusal::Beside: return "beside";
        case Refusal::Partial: return "partial";
    }
    return "conversion";
}

Result<std::shared_ptr<const Presentation>> Presentation::open(std::shared_ptr<const media::MediaFile> file,
                                                               std::vector<ExternalSubtitle> subtitles, std::vector<LeftOutFile> left_out,
                                                               const std::vector<ExternalSound>& sounds) {
    std::shared_ptr<Presentation> made(new Presentation);
    made->file_ = std::move(file);
    made->left_out_files_ = std::move(left_out);
    BT_CHECK(made->admit_tracks());
    made->admit_fonts();
    made->admit_texts(std::move(subtitles));
    made->cut();
    made->admit_sounds(sounds);
    for (auto& rendition : made->media_) {
        made->shift_rendition(rendition);
        made->time_rendition(rendition);
    }
    return std::shared_ptr<const Presentation>(std::move(made));
}

void Presentation::admit_texts(std::vector<ExternalSubtitle> subtitles) {
    for (auto& external : subtitles) {
        if (external.open_pictures) {
            pictures_.push_back({.id = "x" + external.id, .language = external.language.empty() ? "und" : external.language, .name = external.name, .is_default = external.is_default,
                                 .is_forced = external.is_forced, .is_hearing_impaired = external.is_hearing_impaired, .track = nullptr, .open = std::move(external.open_pictures)});
            continue;
        }
        TextRendition text{.id = "x" + external.id, .language = external.language.empty() ? "und" : std::move(external.language)};
        text.is_default = external.is_default;
        text.is_forced = external.is_forced;
        text.is_hearing_impaired = external.is_hearing_impaired;
        text.is_commentary = is_commentary_name(external.name);
        text.name = std::move(external.name);
        text.name = listed_name(text, texts_);
        text.load = std::move(external.load);
        text.load_original = std::move(external.load_original);
        texts_.push_back(std::move(text));
    }
}

/// The cuts are the film's: they are the same whether a file lies beside it or not, for segments are kept for ever.
void Presentation::admit_sounds(const std::vector<ExternalSound>& sounds) {
    for (const auto& sound : sounds) {
        for (const auto& track : sound.media->description().tracks) {
            if (track.kind != TrackKind::Audio) continue;
            auto named = std::make_shared<const Track>(as_named(track, sound));
            auto configuration = configure_track(*sound.media, track);
            const bool is_behind = track.start >= plan_.start(plan_.count());
            if (!configuration || is_behind) {
                left_out_files_.push_back(without_sound(sound, *named, configuration ? nullptr : &configuration.error()));
                continue;
            }
            media_.push_back({.id = fmt::format("x{}a{}", sound.id, track.number.value), .track = named.get(), .beside = sound.media, .named = named, .file = sound.file,
                              .configuration = std::move(*configuration), .starts = {}, .silence = {}});
        }
    }
}

Result<void> Presentation::admit_tracks() {
    for (const auto& track : file_->description().tracks) {
        switch (track.kind) {
            case TrackKind::Video:
            case TrackKind::Audio: {
                const bool video = track.kind == TrackKind::Video;
                auto configuration = configure_track(*file_, track);
                if (!configuration) {
                    left_out_.push_back({&track, refusal_of(track, configuration.error()), configuration.error().describe()});
                } else if (video && has_video_) {
                    left_out_.push_back({&track, Refusal::Spare, "another video track is the picture"});
                } else {
                    MediaRendition rendition{.id = fmt::format("{}{}", video ? 'v' : 'a', track.number.value), .track = &track};
                    rendition.configuration = std::move(*configuration);
                    media_.insert(video ? media_.begin() : media_.end(), std::move(rendition));
                    has_video_ = has_video_ || video;
                }
                break;
            }
            case TrackKind::Subtitle:
                if (track.unreadable.empty() && is_text(track.codec) && track.packing != media::Packing::Encrypted && track.packing != media::Packing::Other) {
                    TextRendition text{.id = fmt::format("s{}", track.number.value),
                                       .language = track.language,
                                       .name = track.name,
                                       .is_default = track.is_default,
                                       .is_forced = track.is_forced,
                                       .is_hearing_impaired = track.is_hearing_impaired,
                                       .is_commentary = is_commentary(track),
                                       .track = &track};
                    text.name = listed_name(text, texts_);
                    texts_.push_back(std::move(text));
                } else {
                    const bool is_readable = track.unreadable.empty() && track.packing != media::Packing::Encrypted && track.packing != media::Packing::Other;
                    if (track.codec == Codec::Pgs && is_readable) {
                        pictures_.push_back({.id = fmt::format("p{}", track.number.value), .language = track.language, .name = track.name, .is_default = track.is_default,
                                             .is_forced = track.is_forced, .is_hearing_impaired = track.is_hearing_impaired, .track = &track});
                    }
                    left_out_.push_back(without_text(track));
                }
                break;
            case TrackKind::Other: break;
        }
    }
    if (!media_.empty()) return {};
    std::string reasons;
    for (const auto& each : left_out_) {
        if (each.track->kind != TrackKind::Subtitle) reasons += fmt::format("{}{}: {}", reasons.empty() ? "" : "; ", to_string(each.track->kind), each.reason);
    }
    return Error{.fault = Fault::Unsupported, .message = reasons.empty() ? "it holds neither video nor audio" : reasons};
}

void Presentation::admit_fonts() {
    std::uint64_t bytes = 0;
    for (const auto& file : file_->description().attachments) {
        if (!is_font(file) || file.data.size == 0 || file.data.size > kLargestFont || fonts_.size() >= kMostFonts) continue;
        if (bytes + file.data.size > kMostFontBytes) continue;
        bytes += file.data.size;
        fonts_.push_back(&file);
    }
}

void Presentation::cut() {
    if (const auto* picture = video()) {
        std::vector<std::int64_t> times;
        for (const auto& sync : file_->sync_points(picture->track->number)) times.push_back(sync.presentation_time);
        plan_ = SegmentPlan::at_sync_points(times, picture->track->timescale, end_of(*picture->track));
        for (const auto& rendition : media_) plan_.extend_to(end_of(*rendition.track));
    } else {
        auto end = end_of(*media_.front().track);
        for (const auto& rendition : media_) end = std::max(end, end_of(*rendition.track));
        plan_ = SegmentPlan::even(media_.front().track->start, end);
    }
}

void Presentation::shift_rendition(MediaRendition& rendition) const {
    const auto& track = *rendition.track;
    rendition.decode_shift = std::max<std::int64_t>(0, -track.first_decode_time);
    rendition.presentation_shift = rendition.decode_shift + track.reordering;
}

void Presentation::time_rendition(MediaRendition& rendition) const {
    const auto& track = *rendition.track;
    const auto in_ticks = [&](std::size_t i) { return round_to(plan_.start(i), track.timescale).ticks; };
    rendition.starts.reserve(plan_.count() + 1);
    if (track.kind == TrackKind::Video) {
        rendition.end_segment = plan_.picture_count();
        for (std::size_t i = 0; i <= plan_.count(); ++i) rendition.starts.push_back(in_ticks(i));
        return;
    }
    rendition.end_segment = plan_.count();
    const auto frame = frame_ticks(rendition);
    const auto begin = round_to(track.start, track.timescale).ticks;
    const auto end = rendition.beside ? std::min(end_of(track).ticks, in_ticks(plan_.count())) : end_of(track).ticks;
    while (rendition.first_segment + 1 < plan_.count() && in_ticks(rendition.first_segment + 1) <= begin) ++rendition.first_segment;
    rendition.silence = silence_before(rendition, frame);
    if (rendition.silence) rendition.first_segment = 0;
    for (std::size_t i = 0; i <= plan_.count(); ++i) {
        auto start = in_ticks(i);
        if (frame > 0) {  // the first frame that begins at or after the cut
            const auto since = start - track.first_decode_time;
            const auto earliest = rendition.silence ? rendition.silence->begin : track.first_decode_time;
            start = std::max(earliest, track.first_decode_time + (since + (since > 0 ? frame - 1 : 0)) / frame * frame);
        }
        rendition.starts.push_back(start);
    }
    if (track.duration.ticks > 0) {
        while (rendition.end_segment > rendition.first_segment + 1 && rendition.starts[rendition.end_segment - 1] >= end) --rendition.end_segment;
        rendition.starts[rendition.end_segment] = std::max(end, rendition.starts[rendition.end_segment - 1] + 1);
    }
    // What is heard begins at zero or later; priming before it belongs to the first segment.
    rendition.starts[rendition.first_segment] = rendition.silence ? rendition.silence->begin : begin;
    // Of unknown length, or begun after the picture's end: a segment still has a length.
    rendition.starts[rendition.end_segment] = std::max(rendition.starts[rendition.end_segment], rendition.starts[rendition.end_segment - 1] + 1);
}

std::optional<Silence> Presentation::silence_before(const MediaRendition& rendition, std::int64_t frame) const {
    const auto& track = *rendition.track;
    if (rendition.first_segment == 0 || frame <= 0 || track.first_decode_time < frame) return std::nullopt;
    auto bytes = media::codec::silent_frame(rendition.configuration);
    if (!bytes) return std::nullopt;
    return Silence{.frame = std::move(*bytes), .begin = track.first_decode_time % frame, .end = track.first_decode_time, .step = frame};
}

std::vector<ListedSegment> Presentation::listed_segments(const MediaRendition& rendition, bool to_the_end) const {
    const auto scale = rendition.track->timescale;
    const auto cut = [&](std::size_t i) { return round_to(plan_.start(i), scale).ticks; };
    const auto count = rendition.track->kind == TrackKind::Video && !to_the_end ? rendition.end_segment : plan_.count();
    std::vector<ListedSegment> listed;
    listed.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const bool gap = i < rendition.first_segment || i >= rendition.end_segment;
        // Sound that begins or ends inside a segment still stands for all of it: the segments behind stay where they are. Where a gap
        // comes first, it reaches to the sound instead: Shaka Player puts a segment where the lengths before it say.
        const auto from = gap ? cut(i) : i == 0 ? std::min(rendition.starts[0], cut(0)) : rendition.starts[i];
        auto until = gap && i + 1 != rendition.first_segment ? cut(i + 1) : rendition.starts[i + 1];
        if (i + 1 == rendition.end_segment && rendition.end_segment < count) until = std::max(until, cut(i + 1));
        listed.push_back({{until - from, scale}, gap});
    }
    return listed;
}

Bandwidth Presentation::bandwidth(const MediaRendition& rendition) const {
    const auto bytes = segment_bytes(rendition);
    std::vector<double> seconds;
    double longest = approximate_seconds(plan_.longest()), all_bytes = 0, all_seconds = 0;
    for (const auto& segment : listed_segments(rendition)) {
        seconds.push_back(std::max(0.0, approximate_seconds(segment.duration)));
        longest = std::max(longest, seconds.back());
        all_seconds += seconds.back();
    }
    for (const auto each : bytes) all_bytes += each;
    const double target = std::max(1.0, std::round(longest));
    const double average = all_seconds > 0 ? all_bytes / all_seconds : 0;
    double peak = average;  // nothing is as long as half a target duration of a second
    for (std::size_t i = 0; i < seconds.size(); ++i) {
        double run_bytes = 0, run_seconds = 0;
        for (std::size_t j = i; j < std::min(seconds.size(), i + kLongestRun); ++j) {
            run_bytes += bytes[j];
            run_seconds += seconds[j];
            if (run_seconds > 1.5 * target) break;
            if (run_seconds >= 0.5 * target) peak = std::max(peak, run_bytes / run_seconds);
        }
    }
    constexpr double kMost = 1e18;
    return {.peak = static_cast<std::uint64_t>(std::min(kMost, std::ceil(peak * 8))), .average = static_cast<std::uint64_t>(std::min(kMost, std::round(average * 8)))};
}

/// By listed segment, headers included.
std::vector<double> Presentation::segment_bytes(const MediaRendition& rendition) const {
    const auto& track = *rendition.track;
    const auto& file = file_of(rendition);
    const auto begin = first_sent(rendition);
    const auto bytes_at = [&](std::size_t segment) {
        if (segment >= plan_.count()) return file.bytes_before(track.number, rendition.beside ? std::optional(plan_.start(plan_.count())) : std::nullopt);
        if (segment == 0) return begin ? file.bytes_before(track.number, begin) : 0;
        return file.bytes_before(track.number, plan_.start(segment));
    };
    const double samples_a_second = pace_of(rendition);
    // MP4's writers cut the last frame where the sound was cut: its segment needs a column of durations.
    const auto frame = frame_ticks(rendition);
    const bool ends_short = file.description().container == media::Container::IsoBmff && frame > 0 && (round_to(track.duration, track.timescale).ticks + track.priming) % frame != 0;
    std::vector<double> bytes(track.kind == TrackKind::Video ? rendition.end_segment : plan_.count(), 0);
    std::uint64_t before = bytes_at(rendition.first_segment);
    for (std::size_t i = rendition.first_segment; i < rendition.end_segment; ++i) {
        const auto until = bytes_at(i + 1 == rendition.end_segment ? plan_.count() : i + 1);
        const auto length = approximate_seconds(MediaDuration{rendition.starts[i + 1] - rendition.starts[i], track.timescale});
        const bool has_more_syncs = track.kind == TrackKind::Video && plan_.first_sync(i + 1) > plan_.first_sync(i) + 1;
        const bool has_short_frame = ends_short && i + 1 == rendition.end_segment;
        const auto columns = columns_of(rendition) + (has_more_syncs || has_short_frame ? 1 : 0);
        bytes[i] = static_cast<double>(until > before ? until - before : 0) + kHeaderBytes + kColumnBytes * columns * samples_a_second * std::max(0.0, length);
        before = std::max(before, until);
        if (const auto& silence = rendition.silence) {
            const auto from = std::max(silence->begin, rendition.starts[i]), end = std::min(silence->end, rendition.starts[i + 1]);
            if (end > from) bytes[i] += static_cast<double>(silence->frame.size()) * static_cast<double>((end - from) / silence->step);
        }
    }
    return bytes;
}

std::optional<MediaInstant> Presentation::first_sent(const MediaRendition& rendition) const {
    const auto& track = *rendition.track;
    if (track.kind == TrackKind::Video) {
        const auto first = plan_.first_sync(0);
        if (first == 0) return std::nullopt;
        return MediaInstant{file_->sync_points(track.number)[first].presentation_time, track.timescale};
    }
    const auto earliest = -round_to(MediaDuration{kLongestPrimingMilliseconds, kMilliseconds}, track.timescale).ticks;
    if (track.first_decode_time >= earliest) return std::nullopt;
    return MediaInstant{earliest, track.timescale};
}

MediaDuration Presentation::duration() const {
    MediaInstant end{0, kMilliseconds};
    for (const auto& rendition : media_) {
        if (!rendition.beside) end = std::max(end, end_of(*rendition.track));
    }
    if (video()) end = std::max(end, plan_.start(plan_.count()));
    return {end.ticks, end.scale};
}

const MediaRendition* Presentation::find_media(std::string_view id) const {
    const auto at = std::find_if(media_.begin(), media_.end(), [&](const auto& each) { return each.id == id; });
    return at == media_.end() ? nullptr : &*at;
}

const TextRendition* Presentation::find_text(std::string_view id) const {
    const auto at = std::find_if(texts_.begin(), texts_.end(), [&](const auto& each) { return each.id == id; });
    return at == texts_.end() ? nullptr : &*at;
}

const PictureRendition* Presentation::find_pictures(std::string_view id) const {
    const auto at = std::ranges::find(pictures_, id, &PictureRendition::id);
    return at == pictures_.end() ? nullptr : &*at;
}

}  // namespace bt::delivery

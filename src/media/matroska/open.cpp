// Opening: the head, the Cues, the first frames; a walk over everything only where the Cues do not serve.
#include "media/matroska/open.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "media/index/frame_rate.h"
#include "media/matroska/audio_timing.h"
#include "media/matroska/elements.h"
#include "media/matroska/matroska_file.h"
#include "media/matroska/segment.h"
#include "media/matroska/survey.h"

namespace bt::media {
namespace matroska {
namespace {

/// Further apart than this, and a segment would grow too long: HLS and DASH are cut at sync points.
constexpr std::int64_t kSparse = 12'000'000'000;
/// Clusters looked at for how much of them is sound: 80 s of an hour's film.
constexpr std::size_t kPaceLooks = 16;
/// Places between clusters looked at for what is none, the largest first; less than this is not worth to be remembered.
constexpr std::size_t kGapLooks = 8;
constexpr std::uint64_t kLeastGap = 1U << 20;
/// A hostile file may deserve a note for each of its elements; a reader of notes has enough after some dozens.
constexpr std::size_t kMaxNotes = 64;

class Opening {
public:
    Opening(std::shared_ptr<const io::ByteSource> source, SegmentHead head)
        : source_(std::move(source)), head_(std::move(head)), walker_(*source_, head_.layout) {}

    Result<std::shared_ptr<const MediaFile>> open() {
        std::vector<bool> wanted;
        for (const TrackEntry& entry : head_.tracks)
            wanted.push_back(entry.track.kind == TrackKind::Video || entry.track.kind == TrackKind::Audio);
        BT_TRY(beginnings_, look_at_beginning(walker_, wanted));
        directory_.layout = head_.layout;
        directory_.tracks.resize(head_.tracks.size());
        BT_TRY(const std::optional<std::string> why, why_cues_do_not_serve());
        if (why) {
            BT_CHECK(survey_all(*why));
        } else {
            use_cues();
        }
        BT_CHECK(set_timing());
        BT_CHECK(find_last_times());
        BT_CHECK(look_for_gaps());
        BT_CHECK(look_at_pace());
        estimate_payload();
        BT_CHECK(look_for_leading_pictures());
        describe();
        const auto file = std::make_shared<MatroskaFile>(std::move(source_), std::move(description_), std::move(directory_));
        BT_CHECK(file->complete());
        return std::shared_ptr<const MediaFile>(file);
    }

private:
    bool is_video(std::size_t i) const { return head_.tracks[i].track.kind == TrackKind::Video; }
    std::int64_t steps(std::int64_t nanoseconds) const { return nanoseconds / static_cast<std::int64_t>(head_.layout.timestamp_scale); }

    /// Nothing when the Cues serve, else the reason.
    Result<std::optional<std::string>> why_cues_do_not_serve() {
        using Answer = std::optional<std::string>;
        if (!head_.has_cues) return Answer("there are none");
        if (head_.cues.clusters.empty()) return Answer("they name no cluster");
        for (std::size_t i = 0; i < head_.tracks.size(); ++i) {
            if (!is_video(i)) continue;
            const auto& entries = head_.cues.by_track[i];
            if (entries.empty()) return Answer(fmt::format("they have no entry for video track {}", i));
            std::int64_t last = beginnings_[i].first_key ? beginnings_[i].first_key->time : entries.front().time;
            std::int64_t widest = 0;
            for (const SyncEntry& entry : entries) {
                widest = std::max(widest, entry.time - last);
                last = entry.time;
            }
            if (head_.duration > 0) widest = std::max(widest, static_cast<std::int64_t>(head_.duration) - last);
            if (widest > steps(kSparse)) return Answer(fmt::format("up to {} s without an entry", widest / std::max<std::int64_t>(steps(1'000'000'000), 1)));
            BT_TRY(const bool are_true, cues_are_true(walker_, static_cast<std::uint8_t>(i), entries));
            if (!are_true) return Answer(fmt::format("they point at what is no key frame of video track {}", i));
        }
        return Answer{};
    }

    void use_cues() {
        directory_.clusters = std::move(head_.cues.clusters);
        for (std::size_t i = 0; i < head_.tracks.size(); ++i) {
            if (!is_video(i)) continue;
            std::vector<SyncEntry>& sync = directory_.tracks[i].sync;
            sync = std::move(head_.cues.by_track[i]);
            const auto& first = beginnings_[i].first_key;
            if (first && first->time < sync.front().time && first->cluster <= sync.front().cluster) sync.insert(sync.begin(), *first);
        }
    }

    Result<void> survey_all(const std::string& why) {
        auto surveyed = survey(walker_);
        if (!surveyed) return std::move(surveyed).error();
        head_.notes.push_back(fmt::format("Segment > Cues: {}; every block was looked at instead", why));
        if (surveyed->is_damaged) head_.notes.emplace_back("Segment > Cluster: damaged or cut short; what can be read is played");
        if (!surveyed->is_complete) head_.notes.emplace_back("Segment > Cluster: too many blocks; only the first are listed");
        directory_.clusters = std::move(surveyed->clusters);
        for (std::size_t i = 0; i < head_.tracks.size(); ++i) {
            TrackTotals& totals = surveyed->tracks[i];
            Track& track = head_.tracks[i].track;
            if (surveyed->is_complete) {
                track.sample_count = totals.frames;
                track.byte_count = totals.bytes;
            }
            if (!is_video(i)) continue;
            TrackDirectory& directory = directory_.tracks[i];
            directory.sync = std::move(totals.sync);
            if (directory.sync.empty() && totals.first_frame) {
                directory.sync.push_back(*totals.first_frame);
                directory.has_key_frames = false;
                head_.notes.push_back(fmt::format("video track {}: no block is marked as a key frame; decoding begins at the first", i));
            }
        }
        totals_ = std::move(surveyed->tracks);
        // Where nothing can be played the head's word is all there is.
        is_surveyed_ = surveyed->is_complete && std::ranges::any_of(totals_, [](const TrackTotals& totals) { return totals.frames > 0; });
        return {};
    }

    Result<Bytes> first_bytes(std::size_t i) {
        const Track& track = head_.tracks[i].track;
        Bytes bytes = track.packing == Packing::HeaderStripped ? track.sample_prefix : Bytes{};
        const bool is_readable = track.packing == Packing::Plain || track.packing == Packing::HeaderStripped;
        if (beginnings_[i].frames.empty() || !is_readable) return Bytes{};
        const Frame& frame = beginnings_[i].frames.front();
        constexpr std::uint64_t kEnough = 12;
        BT_TRY(const ByteView here, walker_.window().look(frame.offset, static_cast<std::size_t>(std::min<std::uint64_t>(frame.size, kEnough))));
        bytes.insert(bytes.end(), here.begin(), here.end());
        return bytes;
    }

    Result<void> set_timing() {
        for (std::size_t i = 0; i < head_.tracks.size(); ++i) {
            TrackEntry& entry = head_.tracks[i];
            std::vector<std::int64_t> times;
            for (const Frame& frame : beginnings_[i].frames)
                if (frame.lace_index == 0) times.push_back(frame.time);
            std::sort(times.begin(), times.end());
            TrackTiming timing;
            switch (entry.track.kind) {
                case TrackKind::Video: timing = video_timing(i, times); break;
                case TrackKind::Audio: {
                    BT_TRY(const Bytes first, first_bytes(i));
                    timing = audio_timing(entry, first, head_.layout.timestamp_scale);
                    refine_origin(timing, times);
                    break;
                }
                case TrackKind::Subtitle:
                case TrackKind::Other: {
                    const bool whole_milliseconds = head_.layout.timestamp_scale % 1'000'000 == 0;
                    timing.timestamp_scale = head_.layout.timestamp_scale;
                    timing.timescale = whole_milliseconds ? kMilliseconds : Timescale{1'000'000};
                    break;
                }
            }
            constexpr std::uint64_t kLongestDelay = 60'000'000'000;
            if (entry.codec_delay_ns <= kLongestDelay)
                timing.delay = detail::rescale_nearest(static_cast<std::int64_t>(entry.codec_delay_ns), kNanoseconds, timing.timescale);
            directory_.tracks[i].timing = timing;
        }
        return {};
    }

    /// DefaultDuration is believed when the pictures lie on its grid; without one the pictures themselves are asked.
    TrackTiming video_timing(std::size_t i, std::vector<std::int64_t> times) {
        TrackEntry& entry = head_.tracks[i];
        // Behind the last few in file order some pictures are still to come.
        constexpr std::size_t kStillReordered = 8;
        if (times.size() == beginnings_[i].frames.size() && times.size() > 2 * kStillReordered) times.resize(times.size() - kStillReordered);
        const std::uint64_t scale = head_.layout.timestamp_scale;
        std::vector<std::int64_t> cues;
        for (const SyncEntry& sync : directory_.tracks[i].sync) cues.push_back(sync.time);
        auto rate = recognise_frame_rate(static_cast<double>(entry.default_duration_ns));
        if (entry.default_duration_ns == 0) rate = guess_frame_rate(times, cues, scale);
        TrackTiming timing = picture_timing(rate, entry.default_duration_ns, scale);
        refine_origin(timing, times);
        // A few pictures off the grid are dropped frames; many mean a variable rate, or a clock that drifts.
        const auto most = [](std::size_t count, std::size_t all) { return count * 10 >= all * 9; };
        const bool fits = timing.grid && most(count_on_grid(timing, times), times.size()) && most(count_on_grid(timing, cues), cues.size());
        if (!fits) timing.grid = {};
        const bool is_told = entry.default_duration_ns != 0;
        if (fits && rate) entry.track.video->frame_rate = *rate;
        if (fits && !rate && is_told) entry.track.video->frame_rate = Rational{1'000'000'000, static_cast<std::int64_t>(entry.default_duration_ns)};
        return timing;
    }

    Result<void> look_for_leading_pictures() {
        for (std::size_t i = 0; i < head_.tracks.size(); ++i) {
            auto& video = head_.tracks[i].track.video;
            if (!is_video(i) || !video) continue;
            if (is_surveyed_) {
                video->has_leading_pictures = totals_[i].has_leading_pictures;
            } else {
                BT_TRY(video->has_leading_pictures, has_leading_pictures(walker_, static_cast<std::uint8_t>(i), directory_.tracks[i].sync));
            }
        }
        return {};
    }

    /// Info without a Duration: the end of the last cluster the Cues name tells.
    Result<void> find_last_times() {
        if (!totals_.empty() || head_.duration > 0 || directory_.clusters.empty()) return {};
        totals_.resize(head_.tracks.size());
        std::optional<std::uint64_t> cluster = directory_.clusters.back().offset;
        constexpr int kMaxTail = 64;
        for (int i = 0; cluster && i < kMaxTail; ++i) {
            BT_TRY(const WalkEnd end, walker_.walk(*cluster, [&](const Frame& frame) {
                TrackTotals& totals = totals_[frame.track];
                ++totals.frames;
                if (totals.frames > 1 && frame.time < totals.last_time) return true;
                totals.last_time = frame.time;
                totals.last_duration = frame.duration;
                totals.last_lace_index = frame.lace_index;
                return true;
            }));
            BT_TRY(cluster, walker_.next_cluster(end.next));
        }
        return {};
    }

    const TrackStatistics* statistics_of(std::size_t i) const {
        if (do_tags_lie_) return nullptr;
        for (const TrackStatistics& statistics : head_.tags.statistics)
            if (statistics.track_uid == head_.tracks[i].uid) return &statistics;
        return nullptr;
    }

    /// Presentation ticks at which the track ends; nothing when no one tells.
    std::optional<std::int64_t> end_of(std::size_t i) const {
        const TrackTiming& timing = directory_.tracks[i].timing;
        if (is_surveyed_ && totals_[i].frames == 0) return std::nullopt;  // of a cut file: what the head declares is not there
        if (!totals_.empty() && totals_[i].frames > 0) {
            const TrackTotals& totals = totals_[i];
            const std::int64_t last = timing.presentation(totals.last_time, totals.last_lace_index);
            const bool has_duration = totals.last_duration != kNoDuration && totals.last_lace_index == 0;
            return last + (has_duration ? timing.to_ticks(totals.last_duration) : timing.frame ? timing.frame.times(1) : 0);
        }
        if (const TrackStatistics* statistics = statistics_of(i); statistics != nullptr && statistics->duration_ns) {
            const std::int64_t ticks = detail::rescale_nearest(*statistics->duration_ns, kNanoseconds, timing.timescale);
            return statistics->by_mkvmerge ? start_of(i) + ticks : ticks;
        }
        if (head_.duration > 0) return timing.to_ticks(static_cast<std::int64_t>(std::llround(head_.duration)));
        return std::nullopt;
    }

    /// Presentation ticks of the first sample, before priming is taken into account.
    std::int64_t first_time_of(std::size_t i) const {
        const TrackTiming& timing = directory_.tracks[i].timing;
        const TrackDirectory& directory = directory_.tracks[i];
        std::optional<std::int64_t> first;
        for (const Frame& frame : beginnings_[i].frames) {
            // Pictures before the first sync point are never decoded.
            const bool is_before = is_video(i) && !directory.sync.empty() && frame.offset < directory.sync.front().cluster;
            const std::int64_t time = timing.presentation(frame.time, frame.lace_index);
            if (!is_before && (!first || time < *first)) first = time;
        }
        if (!first && !directory.sync.empty()) first = timing.presentation(directory.sync.front().time);
        return first.value_or(0);
    }
    std::int64_t start_of(std::size_t i) const { return first_time_of(i) + directory_.tracks[i].timing.delay; }

    /// A Void of gigabytes, left where something was cut out, is no picture.
    Result<void> look_for_gaps() {
        const auto& clusters = directory_.clusters;
        std::vector<std::size_t> order(clusters.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        const auto behind = [&](std::size_t i) { return i + 1 < clusters.size() ? clusters[i + 1].offset : directory_.layout.end; };
        const auto size = [&](std::size_t i) { return behind(i) - clusters[i].offset; };
        const auto looks = std::min(kGapLooks, order.size());
        std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(looks), order.end(), [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
        order.resize(looks);
        if (!clusters.empty() && std::ranges::find(order, clusters.size() - 1) == order.end()) order.push_back(clusters.size() - 1);
        std::ranges::sort(order);
        for (const std::size_t i : order) {
            BT_TRY(const auto found, gaps_behind(walker_, clusters[i].offset, behind(i), kLeastGap));
            directory_.gaps.insert(directory_.gaps.end(), found.begin(), found.end());
        }
        return {};
    }

    /// Clusters spread over the file, the first and the last among them.
    Result<void> look_at_pace() {
        paces_.resize(head_.tracks.size());
        std::vector<std::uint64_t> bytes(head_.tracks.size());
        const auto& clusters = directory_.clusters;
        const auto looks = std::min(kPaceLooks, clusters.size());
        for (std::size_t look = 0; look < looks; ++look) {
            BT_TRY(const auto seen, cluster_pace(walker_, clusters[looks < 2 ? 0 : (clusters.size() - 1) * look / (looks - 1)].offset));
            for (std::size_t i = 0; i < seen.size(); ++i) {
                bytes[i] += seen[i].bytes;
                if (head_.tracks[i].track.kind == TrackKind::Audio && seen[i].last_time > seen[i].first_time) paces_[i].push_back(seen[i]);
            }
        }
        // Whoever joins files without making the tags anew leaves those of the first.
        for (std::size_t i = 0; i < bytes.size() && !do_tags_lie_; ++i) {
            const TrackStatistics* statistics = statistics_of(i);
            if (statistics == nullptr || !statistics->bytes || *statistics->bytes >= bytes[i]) continue;
            do_tags_lie_ = true;
            head_.notes.push_back(fmt::format("Segment > Tags: they speak of {} bytes of track {}, some clusters alone hold {}; their counts are not believed", *statistics->bytes, i, bytes[i]));
        }
        return {};
    }

    /// Of sound: each cluster that was looked at speaks for the time around it, up to halfway to the next. Where the bytes of all are known,
    /// they are spread like that.
    void lay_knots(std::size_t i, std::optional<std::uint64_t> known) {
        const auto end = end_of(i);
        const auto& timing = directory_.tracks[i].timing;
        std::int64_t at = first_time_of(i);
        if (!end || paces_[i].empty() || *end <= at) return;
        double bytes = 0;
        std::vector<std::pair<std::int64_t, double>> points;
        for (std::size_t look = 0; look < paces_[i].size(); ++look) {
            const auto& pace = paces_[i][look];
            const auto from = timing.presentation(pace.first_time, 0), until = timing.presentation(pace.last_time, 0);
            const bool is_last = look + 1 == paces_[i].size();
            const auto next = is_last ? *end : std::min(*end, until + (timing.presentation(paces_[i][look + 1].first_time, 0) - until) / 2);
            if (until <= from || next <= at) continue;
            bytes += static_cast<double>(pace.bytes) / static_cast<double>(until - from) * static_cast<double>(next - at);
            points.emplace_back(next, bytes);
            at = next;
        }
        if (points.empty() || bytes <= 0) return;
        const double all = known ? static_cast<double>(*known) : std::min(bytes, static_cast<double>(source_->size()));
        auto& knots = directory_.tracks[i].knots;
        knots.push_back({first_time_of(i), 0});
        for (const auto& [time, before] : points) knots.push_back({time, static_cast<std::uint64_t>(before / bytes * all)});
        directory_.tracks[i].payload_bytes = knots.back().bytes = static_cast<std::uint64_t>(all);
    }

    void estimate_payload() {
        std::uint64_t known = 0;
        std::vector<std::size_t> unknown;
        for (std::size_t i = 0; i < head_.tracks.size(); ++i) {
            Track& track = head_.tracks[i].track;
            if (const TrackStatistics* statistics = statistics_of(i); statistics != nullptr && !track.byte_count) {
                // A file that was cut with its tags kept would lie: more than the file is no count of it.
                if (statistics->bytes && *statistics->bytes <= source_->size()) track.byte_count = statistics->bytes;
                if (statistics->frames && *statistics->frames <= source_->size()) track.sample_count = statistics->frames;
            }
            std::uint64_t& payload = directory_.tracks[i].payload_bytes;
            if (track.byte_count) {
                payload = *track.byte_count;
            } else if (track.kind == TrackKind::Video) {
                unknown.push_back(i);
                continue;
            } else {
                payload = bytes_by_rate(i);
            }
            if (track.kind == TrackKind::Audio) lay_knots(i, track.byte_count);
            known += std::min(payload, source_->size());
        }
        // What the other tracks leave of the clusters is the picture's, with the headers of all their blocks.
        const std::uint64_t begin = std::min(head_.layout.first_cluster, head_.layout.end);
        std::uint64_t all = head_.layout.end - begin;
        for (const ByteRange& gap : directory_.gaps) all -= std::min(all, gap.size);
        for (const std::size_t i : unknown) directory_.tracks[i].payload_bytes = (all - std::min(all, known)) / unknown.size();
    }

    /// The rate of the first frames, kept up to the end: for sound that no cluster tells of.
    std::uint64_t bytes_by_rate(std::size_t i) const {
        const auto& frames = beginnings_[i].frames;
        const auto end = end_of(i);
        if (frames.size() < 2 || !end) return 0;
        const TrackTiming& timing = directory_.tracks[i].timing;
        const std::int64_t first = timing.presentation(frames.front().time, frames.front().lace_index);
        const std::int64_t last = timing.presentation(frames.back().time, frames.back().lace_index);
        if (last <= first || *end <= first) return 0;
        const double bytes = static_cast<double>(beginnings_[i].bytes - frames.back().size);
        const double whole = bytes * static_cast<double>(*end - first) / static_cast<double>(last - first);
        return static_cast<std::uint64_t>(std::min(whole, static_cast<double>(source_->size())));
    }

    void describe() {
        description_.container = Container::Matroska;
        description_.format = head_.doc_type;
        description_.title = !head_.title.empty() ? head_.title : head_.tags.title;
        description_.chapters = std::move(head_.chapters);
        description_.attachments = std::move(head_.attachments);
        MediaDuration longest{0, kNanoseconds};
        for (std::size_t i = 0; i < head_.tracks.size(); ++i) {
            Track& track = head_.tracks[i].track;
            const TrackTiming& timing = directory_.tracks[i].timing;
            track.timescale = timing.timescale;
            track.priming = timing.delay;
            track.first_decode_time = first_time_of(i);
            track.start = {start_of(i), timing.timescale};
            const auto end = end_of(i);
            track.duration = {end ? std::max<std::int64_t>(*end - track.start.ticks, 0) : 0, timing.timescale};
            if (end) longest = std::max(longest, round_to(MediaDuration{*end, timing.timescale}, kNanoseconds));
            description_.tracks.push_back(std::move(track));
        }
        const double nanoseconds = head_.duration * static_cast<double>(head_.layout.timestamp_scale);
        const bool is_told = totals_.empty() && head_.duration > 0;
        description_.duration = is_told ? MediaDuration{std::llround(nanoseconds), kNanoseconds} : longest;
        description_.notes = std::move(head_.notes);
        if (description_.notes.size() <= kMaxNotes) return;
        const std::size_t more = description_.notes.size() - kMaxNotes;
        description_.notes.resize(kMaxNotes);
        description_.notes.push_back(fmt::format("and {} more", more));
    }

    std::shared_ptr<const io::ByteSource> source_;
    SegmentHead head_;
    ClusterWalker walker_;
    std::vector<TrackBeginning> beginnings_;
    bool do_tags_lie_ = false;         ///< their statistics count less than was seen
    bool is_surveyed_ = false;         ///< every block was seen, and there are some
    std::vector<TrackTotals> totals_;  ///< of a survey, or of the tail; empty when neither was needed
    std::vector<std::vector<TrackPace>> paces_;  ///< of sound, in the order of the file
    Directory directory_;
    Description description_;
};

}  // namespace
}  // namespace matroska

bool looks_like_matroska(ByteView first_bytes) {
    using namespace matroska;
    const auto id = read_element_id(first_bytes);
    if (!id || id->value != id::kEbml) return false;
    const auto size = read_vint(first_bytes.subspan(id->length));
    if (!size) return first_bytes.size() < 12;
    const ByteView rest = first_bytes.subspan(id->length + size->length);
    Children fields(rest.first(static_cast<std::size_t>(std::min<std::uint64_t>(rest.size(), size->value))));
    while (const auto field = fields.next())
        if (field->id == id::kDocType) return field->text(64) == "matroska" || field->text(64) == "webm";
    return true;
}

Result<std::shared_ptr<const MediaFile>> open_matroska(std::shared_ptr<const io::ByteSource> source) {
    BT_TRY(matroska::SegmentHead head, matroska::read_segment_head(*source));
    return matroska::Opening(std::move(source), std::move(head)).open();
}

Result<std::shared_ptr<const MediaFile>> restore_matroska(std::shared_ptr<const io::ByteSource> source, Description description,
                                                          ByteReader directory) {
    BT_TRY(matroska::Directory restored, matroska::restore(directory, description, source->size()));
    return std::shared_ptr<const MediaFile>(
        std::make_shared<matroska::MatroskaFile>(std::move(source), std::move(description), std::move(restored)));
}

}  // namespace bt::media

// Opening: find the moov, read its tree, survey each track's tables, then the fragments, and describe what was found.
#include "media/isobmff/open.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "media/isobmff/box.h"
#include "media/isobmff/describe.h"
#include "media/isobmff/edit_list.h"
#include "media/isobmff/isobmff_file.h"
#include "media/isobmff/movie.h"

namespace bt::media {
namespace isobmff {
namespace {

/// Top-level boxes beyond this many are not visited: a day of fragments of half a second has half of them.
constexpr std::size_t kMostTopLevelBoxes = std::size_t{1} << 20;

struct OpenTrack {
    TrackBox box;
    Timeline timeline;
    Directory directory;
    Survey survey;
    std::optional<FragmentSurvey> fragments;
    std::optional<Error> fault;  ///< why it is left out
};

class Opener {
public:
    explicit Opener(std::shared_ptr<const io::ByteSource> source) : source_(std::move(source)), window_(*source_) {}

    Result<std::shared_ptr<const MediaFile>> open() {
        BT_TRY(const Box moov, find_moov());
        BT_TRY(movie_, read_movie(window_, moov));
        for (auto& note : movie_.notes) notes_.add(note);
        tracks_.reserve(movie_.tracks.size());
        for (auto& box : movie_.tracks) {
            tracks_.push_back(OpenTrack{.box = std::move(box)});
            auto& track = tracks_.back();
            if (auto begun = begin_track(track); !begun) {
                if (begun.error().fault == Fault::Io) return std::move(begun).error();
                track.fault = std::move(begun).error().within(track.box.place);
            }
        }
        BT_CHECK(survey_fragments(moov));
        return finish();
    }

private:
    Result<Box> find_moov();
    Result<void> begin_track(OpenTrack& track);
    Result<void> survey_fragments(const Box& moov);
    Result<void> survey_moof(const Box& box);
    void add_fragment(const Box& moof, const TrackFragment& traf, DataPlaces& places);
    Result<std::shared_ptr<const MediaFile>> finish();
    void settle_sync_samples(OpenTrack& track);
    void describe_movie(Description& description);
    void choose_defaults(Description& description);
    std::vector<Chapter> read_chapters(const OpenTrack& chapter_track);

    std::shared_ptr<const io::ByteSource> source_;
    FileWindow window_;
    Movie movie_;
    Notes notes_;
    FourCc major_brand_;
    std::vector<OpenTrack> tracks_;
    std::uint64_t bare_left_ = source_->size();  ///< samples that runs may still declare without a field of their own (read_moof)
    bool has_fragments_ = false;
    bool moof_before_moov_ = false;
};

Result<Box> Opener::find_moov() {
    const auto end = source_->size();
    std::uint64_t at = 0;
    for (std::size_t i = 0; i < kMostTopLevelBoxes && end - at >= 8; ++i) {
        const auto read = window_.box_at(at, end);
        if (!read) break;  // what lies here is no box: the moov was not before it
        const Box box = read.value();
        if (box.type == FourCc("ftyp") && box.body_size() >= 4) {
            BT_TRY(const ByteView brand, window_.view({box.body_offset(), 4}, 4));
            major_brand_ = ByteReader(brand).four_cc().value();
        }
        if (box.type == FourCc("moof")) moof_before_moov_ = true;
        if (box.type == FourCc("moov")) return box;
        at = box.end();
    }
    return Error{.fault = Fault::Malformed,
                 .message = moof_before_moov_ ? "it is a media segment without its header: there is no moov"
                                              : "there is no moov: the file is cut off, or was never finished",
                 .offset = at};
}

Result<void> Opener::begin_track(OpenTrack& track) {
    auto& box = track.box;
    const auto malformed = [](std::string message) { return Error{.fault = Fault::Malformed, .message = std::move(message)}; };
    if (box.header.track_id == 0) return malformed("the track has no track_ID");
    if (box.media.timescale == 0) return malformed("the timescale is 0");
    if (box.entries.empty()) return malformed("there is no sample description");
    if (box.kind == TrackKind::Other && box.handler.type == FourCc()) box.kind = kind_of_format(box.entries.front().format);
    const auto reference = box.entries.front().data_reference_index;
    const bool elsewhere = reference >= 1 && reference <= box.data_references.size() && !box.data_references[reference - 1U];
    if (elsewhere) return Error{.fault = Fault::Unsupported, .message = "the samples lie in another file"};

    track.timeline = read_timeline(box.edits, movie_.timescale, Timescale{box.media.timescale});
    for (const auto& note : track.timeline.notes) notes_.add(fmt::format("track {}: {}", box.header.track_id, note));
    track.directory.track_id = box.header.track_id;
    track.directory.shift = track.timeline.shift;
    track.directory.tables = box.tables;
    BT_TRY(track.survey, survey_tables(*source_, box.kind, box.media.timescale, track.directory).within("mdia > minf > stbl"));
    return {};
}

Result<void> Opener::survey_fragments(const Box& moov) {
    const auto end = source_->size();
    for (auto& track : tracks_) {
        track.fragments.emplace(end, track.box.kind, find_extends(movie_.extends, track.box.header.track_id), track.directory,
                                track.survey);
    }
    auto at = moof_before_moov_ ? 0 : moov.end();
    for (std::size_t i = 0; i < kMostTopLevelBoxes && end - at >= 8; ++i) {
        const auto read = window_.box_at(at, end);
        if (!read) {
            if (read.error().fault == Fault::Io) return read.error();
            notes_.add(fmt::format("what follows byte {} is no box and is not read", at));
            return {};
        }
        const Box box = read.value();
        if (box.type == FourCc("moof")) BT_CHECK(survey_moof(box));
        if (box.type == FourCc("moov") && box.offset != moov.offset) notes_.add("a second moov is not read");
        if (box.cut_short) notes_.add(fmt::format("the file ends inside its last box, '{}'", box.type.text()));
        at = box.end();
    }
    return {};
}

Result<void> Opener::survey_moof(const Box& box) {
    has_fragments_ = true;
    // The next moof will be about as large: with that much read at once, a fragment costs one read.
    window_.read_ahead(static_cast<std::size_t>(std::min(box.size, kLargestMoof)) + 64);
    const auto left_out = [&](const Error& error) {
        notes_.add(fmt::format("the fragment at byte {} is left out: {}", box.offset, error.describe()));
    };
    const auto body = window_.body(box, kLargestMoof);
    if (!body) {
        if (body.error().fault == Fault::Io) return body.error();
        left_out(body.error());
        return {};
    }
    const auto trafs = read_moof(ByteReader(body.value(), box.body_offset()), bare_left_).within("moof");
    if (!trafs) {
        left_out(trafs.error());
        return {};
    }
    DataPlaces places(box.offset);
    for (const auto& traf : trafs.value()) add_fragment(box, traf, places);
    return {};
}

void Opener::add_fragment(const Box& moof, const TrackFragment& traf, DataPlaces& places) {
    const auto is_its = [&](const OpenTrack& track) { return track.box.header.track_id == traf.track_id; };
    const auto track = std::find_if(tracks_.begin(), tracks_.end(), is_its);
    const bool wanted = track != tracks_.end() && !track->fault && !track->survey.ends_early;
    if (!wanted) {
        pass_over(traf, find_extends(movie_.extends, traf.track_id), places);
        return;
    }
    if (auto added = track->fragments->add(moof.offset, traf, places); !added) {
        track->fault = std::move(added).error().within("moof");
    }
}

/// Decoding must be able to begin somewhere.
void Opener::settle_sync_samples(OpenTrack& track) {
    auto& directory = track.directory;
    if (track.box.kind != TrackKind::Video) return;
    // The list knows which ones: those of fragments, and without those that cannot be started from.
    if (!directory.fragments.empty() || track.survey.unordered_sync > 0) directory.all_sync = false;
    if (directory.sync_points.empty() && directory.sample_count > 0) {
        notes_.add(fmt::format("track {}: no sample is marked as a sync sample; the first one is taken for one", directory.track_id));
        directory.all_sync = false;
        BT_ASSERT(add_sync_sample(directory, track.survey, 0, track.survey.first_time, 0).ok(), "the list is empty");
    } else if (!directory.sync_samples.empty() && directory.sync_samples.front() != 0) {
        notes_.add(fmt::format("track {}: {} samples before the first sync sample cannot be decoded", directory.track_id,
                               directory.sync_samples.front()));
    }
}

Result<std::shared_ptr<const MediaFile>> Opener::finish() {
    Description description;
    std::vector<Directory> directories;
    std::optional<Error> first_fault = std::move(movie_.first_fault);
    std::vector<std::uint32_t> chapter_tracks;
    for (const auto& track : tracks_) {
        chapter_tracks.insert(chapter_tracks.end(), track.box.chapter_tracks.begin(), track.box.chapter_tracks.end());
    }
    for (auto& track : tracks_) {
        const auto id = track.box.header.track_id;
        if (track.fault) {
            notes_.add(fmt::format("track {} is left out: {}", id, track.fault->describe()));
            if (!first_fault) first_fault = std::move(track.fault);
            continue;
        }
        auto& fragments = track.directory.fragments;
        if (!fragments.empty() && fragments.back().sample_count == 0) fragments.pop_back();  // its samples are not in the file
        settle_sync_samples(track);
        if (track.fragments->clock_was_set_back()) {
            notes_.add(fmt::format("track {}: a fragment goes back in time; it is played after the one before", id));
        }
        if (std::find(chapter_tracks.begin(), chapter_tracks.end(), id) != chapter_tracks.end()) {
            if (description.chapters.empty()) description.chapters = read_chapters(track);
            track.box.kind = TrackKind::Other;
        }
        Track described = describe_track(track.box, major_brand_ == FourCc("qt  ") || major_brand_ == FourCc());
        describe_samples(track.box, track.directory, track.survey, track.timeline.media_time, described, notes_);
        described.number = TrackNumber{static_cast<std::uint32_t>(description.tracks.size())};
        description.tracks.push_back(std::move(described));
        directories.push_back(std::move(track.directory));
    }
    if (description.tracks.empty()) {
        if (first_fault) return *std::move(first_fault);
        return Error{.fault = Fault::Malformed, .message = "there are no tracks", .place = "moov"};
    }
    describe_movie(description);
    const auto file = std::make_shared<IsoBmffFile>(std::move(source_), std::move(description), std::move(directories), std::move(movie_.extends));
    BT_CHECK(file->complete());
    return std::shared_ptr<const MediaFile>(file);
}

void Opener::describe_movie(Description& description) {
    const bool quicktime = major_brand_ == FourCc("qt  ") || major_brand_ == FourCc();
    description.container = Container::IsoBmff;
    description.format = fmt::format("{}{}", has_fragments_ ? "fragmented " : "", quicktime ? "mov" : "mp4");
    if (major_brand_ != FourCc()) description.format += fmt::format(" ({})", trim(major_brand_.text()));
    description.title = movie_.user_data.title;
    if (description.chapters.empty()) description.chapters = std::move(movie_.user_data.chapters);
    for (const auto& track : description.tracks) {
        if (track.kind == TrackKind::Other) continue;
        const MediaDuration end{track.start.ticks + track.duration.ticks, track.timescale};
        if (end > description.duration) description.duration = end;
    }
    if (description.duration.ticks == 0 && movie_.duration <= static_cast<std::uint64_t>(kLastTick)) {
        description.duration = {static_cast<std::int64_t>(movie_.duration), movie_.timescale};
    }
    choose_defaults(description);
    description.notes = std::move(notes_).take();
}

/// Of several enabled tracks of a kind the first is played: they are alternatives.
void Opener::choose_defaults(Description& description) {
    for (const auto kind : {TrackKind::Video, TrackKind::Audio, TrackKind::Subtitle, TrackKind::Other}) {
        bool chosen = false;
        for (auto& track : description.tracks) {
            if (track.kind != kind) continue;
            track.is_default = track.is_default && !chosen;
            chosen = chosen || track.is_default;
        }
    }
}

std::vector<Chapter> Opener::read_chapters(const OpenTrack& track) {
    constexpr std::uint64_t kLongestTitle = 4096;
    const auto& directory = track.directory;
    const SampleSpan all{0, static_cast<std::uint32_t>(std::min<std::size_t>(directory.sample_count, kMostChapters))};
    const auto samples = read_samples(*source_, directory, TrackKind::Subtitle, movie_.extends, all, {});
    std::vector<Chapter> chapters;
    if (!samples) return chapters;
    const Timescale scale{track.box.media.timescale};
    for (const auto& sample : samples.value()) {
        const auto text = source_->read({sample.data.offset, std::min(sample.data.size, kLongestTitle)});
        if (!text) break;
        chapters.push_back({.start = {sample.presentation_time, scale},
                            .end = MediaInstant{sample.presentation_time + sample.duration, scale},
                            .title = read_text_sample(text.value())});
    }
    return chapters;
}

}  // namespace
}  // namespace isobmff

bool looks_like_isobmff(ByteView first_bytes) {
    ByteReader in(first_bytes);
    const auto size = in.u32();
    const auto type = in.four_cc();
    if (!size || !type) return false;
    if (size.value() > 1 && size.value() < 8) return false;
    for (const FourCc known : {FourCc("ftyp"), FourCc("moov"), FourCc("styp"), FourCc("moof"), FourCc("mdat"), FourCc("free"), FourCc("skip"),
                               FourCc("wide"), FourCc("pnot"), FourCc("uuid"), FourCc("sidx"), FourCc("pdin"), FourCc("emsg"), FourCc("prft")}) {
        if (type.value() == known) return true;
    }
    return false;
}

Result<std::shared_ptr<const MediaFile>> open_isobmff(std::shared_ptr<const io::ByteSource> source) {
    return isobmff::Opener(std::move(source)).open();
}

Result<std::shared_ptr<const MediaFile>> restore_isobmff(std::shared_ptr<const io::ByteSource> source, Description description,
                                                         ByteReader directory) {
    BT_TRY(auto stored, isobmff::read_directories(directory, source->size()));
    const auto mismatch = [](std::string message) { return Error{.fault = Fault::Malformed, .message = std::move(message)}; };
    if (stored.directories.size() != description.tracks.size()) return mismatch("the saved index is of other tracks");
    for (std::size_t i = 0; i < description.tracks.size(); ++i) {
        const auto& track = description.tracks[i];
        const auto& saved = stored.directories[i];
        if (track.source_id != saved.track_id || track.timescale.ticks_per_second == 0) return mismatch("the saved index is of other tracks");
        if (track.kind == TrackKind::Video && saved.sample_count > 0 && saved.sync_samples.empty()) {
            return mismatch("the saved index has no sync samples");
        }
    }
    return std::shared_ptr<const MediaFile>(std::make_shared<isobmff::IsoBmffFile>(
        std::move(source), std::move(description), std::move(stored.directories), std::move(stored.extends)));
}

}  // namespace bt::media

#include "service/open_with_subtitles.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <mutex>

#include "io/byte_source.h"
#include "library/file_class.h"
#include "library/fingerprint.h"
#include "library/text.h"
#include "library/tracks.h"
#include "subtitle/encoding.h"
#include "subtitle/read.h"

namespace bt::service {
namespace {

using SharedCues = std::shared_ptr<const std::vector<subtitle::Cue>>;

/// Its pieces are kept for ever by whoever fetched them, under a name made of its content: it must have that content.
Result<std::shared_ptr<const io::File>> open_unchanged(const std::string& path, ContentKey content) {
    const Error gone{.fault = Fault::NotFound, .message = "the file beside the film is gone or was changed; the next scan takes it up"};
    const auto file = io::File::open(path);
    if (!file) return file.error().fault == Fault::NotFound ? gone : file.error();
    BT_TRY(const bool is_same, library::holds_content(**file, content));
    if (!is_same) return gone;
    return *file;
}

/// A subtitle file that is read once, when its text is first wanted.
class LazySubtitles {
public:
    LazySubtitles(std::string path, ContentKey content, std::string language) : path_(std::move(path)), content_(content), language_(std::move(language)) {}

    Result<SharedCues> cues(std::size_t stream) {
        const std::lock_guard lock(mutex_);
        if (!read_) {
            auto document = read();
            if (!document) return document.error();  // not kept: the disk may be back next time
            for (auto& each : document->streams) streams_.push_back(std::make_shared<const std::vector<subtitle::Cue>>(std::move(each.cues)));
            read_ = true;
        }
        if (stream >= streams_.size()) return Error{.fault = Fault::NotFound, .message = "the subtitle file has no such language"};
        return streams_[stream];
    }

    Result<subtitle::Document> read() const {
        BT_TRY(const auto content, bytes());
        return subtitle::read_subtitles(content, language_).within(std::filesystem::path(path_).filename().string());
    }

    Result<std::string> text() const {
        BT_TRY(const auto content, bytes());
        BT_TRY(auto decoded, subtitle::decode_text(content, language_));
        return std::move(decoded.text);
    }

private:
    Result<Bytes> bytes() const {
        BT_TRY(const auto file, open_unchanged(path_, content_));
        return file->read({0, file->size()}, subtitle::kLargestFile);
    }

    const std::string path_;
    const ContentKey content_;
    const std::string language_;
    std::mutex mutex_;
    bool read_ = false;
    std::vector<SharedCues> streams_;
};

bool is_sami(std::string_view format) { return format == "smi" || format == "sami"; }

/// Where a text tells by its beginning that it holds subtitles, no more is read of it. A dozen cues, some 20 µs a file; four
/// times as much took 55, and a whole one of 900 cues 2,400.
constexpr std::uint64_t kBeginning = 1'024;
/// The head of a script, with its styles, is longer.
constexpr std::uint64_t kScriptBeginning = 16'384;

Result<void> glance_at(const std::string& path) {
    BT_TRY(const auto file, io::File::open(path));
    return check_text(*file);
}

/// The languages in the file. Only SAMI holds several: others are read before anybody asks for their text only as far as `check` says.
/// Faults: lasting ones. A disk that fails for the moment says nothing about the file, which is offered.
Result<std::vector<subtitle::Stream>> streams_of(const LazySubtitles& file, const domain::ExternalTrack& track, TextCheck check) {
    const std::vector<subtitle::Stream> one{subtitle::Stream{}};
    const auto unless_lasting = [&](const Error& error) { return is_lasting(error.fault) ? Result<std::vector<subtitle::Stream>>(error) : one; };
    if (!is_sami(track.format) && check == TextCheck::Beginning) {
        const auto fine = glance_at(track.path);
        return fine ? one : unless_lasting(fine.error());
    }
    auto document = file.read();
    if (!document) return unless_lasting(document.error());
    return is_sami(track.format) ? std::move(document->streams) : one;
}

/// Made of the content. Equal copies of one file ("a.srt", "a.en.srt") are told apart by a count.
template <class External>
std::string unused_id(ContentKey content, std::size_t stream, const std::vector<External>& taken) {
    const auto wanted = content.text().substr(0, 12) + (stream == 0 ? "" : "n" + std::to_string(stream));
    auto id = wanted;
    const auto is_taken = [&] { return std::any_of(taken.begin(), taken.end(), [&](const auto& other) { return other.id == id; }); };
    for (int copy = 2; is_taken(); ++copy) id = wanted + "c" + std::to_string(copy);
    return id;
}

delivery::ExternalSubtitle as_external(const domain::ExternalTrack& track, const std::shared_ptr<LazySubtitles>& file, const subtitle::Stream& stream,
                                       std::size_t number, std::string id) {
    delivery::ExternalSubtitle out{.id = std::move(id)};
    out.language = stream.language.empty() ? track.language : stream.language;
    out.name = !track.title.empty() ? track.title : stream.name;
    out.is_default = track.is_default;
    out.is_forced = track.is_forced;
    out.is_hearing_impaired = track.is_hearing_impaired;
    out.load = [file, number] { return file->cues(number); };
    if (track.format == "ass" || track.format == "ssa") out.load_original = [file] { return file->text(); };
    return out;
}

/// PGS in a file of its own: every segment of it begins with "PG".
bool are_pictures(const std::string& path) {
    const auto file = io::File::open(path);
    const auto head = file ? (*file)->read({0, std::min<std::uint64_t>((*file)->size(), 2)}) : Result<Bytes>(file.error());
    return head && as_text(*head) == "PG";
}

delivery::ExternalSubtitle as_pictures(const domain::ExternalTrack& track, const std::string& path, std::string id) {
    delivery::ExternalSubtitle out{.id = std::move(id), .language = track.language, .name = track.title, .is_default = track.is_default, .is_forced = track.is_forced,
                                   .is_hearing_impaired = track.is_hearing_impaired, .load = {}};
    out.open_pictures = [path, content = *track.content] { return open_unchanged(path, content); };
    return out;
}

/// A kind nobody has a better name for: "MKS".
std::string shown_format(std::string_view extension) {
    std::string out(extension);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return out;
}

delivery::LeftOutFile unread_file(const domain::ExternalTrack& track) {
    return {.format = shown_format(track.format), .refusal = delivery::Refusal::Damaged, .reason = track.stamp.size == 0 ? "the file is empty" : "the file cannot be read"};
}

std::string name_of(const domain::ExternalTrack& track) { return std::filesystem::path(track.path).filename().string(); }

/// Kinds of sound that lie in a container we read. The others have no table of their frames, or one of their own.
bool is_contained_sound(std::string_view format) { return format == "mka" || format == "m4a"; }

/// Sorts the tracks into what is offered and what is not.
class Judge {
public:
    explicit Judge(TextCheck check) : check_(check) {}

    FilesBeside run(const std::vector<domain::ExternalTrack>& tracks) {
        for (const auto& track : tracks) judge(track);
        return std::move(out_);
    }

private:
    using Refusal = delivery::Refusal;

    void judge(const domain::ExternalTrack& track) {
        if (track.kind != domain::StreamKind::Audio && track.kind != domain::StreamKind::Subtitle) return;
        if (!track.content) leave_out(track, unread_file(track));
        else if (track.kind == domain::StreamKind::Audio) judge_sound(track);
        else if (is_text_format(track.format)) judge_text(track);
        else judge_pictures(track);
    }

    void judge_text(const domain::ExternalTrack& track) {
        const auto file = std::make_shared<LazySubtitles>(track.path, *track.content, track.language);
        const auto streams = streams_of(*file, track, check_);
        if (!streams) {
            leave_out(track, {.format = shown_format(track.format), .refusal = Refusal::Damaged, .reason = streams.error().message});
            return;
        }
        auto& all = out_.subtitles;
        for (std::size_t i = 0; i < streams->size(); ++i) all.push_back(as_external(track, file, (*streams)[i], i, unused_id(*track.content, i, all)));
    }

    void judge_pictures(const domain::ExternalTrack& track) {
        if (track.format == "sup") {
            if (are_pictures(track.path)) out_.subtitles.push_back(as_pictures(track, track.path, unused_id(*track.content, 0, out_.subtitles)));
            else leave_out(track, {.format = "PGS", .refusal = Refusal::Damaged, .reason = "it does not begin as PGS does"});
        } else if (track.format == "idx") {
            leave_out(track, {.format = "VobSub", .refusal = Refusal::Pictures, .reason = "VobSub subtitles are pictures, which nothing here draws"});
        } else {
            leave_out(track, {.format = shown_format(track.format), .refusal = Refusal::Format,
                              .reason = fmt::format("files of the kind .{} are not read as subtitles", track.format)});
        }
    }

    void judge_sound(const domain::ExternalTrack& track) {
        if (!is_contained_sound(track.format)) {
            return leave_out(track, {.format = shown_format(track.format), .refusal = Refusal::Beside,
                                     .reason = "of the sound beside films only that in Matroska and MP4 files (.mka, .m4a) is played"});
        }
        const auto file = open_unchanged(track.path, *track.content);
        auto media = file ? media::open_media(*file) : Result<std::shared_ptr<const media::MediaFile>>(file.error());
        const bool has_sound = media && std::ranges::any_of((*media)->description().tracks, [](const auto& each) { return each.kind == media::TrackKind::Audio; });
        if (!has_sound) {
            return leave_out(track, {.format = shown_format(track.format), .refusal = Refusal::Damaged, .reason = media ? "it holds no sound" : media.error().describe()});
        }
        out_.sounds.push_back({.id = unused_id(*track.content, 0, out_.sounds), .file = name_of(track), .language = track.language, .name = track.title,
                               .is_default = track.is_default, .is_hearing_impaired = track.is_hearing_impaired, .media = std::move(*media)});
    }

    void leave_out(const domain::ExternalTrack& track, delivery::LeftOutFile file) {
        file.file = name_of(track);
        file.kind = track.kind == domain::StreamKind::Audio ? media::TrackKind::Audio : media::TrackKind::Subtitle;
        file.language = track.language;
        file.name = track.title;
        file.is_default = track.is_default;
        file.is_forced = track.is_forced;
        file.is_hearing_impaired = track.is_hearing_impaired;
        out_.left_out.push_back(std::move(file));
    }

    const TextCheck check_;
    FilesBeside out_;
};

bool is_video(const std::string& name) { return library::classify_extension(library::extension(name)) == library::FileClass::Video; }

/// The tracks that lie in the file's own folder and are named after it, as a scan of the folder would give them.
std::vector<domain::ExternalTrack> tracks_beside(const std::filesystem::path& path) {
    library::TreeFolder folder;
    const auto parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    std::error_code fault;
    for (std::filesystem::directory_iterator at(parent, fault), end; !fault && at != end; at.increment(fault)) {
        std::error_code unknown;
        if (!at->is_regular_file(unknown) || at->path().filename() == path.filename()) continue;
        const auto size = at->file_size(unknown);
        folder.files.push_back({.name = at->path().filename().string(), .stamp = {.size = unknown ? 0 : size}});
    }
    std::ranges::sort(folder.files, {}, &library::TreeFile::name);
    // The others are named too: "a 10.srt" belongs to "a 10.mp4" and not to "a.mp4". The file itself is none of its tracks, though a
    // sound file has the ending of one.
    std::vector<library::NamedVideo> videos;
    library::StemIndex stems;
    const auto add = [&](const std::string& name) {
        stems.add(library::stem(name), videos.size());
        videos.push_back({.path = name, .first = {}, .last = {}});
    };
    add(path.filename().string());
    for (const auto& file : folder.files) {
        if (is_video(file.name)) add(file.name);
    }
    auto tracks = std::move(library::find_tracks(folder, videos, stems, {}).front());
    for (auto& track : tracks) {
        track.path = (parent / track.path).string();
        if (const auto file = io::File::open(track.path)) {
            if (const auto content = library::read_content_key(**file)) track.content = *content;
        }
    }
    return tracks;
}

}  // namespace

bool is_text_format(std::string_view format) {
    return format == "srt" || format == "vtt" || format == "ass" || format == "ssa" || format == "smi" || format == "sami";
}

Result<void> check_text(const io::ByteSource& file) {
    if (file.size() <= subtitle::kLargestFile) {
        for (const auto enough : {kBeginning, kScriptBeginning}) {
            BT_TRY(const auto head, file.read({0, std::min(file.size(), enough)}));
            if (subtitle::begins_as_subtitles(head)) return {};
        }
    }
    BT_TRY(const auto whole, file.read({0, file.size()}, subtitle::kLargestFile));
    BT_TRY([[maybe_unused]] const auto document, subtitle::read_subtitles(whole));
    return {};
}

bool is_offered_kind(const domain::ExternalTrack& track) {
    if (track.kind == domain::StreamKind::Audio) return is_contained_sound(track.format);
    return track.kind == domain::StreamKind::Subtitle && (is_text_format(track.format) || track.format == "sup");
}

FilesBeside files_beside(const std::vector<domain::ExternalTrack>& tracks, TextCheck check) { return Judge(check).run(tracks); }

Result<std::shared_ptr<const delivery::Presentation>> open_with_subtitles(const std::string& path) {
    BT_TRY(const auto file, io::File::open(path));
    BT_TRY(auto media, media::open_media(file));
    auto beside = files_beside(tracks_beside(path), TextCheck::Whole);
    return delivery::Presentation::open(std::move(media), std::move(beside.subtitles), std::move(beside.left_out), beside.sounds);
}

}  // namespace bt::service

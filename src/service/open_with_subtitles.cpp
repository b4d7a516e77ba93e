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
    LazySubtitles(std::string path, ContentKey content) : path_(std::move(path)), content_(content) {}

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
        return subtitle::read_subtitles(content);
    }

    Result<std::string> text() const {
        BT_TRY(const auto content, bytes());
        BT_TRY(auto decoded, subtitle::decode_text(content));
        return std::move(decoded.text);
    }

private:
    Result<Bytes> bytes() const {
        BT_TRY(const auto file, open_unchanged(path_, content_));
        return file->read({0, file->size()}, subtitle::kLargestFile);
    }

    const std::string path_;
    const ContentKey content_;
    std::mutex mutex_;
    bool read_ = false;
    std::vector<SharedCues> streams_;
};

bool is_text_format(std::string_view format) {
    return format == "srt" || format == "vtt" || format == "ass" || format == "ssa" || format == "smi" || format == "sami";
}

/// Only SAMI holds several languages; only then is the file read before anybody asks for its text.
std::vector<subtitle::Stream> streams_of(const LazySubtitles& file, std::string_view format) {
    if (format == "smi" || format == "sami") {
        if (auto document = file.read()) return std::move(document->streams);
    }
    return {subtitle::Stream{}};
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

/// Why a subtitle file is not offered; its reason is empty when it is.
delivery::LeftOutFile judge_subtitles(const domain::ExternalTrack& track) {
    using delivery::Refusal;
    if (!track.content) return {.format = shown_format(track.format), .refusal = Refusal::Damaged, .reason = "the file cannot be read"};
    if (is_text_format(track.format)) return {};
    if (track.format == "sup") {
        return {.format = "PGS", .refusal = Refusal::Damaged, .reason = are_pictures(track.path) ? "" : "it does not begin as PGS does"};
    }
    if (track.format == "idx") return {.format = "VobSub", .refusal = Refusal::Pictures, .reason = "VobSub subtitles are pictures, which nothing here draws"};
    return {.format = shown_format(track.format), .refusal = Refusal::Format, .reason = fmt::format("files of the kind .{} are not read as subtitles", track.format)};
}

std::string name_of(const domain::ExternalTrack& track) { return std::filesystem::path(track.path).filename().string(); }

/// Kinds of sound that lie in a container we read. The others have no table of their frames, or one of their own.
bool is_contained_sound(std::string_view format) { return format == "mka" || format == "m4a"; }

/// Why a sound file is not offered: what its kind or the reader has against it.
delivery::LeftOutFile judge_sound(const domain::ExternalTrack& track) {
    using delivery::Refusal;
    if (!track.content) return {.format = shown_format(track.format), .refusal = Refusal::Damaged, .reason = "the file cannot be read"};
    if (!is_contained_sound(track.format)) {
        return {.format = shown_format(track.format), .refusal = Refusal::Beside, .reason = "of the sound beside films only that in Matroska and MP4 files (.mka, .m4a) is played"};
    }
    const auto file = open_unchanged(track.path, *track.content);
    const auto media = file ? media::open_media(*file) : Result<std::shared_ptr<const media::MediaFile>>(file.error());
    return {.format = shown_format(track.format), .refusal = Refusal::Damaged, .reason = media ? "it holds no sound" : media.error().describe()};
}

bool is_video(const std::string& name) { return library::classify_extension(library::extension(name)) == library::FileClass::Video; }

/// The tracks that lie in the file's own folder and are named after it, as a scan of the folder would give them.
std::vector<domain::ExternalTrack> tracks_beside(const std::filesystem::path& path) {
    library::TreeFolder folder;
    const auto parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    std::error_code fault;
    for (std::filesystem::directory_iterator at(parent, fault), end; !fault && at != end; at.increment(fault)) {
        std::error_code unknown;
        if (!at->is_regular_file(unknown)) continue;
        const auto size = at->file_size(unknown);
        folder.files.push_back({.name = at->path().filename().string(), .stamp = {.size = unknown ? 0 : size}});
    }
    std::ranges::sort(folder.files, {}, &library::TreeFile::name);
    // The others are named too: "a 10.srt" belongs to "a 10.mp4" and not to "a.mp4".
    std::vector<library::NamedVideo> videos;
    library::StemIndex stems;
    std::optional<std::size_t> own;
    for (const auto& file : folder.files) {
        const bool is_own = file.name == path.filename().string();
        if (!is_own && !is_video(file.name)) continue;
        if (is_own) own = videos.size();
        stems.add(library::stem(file.name), videos.size());
        videos.push_back({.path = file.name, .first = {}, .last = {}});
    }
    if (!own) return {};
    auto tracks = std::move(library::find_tracks(folder, videos, stems, {}).at(*own));
    for (auto& track : tracks) {
        track.path = (parent / track.path).string();
        if (const auto file = io::File::open(track.path)) {
            if (const auto content = library::read_content_key(**file)) track.content = *content;
        }
    }
    return tracks;
}

}  // namespace

bool is_offered_kind(const domain::ExternalTrack& track) {
    if (track.kind == domain::StreamKind::Audio) return is_contained_sound(track.format);
    return track.kind == domain::StreamKind::Subtitle && (is_text_format(track.format) || track.format == "sup");
}

std::vector<delivery::ExternalSubtitle> external_subtitles(const std::vector<domain::ExternalTrack>& tracks) {
    std::vector<delivery::ExternalSubtitle> out;
    for (const auto& track : tracks) {
        if (track.kind != domain::StreamKind::Subtitle || !track.content) continue;
        const auto& path = track.path;
        if (track.format == "sup" && are_pictures(path)) out.push_back(as_pictures(track, path, unused_id(*track.content, 0, out)));
        if (!is_text_format(track.format)) continue;
        const auto file = std::make_shared<LazySubtitles>(path, *track.content);
        const auto streams = streams_of(*file, track.format);
        for (std::size_t i = 0; i < streams.size(); ++i) out.push_back(as_external(track, file, streams[i], i, unused_id(*track.content, i, out)));
    }
    return out;
}

std::vector<delivery::ExternalSound> external_sounds(const std::vector<domain::ExternalTrack>& tracks) {
    std::vector<delivery::ExternalSound> out;
    for (const auto& track : tracks) {
        if (track.kind != domain::StreamKind::Audio || !track.content || !is_contained_sound(track.format)) continue;
        const auto file = open_unchanged(track.path, *track.content);
        if (!file) continue;
        auto media = media::open_media(*file);
        if (!media || std::ranges::none_of((*media)->description().tracks, [](const auto& each) { return each.kind == media::TrackKind::Audio; })) continue;
        out.push_back({.id = unused_id(*track.content, 0, out), .file = name_of(track), .language = track.language, .name = track.title, .is_default = track.is_default,
                       .is_hearing_impaired = track.is_hearing_impaired, .media = std::move(*media)});
    }
    return out;
}

std::vector<delivery::LeftOutFile> left_out_files(const std::vector<domain::ExternalTrack>& tracks, const std::vector<delivery::ExternalSound>& sounds) {
    std::vector<delivery::LeftOutFile> out;
    for (const auto& track : tracks) {
        const bool is_audio = track.kind == domain::StreamKind::Audio;
        const auto name = name_of(track);
        if (is_audio && std::ranges::any_of(sounds, [&](const auto& sound) { return sound.file == name; })) continue;
        auto file = is_audio ? judge_sound(track) : judge_subtitles(track);
        if (file.reason.empty()) continue;
        file.file = name;
        file.kind = is_audio ? media::TrackKind::Audio : media::TrackKind::Subtitle;
        file.language = track.language;
        file.name = track.title;
        file.is_default = track.is_default;
        file.is_forced = track.is_forced;
        file.is_hearing_impaired = track.is_hearing_impaired;
        out.push_back(std::move(file));
    }
    return out;
}

Result<std::shared_ptr<const delivery::Presentation>> open_with_subtitles(const std::string& path) {
    BT_TRY(const auto file, io::File::open(path));
    BT_TRY(auto media, media::open_media(file));
    const auto tracks = tracks_beside(path);
    const auto sounds = external_sounds(tracks);
    return delivery::Presentation::open(std::move(media), external_subtitles(tracks), left_out_files(tracks, sounds), sounds);
}

}  // namespace bt::service

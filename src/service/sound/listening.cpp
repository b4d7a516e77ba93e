#include "service/sound/listening.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <set>

#include "io/atomic_file.h"
#include "io/byte_source.h"
#include "media/index/media_file.h"
#include "service/sound/chapter_names.h"
#include "service/sound/explanation_picture.h"
#include "service/sound/file_hearing.h"
#include "service/sound/film_picture.h"
#include "service/sound/listening_files.h"
#include "service/sound/learnt_songs.h"
#include "sound/season.h"

namespace bt::service {
namespace {

class Listener {
public:
    Listener(const ListenRequest& request, const ListenCalls& calls) : request_(request), calls_(calls), shelf_(request.song_cache, request.threads) {}

    bool run() {
        const auto files = find_episodes(request_.paths);
        for (const auto& [path, error] : files.problems) fail(path, error);
        for (const auto& season : files.seasons) hear(season);
        return good_;
    }

private:
    void fail(const std::string& file, const Error& error) {
        good_ = false;
        calls_.failure(file, error);
    }

    void hear(const SeasonFiles& season) {
        fill_shelf(season);
        std::vector<std::vector<WholeFile>> wholes;
        for (const auto& episode : season.episodes) wholes.push_back(whole_of(episode));
        auto heard = decode(wholes);
        std::vector<sound::SeasonEpisode> episodes;
        std::vector<std::unique_ptr<FilmPicture>> pictures;
        std::vector<const EpisodeFile*> told;
        for (std::size_t i = 0; i < heard.size(); ++i) {
            const auto& file = season.episodes[i];
            if (!*heard[i]) {
                fail(file.shown, heard[i]->error());
                continue;
            }
            if ((*heard[i])->is_silent()) calls_.remark(file.shown, "is silent from beginning to end");
            remark_unheard(file, wholes[i], (*heard[i])->unheard_files);
            pictures.push_back(std::make_unique<FilmPicture>(wholes[i]));
            const double duration = (*heard[i])->landmarks.duration;
            episodes.push_back({.landmarks = std::move((*heard[i])->landmarks), .chapters = chapter_names(wholes[i], duration), .picture = pictures.back().get()});
            told.push_back(&file);
        }
        std::size_t compared = 0;
        const auto answers = sound::hear_season(episodes, shelf_.library(), own_songs(season), [&] {
            calls_.progress("Comparing", std::min(compared++, episodes.size()), episodes.size());
            return true;
        });
        for (std::size_t i = 0; i < episodes.size(); ++i) {
            if (answers) {
                tell(*told[i], episodes[i].landmarks, (*answers)[i]);
            } else {
                fail(told[i]->shown, answers.error());
            }
        }
    }

    /// The files of an episode that the server would play, as one; the first alone when that is none of them, or nobody can tell how they follow each other.
    std::vector<WholeFile> whole_of(const EpisodeFile& episode) const {
        std::vector<std::string> paths{episode.path};
        const auto first = episode.following.empty() ? std::nullopt : fault_of(episode.path);
        for (const auto& path : episode.following) {
            const auto fault = first ? first : fault_of(path);
            if (!fault) paths.push_back(path);
            else calls_.remark(path, "is not listened to with the files before it: " + fault->describe());
        }
        auto whole = whole_files(paths);
        if (!whole) calls_.remark(episode.shown, "is heard without the files behind it: " + whole.error().describe());
        return std::move(whole).value_or({WholeFile{.path = episode.path}});
    }

    /// Why a file cannot be played from the original.
    static std::optional<Error> fault_of(const std::string& path) {
        const auto file = io::File::open(path);
        if (!file) return file.error();
        const auto media = media::open_media(*file);
        return media ? std::nullopt : std::optional(media.error());
    }

    void remark_unheard(const EpisodeFile& episode, const std::vector<WholeFile>& whole, const std::vector<domain::UnheardFile>& unheard) const {
        for (const auto& each : unheard) calls_.remark(whole[each.file].path, fmt::format("is silence in {}: {}", episode.shown, each.reason));
    }

    void fill_shelf(const SeasonFiles& season) {
        const auto songs = request_.songs ? songs_in(*request_.songs) : songs_beside(season.folder);
        std::vector<std::string> paths;
        for (const auto& song : songs) paths.push_back(song.path);
        if (filled_ && paths == on_shelf_) return;
        filled_ = true;
        on_shelf_ = paths;
        if (songs.empty()) calls_.remark(request_.songs ? *request_.songs : season.folder, "has no songs: only parts can be told");
        const auto filled = shelf_.fill(
            songs, [&](std::size_t done, std::size_t total, const std::string&) { calls_.progress("Learning songs", done, total); },
            [&](const std::string& path, const Error& error) { calls_.remark(path, "cannot be used as a song: " + error.describe()); });
        if (!filled) calls_.remark(season.folder, filled.error().describe());
    }

    /// Of the songs on the shelf, wherever they were named.
    std::vector<sound::SongNumber> own_songs(const SeasonFiles& season) const {
        std::set<std::filesystem::path> beside;
        std::error_code fault;
        for (const auto& song : songs_beside(season.folder)) beside.insert(std::filesystem::weakly_canonical(song.path, fault));
        std::vector<sound::SongNumber> own;
        for (std::uint32_t song = 0; song < shelf_.library().size(); ++song) {
            if (beside.contains(std::filesystem::weakly_canonical(shelf_.file(sound::SongNumber{song}).path, fault))) own.push_back(sound::SongNumber{song});
        }
        return own;
    }

    std::vector<std::optional<Result<FileSound>>> decode(const std::vector<std::vector<WholeFile>>& wholes) {
        std::vector<std::optional<Result<FileSound>>> heard(wholes.size());
        std::mutex mutex;
        std::size_t done = 0;
        calls_.progress("Listening", 0, heard.size());
        run_parallel(heard.size(), request_.threads, [&](std::size_t i) {
            auto result = hear_whole(wholes[i], {}, {}, MeasureLoudness::No, [](const HearingPlace&) { return true; });
            const std::lock_guard lock(mutex);
            heard[i].emplace(std::move(result));
            calls_.progress("Listening", ++done, heard.size());
        });
        return heard;
    }

    void tell(const EpisodeFile& file, const sound::Landmarks& landmarks, const sound::EpisodeSound& answer) {
        HeardEpisode episode{.file = file.shown, .path = file.path, .sound = answer, .song_names = {}, .song_paths = {}, .is_split = !file.following.empty()};
        for (const auto& cue : answer.cues) {
            const auto& song = shelf_.file(cue.song);
            episode.song_names.push_back(song.name);
            episode.song_paths.push_back(song.path);
        }
        if (request_.explain) explain(episode, landmarks);
        calls_.episode(episode);
    }

    /// How the names of an episode's pictures begin: "DIR/Season 1/S01E01"; of a second one that is called so "DIR/Season 1/S01E01 (2)".
    std::string beginning_of_pictures(const std::filesystem::path& file) {
        const auto wanted = (std::filesystem::path(*request_.explain) / file.parent_path().filename() / file.stem()).string();
        auto begin = wanted;
        for (int i = 2; !pictured_.insert(begin).second; ++i) begin = fmt::format("{} ({})", wanted, i);
        return begin;
    }

    /// Pictures are named so that a folder lists them as they sound.
    void explain(HeardEpisode& episode, const sound::Landmarks& landmarks) {
        const sound::LandmarkMap map(landmarks);
        const auto begin = beginning_of_pictures(episode.path);
        std::error_code fault;
        std::filesystem::create_directories(std::filesystem::path(begin).parent_path(), fault);
        for (std::size_t i = 0; i < episode.sound.cues.size(); ++i) {
            const auto& cue = episode.sound.cues[i];
            const auto explanation = sound::explain_cue(landmarks, map, shelf_.library().landmarks(cue.song), cue);
            const auto picture = fmt::format("{} {:03}.svg", begin, i + 1);
            const auto written = io::write_file(picture, as_bytes(draw_explanation(explanation, episode.file, episode.song_names[i])));
            if (!written) fail(picture, written.error());
            episode.explanations.push_back({explanation_words(explanation), written ? picture : std::string()});
        }
    }

    const ListenRequest& request_;
    const ListenCalls& calls_;
    LearntSongs shelf_;
    std::vector<std::string> on_shelf_;
    std::set<std::string> pictured_;  // how the names of pictures began so far
    bool filled_ = false;
    bool good_ = true;
};

}  // namespace

bool listen(const ListenRequest& request, const ListenCalls& calls) { return Listener(request, calls).run(); }

}  // namespace bt::service

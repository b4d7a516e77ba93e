// A pass looks at what there is, learns the songs that are new, then goes from season to season: listens to the episodes nobody has
// listened to, and answers for the season when its digest is not the one of the stored answer. The digest names the versions of the
// engine, the episodes and the songs: a new album changes it, and then every season is heard again from its landmarks, without
// decoding anything; a new episode changes that of its season, whose recaps, themes and parts may look different now. So does an episode
// that lies in another season as well, when the season that answers for it becomes another.
//
// A change of the library ends the pass after the file at hand; the next one finds everything done so far. Decoding and matching are the
// engine's, in a process of the lowest priority; the database is written here, at the ordinary one, so that nobody waits for a lock whose
// holder does not get to run.
#include "service/sound/analysis_service.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <xxhash.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "base/text.h"
#include "service/sound/heard.h"
#include "transcode/song_tags.h"

namespace bt::service {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr int kMostPauses = 16;  // of retry_after: eight minutes

std::string file_name(const std::string& path) { return to_valid_utf8(std::filesystem::path(path).filename().string()); }

}  // namespace

std::string_view to_string(AnalysisStatus::State state) {
    switch (state) {
        case AnalysisStatus::State::Off: return "off";
        case AnalysisStatus::State::Idle: return "idle";
        case AnalysisStatus::State::Listening: return "listening";
        case AnalysisStatus::State::Waiting: return "waiting";
    }
    return "off";
}

/// What one pass knows. Ends early when the library changes or the program does.
struct AnalysisService::Pass {
    std::stop_token stop;
    store::ListeningPlan plan;
    std::unordered_map<ContentKey, store::ListeningState> listened;
    std::unordered_map<ContentKey, store::SongState> learnt;
    std::vector<KnownSound> songs;  // with landmarks, by content
    bool songs_are_chosen = false;
    std::optional<Error> trouble;   // the first file or season that could not be done now, but perhaps later

    SoundEngine::GoOn go_on() const {
        return [this](milliseconds) { return !stop.stop_requested(); };
    }
    /// Those of its soundtrack that are learnt.
    std::vector<sound::SongNumber> own_songs(const store::PlannedSeason& season) const {
        std::vector<sound::SongNumber> own;
        for (std::uint32_t song = 0; song < songs.size(); ++song) {
            if (std::ranges::binary_search(season.soundtrack, songs[song].content)) own.push_back(sound::SongNumber{song});
        }
        return own;
    }
};

AnalysisService::AnalysisService(store::Database& database, std::unique_ptr<SoundEngine> engine, Options options)
    : database_(database), store_(database), engine_(std::move(engine)), options_(std::move(options)),
      episodes_(options_.folder + "/episodes", engine_->landmarks_version()), songs_(options_.folder + "/songs", engine_->landmarks_version()),
      inheritance_(database_, *engine_, episodes_, songs_) {
    status_.state = AnalysisStatus::State::Idle;
    worker_ = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
}

AnalysisService::~AnalysisService() {
    worker_.request_stop();
    wake_.notify_all();
}

AnalysisStatus AnalysisService::status() const {
    const std::lock_guard lock(mutex_);
    auto now = status_;
    if (is_due_) now.state = AnalysisStatus::State::Listening;  // or about to
    return now;
}

void AnalysisService::look_again() {
    const std::lock_guard lock(mutex_);
    is_due_ = true;
    wake_.notify_all();
}

void AnalysisService::tell(const std::function<void(AnalysisStatus&)>& change) {
    const std::lock_guard lock(mutex_);
    change(status_);
}

bool AnalysisService::should_go_on(const std::stop_token& stop) const {
    const std::lock_guard lock(mutex_);
    return !stop.stop_requested() && !is_due_;
}

void AnalysisService::run(std::stop_token stop) {
    bool failed = false;
    auto pause = options_.retry_after;
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            const auto is_due = [this] { return is_due_; };
            if (failed) wake_.wait_for(lock, stop, pause, is_due);
            else wake_.wait(lock, stop, is_due);
            if (stop.stop_requested()) return;
            is_due_ = false;
            status_.state = AnalysisStatus::State::Listening;
        }
        const auto done = make_pass(stop);
        if (stop.stop_requested()) return;
        // What takes a machine's memory at each try is tried ever more rarely.
        pause = failed ? std::min(2 * pause, kMostPauses * options_.retry_after) : options_.retry_after;
        failed = !done.ok();
        if (failed) {
            spdlog::warn("analysis_waits");
            spdlog::debug("analysis_waits reason=\"{}\"", done.error().describe());
        }
        tell([&](AnalysisStatus& status) {
            status.state = failed ? AnalysisStatus::State::Waiting : is_due_ ? AnalysisStatus::State::Listening : AnalysisStatus::State::Idle;
            status.failure = failed ? std::optional(done.error()) : std::nullopt;
            status.current.clear();
        });
    }
}

Result<void> AnalysisService::make_pass(std::stop_token stop) {
    Pass pass{.stop = stop};
    BT_TRY(pass.plan, store::read_listening_plan(database_));
    BT_TRY(pass.listened, store_.listening_states());
    BT_TRY(pass.learnt, store_.song_states());
    tell([&](AnalysisStatus& status) {
        status.songs_done = status.episodes_done = status.seasons_done = status.unheard = 0;
        status.songs_total = static_cast<std::int64_t>(pass.plan.songs.size());
        status.seasons_total = static_cast<std::int64_t>(pass.plan.seasons.size());
        status.episodes_total = 0;
        for (const auto& season : pass.plan.seasons) status.episodes_total += static_cast<std::int64_t>(season.episodes.size());
    });
    BT_CHECK(read_tags(pass));
    BT_CHECK(learn_songs(pass));
    BT_CHECK(inheritance_.hand_on_songs());
    BT_CHECK(inheritance_.hand_on_episodes());
    for (const auto& season : pass.plan.seasons) {
        if (!should_go_on(stop)) return {};
        BT_CHECK(hear_season(pass, season));
    }
    if (!should_go_on(stop)) return {};
    BT_CHECK(remove_orphans());
    if (pass.trouble) return *pass.trouble;
    return {};
}

bool AnalysisService::is_known(const LandmarkStore& landmarks, ContentKey content, const store::ListeningState* state) const {
    if (state == nullptr || state->version != engine_->landmarks_version()) return false;
    return !state->failure.empty() || landmarks.has(content);
}

Result<void> AnalysisService::check_room() const {
    std::error_code fault;
    std::filesystem::create_directories(options_.folder, fault);
    const auto space = std::filesystem::space(options_.folder, fault);
    if (fault) return Error{.fault = Fault::Io, .message = fmt::format("the folder for landmarks cannot be made: {}", fault.message())};
    // Asked before an hour is decoded for nothing.
    if (space.available < options_.room) {
        return Error{.fault = Fault::Full, .message = fmt::format("the disk of the data folder is nearly full ({} MB free): listening waits for room", space.available >> 20)};
    }
    return {};
}

/// True when something is known now that was not. What failed and may get better is tried once more when the song is learnt.
Result<bool> AnalysisService::read_tags_of(Pass& pass, const store::PlannedFile& song) {
    auto& state = pass.learnt[song.content];
    if (state.tags_version == transcode::kSongTagsVersion) return false;
    const auto tags = engine_->read_tags(song.path, pass.go_on());
    if (!tags && !is_lasting(tags.error().fault)) return false;
    BT_CHECK(store_.note_tags(song.content, transcode::kSongTagsVersion, tags ? *tags : domain::SongTags{}));
    state.tags_version = transcode::kSongTagsVersion;
    return true;
}

/// Of all songs before the first is decoded: what they are called is read in no time, and wanted by search.
Result<void> AnalysisService::read_tags(Pass& pass) {
    bool is_news = false;
    for (const auto& song : pass.plan.songs) {
        if (!should_go_on(pass.stop)) return {};
        BT_TRY(const bool is_read, read_tags_of(pass, song));
        is_news = is_news || is_read;
    }
    if (is_news && options_.on_tags) options_.on_tags();
    return {};
}

Result<void> AnalysisService::learn_songs(Pass& pass) {
    for (const auto& song : pass.plan.songs) {
        if (!should_go_on(pass.stop)) return {};
        BT_CHECK(learn_song(pass, song));
        tell([](AnalysisStatus& status) { ++status.songs_done; });
    }
    return {};
}

Result<void> AnalysisService::learn_song(Pass& pass, const store::PlannedFile& song) {
    BT_TRY([[maybe_unused]] const bool is_news, read_tags_of(pass, song));
    const auto& state = pass.learnt[song.content];
    const KnownSound known{song.content, {song.path}, songs_.path_of(song.content)};
    if (is_known(songs_, song.content, &state.learning)) {
        if (state.learning.failure.empty()) {
            pass.songs.push_back(known);
            return describe_song(pass, song.content);
        }
        tell([](AnalysisStatus& status) { ++status.unheard; });
        return {};
    }
    BT_CHECK(check_room());
    tell([&](AnalysisStatus& status) { status.current = file_name(song.path); });
    const auto landmarks = engine_->learn(song.path, pass.go_on());
    if (pass.stop.stop_requested()) return {};
    if (!landmarks) {
        if (is_lasting(landmarks.error().fault)) {
            tell([](AnalysisStatus& status) { ++status.unheard; });
            return store_.note_learned(song.content, {engine_->landmarks_version(), landmarks.error().message});
        }
        if (!pass.trouble) pass.trouble = landmarks.error();
        return {};
    }
    BT_CHECK(songs_.keep(song.content, *landmarks));
    BT_CHECK(store_.note_learned(song.content, {engine_->landmarks_version(), {}}));
    pass.songs.push_back(known);
    return describe_song(pass, song.content);
}

/// From landmarks alone, so that a better estimator decodes nothing.
Result<void> AnalysisService::describe_song(const Pass& pass, ContentKey song) {
    const auto found = pass.learnt.find(song);
    if (found != pass.learnt.end() && found->second.character_version == engine_->character_version()) return {};
    const auto landmarks = songs_.read(song);
    if (!landmarks) return {};  // damaged: the song is learnt again when its season is heard
    const auto character = engine_->describe(*landmarks);
    return store_.note_character(song, engine_->character_version(), character ? *character : domain::SongCharacter{});
}

Result<void> AnalysisService::hear_season(Pass& pass, const store::PlannedSeason& season) {
    for (const auto& episode : season.episodes) {
        if (!should_go_on(pass.stop)) return {};
        BT_CHECK(listen_to(pass, episode));
        tell([](AnalysisStatus& status) { ++status.episodes_done; });
    }
    BT_CHECK(answer_season(pass, season));
    tell([](AnalysisStatus& status) { ++status.seasons_done; });
    return {};
}

Result<void> AnalysisService::listen_to(Pass& pass, const store::PlannedEpisode& episode) {
    const auto found = pass.listened.find(episode.content);
    if (is_known(episodes_, episode.content, found == pass.listened.end() ? nullptr : &found->second)) {
        if (!found->second.failure.empty()) tell([](AnalysisStatus& status) { ++status.unheard; });
        return {};
    }
    BT_CHECK(check_room());
    tell([&](AnalysisStatus& status) { status.current = file_name(episode.paths.front()); });
    const auto begun = Clock::now();
    const auto listened = engine_->listen(episode.paths, pass.go_on());
    if (pass.stop.stop_requested()) return {};
    if (!listened) {
        if (is_lasting(listened.error().fault)) {
            tell([](AnalysisStatus& status) { ++status.unheard; });
            pass.listened[episode.content] = {engine_->landmarks_version(), listened.error().message};
            return store_.note_unheard(episode.content, engine_->landmarks_version(), listened.error().message);
        }
        if (!pass.trouble) pass.trouble = listened.error();
        return {};
    }
    BT_CHECK(episodes_.keep(episode.content, listened->landmarks));
    BT_CHECK(store_.note_listened(episode.content, engine_->landmarks_version(), listened->measures));
    pass.listened[episode.content] = {engine_->landmarks_version(), {}};
    BT_CHECK(inheritance_.hand_on_episodes());  // before its season is answered, whose themes are told by where they sounded
    tell([&](AnalysisStatus& status) {
        spent_ += Clock::now() - begun;
        status.listened += listened->measures.duration;
        status.speed = std::chrono::duration<double>(status.listened).count() / std::max(1e-9, spent_.count());
    });
    if (options_.on_change) options_.on_change();
    return {};
}

Result<std::vector<sound::EpisodeSound>> AnalysisService::answer(Pass& pass, const std::vector<KnownSound>& episodes, const std::vector<sound::SongNumber>& own) {
    if (episodes.empty()) return std::vector<sound::EpisodeSound>{};
    if (!pass.songs_are_chosen) BT_CHECK(engine_->choose_songs(pass.songs, pass.go_on()));
    pass.songs_are_chosen = true;
    return engine_->hear(episodes, own, pass.go_on());
}

std::vector<KnownSound> AnalysisService::listened_of(const Pass& pass, const store::PlannedSeason& season) const {
    std::vector<KnownSound> episodes;
    for (const auto& episode : season.episodes) {
        const auto state = pass.listened.find(episode.content);
        if (state != pass.listened.end() && state->second.failure.empty() && episodes_.has(episode.content)) {
            episodes.push_back({episode.content, episode.paths, episodes_.path_of(episode.content)});
        }
    }
    return episodes;
}

std::string AnalysisService::digest_of(const Pass& pass, const store::PlannedSeason& season, std::span<const KnownSound> episodes, std::span<const sound::SongNumber> own) const {
    const auto names = [](std::span<const KnownSound> sounds) {
        std::string all;
        for (const auto& each : sounds) all += each.content.text();
        return all;
    };
    auto text = fmt::format("{} {} {} / {} /", engine_->landmarks_version(), engine_->answer_version(), names(episodes), names(pass.songs));
    for (const auto song : own) text += pass.songs[song.value].content.text();
    text += " /";
    for (const auto content : season.foreign) text += content.text();
    return fmt::format("{:016x}", XXH3_64bits(text.data(), text.size()));
}

Result<void> AnalysisService::answer_season(Pass& pass, const store::PlannedSeason& season) {
    auto episodes = listened_of(pass, season);
    const auto own = pass.own_songs(season);
    const auto digest = digest_of(pass, season, episodes, own);
    BT_TRY(const auto stored, store_.season_digest(season.series, season.season));
    if (stored == digest || refused_.contains(digest)) return {};

    const auto is_foreign = [&](const KnownSound& episode) { return std::ranges::binary_search(season.foreign, episode.content); };
    if (std::ranges::all_of(episodes, is_foreign)) episodes.clear();  // nobody waits for the answer
    const auto answers = answer(pass, episodes, own);
    if (pass.stop.stop_requested()) return {};
    if (!answers) {
        note_refusal(pass, season, digest, answers.error());
        return {};
    }
    BT_ASSERT(answers->size() == episodes.size(), "the engine answers for every episode it was given");
    store::HeardSeason heard{.series = season.series, .season = season.season, .digest = digest, .episodes = {}};
    for (std::size_t i = 0; i < episodes.size(); ++i) {
        if (!is_foreign(episodes[i])) heard.episodes.push_back(to_heard((*answers)[i], episodes[i].content, pass.songs));
    }
    auto saved = store_.save_season(heard);
    // A series that has gone meanwhile is nobody's concern.
    if (!saved && saved.error().fault != Fault::NotFound) return saved;
    if (options_.on_change) options_.on_change();
    return {};
}

void AnalysisService::note_refusal(Pass& pass, const store::PlannedSeason& season, const std::string& digest, const Error& reason) {
    if (!is_lasting(reason.fault)) {
        if (!pass.trouble) pass.trouble = reason;
        return;
    }
    refused_.insert(digest);
    spdlog::warn("season_unheard");
    spdlog::debug("season_unheard series={} season={} reason=\"{}\"", season.series.value, season.season, reason.describe());
}

Result<void> AnalysisService::remove_orphans() const {
    BT_TRY(const auto wanted, store_.wanted_contents(options_.rest));
    episodes_.remove_all_but(wanted);
    songs_.remove_all_but(wanted);
    return {};
}

}  // namespace bt::service

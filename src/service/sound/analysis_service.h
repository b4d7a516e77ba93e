// Listens to the library in the background: every song and every episode once, each season whenever what it is made of has changed.
// By an engine that gets what nobody else wants; browsing and playing never wait for it. What is done is kept at once: a program that is killed goes on with
// the file it was at.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "service/sound/inheritance.h"
#include "service/sound/landmark_store.h"
#include "service/sound/sound_engine.h"
#include "store/database.h"
#include "store/listening_plan.h"
#include "store/sound_store.h"

namespace bt::service {

struct AnalysisStatus {
    enum class State {
        Off,        ///< switched off
        Idle,       ///< everything is heard
        Listening,  ///< at work
        Waiting,    ///< something failed that may get better: `failure` says what; it is tried again by itself
    };
    State state = State::Off;
    std::int64_t songs_done = 0, songs_total = 0;
    std::int64_t episodes_done = 0, episodes_total = 0;
    std::int64_t seasons_done = 0, seasons_total = 0;
    std::int64_t unheard = 0;            ///< files among those done that cannot be heard
    std::chrono::milliseconds listened{0};  ///< of sound, since the program began
    double speed = 0;                    ///< of listening, in times real time; 0 before anything was listened to
    std::string current;                 ///< the file being listened to: for the owner's page, never for logs
    std::optional<Error> failure;
};
/// "off", "idle", "listening", "waiting".
std::string_view to_string(AnalysisStatus::State state);

class AnalysisService {
public:
    struct Options {
        std::string folder;                            ///< for landmarks, below the data folder
        std::function<void()> on_change = {};          ///< after something new is known; called from the listening thread
        std::function<void()> on_tags = {};            ///< after tags of songs were read, by the same thread
        std::chrono::seconds retry_after{30};          ///< a full disk or a folder that is away may be back; twice as long after each failure, sixteen times at most
        std::chrono::hours rest{30 * 24};              ///< how long landmarks outlive their file: drives come back
        std::uint64_t room = 64U << 20;                ///< bytes that stay free on the data folder's disk
    };

    /// Begins at once with what is missing. `database` outlives the service.
    AnalysisService(store::Database& database, std::unique_ptr<SoundEngine> engine, Options options);
    ~AnalysisService();
    AnalysisService(const AnalysisService&) = delete;
    AnalysisService& operator=(const AnalysisService&) = delete;

    AnalysisStatus status() const;
    /// The library has changed: looks for what is new as soon as the file at hand is done.
    void look_again();

private:
    struct Pass;
    void run(std::stop_token stop);
    Result<void> make_pass(std::stop_token stop);
    Result<void> read_tags(Pass& pass);
    Result<bool> read_tags_of(Pass& pass, const store::PlannedFile& song);
    Result<void> learn_songs(Pass& pass);
    Result<void> learn_song(Pass& pass, const store::PlannedFile& song);
    Result<void> describe_song(const Pass& pass, ContentKey song);
    Result<void> hear_season(Pass& pass, const store::PlannedSeason& season);
    Result<void> listen_to(Pass& pass, const store::PlannedEpisode& episode);
    Result<std::vector<sound::EpisodeSound>> answer(Pass& pass, const std::vector<KnownSound>& episodes, const std::vector<sound::SongNumber>& own);
    std::vector<KnownSound> listened_of(const Pass& pass, const store::PlannedSeason& season) const;
    /// Of all an answer depends on: while it is the same, nothing is answered anew.
    std::string digest_of(const Pass& pass, const store::PlannedSeason& season, std::span<const KnownSound> episodes, std::span<const sound::SongNumber> own) const;
    Result<void> answer_season(Pass& pass, const store::PlannedSeason& season);
    /// The others are heard all the same; and what is the season's own fault stays so.
    void note_refusal(Pass& pass, const store::PlannedSeason& season, const std::string& digest, const Error& reason);
    Result<void> remove_orphans() const;
    Result<void> check_room() const;
    bool is_known(const LandmarkStore& landmarks, ContentKey content, const store::ListeningState* state) const;
    bool should_go_on(const std::stop_token& stop) const;
    void tell(const std::function<void(AnalysisStatus&)>& change);

    store::Database& database_;
    store::SoundStore store_;
    const std::unique_ptr<SoundEngine> engine_;
    const Options options_;
    const LandmarkStore episodes_, songs_;
    Inheritance inheritance_;  // the worker's own

    std::set<std::string> refused_;  // digests of seasons that cannot be heard, whatever one tries; the worker's own

    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    bool is_due_ = true;
    AnalysisStatus status_;
    std::chrono::duration<double> spent_{0};  // on listening
    std::jthread worker_;
};

}  // namespace bt::service

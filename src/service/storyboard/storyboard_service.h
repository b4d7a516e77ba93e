// Makes a storyboard of every film in the background, the newest season first, the film somebody opened before all others. At the lowest
// priority, in a process of its own: scanning, playing and listening never wait for it. A program that is killed goes on with the film it was at.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "base/ids.h"
#include "base/result.h"
#include "service/storyboard/storyboard_shelf.h"
#include "store/database.h"
#include "store/listening_plan.h"
#include "studio/studio.h"

namespace bt::service {

class StoryboardService {
public:
    struct Options {
        std::string index_folder;                    ///< stored indexes of media files (index_store.h)
        std::uint64_t most_bytes = 16ULL << 30;      ///< of all storyboards: some five thousand hours; then no more are made
        std::uint64_t room = 512U << 20;             ///< bytes that stay free on the data folder's disk
        std::chrono::seconds most_work{600};         ///< of the processor for one film; one that wants more goes without
        std::chrono::hours rest{30 * 24};            ///< how long a storyboard outlives its film: drives come back
    };

    /// Begins at once with what is missing. `database`, `studio` and `shelf` outlive the service.
    StoryboardService(store::Database& database, studio::Studio& studio, const StoryboardShelf& shelf, Options options);
    ~StoryboardService();
    StoryboardService(const StoryboardService&) = delete;
    StoryboardService& operator=(const StoryboardService&) = delete;

    /// The library has changed: looks for what is new after the film at hand.
    void look_again();
    /// Somebody opened this film: it is next, if it has no storyboard yet.
    void hurry(ContentKey film);

private:
    void run(const std::stop_token& stop);
    Result<void> make_pass(const std::stop_token& stop);
    Result<void> make(const store::PlannedFile& film, const std::stop_token& stop);
    Result<void> check_room() const;
    Result<void> keep_sheet(ContentKey film, std::size_t number, ByteView webp);
    bool is_interrupted(const std::stop_token& stop);
    std::optional<ContentKey> take_hurried();

    store::Database& database_;
    studio::Studio& studio_;
    const StoryboardShelf& shelf_;
    const Options options_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool is_due_ = true;
    std::optional<ContentKey> hurried_;
    std::uint64_t kept_bytes_ = 0;  // of all storyboards: counted when a pass begins, then added to; the worker's own
    std::jthread worker_;
};

}  // namespace bt::service

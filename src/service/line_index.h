// Lines of dialogue for the search: reads the subtitles of the library, beside the films and inside them, into the store, in the
// background and one after another; and finds what was typed.
//
// The library changes, refresh() is called, and only content that has not been read is opened. What was read stays, whatever it is
// called later; what the library has not had for a month is forgotten.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/result.h"
#include "names/index.h"
#include "service/presentation_cache.h"
#include "store/line_store.h"

namespace bt::service {

struct LineHit {
    store::StoredLine line;
    std::string matched;  ///< the stretch of it that was found
    names::Match match = names::Match::Prefix;
};

/// At most `limit`; those that hold the very words first, then as the series runs. Nothing for a query too short to mean a line.
Result<std::vector<LineHit>> search_lines(store::Database& database, std::string_view query, std::size_t limit);

/// The lines a text holds, as they are kept: plain, no longer than a screen, at most some ten thousand.
std::vector<store::NewLine> lines_of(const std::vector<subtitle::Cue>& cues);

class LineIndex {
public:
    /// Begins to read what is unread. `database` and `index_folder` as for the presentations; `locate` finds media files.
    LineIndex(store::Database& database, std::string index_folder, PresentationCache::Locate locate);
    LineIndex(const LineIndex&) = delete;
    LineIndex& operator=(const LineIndex&) = delete;

    /// The library has changed. Changes while it is at work are gathered into one more round.
    void refresh();

private:
    void run(std::stop_token stop);
    /// Reads everything unread. Faults: those of the database.
    Result<void> read_all(std::stop_token stop);
    void read_one(const store::UnreadSubtitles& each);

    store::Database& database_;
    PresentationCache media_;  // its own: films that are opened for their words must not push out those that are watched
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool is_due_ = true;
    std::jthread worker_;
};

}  // namespace bt::service

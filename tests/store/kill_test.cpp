// A program that is killed while it writes: whatever the moment, the next start finds each series as it was or as it should be.
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "store/catalogue_writer.h"
#include "store/scan_state_store.h"
#include "store/series_reader.h"
#include "tests/store/child_process.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"

namespace bt::store {
namespace {

constexpr std::uint32_t kSeries = 6;

/// BONUSTRACK_KILLS=200 for a long run.
int rounds() {
    const char* wanted = std::getenv("BONUSTRACK_KILLS");
    return wanted ? std::atoi(wanted) : 20;
}

/// One of the two states between which the writer goes back and forth.
domain::ScannedSeries state(std::uint32_t series, bool second) {
    return ArbitrarySeries(series + (second ? 100 : 0)).scanned("series " + std::to_string(series));
}

/// Writes until it is killed; each series in turn, each time in its other state; now and then all are put at rest. Says so on
/// `begun` when a series has changed for certain: in the first turn all may be as the last writer left them.
int write_for_ever(const std::string& path, int begun) {
    const auto database = Database::open(path);
    if (!database) return 1;
    const auto library = ScanStateStore(**database).library_at("/series");
    if (!library) return 2;
    CatalogueWriter writer(**database);
    for (std::uint32_t turn = 0;; ++turn) {
        for (std::uint32_t series = 0; series < kSeries; ++series) {
            if (!writer.apply(*library, state(series, turn % 2 == 1))) return 3;
            if (turn == 1 && series == 0 && ::write(begun, "!", 1) != 1) return 5;
        }
        if (turn % 3 == 2 && !writer.retire_absent(*library, {})) return 4;
    }
}

TEST(KilledWriter, LeavesEverySeriesInItsOldOrItsNewStateWithItsId) {
    const tests::TemporaryFolder folder;
    const std::string path = folder.file("db");
    std::vector<std::vector<domain::Series>> allowed;
    for (std::uint32_t series = 0; series < kSeries; ++series) allowed.push_back({state(series, false).series, state(series, true).series});
    std::map<std::string, domain::SeriesId> ids;
    std::mt19937 random(7);
    for (int round = 0; round < rounds(); ++round) {
        SCOPED_TRACE(round);
        int pipe[2];
        ASSERT_EQ(::pipe(pipe), 0);
        ChildProcess child([&] { return write_for_ever(path, pipe[1]); });
        // Every fourth is killed at any moment, opening included; the others when they are at work, however slow the machine.
        char begun = 0;
        if (round % 4 != 0) {
            ASSERT_EQ(::read(pipe[0], &begun, 1), 1);
        }
        std::this_thread::sleep_for(std::chrono::microseconds(1'000 + random() % 120'000));
        ASSERT_EQ(child.kill_and_wait(), 128 + SIGKILL) << "the writer gave up by itself";
        ::close(pipe[0]);
        ::close(pipe[1]);

        const auto database = Database::open(path);
        ASSERT_TRUE(database) << database.error().describe();
        const auto checked = (*database)->check();
        ASSERT_TRUE(checked) << checked.error().describe();
        const SeriesReader reader(**database);
        const auto page = reader.page(SeriesOrder::Added, {.limit = 500});
        ASSERT_TRUE(page) << page.error().describe();
        for (const auto& row : page->rows) {
            const auto view = reader.by_id(row.id);
            ASSERT_TRUE(view) << view.error().describe();
            const auto [known, is_new] = ids.emplace(view->folder, row.id);
            EXPECT_EQ(known->second, row.id) << view->folder;
            const auto& states = allowed[static_cast<std::size_t>(view->folder.back() - '0')];
            const auto seen = without_ids(view->series);
            EXPECT_TRUE(seen == states[0] || seen == states[1]) << view->folder;
        }
    }
    EXPECT_GE(ids.size(), 1U);
}

}  // namespace
}  // namespace bt::store

// Browsing while a scan writes: many readers, one writer, no waiting and no half-written series.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "store/catalogue_writer.h"
#include "store/connection.h"
#include "store/episode_reader.h"
#include "store/scan_state_store.h"
#include "store/series_reader.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"

namespace bt::store {
namespace {

TEST(Readers, SeeWholeSeriesWhileAScanRewritesThem) {
    const tests::TemporaryFolder folder;
    const auto database = Database::open(folder.file("db"), {.readers = 3}).value();
    const auto library = ScanStateStore(*database).library_at("/series").value();
    const auto first = ArbitrarySeries(3).scanned("the folder");
    const auto second = ArbitrarySeries(1'003).scanned("the folder");
    CatalogueWriter writer(*database);
    const auto id = writer.apply(library, first).value().series;
    std::atomic<bool> done = false;
    std::atomic<int> reads = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i < 4; ++i) {
        readers.emplace_back([&] {
            const SeriesReader reader(*database);
            while (!done) {
                const auto view = reader.by_id(id);
                ASSERT_TRUE(view) << view.error().describe();
                const auto seen = without_ids(view->series);
                EXPECT_TRUE(seen == first.series || seen == second.series);
                EXPECT_EQ(reader.page(SeriesOrder::Title, {})->total, 1);
                ++reads;
            }
        });
    }
    for (int turn = 0; turn < 60 || reads < 60; ++turn) ASSERT_TRUE(writer.apply(library, turn % 2 == 0 ? second : first));
    done = true;
    for (auto& reader : readers) reader.join();
    EXPECT_TRUE(database->check());
}

TEST(Readers, AreNotHeldUpByATransactionThatTakesLong) {
    const tests::TemporaryFolder folder;
    const auto database = Database::open(folder.file("db")).value();
    const auto library = ScanStateStore(*database).library_at("/series").value();
    const auto id = CatalogueWriter(*database).apply(library, sample_series("A", 2, 1)).value().series;
    std::atomic<bool> is_writing = false;
    std::atomic<bool> may_end = false;
    std::thread scan([&] {
        EXPECT_TRUE(database->write("scan for long", [&](Connection& sql) -> Result<void> {
            sql.run("UPDATE series SET title = 'half-way'");
            is_writing = true;
            while (!may_end) std::this_thread::sleep_for(std::chrono::milliseconds(1));
            return {};
        }));
    });
    while (!is_writing) std::this_thread::yield();
    // The transaction stays open until these have been answered: they cannot have waited for it.
    for (int i = 0; i < 50; ++i) EXPECT_EQ(SeriesReader(*database).by_id(id)->series.title.value, "A");
    may_end = true;
    scan.join();
    EXPECT_EQ(SeriesReader(*database).by_id(id)->series.title.value, "half-way");
}

TEST(Writers, TakeTurns) {
    const tests::TemporaryFolder folder;
    const auto database = Database::open(folder.file("db")).value();
    const auto library = ScanStateStore(*database).library_at("/series").value();
    std::vector<std::thread> writers;
    for (std::uint64_t i = 0; i < 4; ++i) {
        writers.emplace_back([&, i] {
            for (std::uint64_t turn = 0; turn < 10; ++turn) {
                auto scanned = sample_series("series " + std::to_string(i), 2, i * 100);
                scanned.series.plot = std::to_string(turn);
                EXPECT_TRUE(CatalogueWriter(*database).apply(library, scanned));
            }
        });
    }
    for (auto& writer : writers) writer.join();
    EXPECT_EQ(SeriesReader(*database).page(SeriesOrder::Title, {})->total, 4);
}

}  // namespace
}  // namespace bt::store

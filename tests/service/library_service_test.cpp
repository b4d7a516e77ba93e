#include "service/library_service.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "store/connection.h"
#include "store/problem_reader.h"
#include "store/scan_state_store.h"
#include "store/series_reader.h"
#include "tests/eventually.h"
#include "tests/service/made_film.h"

namespace bt::service {
namespace {

using tests::eventually;
using tests::TemporaryFolder;
using testing::write_film;

class LibraryServiceTest : public ::testing::Test {
protected:
    LibraryServiceTest() {
        std::filesystem::create_directories(root_ + "/Rain");
        write_film(root_ + "/Rain/Rain S01E01.mp4", 300);
        database_ = store::Database::open(folder_.file("test.db")).value();
    }
    Result<std::unique_ptr<LibraryService>> start(std::vector<std::string> roots) {
        return LibraryService::start(*database_, {.roots = std::move(roots), .index_folder = folder_.file("index"), .on_change = [this] { ++changes_; }});
    }
    std::size_t series() const { return store::SeriesReader(*database_).page(store::SeriesOrder::Title, {}).value().rows.size(); }

    TemporaryFolder folder_;
    const std::string root_ = folder_.file("library");
    std::shared_ptr<store::Database> database_;
    std::atomic<int> changes_ = 0;
};

TEST_F(LibraryServiceTest, ScansItsRootsAndSaysWhenTheCatalogueChanged) {
    const auto service = start({root_});
    ASSERT_TRUE(service) << service.error().describe();
    ASSERT_TRUE(eventually([&] { return (*service)->status().has_scanned; }));
    EXPECT_FALSE((*service)->status().failure);
    EXPECT_EQ(series(), 1U);
    EXPECT_EQ(changes_, 1);
    EXPECT_TRUE(std::filesystem::exists(folder_.file("index")));
}

TEST_F(LibraryServiceTest, TakesUpASeriesThatIsAdded) {
    const auto service = start({root_});
    ASSERT_TRUE(service);
    ASSERT_TRUE(eventually([&] { return (*service)->status().has_scanned; }));
    std::filesystem::create_directories(root_ + "/Snow");
    write_film(root_ + "/Snow/Snow S01E01.mp4", 400);
    (*service)->rescan();
    EXPECT_TRUE(eventually([&] { return series() == 2; }));
}

TEST_F(LibraryServiceTest, IsAtRestOnlyWhenEveryLibraryIsScannedAndOthersAreTold) {
    const auto other = folder_.file("other");
    std::filesystem::create_directories(other + "/Snow");
    write_film(other + "/Snow/Snow S01E01.mp4", 400);
    const auto tell = [this] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        ++changes_;
    };
    const auto service = LibraryService::start(*database_, {.roots = {root_, other}, .index_folder = folder_.file("index"), .on_change = tell});
    ASSERT_TRUE(service) << service.error().describe();
    ASSERT_TRUE(eventually([&] { return !(*service)->status().is_scanning; }));
    EXPECT_TRUE((*service)->status().has_scanned);
    EXPECT_EQ(series(), 2U);
    EXPECT_EQ(changes_, 2);
}

TEST_F(LibraryServiceTest, GoesOnWithTheOthersWhereASeriesCannotBeSaved) {
    ASSERT_TRUE(database_->write("refuse a series", [](store::Connection& sql) -> Result<void> {
        sql.run("CREATE TRIGGER refusal BEFORE INSERT ON series WHEN new.folder = 'Rain' BEGIN SELECT RAISE(ABORT, 'so it is'); END");
        return {};
    }));
    std::filesystem::create_directories(root_ + "/Snow");
    write_film(root_ + "/Snow/Snow S01E01.mp4", 400);
    const auto service = start({root_});
    ASSERT_TRUE(service);
    ASSERT_TRUE(eventually([&] { return (*service)->status().has_scanned; }));
    EXPECT_FALSE((*service)->status().failure);
    EXPECT_EQ(series(), 1U);
    const auto problems = store::ProblemReader(*database_).page({}).value().rows;
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].problem.path, "Rain");
    EXPECT_NE(problems[0].problem.message.find("so it is"), std::string::npos) << problems[0].problem.message;
    EXPECT_EQ(problems[0].problem.message.find("INSERT"), std::string::npos) << "viewers read it: " << problems[0].problem.message;
    ASSERT_TRUE(database_->write("relent", [](store::Connection& sql) -> Result<void> {
        sql.run("DROP TRIGGER refusal");
        return {};
    }));
    (*service)->rescan();
    EXPECT_TRUE(eventually([&] { return series() == 2; })) << "the next scan tries again";
}

TEST_F(LibraryServiceTest, ServesTheLibrariesItIsGivenAndNoOther) {
    const auto other = folder_.file("private");
    std::filesystem::create_directories(other + "/Snow");
    write_film(other + "/Snow/Snow S01E01.mp4", 400);
    const auto serve = [&](std::vector<std::string> roots) {
        const auto service = start(std::move(roots));
        const auto at_once = series();
        EXPECT_TRUE(service && eventually([&] { return (*service)->status().has_scanned; }));
        return at_once;
    };
    const auto ids = [&] {
        std::vector<std::pair<std::string, std::int64_t>> found;
        const auto page = store::SeriesReader(*database_).page(store::SeriesOrder::Title, {}).value();
        for (const auto& row : page.rows) found.emplace_back(row.title, row.id.value);
        return found;
    };
    serve({root_, other});
    const auto both = ids();
    ASSERT_EQ(both.size(), 2U);
    EXPECT_EQ(serve({root_}), 1U) << "gone before the first scan has begun";
    EXPECT_EQ(ids().at(0).first, "Rain");
    EXPECT_EQ(changes_, 3) << "two libraries scanned, one gone";
    serve({root_, other});
    EXPECT_EQ(ids(), both) << "and back as what it was";
    serve({root_, folder_.file("elsewhere")});
    EXPECT_EQ(ids(), both) << "a slip of the pen takes nothing away";
    EXPECT_TRUE(start({}));
    EXPECT_EQ(series(), 0U) << "no library is none";
}

TEST_F(LibraryServiceTest, ListsAFolderThatIsGoneAmongTheProblemsUntilItIsBack) {
    const auto service = start({root_});
    ASSERT_TRUE(service && eventually([&] { return (*service)->status().has_scanned; }));
    const auto problems = [&] { return store::ProblemReader(*database_).page({}).value().rows; };
    EXPECT_TRUE(problems().empty());
    std::filesystem::rename(root_, root_ + "_unplugged");
    (*service)->rescan();
    ASSERT_TRUE(eventually([&] { return problems().size() == 1; }));
    EXPECT_EQ(problems()[0].problem, (domain::ScanProblem{"", "the library folder cannot be opened: No such file or directory; what it held before is kept"}));
    EXPECT_EQ(problems()[0].library_path, root_);
    EXPECT_EQ(series(), 1U);
    std::filesystem::rename(root_ + "_unplugged", root_);
    (*service)->rescan();
    EXPECT_TRUE(eventually([&] { return problems().empty(); }));
}

TEST_F(LibraryServiceTest, EndsInTheMiddleOfAScan) {
    for (int i = 0; i < 50; ++i) write_film(root_ + "/Rain/Rain S01E" + std::to_string(i + 2) + ".mp4", 300 + i);
    auto service = start({root_});
    ASSERT_TRUE(service);
    service->reset();  // waits for the file at hand, no longer
    EXPECT_LE(series(), 1U);
}

TEST_F(LibraryServiceTest, WhatKillsItsDecoderIsSaidAndElseWhatTheReaderTookItFor) {
    const auto reason_after = [&](const Error& said) {
        std::ofstream(root_ + "/Rain/Rain S01E02.avi", std::ios::app) << "RIFF    AVI LIST";
        const auto service = LibraryService::start(*database_, {.roots = {root_}, .index_folder = folder_.file("index"), .describe = [&](const std::string&) { return said; }});
        EXPECT_TRUE(service && eventually([&] { return (*service)->status().has_scanned; }));
        store::ScanStateStore state(*database_);
        const auto files = state.known_files(state.library_at(root_).value(), "Rain").value();
        for (const auto& file : files) {
            if (file.path.ends_with(".avi")) return file.unreadable;
        }
        return std::string("it is not there");
    };
    const auto unknown = reason_after({.fault = Fault::Unsupported, .message = "nobody knows it"});
    EXPECT_NE(unknown, "nobody knows it");
    EXPECT_NE(unknown, "it is not there");
    EXPECT_EQ(reason_after({.fault = Fault::Malformed, .message = "the decoder crashed on this file"}), "the decoder crashed on this file");
}

TEST_F(LibraryServiceTest, TakesUpARootThatIsNotThereWhenItComes) {
    const auto late = folder_.file("late"), link = folder_.file("link");
    std::filesystem::create_directory_symlink("late", link);
    const auto service = start({root_, link});
    ASSERT_TRUE(service) << service.error().describe();
    ASSERT_TRUE(eventually([&] { return (*service)->status().has_scanned; }));
    EXPECT_EQ(series(), 1U);
    const auto problems = store::ProblemReader(*database_).page({}).value().rows;
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].library_path, late) << "by the name it will have";
    std::filesystem::create_directories(late + "/Snow");
    write_film(late + "/Snow/Snow S01E01.mp4", 400);
    (*service)->rescan();
    EXPECT_TRUE(eventually([&] { return series() == 2; }));
    std::filesystem::create_directories(late + "/Fog");
    write_film(late + "/Fog/Fog S01E01.mp4", 500);
    EXPECT_TRUE(eventually([&] { return series() == 3; })) << "it is watched from then on";
}

TEST_F(LibraryServiceTest, RefusesRootsOfWhichNoneIsThere) {
    const auto service = start({folder_.file("elsewhere"), folder_.file("nowhere")});
    ASSERT_FALSE(service);
    EXPECT_EQ(service.error().fault, Fault::NotFound);
    EXPECT_NE(service.error().message.find("elsewhere"), std::string::npos);
    EXPECT_TRUE(store::ScanStateStore(*database_).libraries().value().empty());
    EXPECT_EQ(start({root_ + "/Rain/Rain S01E01.mp4"}).error().fault, Fault::Invalid);
}

}  // namespace
}  // namespace bt::service

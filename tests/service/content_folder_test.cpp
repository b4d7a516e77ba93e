#include "service/content_folder.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "tests/temporary_folder.h"

namespace bt::service {
namespace {

namespace fs = std::filesystem;

constexpr ContentKey kWanted{1, 1}, kGone{0xFF, 2};

TEST(ContentFolder, KeepsAFileUnderItsContentAndEnding) {
    const tests::TemporaryFolder folder;
    const ContentFolder files(folder.file("index"));
    ASSERT_TRUE(files.keep(kWanted, ".bti", as_bytes("bytes")));
    EXPECT_EQ(files.path_of(kWanted, ".bti"), folder.file("index/00/" + kWanted.text() + ".bti"));
    EXPECT_EQ(fs::file_size(files.path_of(kWanted, ".bti")), 5U);
}

TEST(ContentFolder, RemovesWhatNothingWantsAndWhatNobodyFinished) {
    const tests::TemporaryFolder folder;
    const ContentFolder files(folder.path().string());
    for (const auto key : {kWanted, kGone}) {
        for (const char* ending : {".bti", "-320.webp"}) ASSERT_TRUE(files.keep(key, ending, as_bytes("bytes")));
    }
    const auto half_written = files.path_of(kWanted, ".bti") + ".7-1.part", being_written = files.path_of(kGone, ".bti") + ".8-1.part";
    for (const auto& path : {half_written, being_written}) std::ofstream(path) << "bytes";
    fs::last_write_time(half_written, fs::file_time_type::clock::now() - std::chrono::hours(2));
    std::ofstream(folder.file("a note of somebody")) << "not ours";

    EXPECT_EQ(files.remove_all_but(std::vector{kWanted}), 3U);
    for (const char* ending : {".bti", "-320.webp"}) {
        EXPECT_TRUE(fs::exists(files.path_of(kWanted, ending)));
        EXPECT_FALSE(fs::exists(files.path_of(kGone, ending)));
    }
    EXPECT_FALSE(fs::exists(half_written));
    EXPECT_TRUE(fs::exists(being_written));
    EXPECT_TRUE(fs::exists(folder.file("a note of somebody")));
    EXPECT_EQ(ContentFolder(folder.file("missing")).remove_all_but({}), 0U);
}

}  // namespace
}  // namespace bt::service

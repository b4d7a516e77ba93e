#include "http/mapping.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <utility>

#include "tests/http/serving.h"

namespace bt::http {
namespace {

class MappingOfAFile : public ::testing::Test {
protected:
    void SetUp() override {
        if (!Mapping::of(open_file(path_), {0, 1})) GTEST_SKIP() << "this system does not tell what is in memory";
    }

    std::string path_ = write_file("mapping", numbered_bytes(100'000));
};

TEST_F(MappingOfAFile, HoldsItsBytesFromAnyPlace) {
    const auto file = open_file(path_);
    for (const auto range : {ByteRange{0, 100'000}, ByteRange{5'001, 3}, ByteRange{4'095, 2}, ByteRange{99'999, 1}}) {
        auto made = Mapping::of(file, range);
        ASSERT_TRUE(made);
        const Mapping mapping = *std::move(made);
        const std::string_view bytes(reinterpret_cast<const char*>(mapping.bytes()), range.size);
        EXPECT_TRUE(bytes == numbered_bytes(100'000).substr(range.offset, range.size)) << range.offset;
        EXPECT_TRUE(mapping.is_whole());
    }
}

TEST_F(MappingOfAFile, IsNotMadeOfWhatTheFileHasLost) {
    const auto file = open_file(path_);
    std::filesystem::resize_file(path_, 5'000);
    EXPECT_FALSE(Mapping::of(file, {0, 10'000}));
    EXPECT_FALSE(Mapping::of(file, {0, 5'001})) << "zeros follow to the page's end";
    EXPECT_TRUE(Mapping::of(file, {0, 5'000}));
}

TEST_F(MappingOfAFile, TellsThatTheFileBecameShorter) {
    const auto mapping = Mapping::of(open_file(path_), {1'000, 9'000});
    ASSERT_TRUE(mapping);
    std::filesystem::resize_file(path_, 10'000);
    EXPECT_TRUE(mapping->is_whole());
    std::filesystem::resize_file(path_, 9'999);
    EXPECT_FALSE(mapping->is_whole());
}

TEST_F(MappingOfAFile, IsNotMadeOfWhatADiskWouldHaveToBring) {
    const auto file = open_file(path_);
    ::fsync(file->descriptor());
    ::posix_fadvise(file->descriptor(), 0, 0, POSIX_FADV_DONTNEED);
    if (Mapping::of(file, {0, 100'000})) GTEST_SKIP() << "this file system keeps files in memory";
    EXPECT_TRUE(file->read({50'000, 1}));
    EXPECT_TRUE(Mapping::of(file, {50'000, 1}));
}

}  // namespace
}  // namespace bt::http

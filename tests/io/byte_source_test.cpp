#include "io/byte_source.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/temporary_folder.h"

namespace bt::io {
namespace {

TEST(File, ReadsAtAnyOffsetAndStopsAtTheEnd) {
    const auto path = tests::scratch_file("bytes");
    std::ofstream(path) << "0123456789";
    const auto file = File::open(path);
    ASSERT_TRUE(file);
    EXPECT_EQ((*file)->size(), 10U);
    EXPECT_EQ(as_text((*file)->read({4, 3}).value()), "456");
    EXPECT_EQ((*file)->read({8, 3}).error().fault, Fault::Truncated);
    EXPECT_EQ((*file)->read({UINT64_MAX, 1}).error().fault, Fault::Truncated);
    EXPECT_EQ((*file)->read({0, 10}, 9).error().fault, Fault::TooLarge);
}

TEST(File, RefusesWhatIsNotAFileInPlainWords) {
    const auto missing = File::open("/no/such/file");
    EXPECT_EQ(missing.error().fault, Fault::NotFound);
    EXPECT_EQ(missing.error().message, "cannot be opened: No such file or directory") << "viewers may read it: not where it lies";
    EXPECT_EQ(missing.error().describe(), "/no/such/file: cannot be opened: No such file or directory");
    EXPECT_EQ(File::open("/").error().message, "not a regular file");
}

TEST(File, MayWaitWhereTheFileSystemDoesNotSayWhatIsInMemory) {
    EXPECT_FALSE(File::open("/proc/self/status").value()->never_waits());
}

}  // namespace
}  // namespace bt::io

#include "io/atomic_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "io/byte_source.h"
#include "tests/temporary_folder.h"

namespace bt::io {
namespace {

TEST(AtomicFile, IsWrittenWhereOneThatWasKilledLeftItsOwn) {
    const tests::TemporaryFolder folder;
    const auto path = folder.file("a");
    for (int serial = 1; serial < 50; ++serial) std::ofstream(fmt::format("{}.{}-{}.part", path, ::getpid(), serial)) << "half";
    ASSERT_TRUE(write_file(path, as_bytes(std::string_view("whole"))));
    EXPECT_EQ(as_text(File::open(path).value()->read({0, 5}).value()), "whole");
}

TEST(AtomicFile, SaysWhereItCannotBeMade) {
    EXPECT_EQ(write_file("/no/such/folder/a", {}).error().describe(), "/no/such/folder/a: cannot be made: No such file or directory");
}

}  // namespace
}  // namespace bt::io

#include "io/lock_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>

#include "tests/temporary_folder.h"

namespace bt::io {
namespace {

TEST(LockFile, IsHeldByOneAtATimeAndFreeWhenLetGo) {
    const auto path = tests::scratch_file("held.lock");
    std::optional first(LockFile::take(path).value());
    EXPECT_EQ(LockFile::take(path).error().fault, Fault::Busy);
    std::optional moved(*std::move(first));
    first.reset();
    EXPECT_EQ(LockFile::take(path).error().fault, Fault::Busy) << "what it was moved to holds it";
    moved.reset();
    EXPECT_TRUE(LockFile::take(path));
    EXPECT_EQ(LockFile::take("/no/such/folder/a.lock").error().fault, Fault::NotFound);
}

}  // namespace
}  // namespace bt::io

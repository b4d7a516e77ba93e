#include "base/result.h"

#include <gtest/gtest.h>

namespace bt {
namespace {

Result<int> half(int n) {
    if (n % 2 != 0) return Error{.fault = Fault::Malformed, .message = "odd", .offset = 7};
    return n / 2;
}
Result<int> quarter(int n) {
    BT_TRY(const int once, half(n).within("first"));
    BT_TRY(const int twice, half(once).within("second"));
    return twice;
}

TEST(Result, TryPassesTheValueOnOrReturnsTheError) {
    EXPECT_EQ(quarter(8).value(), 2);
    EXPECT_EQ(quarter(6).error().fault, Fault::Malformed);
}

TEST(Error, NamesTheFileItIsAboutOnce) {
    EXPECT_EQ((Error{.fault = Fault::NotFound, .message = "not there", .place = "a.mkv"}.describe_in("a.mkv")), "a.mkv: not there");
    EXPECT_EQ(quarter(6).error().describe_in("a.mkv"), "a.mkv: second: odd (at byte 7)");
}

TEST(Error, NamesThePlaceFromTheOutsideIn) {
    EXPECT_EQ(quarter(6).within("file").error().describe(), "file > second: odd (at byte 7)");
    EXPECT_EQ(quarter(6).within("second").error().describe(), "second: odd (at byte 7)") << "each once";
}

}  // namespace
}  // namespace bt

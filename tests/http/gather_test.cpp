#include "http/gather.h"

#include <gtest/gtest.h>

#include "tests/http/serving.h"

namespace bt::http {
namespace {

std::shared_ptr<const io::File> file() { return open_file(write_file("gather", numbered_bytes(1U << 20))); }

Body frames(const std::shared_ptr<const io::File>& from, std::uint64_t size, int count) {
    Body body("head");
    for (int i = 0; i < count; ++i) body.add(from, ByteRange{static_cast<std::uint64_t>(i) * 20'000, size});
    return body;
}

TEST(Gather, IsForManySmallStretchesAlone) {
    const auto from = file();
    EXPECT_TRUE(is_worth_gathering(frames(from, 480, 40)));
    EXPECT_FALSE(is_worth_gathering(frames(from, 480, 1))) << "one read either way";
    EXPECT_FALSE(is_worth_gathering(frames(from, 12'000, 10))) << "pictures lie side by side";
    EXPECT_FALSE(is_worth_gathering(frames(from, 7'000, 50))) << "more than is gathered";
    EXPECT_FALSE(is_worth_gathering(Body("text")));
}

TEST(Gather, GivesTheBytesThatSendingWouldGive) {
    const auto body = frames(file(), 480, 40);
    EXPECT_EQ(gather(body).value(), body.read().value());
}

}  // namespace
}  // namespace bt::http

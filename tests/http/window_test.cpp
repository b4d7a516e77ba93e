#include "http/window.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "tests/http/serving.h"

namespace bt::http {
namespace {

std::string text_of(const Window& window) {
    std::string text;
    for (const auto& slice : window.slices()) text.append(static_cast<const char*>(slice.iov_base), slice.iov_len);
    return text;
}

/// Everything behind `cursor`, taking `step` bytes of each window.
std::string drain(BodyCursor cursor, std::size_t step, std::size_t wish, Window::Wait wait) {
    Window window;
    std::string all;
    while (!cursor.done()) {
        if (window.fill(cursor, wait, wish) != Window::Fill::Ready) return "failed after " + std::to_string(all.size());
        const auto text = text_of(window);
        EXPECT_EQ(text.size(), window.size());
        const auto taken = std::min(step, text.size());
        all += text.substr(0, taken);
        cursor.advance(taken);
    }
    return all;
}

TEST(Window, GivesTheSameBytesHoweverManyAreTaken) {
    const auto content = numbered_bytes(1'200'000);
    const auto file = open_file(write_file("window", content));
    const auto other = open_file(write_file("window_other", "OTHER FILE"));
    std::mt19937 random(7);
    for (int round = 0; round < 20; ++round) {
        Body body;
        std::string wanted = "head";
        for (int piece = 0; piece < 60; ++piece) {
            const auto offset = random() % 1'100'000;
            const auto size = 1 + random() % 30'000;
            switch (random() % 5) {
                case 0: body.add(std::string("memory")); wanted += "memory"; break;
                case 1: body.add(other, ByteRange{2, 5}); wanted += "HER F"; break;
                default: body.add(file, ByteRange{offset, size}); wanted += content.substr(offset, size);
            }
        }
        ASSERT_EQ(body.size(), wanted.size() - 4);
        for (const std::size_t step : {std::size_t{7'777}, std::size_t{65'000}, std::size_t{10'000'000}}) {
            for (const auto wait : {Window::Wait::Never, Window::Wait::Allowed}) {
                EXPECT_TRUE(drain(BodyCursor("head", body), step, kWindowBytes, wait) == wanted) << round << " in steps of " << step;
                EXPECT_TRUE(drain(BodyCursor("head", body), step, 40'000, wait) == wanted) << round << " in steps of " << step;
            }
        }
        const auto from = random() % body.size();
        const auto part = body.slice({from, (body.size() - from) / 2});
        EXPECT_TRUE(part.read().value() == wanted.substr(4 + from, part.size()));
    }
}

TEST(Window, ReadsSmallGapsAlongAndLeavesLargeOnes) {
    const auto file = open_file(write_file("gaps", numbered_bytes(300'000)));
    Body body;
    body.add(file, ByteRange{0, 1'000}).add(file, ByteRange{2'000, 1'000}).add(file, ByteRange{100'000, 1'000});
    Window window;
    ASSERT_EQ(window.fill(BodyCursor("", body), Window::Wait::Allowed), Window::Fill::Ready);
    EXPECT_EQ(window.size(), 3'000U);
    EXPECT_EQ(window.read(), 4'000U);
}

TEST(Window, MakesOnePieceOfRangesThatTouch) {
    const auto file = open_file(write_file("touch", numbered_bytes(100)));
    const std::vector<ByteRange> ranges{{0, 10}, {10, 5}, {15, 0}, {15, 5}, {30, 1}};
    EXPECT_EQ(Body().add(file, ranges).pieces().size(), 2U);
}

TEST(Body, ThatIsCopiedAndAddedToLeavesTheOtherAsItWas) {
    const auto file = open_file(write_file("shared", numbered_bytes(100)));
    Body one("head");
    one.add(file, ByteRange{0, 10});
    Body other = one;
    other.add(file, ByteRange{10, 10}).add(std::string("tail"));
    EXPECT_EQ(one.read().value(), "head" + numbered_bytes(10));
    EXPECT_EQ(one.pieces().size(), 2U);
    EXPECT_EQ(other.read().value(), "head" + numbered_bytes(20) + "tail");
}

TEST(Window, StopsWhereAFileNowEndsWithoutMakingBytesUp) {
    const auto path = write_file("shrinking", numbered_bytes(10'000));
    const auto file = open_file(path);
    std::filesystem::resize_file(path, 5'000);
    Body body;
    body.add(file, ByteRange{0, 10'000});
    BodyCursor cursor("", body);
    Window window;
    ASSERT_EQ(window.fill(cursor, Window::Wait::Allowed), Window::Fill::Ready);
    EXPECT_TRUE(text_of(window) == numbered_bytes(5'000));
    cursor.advance(5'000);
    EXPECT_EQ(window.fill(cursor, Window::Wait::Allowed), Window::Fill::Truncated);
    EXPECT_EQ(window.fill(cursor, Window::Wait::Never), Window::Fill::Truncated);
}

TEST(Window, NeverWaitsForADiskUnlessAllowed) {
    const auto path = write_file("cold", numbered_bytes(1'000'000));
    const auto file = open_file(path);
    ::fsync(file->descriptor());
    ::posix_fadvise(file->descriptor(), 0, 0, POSIX_FADV_DONTNEED);
    Body body;
    body.add(file, ByteRange{0, 1'000'000});
    const BodyCursor cursor("", body);
    Window window;
    const auto filled = window.fill(cursor, Window::Wait::Never);
    if (filled == Window::Fill::Ready) GTEST_SKIP() << "this file system keeps files in memory";
    EXPECT_EQ(filled, Window::Fill::WouldBlock);
    ASSERT_EQ(window.fill(cursor, Window::Wait::Allowed), Window::Fill::Ready);
    EXPECT_EQ(window.fill(cursor, Window::Wait::Never), Window::Fill::Ready);
    EXPECT_TRUE(text_of(window) == numbered_bytes(1'000'000).substr(0, window.size()));
}

}  // namespace
}  // namespace bt::http

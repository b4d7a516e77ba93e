#include "library/fingerprint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/library/temporary_library.h"

namespace bt::library {
namespace {

ContentKey key_of(const Bytes& bytes) { return read_content_key(io::MemorySource(bytes)).value(); }

TEST(ContentKey, ChangesWithEveryByteOfASmallFile) {
    Bytes bytes(1000, std::byte{7});
    const auto key = key_of(bytes);
    EXPECT_EQ(key_of(bytes), key);
    for (std::size_t i = 0; i < bytes.size(); i += 37) {
        bytes[i] = std::byte{8};
        EXPECT_NE(key_of(bytes), key) << i;
        bytes[i] = std::byte{7};
    }
    bytes.push_back(std::byte{0});
    EXPECT_NE(key_of(bytes), key);
}

TEST(ContentKey, SeesTheSizeBeginningMiddleAndEndOfALargeFile) {
    Bytes bytes(1U << 20, std::byte{7});
    const auto key = key_of(bytes);
    for (const std::size_t seen : {std::size_t{0}, std::size_t{65535}, std::size_t{1U << 19}, std::size_t{(1U << 20) - 65536}, std::size_t{(1U << 20) - 1}}) {
        Bytes changed = bytes;
        changed[seen] = std::byte{8};
        EXPECT_NE(key_of(changed), key) << seen;
    }
    Bytes between = bytes;
    between[200'000] = std::byte{8};
    EXPECT_EQ(key_of(between), key) << "bytes between the samples are not read: the price of naming a terabyte in minutes";
    bytes.push_back(std::byte{7});
    EXPECT_NE(key_of(bytes), key);
}

TEST(ContentKey, StaysTheSameForeverForTheSameBytes) {
    // From xxhsum -H2 over the size and the bytes. Keys are stored: a change of the method would orphan every stored position in every library.
    EXPECT_EQ(key_of(to_bytes(as_bytes("Bonustrack"))).text(), "e9bd01aa2131225f24c2c9d2cff82d94");
}

TEST(ContentKey, RefusesAnEmptyFile) { EXPECT_EQ(read_content_key(io::MemorySource({})).error().fault, Fault::Malformed); }

TEST(ContentKey, NamesAHugeSparseFileAtOnce) {
    const test::TemporaryLibrary at;
    at.write("huge.mkv", "head");
    std::filesystem::resize_file(at.path("huge.mkv"), 1ULL << 40);
    const auto file = io::File::open(at.path("huge.mkv").string()).value();
    const auto key = read_content_key(*file);
    ASSERT_TRUE(key);
    at.write("other.mkv", "tail");
    std::filesystem::resize_file(at.path("other.mkv"), 1ULL << 40);
    EXPECT_NE(read_content_key(*io::File::open(at.path("other.mkv").string()).value()).value(), *key);
}

TEST(ContentPrint, SeesHolesBetweenTheSamplesOfTheKey) {
    Bytes bytes(4U << 20, std::byte{7});
    const auto key = key_of(bytes);
    const auto print = read_content_print(io::MemorySource(bytes)).value();
    EXPECT_EQ(read_content_print(io::MemorySource(bytes)).value(), print);
    for (std::size_t hole = 100'000; hole < 1'900'000; hole += 300'000) {
        Bytes filled = bytes;
        std::fill_n(filled.begin() + static_cast<std::ptrdiff_t>(hole), 70'000, std::byte{8});
        EXPECT_EQ(key_of(filled), key);
        EXPECT_NE(read_content_print(io::MemorySource(filled)).value(), print) << hole;
    }
}

TEST(ContentPrint, ReadsFilesOfEverySize) {
    for (const std::size_t size : {std::size_t{1}, std::size_t{4096}, std::size_t{4097}, std::size_t{200'000}})
        EXPECT_TRUE(read_content_print(io::MemorySource(Bytes(size, std::byte{1})))) << size;
}

TEST(HoldsContent, KnowsAContentByItsOwnKeyAndByTheOneItWasToldApartBy) {
    Bytes bytes(4U << 20, std::byte{7});
    const io::MemorySource before(bytes);
    const auto key = key_of(bytes);
    const auto print = read_content_print(before).value();
    std::fill_n(bytes.begin() + 300'000, 500'000, std::byte{8});
    const io::MemorySource after(bytes);
    const auto own = key_told_apart(key, read_content_print(after).value());
    EXPECT_NE(own, key);
    EXPECT_TRUE(holds_content(before, key).value());
    EXPECT_TRUE(holds_content(before, key, print).value());
    EXPECT_FALSE(holds_content(before, own).value());
    EXPECT_TRUE(holds_content(after, own).value());
    EXPECT_TRUE(holds_content(after, key).value()) << "whoever knows the key alone cannot tell";
    EXPECT_FALSE(holds_content(after, key, print).value());
}

}  // namespace
}  // namespace bt::library

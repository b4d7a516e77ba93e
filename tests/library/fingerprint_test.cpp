#include "library/fingerprint.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace bt::library

#include "service/index_store.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/service/made_film.h"

namespace bt::service {
namespace {

using testing::made_film;
using tests::TemporaryFolder;

constexpr ContentKey kKey{0x1234, 0x5678};

/// Knows its length and nothing else.
class Unreadable final : public io::ByteSource {
public:
    explicit Unreadable(std::uint64_t size) : size_(size) {}
    std::uint64_t size() const override { return size_; }
    Result<std::size_t> read_at(std::uint64_t, std::span<std::byte>) const override { return Error{.fault = Fault::Io, .message = "read"}; }

private:
    std::uint64_t size_;
};

std::string path_in(const TemporaryFolder& folder) { return folder.file("00/" + kKey.text() + ".bti"); }

TEST(IndexStore, OpensAKnownFileWithoutReadingIt) {
    const TemporaryFolder folder;
    const auto film = std::make_shared<io::MemorySource>(made_film());
    const auto first = open_indexed(folder.file(""), kKey, film);
    ASSERT_TRUE(first) << first.error().describe();
    const auto second = open_indexed(folder.file(""), kKey, std::make_shared<Unreadable>(film->size()));
    ASSERT_TRUE(second) << second.error().describe();
    EXPECT_EQ((*second)->description(), (*first)->description());
}

TEST(IndexStore, ReplacesADamagedIndex) {
    const TemporaryFolder folder;
    const auto film = std::make_shared<io::MemorySource>(made_film());
    ASSERT_TRUE(open_indexed(folder.file(""), kKey, film));
    testing::write_text(path_in(folder), "damaged");
    ASSERT_TRUE(open_indexed(folder.file(""), kKey, film));
    EXPECT_TRUE(open_indexed(folder.file(""), kKey, std::make_shared<Unreadable>(film->size())));
}

TEST(IndexStore, OpensTheFileWhenItsIndexCannotBeKept) {
    const TemporaryFolder folder;
    testing::write_text(folder.file("a file"), "in the way");
    EXPECT_TRUE(open_indexed(folder.file("a file"), kKey, std::make_shared<io::MemorySource>(made_film())));
}

TEST(IndexStore, KeepsNoIndexOfWhatIsNoMedia) {
    const TemporaryFolder folder;
    EXPECT_FALSE(open_indexed(folder.file(""), kKey, std::make_shared<io::MemorySource>(Bytes(100))));
    EXPECT_FALSE(std::filesystem::exists(path_in(folder)));
}

}  // namespace
}  // namespace bt::service

#include "library/content_naming.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "library/fingerprint.h"

namespace bt::library {
namespace {

using std::chrono::hours;
using std::chrono::nanoseconds;
using std::chrono::seconds;

/// A film in its full size, and what the store remembers.
class ContentNamingTest : public ::testing::Test {
protected:
    /// Names the film as a scan would `age` after somebody wrote to it; a name that was given is remembered.
    Result<ContentKey> name(nanoseconds age) {
        constexpr std::int64_t kNow = 1'700'000'000'000'000'000;
        const auto named = name_content(io::MemorySource(film_), kNow - age.count(), kNow, [this](ContentKey key) -> Result<std::optional<domain::ContentPrint>> {
            const auto found = prints_.find(key);
            return found == prints_.end() ? std::nullopt : std::optional(found->second);
        });
        if (!named) return named.error();
        if (named->print) prints_.emplace(named->content, *named->print);
        return named->content;
    }
    void fill(std::byte with) { std::fill_n(film_.begin() + 300'000, 800'000, with); }
    ContentKey plain_key() const { return read_content_key(io::MemorySource(film_)).value(); }

    Bytes film_ = Bytes(4U << 20, std::byte{0});
    std::map<ContentKey, domain::ContentPrint> prints_;
};

TEST_F(ContentNamingTest, GivesThePlainKeyToWhatIsSeenFirst) {
    EXPECT_EQ(name(seconds(1)).value(), plain_key());
    EXPECT_EQ(name(hours(1)).value(), plain_key()) << "touched, no more";
    EXPECT_EQ(name(hours(1000)).value(), plain_key()) << "and with the time of long ago";
}

TEST_F(ContentNamingTest, GivesAFileThatWasFilledBehindItsKeyAKeyOfItsOwnOnceItRests) {
    const auto first = name(seconds(1)).value();
    fill(std::byte{1});
    const auto busy = name(seconds(1));
    ASSERT_FALSE(busy) << "it may be filled on";
    EXPECT_EQ(busy.error().fault, Fault::Conflict);
    EXPECT_FALSE(name(nanoseconds(-1'000'000))) << "written to just now, by a clock that is finer than ours";
    const auto filled = name(seconds(200)).value();
    EXPECT_NE(filled, first);
    EXPECT_EQ(name(hours(1000)).value(), filled) << "a tool that gives the file its old time back changes nothing";
    EXPECT_EQ(name(seconds(1)).value(), filled) << "a copy of it, and touching it, neither";
    fill(std::byte{2});
    const auto again = name(seconds(200)).value();
    EXPECT_NE(again, filled);
    EXPECT_NE(again, first);
    fill(std::byte{0});
    EXPECT_EQ(name(seconds(200)).value(), first) << "what it was at first";
}

TEST_F(ContentNamingTest, DoesNotWaitForAFileFromTheFuture) {
    const auto first = name(seconds(1)).value();
    fill(std::byte{1});
    EXPECT_NE(name(-hours(1)).value(), first);
}

TEST_F(ContentNamingTest, TakesAFileNobodyWroteToForADayAsWholeByItsThreeSamples) {
    const auto first = name(hours(25)).value();
    EXPECT_TRUE(prints_.empty());
    fill(std::byte{1});
    EXPECT_EQ(name(hours(1)).value(), first) << "touched or changed: nobody can tell";
    fill(std::byte{2});
    EXPECT_NE(name(hours(1)).value(), first) << "from then on it is told";
}

TEST_F(ContentNamingTest, TakesNoPrintOfASmallFile) {
    film_.resize(100'000);
    EXPECT_EQ(name(seconds(1)).value(), plain_key());
    EXPECT_TRUE(prints_.empty());
}

}  // namespace
}  // namespace bt::library

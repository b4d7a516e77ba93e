#include "service/ready_answers.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "service/presentation_cache.h"
#include "tests/service/made_film.h"

namespace bt::service {
namespace {

using tests::TemporaryFolder;
using testing::write_film;

class ReadyAnswersTest : public ::testing::Test {
protected:
    ReadyAnswersTest() {
        write_film(folder_.file("a.mp4"), 500);
        file_ = io::File::open(folder_.file("a.mp4")).value();
        film_ = std::make_shared<const OpenMedia>(OpenMedia{file_, nullptr});
    }
    http::Response text(std::size_t size) { return http::make_response(200, "video/mp4", std::string(size, 'x')); }
    /// As sound lies in a file: small ranges with others between.
    http::Response sound() {
        http::Body body;
        for (std::uint64_t at = 0; at < 1'000; at += 100) body.add(file_, ByteRange{at, 10});
        return http::make_response(200, "audio/mp4", std::move(body));
    }

    TemporaryFolder folder_;
    std::shared_ptr<const io::File> file_;
    std::shared_ptr<const OpenMedia> film_;
};

TEST_F(ReadyAnswersTest, GivesAgainWhatWasGivenUnderTheSamePathOfTheSameFilm) {
    ReadyAnswers answers;
    const auto other = std::make_shared<const OpenMedia>(OpenMedia{file_, nullptr});
    answers.keep(film_, "v0/1.m4s", text(10));
    EXPECT_EQ(answers.find(*film_, "v0/1.m4s")->body.size(), 10U);
    EXPECT_FALSE(answers.find(*film_, "v0/2.m4s"));
    EXPECT_FALSE(answers.find(*other, "v0/1.m4s"));
}

TEST_F(ReadyAnswersTest, KeepsSoundWholeWithTheSameBytes) {
    ReadyAnswers answers;
    const auto expected = sound().body.read().value();
    const auto first = answers.gathered(sound());
    answers.keep(film_, "a1/1.m4s", first);
    EXPECT_TRUE(first.body.in_memory());
    EXPECT_EQ(first.body.read().value(), expected);
    EXPECT_EQ(answers.find(*film_, "a1/1.m4s")->body.read().value(), expected);
}

TEST_F(ReadyAnswersTest, LeavesSoundInTheFileWhenTheFileHasBecomeShorter) {
    ReadyAnswers answers;
    std::filesystem::resize_file(folder_.file("a.mp4"), 500);
    EXPECT_FALSE(answers.gathered(sound()).body.in_memory());
}

TEST_F(ReadyAnswersTest, KeepsTheLastUsedWithinItsCapacity) {
    ReadyAnswers answers(100'000);
    for (int i = 0; i < 100; ++i) {
        answers.keep(film_, std::to_string(i), text(1'000));
        ASSERT_TRUE(answers.find(*film_, "0")) << "asked for each time";
    }
    EXPECT_LE(answers.used(), 100'000U);
    EXPECT_FALSE(answers.find(*film_, "1"));
    answers.keep(film_, "large", text(50'000));
    EXPECT_FALSE(answers.find(*film_, "large")) << "one answer never takes half of the room";
}

TEST_F(ReadyAnswersTest, BringsNoMoreIntoMemoryThanTwiceItsCapacityEvenForSlowClients) {
    ReadyAnswers answers(100);  // of 100 bytes each
    auto first = answers.gathered(sound()), second = answers.gathered(sound());
    EXPECT_TRUE(first.body.in_memory() && second.body.in_memory());
    EXPECT_FALSE(answers.gathered(sound()).body.in_memory()) << "the others are still being sent";
    first = {};
    EXPECT_TRUE(answers.gathered(sound()).body.in_memory());
}

TEST_F(ReadyAnswersTest, LetsGoOfAFilm) {
    ReadyAnswers answers;
    answers.keep(film_, "v0/1.m4s", sound());
    answers.forget(*film_);
    EXPECT_FALSE(answers.find(*film_, "v0/1.m4s"));
    EXPECT_EQ(answers.used(), 0U);
    EXPECT_EQ(film_.use_count(), 1);
}

}  // namespace
}  // namespace bt::service

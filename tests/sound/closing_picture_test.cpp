#include "sound/closing_picture.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace bt::sound::closing_picture_test {
namespace {

enum class Look { Scene, Black, Words, Night };

PictureMoment moment(double at, Look look) {
    switch (look) {
        case Look::Scene: return {at, 0.1F, 0.2F};
        case Look::Black: return {at, 1, 0};
        case Look::Words: return {at, 0.85F, 0.08F};
        case Look::Night: return {at, 0.8F, 0.001F};
    }
    return {};
}

/// A film of 25 frames a second with a keyframe every four seconds; `looks` begin at their times.
class Film : public PictureSource {
public:
    struct Change {
        double at;
        Look look;
    };
    Film(double duration, std::vector<Change> changes) : duration_(duration), changes_(std::move(changes)) {}

    std::vector<PictureMoment> keyframes(const Span& span, double apart) override { return list(span, std::max(4.0, apart)); }
    std::vector<PictureMoment> frames(const Span& span) override {
        closely += span.length();
        return list(span, 0.04);
    }
    double closely = 0;

private:
    std::vector<PictureMoment> list(const Span& span, double step) const {
        std::vector<PictureMoment> all;
        for (double at = 0; at < duration_; at += step) {
            if (at < span.start || at >= span.end) continue;
            auto look = Look::Scene;
            for (const auto& change : changes_) {
                if (change.at <= at + 1e-9) look = change.look;
            }
            all.push_back(moment(at, look));
        }
        return all;
    }
    double duration_;
    std::vector<Change> changes_;
};

testing::Matcher<Span> about(double start, double end) {
    return testing::AllOf(testing::Field(&Span::start, testing::DoubleNear(start, 0.05)), testing::Field(&Span::end, testing::DoubleNear(end, 0.05)));
}

testing::Matcher<RollingWords> words(double start, double end) { return testing::Field(&RollingWords::span, about(start, end)); }

TEST(ClosingPicture, WordsOnBlackAreFoundToAFrame) {
    Film film(1'000, {{900.52, Look::Black}, {901.2, Look::Words}, {950.4, Look::Scene}});
    const auto found = look_at_closing(film, 1'000, {});
    EXPECT_THAT(found.rolling, testing::ElementsAre(words(901.2, 950.4)));
    EXPECT_THAT(found.black, testing::ElementsAre(about(900.52, 901.2)));
}

TEST(ClosingPicture, TheDarkThatWordsStandOnBeginsBeforeThemAndEndsBehindThem) {
    Film film(1'000, {{900.52, Look::Black}, {901.2, Look::Words}, {950.4, Look::Night}, {951.6, Look::Scene}});
    const auto found = look_at_closing(film, 1'000, {});
    ASSERT_EQ(found.rolling.size(), 1U);
    EXPECT_THAT(found.rolling[0].span, about(901.2, 950.4));
    EXPECT_THAT(found.rolling[0].ground, about(900.52, 951.6));
}

TEST(ClosingPicture, WordsToTheLastFrameEndWithTheFilm) {
    Film film(1'000, {{930, Look::Words}});
    EXPECT_THAT(look_at_closing(film, 1'000, {}).rolling, testing::ElementsAre(words(930, 1'000)));
}

TEST(ClosingPicture, ATitleCardANightAndBlackAreNoCredits) {
    Film film(1'000, {{900, Look::Words}, {905, Look::Night}, {950, Look::Black}});
    EXPECT_THAT(look_at_closing(film, 1'000, {}).rolling, testing::IsEmpty());
}

TEST(ClosingPicture, LooksForBlackOnlyWhereItMatters) {
    Film film(1'000, {{900, Look::Black}, {900.4, Look::Scene}, {960, Look::Black}, {960.4, Look::Scene}});
    const auto found = look_at_closing(film, 1'000, {901});
    EXPECT_THAT(found.black, testing::ElementsAre(about(900, 900.4)));
    EXPECT_LE(film.closely, 4.01);
}

TEST(ClosingPicture, AFilmWithoutFramesTellsNothing) {
    Film film(0, {});
    const auto found = look_at_closing(film, 1'000, {10, 990});
    EXPECT_FALSE(found.seen);
    EXPECT_THAT(found.rolling, testing::IsEmpty());
    EXPECT_THAT(found.black, testing::IsEmpty());
}

}  // namespace
}  // namespace bt::sound::closing_picture_test

#include "sound/claim.h"

#include <gtest/gtest.h>

#include "sound/hearing_range.h"

namespace bt::sound::claim_test {
namespace {

/// Of a song from the tenth second on, told by landmarks alone.
Claim claim(unsigned song, double score, double seconds = 12, double rate = 1, double shift = 0) {
    const double from = 10 / kFrameSeconds;
    return {.song = SongNumber{song}, .line = {.anchor = from, .position = 0, .rate = rate, .shift = shift}, .from = from, .to = from + seconds / kFrameSeconds, .score = score};
}

Claim by_waves(Claim claim) {
    claim.line.polarity = 1;
    return claim;
}

Claim later(Claim claim, double seconds) {
    claim.from += seconds / kFrameSeconds;
    claim.to += seconds / kFrameSeconds;
    return claim;
}

Claims all_of(std::initializer_list<Claim> claims) {
    Claims all;
    for (const auto& each : claims) all[each.song].push_back(each);
    return all;
}

TEST(Claim, IsAnyonesWhereThreeOthersThatContradictItAreWorthAboutAsMuch) {
    const auto one = claim(1, 200);
    EXPECT_TRUE(is_anyones(one, all_of({one, claim(2, 190), claim(1, 120, 12, 1, 2.5), claim(1, 80, 12, 1.03)})));
    EXPECT_FALSE(is_anyones(one, all_of({one, claim(2, 190), claim(1, 120, 12, 1, 2.5), claim(1, 70, 12, 1.03)}))) << "the third is worth little";
    EXPECT_FALSE(is_anyones(one, all_of({one, claim(2, 190), claim(1, 190, 12, 1, 2.5)}))) << "of two songs that cross over one is the other's rival";
}

TEST(Claim, HasNoRivalsInItsOwnSongAtTheSameBendNorAtAnotherTime) {
    const auto one = claim(1, 200);
    const auto looped = claim(1, 190, 12, 1.004, 0.5), elsewhere = later(claim(2, 190), 9);
    EXPECT_FALSE(is_anyones(one, all_of({one, looped, looped, looped, elsewhere, elsewhere, elsewhere})));
}

TEST(Claim, OfWavesIsNobodyElsesAndNoRival) {
    const auto one = claim(1, 200), other = claim(2, 190);
    EXPECT_FALSE(is_anyones(by_waves(one), all_of({one, other, other, other})));
    EXPECT_FALSE(is_anyones(one, all_of({one, by_waves(other), by_waves(other), by_waves(other)})));
}

TEST(Claim, IsAnEchoInsideABetterOneOfTheSameSong) {
    const auto whole = by_waves(claim(1, 1'000, 60)), inside = by_waves(later(claim(1, 100, 30), 20));
    EXPECT_TRUE(is_echo(inside, whole));
    EXPECT_FALSE(is_echo(claim(2, 100, 30), whole)) << "another song sounds at once";
    EXPECT_FALSE(is_echo(later(inside, 20), whole)) << "it goes on where the other ends";
    EXPECT_FALSE(is_echo(by_waves(claim(1, 300, 30)), whole)) << "it is worth too much to be what is left";
}

TEST(Claim, MustBeWorthMoreTheEasierChanceMakesItsKind) {
    const double straight = least_worth(claim(1, 0)), bent = least_worth(claim(1, 0, 12, 1.03)), brief = least_worth(claim(1, 0, 6)), brief_bent = least_worth(claim(1, 0, 6, 1.03));
    EXPECT_LT(straight, bent);
    EXPECT_LT(bent, brief);
    EXPECT_LT(brief_bent, brief) << "songs that share a bar are hardly bent by as much as well";
    EXPECT_LT(brief_bent, least_worth(claim(1, 0, 4, 1.03)));
    EXPECT_EQ(straight, kLeastWorth);
    EXPECT_EQ(least_worth(claim(1, 0, 12, 1.0001)), straight) << "too little a bend to be told from none";
}

TEST(Claim, MayBeToldOfTempoOrPitchOrBothAlikeAndNotForAMoment) {
    EXPECT_TRUE(may_be_told(claim(1, 0, 2.5)));
    EXPECT_FALSE(may_be_told(claim(1, 0, 1.5)));
    EXPECT_FALSE(may_be_told(claim(1, 0, 2.5, 1.03))) << "a few notes can be bent onto a few others";
    EXPECT_TRUE(may_be_told(claim(1, 0, 12, 1.03)));
    EXPECT_TRUE(may_be_told(claim(1, 0, 12, 1, 2)));
    EXPECT_TRUE(may_be_told(claim(1, 0, 12, 1.04, 2.04)));
    EXPECT_FALSE(may_be_told(claim(1, 0, 12, 1.04, -2)));
    EXPECT_FALSE(may_be_told(claim(1, 0, 12, 1.06)));
}

}  // namespace
}  // namespace bt::sound::claim_test

#include "sound/meeting_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace bt::sound::meeting_rows_test {
namespace {

Landmarks scattered(unsigned seed, double seconds) {
    std::mt19937 random(seed);
    Landmarks made{.duration = seconds};
    for (auto& layer : made.layers) {
        for (std::uint32_t frame = 0; frame < frames_in(seconds); ++frame) {
            if (random() % 2 == 0) layer.push_back({.frame = frame, .pitch = static_cast<std::uint8_t>(random() % kPitchSteps), .level = 100});
        }
    }
    return made;
}

/// Counted one by one.
int meetings(const Landmarks& heard, std::uint32_t frame, const Landmarks& known, std::int64_t cell) {
    int count = 0;
    for (int layer = 0; layer < kLayers; ++layer) {
        for (const auto& mark : heard.layers[layer]) {
            if (mark.frame < frame || mark.frame >= frame + kBlockFrames) continue;
            const auto expected = (mark.frame - frame) / kCellFrames + cell;
            count += std::ranges::any_of(known.layers[layer], [&](const Landmark& each) {
                return each.frame / kCellFrames == expected && std::abs(each.pitch - mark.pitch) <= 1;
            });
        }
    }
    return count;
}

TEST(MeetingRows, CountWhatMeetsAtEveryPlace) {
    const auto heard = scattered(1, 8), known = scattered(2, 12);
    constexpr std::uint32_t kFrame = 100;
    MeetingCounts counts;
    count_meetings(meeting_block(heard, kFrame), MeetingRows(known), counts);
    for (std::int64_t cell = -40; cell < 200; ++cell) {
        const auto at = static_cast<std::size_t>(cell + kRowMargin);
        EXPECT_EQ(int{counts[at % 2][at / 2 + 1]}, meetings(heard, kFrame, known, cell)) << cell;
    }
}

TEST(MeetingRows, ARecordingMeetsItselfWithAllItsLandmarks) {
    const auto known = scattered(3, 10);
    const auto block = meeting_block(known, 128);
    MeetingCounts counts;
    count_meetings(block, MeetingRows(known), counts);
    const auto at = static_cast<std::size_t>(kRowMargin + 128 / kCellFrames);
    EXPECT_EQ(std::size_t{counts[at % 2][at / 2 + 1]}, std::min<std::size_t>(63, block[0].size() + block[1].size()));
}

TEST(MeetingRows, NothingMeetsNothing) {
    MeetingCounts counts;
    count_meetings(meeting_block(Landmarks{}, 0), MeetingRows(Landmarks{}), counts);
    for (const auto& each : counts) EXPECT_TRUE(std::ranges::all_of(each, [](auto count) { return count == 0; }));
}

}  // namespace
}  // namespace bt::sound::meeting_rows_test

#include "sound/matched_pcm.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace bt::sound {
namespace {

using ::testing::ElementsAre;

/// Samples from a list, some frames at a time.
class ListedPcm final : public PcmSource {
public:
    ListedPcm(int rate, int channels, std::vector<float> samples, std::size_t frames_at_a_time = 100)
        : rate_(rate), channels_(channels), samples_(std::move(samples)), step_(frames_at_a_time * static_cast<std::size_t>(channels)) {}
    int sample_rate() const override { return rate_; }
    int channels() const override { return channels_; }
    Result<std::span<const float>> read() override {
        const auto rest = std::span<const float>(samples_).subspan(at_);
        const auto given = rest.first(std::min(step_, rest.size()));
        at_ += given.size();
        return given;
    }

private:
    int rate_, channels_;
    std::vector<float> samples_;
    std::size_t step_, at_ = 0;
};

std::vector<float> sine(int rate, double hertz, double seconds) {
    std::vector<float> out(static_cast<std::size_t>(rate * seconds));
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<float>(0.5 * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / rate));
    return out;
}

std::vector<float> all_of(PcmSource& source) {
    std::vector<float> out;
    while (true) {
        const auto samples = source.read();
        EXPECT_TRUE(samples);
        if (samples->empty()) return out;
        out.insert(out.end(), samples->begin(), samples->end());
    }
}

std::vector<float> placed(int theirs, int ours) {
    std::vector<float> frame;
    for (int channel = 1; channel <= theirs; ++channel) frame.push_back(static_cast<float>(channel));
    MatchedPcm matched(std::make_unique<ListedPcm>(48'000, theirs, frame), 48'000, ours);
    return all_of(matched);
}

TEST(MatchedPcm, ChannelsKeepTheirPlaces) {
    EXPECT_THAT(placed(2, 2), ElementsAre(1, 2));
    EXPECT_THAT(placed(1, 2), ElementsAre(1, 1)) << "on both sides";
    EXPECT_THAT(placed(2, 6), ElementsAre(1, 2, 0, 0, 0, 0));
    EXPECT_THAT(placed(1, 6), ElementsAre(1, 1, 0, 0, 0, 0));
    EXPECT_THAT(placed(4, 6), ElementsAre(1, 2, 0, 0, 3, 4)) << "two in front and two behind";
    EXPECT_THAT(placed(5, 6), ElementsAre(1, 2, 3, 0, 4, 5)) << "without the low frequencies";
    EXPECT_THAT(placed(6, 8), ElementsAre(1, 2, 3, 4, 5, 6, 0, 0));
}

TEST(MatchedPcm, AnotherRateIsTheSameSoundAtTheSameTimes) {
    for (const auto& [from, to] : {std::pair(44'100, 48'000), std::pair(48'000, 44'100), std::pair(22'050, 48'000), std::pair(96'000, 48'000)}) {
        for (const double hertz : {100.0, 1'000.0, 8'000.0}) {
            SCOPED_TRACE(std::to_string(from) + " " + std::to_string(hertz));
            MatchedPcm matched(std::make_unique<ListedPcm>(from, 1, sine(from, hertz, 2)), to, 1);
            const auto heard = all_of(matched);
            const auto wanted = sine(to, hertz, 2);
            ASSERT_NEAR(static_cast<double>(heard.size()), static_cast<double>(wanted.size()), 2);
            double worst = 0;
            for (std::size_t i = 100; i + 100 < std::min(heard.size(), wanted.size()); ++i) worst = std::max(worst, std::abs(static_cast<double>(heard[i]) - static_cast<double>(wanted[i])));
            EXPECT_LT(worst, 0.01);
        }
    }
}

TEST(MatchedPcm, HowMuchIsReadAtATimeChangesNothing) {
    const auto samples = sine(44'100, 440, 3);
    MatchedPcm whole(std::make_unique<ListedPcm>(44'100, 1, samples, samples.size()), 48'000, 2);
    MatchedPcm piecewise(std::make_unique<ListedPcm>(44'100, 1, samples, 7), 48'000, 2);
    EXPECT_EQ(all_of(whole), all_of(piecewise));
}

TEST(MatchedPcm, OfNothingIsNothing) {
    MatchedPcm matched(std::make_unique<ListedPcm>(44'100, 2, std::vector<float>{}), 48'000, 2);
    EXPECT_LE(all_of(matched).size(), 2U);
}

}  // namespace
}  // namespace bt::sound

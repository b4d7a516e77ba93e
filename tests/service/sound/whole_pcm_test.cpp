#include "service/sound/whole_pcm.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>

namespace bt::service {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int kRate = 1'000;

/// A constant for some seconds, and perhaps a fault behind it.
class ConstantPcm final : public sound::PcmSource {
public:
    ConstantPcm(float value, double seconds, int rate, int channels, std::optional<Error> fault)
        : rate_(rate), channels_(channels), samples_(static_cast<std::size_t>(seconds * rate) * static_cast<std::size_t>(channels), value), fault_(std::move(fault)) {}
    int sample_rate() const override { return rate_; }
    int channels() const override { return channels_; }
    Result<std::span<const float>> read() override {
        const auto rest = std::span<const float>(samples_).subspan(at_);
        if (rest.empty() && fault_) return *fault_;
        const auto given = rest.first(std::min<std::size_t>(rest.size(), static_cast<std::size_t>(128 * channels_)));
        at_ += given.size();
        return given;
    }

private:
    int rate_, channels_;
    std::vector<float> samples_;
    std::size_t at_ = 0;
    std::optional<Error> fault_;
};

struct Sound {
    float value = 1;
    double seconds = 1;
    int rate = kRate, channels = 1;
    std::optional<Error> fault = {};
};

class Wholes : public ::testing::Test {
protected:
    /// A file of `length` seconds with a sound, or without.
    void add(double length, std::optional<Sound> sound, double from = 0) {
        const auto name = std::to_string(files_.size());
        files_.push_back({.path = name, .from = from, .length = length, .start = files_.empty() ? 0 : files_.back().end()});
        if (sound) sounds_.emplace(name, *sound);
    }
    Result<WholePcm> open(std::vector<domain::UnheardFile> unheard = {}) {
        return WholePcm::open(files_, std::move(unheard), [this](const std::string& path) -> Result<std::unique_ptr<sound::PcmSource>> {
            opened_.push_back(path);
            const auto found = sounds_.find(path);
            if (found == sounds_.end()) return missing_;
            const auto& [value, seconds, rate, channels, fault] = found->second;
            return std::unique_ptr<sound::PcmSource>(std::make_unique<ConstantPcm>(value, seconds, rate, channels, fault));
        });
    }
    /// The samples of the first channel in stretches: what they are, how many.
    static std::vector<std::pair<float, int>> stretches(WholePcm& pcm) {
        std::vector<std::pair<float, int>> out;
        while (true) {
            const auto samples = pcm.read();
            EXPECT_TRUE(samples) << samples.error().describe();
            if (!samples || samples->empty()) return out;
            for (std::size_t i = 0; i < samples->size(); i += static_cast<std::size_t>(pcm.channels())) {
                if (out.empty() || out.back().first != (*samples)[i]) out.emplace_back((*samples)[i], 0);
                ++out.back().second;
            }
        }
    }

    std::vector<WholeFile> files_;
    std::map<std::string, Sound> sounds_;
    std::vector<std::string> opened_;
    Error missing_{.fault = Fault::Unsupported, .message = "there is no sound in it"};
};

TEST_F(Wholes, AreTheSoundsOfTheFilesEachAsLongAsItsFile) {
    add(2, Sound{.value = 1, .seconds = 1.5});
    add(3, Sound{.value = 2, .seconds = 9});
    add(1, Sound{.value = 3, .seconds = 1});
    auto pcm = open();
    ASSERT_TRUE(pcm);
    EXPECT_THAT(stretches(*pcm), ElementsAre(std::pair(1.0F, 1'500), std::pair(0.0F, 500), std::pair(2.0F, 3'000), std::pair(3.0F, 1'000)));
    EXPECT_THAT(pcm->unheard(), IsEmpty());
}

TEST_F(Wholes, BeginEachFileWhereItsListsDo) {
    add(1, Sound{.value = 1, .seconds = 1});
    add(1, Sound{.value = 2, .seconds = 1.25}, 0.5);
    auto pcm = open();
    EXPECT_THAT(stretches(*pcm), ElementsAre(std::pair(1.0F, 1'000), std::pair(2.0F, 750), std::pair(0.0F, 250)));
}

TEST_F(Wholes, OfLengthsThatAreNoWholeSamplesAddUpWithoutDrift) {
    for (int i = 0; i < 30; ++i) add(1.0003, Sound{.seconds = 2});
    auto pcm = open();
    EXPECT_THAT(stretches(*pcm), ElementsAre(std::pair(1.0F, 30'009)));
}

TEST_F(Wholes, AreSilentWhereAFileHasNoSoundAndSayWhy) {
    add(1, std::nullopt);
    add(1, Sound{.value = 2});
    add(1, Sound{.value = 3});
    auto pcm = open({{.file = 2, .reason = "its decoder crashed"}});
    ASSERT_TRUE(pcm);
    EXPECT_THAT(stretches(*pcm), ElementsAre(std::pair(0.0F, 1'000), std::pair(2.0F, 1'000), std::pair(0.0F, 1'000)));
    EXPECT_THAT(pcm->unheard(), ElementsAre(domain::UnheardFile{0, "there is no sound in it"}, domain::UnheardFile{2, "its decoder crashed"}));
    EXPECT_THAT(opened_, ElementsAre("0", "1", "1")) << "the harmful one is left alone";
}

TEST_F(Wholes, OfFilesWithoutSoundAreRefusedWithTheReason) {
    add(1, std::nullopt);
    add(1, std::nullopt);
    const auto pcm = open();
    ASSERT_FALSE(pcm);
    EXPECT_EQ(pcm.error().fault, Fault::Unsupported);
    EXPECT_EQ(pcm.error().message, "there is no sound in it");
}

TEST_F(Wholes, WaitForAFileThatMayComeBack) {
    add(1, Sound{});
    add(1, std::nullopt);
    missing_ = {.fault = Fault::Io, .message = "the disk does not answer"};
    EXPECT_EQ(open().error().fault, Fault::Io);
}

TEST_F(Wholes, GoOnBehindAFileThatBreaks) {
    add(2, Sound{.value = 1, .seconds = 1, .fault = Error{.fault = Fault::Malformed, .message = "it is torn"}});
    add(1, Sound{.value = 2});
    auto pcm = open();
    EXPECT_THAT(stretches(*pcm), ElementsAre(std::pair(1.0F, 1'000), std::pair(0.0F, 1'000), std::pair(2.0F, 1'000)));
    EXPECT_THAT(pcm->unheard(), ElementsAre(domain::UnheardFile{0, "it is torn"}));
}

TEST_F(Wholes, HaveTheHighestRateAndTheMostChannelsOfAll) {
    add(1, Sound{.value = 1, .rate = 500, .channels = 6});
    add(1, Sound{.value = 2, .rate = 1'000, .channels = 2});
    auto pcm = open();
    ASSERT_TRUE(pcm);
    EXPECT_EQ(pcm->sample_rate(), 1'000);
    EXPECT_EQ(pcm->channels(), 6);
    std::vector<float> all;
    while (true) {
        const auto samples = pcm->read();
        if (samples->empty()) break;
        all.insert(all.end(), samples->begin(), samples->end());
    }
    ASSERT_EQ(all.size(), 12'000U);
    EXPECT_NEAR(all[500 * 6 + 5], 1, 0.01);
    EXPECT_EQ(all[1'500 * 6], 2.0F);
    EXPECT_EQ(all[1'500 * 6 + 5], 0.0F);
}

}  // namespace
}  // namespace bt::service

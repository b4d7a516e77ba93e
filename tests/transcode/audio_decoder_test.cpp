#include "transcode/audio_decoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include "tests/temporary_folder.h"

namespace bt::transcode {
namespace {

std::filesystem::path scratch(const std::string& name) { return tests::scratch_file(name); }
/// False when there is no ffmpeg to make it with.
bool make(const std::string& arguments, const std::filesystem::path& path) { return std::system(("ffmpeg -v error -y " + arguments + " '" + path.string() + "'").c_str()) == 0; }

struct Sound {
    int rate = 0, channels = 0;
    std::vector<float> samples;
    double seconds() const { return static_cast<double>(samples.size()) / channels / rate; }
    /// Root of the mean square of all channels over [from, to) seconds.
    double loudness(double from, double to) const {
        const auto first = static_cast<std::size_t>(from * rate) * static_cast<std::size_t>(channels), last = static_cast<std::size_t>(to * rate) * static_cast<std::size_t>(channels);
        double sum = 0;
        for (auto i = first; i < last; ++i) sum += static_cast<double>(samples.at(i)) * samples.at(i);
        return std::sqrt(sum / static_cast<double>(last - first));
    }
};
Sound decode(const std::filesystem::path& path) {
    auto decoder = AudioDecoder::open(path.string());
    EXPECT_TRUE(decoder) << decoder.error().describe();
    Sound sound{decoder->sample_rate(), decoder->channels(), {}};
    while (true) {
        const auto piece = decoder->read();
        EXPECT_TRUE(piece);
        if (!piece || piece->empty()) return sound;
        sound.samples.insert(sound.samples.end(), piece->begin(), piece->end());
    }
}

struct Coding { const char *name, *arguments; int rate, channels; };
TEST(AudioDecoder, DecodesWhatSeriesAndSongsAreCodedIn) {
    constexpr Coding kCodings[] = {
        {"a.m4a", "-c:a aac", 48'000, 2},           {"a.ac3", "-c:a ac3", 48'000, 2},
        {"a.opus", "-c:a libopus", 48'000, 2},      {"a.mp3", "-c:a libmp3lame -ar 44100", 44'100, 2},
        {"a.flac", "-c:a flac -ar 96000", 96'000, 2}, {"mono.wav", "-ac 1 -ar 8000 -c:a pcm_u8", 8'000, 1},
        {"a.wav", "-c:a pcm_s24le", 48'000, 2},     {"eight.mkv", "-ac 8 -c:a flac", 48'000, 8},
    };
    for (const auto& [name, arguments, rate, channels] : kCodings) {
        SCOPED_TRACE(name);
        if (!make(std::string("-f lavfi -i sine=440:duration=3:sample_rate=48000 -ac 2 ") + arguments, scratch(name))) GTEST_SKIP() << "ffmpeg is not installed";
        const auto sound = decode(scratch(name));
        EXPECT_EQ(sound.rate, rate);
        EXPECT_EQ(sound.channels, channels);
        EXPECT_NEAR(sound.seconds(), 3, 0.06);
        if (channels <= 2) {
            EXPECT_NEAR(sound.loudness(0.5, 2.5), channels == 1 ? 0.0884 : 0.0625, 0.01);  // a sine of an eighth of full scale; ffmpeg halves its power for two channels
        }
    }
}

TEST(AudioDecoder, PutsSoundThatBeginsLateWhereItBelongs) {
    const auto path = scratch("late.mkv");
    if (!make("-f lavfi -i testsrc=size=64x36:rate=25:duration=4 -itsoffset 1.5 -f lavfi -i sine=duration=2 -c:v mpeg4 -c:a aac", path)) GTEST_SKIP() << "ffmpeg is not installed";
    const auto sound = decode(path);
    EXPECT_NEAR(sound.seconds(), 3.5, 0.1);
    EXPECT_LT(sound.loudness(0, 1.4), 1e-4);
    EXPECT_GT(sound.loudness(1.6, 3.3), 0.05);
}

TEST(AudioDecoder, CountsFromTheStartOfABroadcastWhateverItsClockSays) {
    const auto path = scratch("clock.ts");
    if (!make("-f lavfi -i sine=duration=2 -c:a aac -output_ts_offset 5000", path)) GTEST_SKIP() << "ffmpeg is not installed";
    EXPECT_NEAR(decode(path).seconds(), 2, 0.1);
}

TEST(AudioDecoder, EndsWhereAFileIsCutShortAndGoesOnBehindDamage) {
    const auto path = scratch("whole.ac3");
    if (!make("-f lavfi -i sine=duration=10 -c:a ac3", path)) GTEST_SKIP() << "ffmpeg is not installed";
    std::ifstream in(path, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    std::ofstream(scratch("short.ac3"), std::ios::binary) << bytes.substr(0, bytes.size() / 2);
    EXPECT_NEAR(decode(scratch("short.ac3")).seconds(), 5, 0.2);
    for (std::size_t i = bytes.size() / 3; i < bytes.size() / 3 + 3'000; ++i) bytes[i] = static_cast<char>(i * 37);
    std::ofstream(scratch("damaged.ac3"), std::ios::binary) << bytes;
    const auto damaged = decode(scratch("damaged.ac3"));
    EXPECT_GT(damaged.seconds(), 9);
    EXPECT_GT(damaged.loudness(damaged.seconds() - 2, damaged.seconds() - 0.5), 0.05);
}

TEST(AudioDecoder, SaysWhyThereIsNothingToHear) {
    EXPECT_EQ(AudioDecoder::open("/no/such/episode.mkv").error().fault, Fault::NotFound);
    const auto text = scratch("text.mkv");
    std::ofstream(text) << "not a film at all";
    EXPECT_EQ(AudioDecoder::open(text.string()).error().fault, Fault::Unsupported);
    const auto mute = scratch("mute.mp4");
    if (!make("-f lavfi -i testsrc=size=64x36:rate=25:duration=1 -c:v mpeg4", mute)) GTEST_SKIP() << "ffmpeg is not installed";
    const auto error = AudioDecoder::open(mute.string()).error();
    EXPECT_EQ(error.fault, Fault::Unsupported);
    EXPECT_EQ(error.message, "there is no sound in it");
}

}  // namespace
}  // namespace bt::transcode

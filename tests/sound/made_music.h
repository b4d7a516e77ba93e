// Music-like and speech-like sound, made from a seed: the tests need no recordings.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "sound/landmarks.h"
#include "sound/pcm_source.h"

namespace bt::sound {

/// Hearing ends at 4.3 kHz: twice the rate would be twice the time of making and hearing it. What rates do is tested by itself.
constexpr int kMadeRate = 24'000;

/// Two channels, one vector each.
struct Stereo {
    int rate = kMadeRate;
    std::vector<float> left, right;
    double seconds() const { return static_cast<double>(left.size()) / rate; }
};

/// weight(1) sin(x) + weight(2) sin(2x) + ... of sin(x) and cos(x). Each sine comes from the two before it: made with a sine each, music took
/// four fifths of the time of all tests.
template <class Weight>
double overtones(double sine, double cosine, int partials, Weight weight) {
    double sum = 0, before = 0;
    for (int partial = 1; partial <= partials; ++partial) {
        sum += weight(partial) * sine;
        before = std::exchange(sine, 2 * cosine * sine - before);
    }
    return sum;
}

/// Plucked and bowed notes of a scale in a rhythm of its own, panned here and there. `speed` plays it faster and higher, as a tape would.
inline Stereo made_song(unsigned seed, double seconds, int rate = kMadeRate, double speed = 1) {
    std::mt19937 random(seed);
    const auto one_of = [&](std::initializer_list<double> values) { return values.begin()[random() % values.size()]; };
    std::uniform_real_distribution<double> any(0, 1);
    // Tunings and tempi differ between recordings, and no player is a clock: without that two made songs have whole bars in common.
    const double root = 110 * std::exp2(any(random)), beat = 0.17 + 0.25 * any(random);
    Stereo song{.rate = rate, .left = std::vector<float>(static_cast<std::size_t>(seconds * rate)), .right = {}};
    song.right = song.left;
    for (double at = 0; at < seconds * speed; at += beat * one_of({0.5, 1, 1, 2})) {
        const int notes = 1 + static_cast<int>(random() % 3);
        for (int n = 0; n < notes; ++n) {
            const double pitch = root * std::exp2((one_of({0, 2, 3, 5, 7, 8, 10, 12, 14, 15, 17, 19, 24}) + 0.2 * any(random)) / 12);
            const double length = beat * one_of({1, 2, 4}), pan = one_of({0.2, 0.35, 0.5, 0.65, 0.8}), loudness = one_of({0.03, 0.05, 0.08});
            const auto first = static_cast<std::size_t>((at + 0.05 * any(random)) / speed * rate);
            const auto count = static_cast<std::size_t>(length / speed * rate);
            const double step = speed / rate;
            // A pointer that turns and shrinks from sample to sample.
            const double angle = 2 * std::numbers::pi * pitch * step, turn_sine = std::sin(angle), turn_cosine = std::cos(angle);
            const double fade = std::exp(-2.5 * step / length);
            double sine = 0, cosine = 1, left = loudness;
            for (std::size_t i = 0; i < count && first + i < song.left.size(); ++i) {
                const double value = left * std::min(1.0, static_cast<double>(i) * step / 0.005) *
                                     overtones(sine, cosine, 5, [](int partial) { return 1.0 / partial; });
                const double next = sine * turn_cosine + cosine * turn_sine;
                cosine = cosine * turn_cosine - sine * turn_sine;
                sine = next;
                left *= fade;
                song.left[first + i] += static_cast<float>(value * (1 - pan));
                song.right[first + i] += static_cast<float>(value * pan);
            }
        }
    }
    return song;
}

/// A gliding, stuttering tone complex in the middle, as voices are.
inline Stereo made_speech(unsigned seed, double seconds, int rate = kMadeRate) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> any(0, 1);
    Stereo speech{.rate = rate, .left = std::vector<float>(static_cast<std::size_t>(seconds * rate)), .right = {}};
    double phase = 0;
    for (std::size_t at = 0; at < speech.left.size();) {
        const double from = 90 + 120 * any(random), to = from * (0.8 + 0.4 * any(random)), formant = 400 + 1'800 * any(random);
        const auto count = static_cast<std::size_t>((0.08 + 0.2 * any(random)) * rate);
        const bool pause = any(random) < 0.15;
        for (std::size_t i = 0; i < count && at < speech.left.size(); ++i, ++at) {
            const double share = static_cast<double>(i) / static_cast<double>(count), pitch = from + (to - from) * share;
            phase += 2 * std::numbers::pi * pitch / rate;
            if (pause) continue;
            const double value = overtones(std::sin(phase), std::cos(phase), 14, [&](int partial) { return 1 / (1 + std::abs(pitch * partial - formant) / 300); });
            speech.left[at] = static_cast<float>(0.05 * value * std::sin(std::numbers::pi * share));
        }
    }
    speech.right = speech.left;
    return speech;
}

/// Adds `what` from `from` seconds on for `seconds`, `decibels` louder, to `into` at `at` seconds.
inline void mix_in(Stereo& into, double at, const Stereo& what, double from, double seconds, double decibels = 0) {
    const auto gain = static_cast<float>(std::pow(10.0, decibels / 20));
    const auto to = static_cast<std::size_t>(at * into.rate), source = static_cast<std::size_t>(from * what.rate), count = static_cast<std::size_t>(seconds * into.rate);
    for (std::size_t i = 0; i < count && to + i < into.left.size() && source + i < what.left.size(); ++i) {
        into.left[to + i] += gain * what.left[source + i];
        into.right[to + i] += gain * what.right[source + i];
    }
}

inline Stereo silence(double seconds, int rate = kMadeRate) {
    Stereo out{.rate = rate, .left = std::vector<float>(static_cast<std::size_t>(seconds * rate)), .right = {}};
    out.right = out.left;
    return out;
}

/// In pieces, as decoders give it. With six channels or more the common part is in the centre.
class MadePcm final : public PcmSource {
public:
    MadePcm(const Stereo& sound, int channels, std::size_t piece = 1'024) : rate_(sound.rate), channels_(channels), piece_(piece * static_cast<std::size_t>(channels)) {
        const auto stride = static_cast<std::size_t>(channels);
        samples_.assign(sound.left.size() * stride, 0.0F);
        for (std::size_t i = 0; i < sound.left.size(); ++i) {
            if (channels == 1) {
                samples_[i] = (sound.left[i] + sound.right[i]) / 2;
            } else {
                samples_[i * stride] = sound.left[i];
                samples_[i * stride + 1] = sound.right[i];
            }
        }
    }
    int sample_rate() const override { return rate_; }
    int channels() const override { return channels_; }
    Result<std::span<const float>> read() override {
        const auto count = std::min(piece_, samples_.size() - at_);
        const std::span<const float> piece(samples_.data() + at_, count);
        at_ += count;
        return piece;
    }

private:
    int rate_, channels_;
    std::size_t piece_, at_ = 0;
    std::vector<float> samples_;
};

inline Landmarks landmarks_of(PcmSource& source, LandmarkDensity density = {}) {
    LandmarkFinder finder(source.sample_rate(), source.channels(), density);
    for (auto samples = source.read().value(); !samples.empty(); samples = source.read().value()) finder.push(samples);
    return finder.finish();
}

inline Landmarks landmarks_of(const Stereo& sound, LandmarkDensity density = {}, int channels = 2) {
    MadePcm pcm(sound, channels);
    return landmarks_of(pcm, density);
}

}  // namespace bt::sound

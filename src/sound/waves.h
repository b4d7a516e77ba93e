// The course of a signal, a bit a sample: whether it is above or below zero once every frequency is as loud as every other. That is little to
// keep, yet two recordings of the same performance agree in it more often than chance, however loud the voices over one of them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace bt::sound {

constexpr double kWaveRate = 2'000;  ///< samples a second

/// Sample n is bit n % 64 of word n / 64, set where the signal is above zero. In silence bits are as chance has it.
using Waves = std::vector<std::uint64_t>;

inline std::int64_t size_of(const Waves& waves) { return static_cast<std::int64_t>(waves.size()) * 64; }
/// 64 samples from `sample` on; those that are not there are clear.
inline std::uint64_t samples_from(const Waves& waves, std::int64_t sample) {
    const auto word = [&](std::int64_t at) { return at < 0 || at >= std::ssize(waves) ? std::uint64_t{0} : waves[static_cast<std::size_t>(at)]; };
    const auto at = sample >> 6;
    const auto bits = static_cast<unsigned>(sample & 63);
    return bits == 0 ? word(at) : word(at) >> bits | word(at + 1) << (64 - bits);
}

/// Which sample of one recording lies on which of another: one that plays faster has a rate above 1.
struct WavePath {
    double origin = 0;  ///< the sample that lies on sample 0 of the other
    double rate = 1;
    double at(std::int64_t sample) const { return origin + rate * static_cast<double>(sample); }
};
/// 64 samples, those nearest to the path from `sample` of the other recording on.
std::uint64_t samples_along(const Waves& waves, const WavePath& path, std::int64_t sample);
/// The same from sample `from` of the other recording on, in whole words until `to` is reached: what plays at another speed, at that of the other.
Waves waves_along(const Waves& waves, const WavePath& path, std::int64_t from, std::int64_t to);

/// A signal goes in as it comes: `push* finish`.
class WaveFinder {
public:
    /// `rate` of what is pushed, samples a second.
    explicit WaveFinder(double rate);
    WaveFinder(WaveFinder&&) noexcept;
    ~WaveFinder();

    void push(std::span<const float> samples);
    /// Sample 0 is the first one pushed.
    Waves finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace bt::sound

// Landmarks are where partials begin to ring, so they come with the beat, and their pitches are the notes.
//
// Tempo: the autocorrelation of what begins in each frame; a beat counts with its multiples, since what returns every bar returns with the beat; of the
// rates that explain it nearly as well, the one nearest to how people tap (log-normal about 120 a minute: Parncutt 1994) wins.
// Key: the profile of the twelve pitch classes against those that listeners give to each key (Krumhansl and Kessler 1982).
#include "sound/song_character.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "sound/hearing_range.h"

namespace bt::sound {
namespace {

constexpr double kSlowest = 60, kFastest = 180, kUsual = 120;  // beats a minute
constexpr double kTempoStep = 0.25;
constexpr double kOctaves = 0.9;               // spread of tapping rates
constexpr int kMultiples = 4;
constexpr double kLeastBeat = 0.06;            // of the correlation; by chance below 0.03
constexpr double kLeastSeconds = 10;
constexpr double kLeastKey = 0.45;             // correlation with the profile
constexpr int kClasses = 12;
constexpr int kStepsOfClass = kStepsPerOctave / kClasses;
constexpr int kClassOfLowest = 9;              // kLowestPitch is an A

/// Soft partials count less: they are overtones more often than not, and what fills the time between beats is soft.
double weight_of(const Landmark& mark) { return std::exp2(kLevelStep * mark.level / 12); }

/// What begins in each frame, blurred by a frame or two, beside its mean of a second: what is left is the rhythm.
std::vector<double> onsets(const Landmarks& song) {
    const auto frames = static_cast<std::size_t>(frames_in(song.duration)) + 2;
    std::vector<double> counts(frames, 0.0);
    for (const auto* layers : {&song.layers, &song.faint}) {
        for (const auto& mark : (*layers)[static_cast<std::size_t>(Layer::Mid)]) {
            if (mark.frame < frames) counts[mark.frame] += weight_of(mark);
        }
    }
    constexpr double kBlur[] = {0.1, 0.25, 0.3, 0.25, 0.1};
    std::vector<double> blurred(frames, 0.0), sums(frames + 1, 0.0);
    for (std::size_t i = 2; i + 2 < frames; ++i) {
        for (std::size_t k = 0; k < 5; ++k) blurred[i] += kBlur[k] * counts[i + k - 2];
    }
    for (std::size_t i = 0; i < frames; ++i) sums[i + 1] = sums[i] + blurred[i];
    const auto half = static_cast<std::size_t>(frames_in(0.5));
    std::vector<double> rhythm(frames);
    for (std::size_t i = 0; i < frames; ++i) {
        const auto from = i > half ? i - half : 0, to = std::min(frames, i + half + 1);
        const double mean = (sums[to] - sums[from]) / static_cast<double>(to - from);
        rhythm[i] = mean > 0 ? blurred[i] / mean - 1 : 0;
    }
    return rhythm;
}

/// Normalised, for lags up to `last` frames.
std::vector<double> autocorrelation(const std::vector<double>& signal, std::size_t last) {
    std::vector<double> correlation(last + 1, 0.0);
    for (std::size_t lag = 0; lag <= last && lag < signal.size(); ++lag) {
        for (std::size_t i = lag; i < signal.size(); ++i) correlation[lag] += signal[i] * signal[i - lag];
        correlation[lag] /= static_cast<double>(signal.size() - lag);
    }
    const double power = correlation[0];
    for (auto& each : correlation) each = power > 0 ? each / power : 0;
    return correlation;
}

double between(const std::vector<double>& values, double at) {
    const auto i = static_cast<std::size_t>(at);
    if (i + 1 >= values.size()) return 0;
    const double share = at - static_cast<double>(i);
    return values[i] * (1 - share) + values[i + 1] * share;
}

std::optional<double> tempo_of(const Landmarks& song) {
    if (song.duration < kLeastSeconds) return std::nullopt;
    const double slowest_beat = 60 / kSlowest / kFrameSeconds;
    const auto correlation = autocorrelation(onsets(song), static_cast<std::size_t>(kMultiples * slowest_beat) + 2);
    double best = 0, tempo = 0, strength = 0;
    for (double rate = kSlowest; rate <= kFastest; rate += kTempoStep) {
        const double beat = 60 / rate / kFrameSeconds;
        double found = 0;
        for (int multiple = 1; multiple <= kMultiples; ++multiple) found += between(correlation, beat * multiple) / kMultiples;
        const double away = std::log2(rate / kUsual) / kOctaves;
        const double weighted = found * std::exp(-0.5 * away * away);
        if (weighted <= best) continue;
        best = weighted;
        tempo = rate;
        strength = found;
    }
    return strength >= kLeastBeat ? std::optional(tempo) : std::nullopt;
}

using Profile = std::array<double, kClasses>;
constexpr Profile kMajor = {6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88};
constexpr Profile kMinor = {6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17};

/// How much sounds of each pitch class from C, whatever the song is tuned to.
Profile pitch_classes(const Landmarks& song) {
    std::array<double, kStepsPerOctave> fine{};
    for (const auto& layer : song.layers) {
        for (const auto& mark : layer) fine[mark.pitch % kStepsPerOctave] += weight_of(mark);
    }
    // Of the three ways to lay semitones over the steps, the one that catches most in their middles.
    int tuning = 0;
    double most = -1;
    for (int offset = 0; offset < kStepsOfClass; ++offset) {
        double sum = 0;
        for (int c = 0; c < kClasses; ++c) sum += fine[static_cast<std::size_t>(c * kStepsOfClass + offset)];
        if (sum > most) {
            most = sum;
            tuning = offset;
        }
    }
    Profile classes{};
    for (int step = 0; step < kStepsPerOctave; ++step) {
        // The steps on either side of a semitone belong to it.
        const int semitone = static_cast<int>(std::floor((step - tuning + 1) / static_cast<double>(kStepsOfClass)));
        const int from_c = ((semitone + (tuning == kStepsOfClass - 1 ? 1 : 0) + kClassOfLowest) % kClasses + kClasses) % kClasses;
        classes[static_cast<std::size_t>(from_c)] += fine[static_cast<std::size_t>(step)];
    }
    return classes;
}

double correlate(const Profile& heard, const Profile& expected, int tonic) {
    const double mean_heard = std::accumulate(heard.begin(), heard.end(), 0.0) / kClasses;
    const double mean_expected = std::accumulate(expected.begin(), expected.end(), 0.0) / kClasses;
    double both = 0, first = 0, second = 0;
    for (int c = 0; c < kClasses; ++c) {
        const double a = heard[static_cast<std::size_t>((c + tonic) % kClasses)] - mean_heard, b = expected[static_cast<std::size_t>(c)] - mean_expected;
        both += a * b;
        first += a * a;
        second += b * b;
    }
    return first > 0 ? both / std::sqrt(first * second) : 0;
}

std::optional<MusicalKey> key_of(const Landmarks& song) {
    const auto classes = pitch_classes(song);
    double best = kLeastKey;
    std::optional<MusicalKey> key;
    for (int tonic = 0; tonic < kClasses; ++tonic) {
        for (const auto& [mode, profile] : {std::pair{Mode::Major, &kMajor}, {Mode::Minor, &kMinor}}) {
            const double found = correlate(classes, *profile, tonic);
            if (found <= best) continue;
            best = found;
            key = MusicalKey{tonic, mode};
        }
    }
    return key;
}

}  // namespace

std::string to_string(const MusicalKey& key) {
    constexpr const char* kNames[kClasses] = {"C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"};
    return fmt::format("{} {}", kNames[key.tonic], key.mode == Mode::Major ? "major" : "minor");
}

SongCharacter character_of(const Landmarks& song) { return {.tempo = tempo_of(song), .key = key_of(song)}; }

}  // namespace bt::sound

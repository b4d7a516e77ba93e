// Correlation by the discrete Fourier transform, as in wave_search.cpp. What is looked at is the size of a complex correlation: it changes no faster than
// the band is wide, so that a place is missed by no more than half a sample.
#include "sound/narrow_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <numeric>

#include "sound/differing.h"
#include "sound/fourier.h"
#include "sound/narrow_waves.h"
#include "sound/wave_spectra.h"
#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr std::size_t kSize = 4'096;
constexpr std::int64_t kLength = kSearchStretch / kNarrowStep;                // of a stretch
constexpr std::int64_t kPlaces = static_cast<std::int64_t>(kSize) - kLength;  // of a block
constexpr std::size_t kLanes = 8;    // at once
constexpr std::size_t kAround = 72;  // places: a second of the song
static_assert(kPlaces % kAround == 0 && kAround % kLanes == 0);
constexpr float kUnit = kNarrowPower * static_cast<float>(kSize) * static_cast<float>(kSize);  // neither transform is scaled
constexpr float kLeastPower = 11.3F;          // one in ten thousand places
constexpr std::size_t kMostStretches = 64;    // at once, however long the episode: their spectra take 4 MB
constexpr std::size_t kMostPlaces = 96;       // of a stretch
constexpr std::size_t kMostOfSong = 12;       // of a stretch and a song: one that repeats itself, or hums, agrees with itself at many
constexpr std::int64_t kWords = kSearchStretch / 64;

using Spectrum = std::vector<std::complex<float>>;
using Powers = std::array<float, static_cast<std::size_t>(kPlaces)>;

/// `count` samples from `first` on; 0 where there is none.
void fill(const NarrowWaves& narrow, std::int64_t first, std::int64_t count, std::span<std::complex<float>> into) {
    std::ranges::fill(into, std::complex<float>{});
    const auto end = std::min(first + count, std::ssize(narrow));
    for (auto at = std::max<std::int64_t>(first, 0); at < end; ++at) {
        const auto& sample = narrow[static_cast<std::size_t>(at)];
        into[static_cast<std::size_t>(at - first)] = {static_cast<float>(sample.real), static_cast<float>(sample.imaginary)};
    }
}

BT_WIDE_VECTORS void powers_of(const float* values, Powers& powers) {
    for (std::size_t i = 0; i < powers.size(); ++i) powers[i] = values[2 * i] * values[2 * i] + values[2 * i + 1] * values[2 * i + 1];
}

/// Adds those of a band in units of what chance brings, `unit` at least. Returns the most there is now.
BT_WIDE_VECTORS float add(const Powers& band, float unit, Powers& powers) {
    float most[kLanes] = {};
    for (std::size_t first = 0; first < band.size(); first += kAround) {
        float sums[kLanes] = {};
        for (auto i = first; i < first + kAround; i += kLanes) {
            for (std::size_t lane = 0; lane < kLanes; ++lane) sums[lane] += band[i + lane];
        }
        float sum = 0;
        for (const float each : sums) sum += each;
        // Held notes agree with each other more or less at every lag: then chance is what it is around.
        const float scale = 1 / std::max({unit, sum / kAround, 1.0F});
        for (auto i = first; i < first + kAround; i += kLanes) {
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                powers[i + lane] += band[i + lane] * scale;
                most[lane] = std::max(most[lane], powers[i + lane]);
            }
        }
    }
    return *std::max_element(most, most + kLanes);
}

class Search {
public:
    Search(const NarrowBands& episode, std::span<const std::int64_t> stretches) : stretches_(stretches), inverse_(kSize, Fourier::Direction::Inverse), found_(stretches.size()), of_song_(stretches.size()) {
        for (const auto sample : stretches) {
            auto& stretch = spectra_.emplace_back();
            for (std::size_t band = 0; band < kBands; ++band) {
                auto& forward = forward_[band];
                fill(episode[band], sample / kNarrowStep, kLength, forward.in());
                stretch.units[band] = kUnit * std::transform_reduce(forward.in().begin(), forward.in().end(), 0.0F, std::plus{}, [](auto each) { return std::norm(each); });
                forward.run();
                stretch.spectra[band].assign(forward.out().begin(), forward.out().end());
            }
        }
    }

    void look_through(std::uint32_t song, const NarrowBands& bands) {
        // From where it begins in the middle of a stretch to where it ends there.
        for (std::int64_t block = -kLength / 2; block + kLength / 2 < std::ssize(bands[0]); block += kPlaces) {
            for (std::size_t band = 0; band < kBands; ++band) {
                fill(bands[band], block, static_cast<std::int64_t>(kSize), forward_[band].in());
                forward_[band].run();
            }
            for (std::size_t i = 0; i < stretches_.size(); ++i) look_through(song, block, i);
        }
        for (std::size_t i = 0; i < stretches_.size(); ++i) {
            keep_best(of_song_[i], kMostOfSong);
            found_[i].insert(found_[i].end(), of_song_[i].begin(), of_song_[i].end());
            of_song_[i].clear();
        }
    }

    /// Of the songs that were looked through since it was asked last.
    std::vector<NarrowPlace> take_best() {
        std::vector<NarrowPlace> all;
        for (auto& places : found_) {
            keep_best(places, kMostPlaces);
            all.insert(all.end(), places.begin(), places.end());
            places.clear();
        }
        return all;
    }

private:
    struct Stretch {
        std::array<Spectrum, kBands> spectra;
        std::array<float, kBands> units{};  // the power that white waves have by chance
    };

    void look_through(std::uint32_t song, std::int64_t block, std::size_t stretch) {
        powers_.fill(0);
        float most = 0;
        for (std::size_t band = 0; band < kBands; ++band) {
            multiply_conjugate(forward_[band].out(), spectra_[stretch].spectra[band], inverse_.in());
            inverse_.run();
            powers_of(floats(inverse_.out()), of_band_);
            most = add(of_band_, spectra_[stretch].units[band], powers_);
        }
        if (most < kLeastPower) return;
        for (std::size_t i = 0; i < powers_.size(); ++i) {
            const auto power = powers_[i];
            const bool is_top = power >= kLeastPower && (i == 0 || powers_[i - 1] <= power) && (i + 1 == powers_.size() || powers_[i + 1] < power);
            if (is_top) of_song_[stretch].push_back({song, stretches_[stretch], (block + static_cast<std::int64_t>(i)) * kNarrowStep, power});
        }
    }

    static void keep_best(std::vector<NarrowPlace>& places, std::size_t most) {
        std::ranges::sort(places, [](const NarrowPlace& a, const NarrowPlace& b) {
            return a.power != b.power ? a.power > b.power : a.song != b.song ? a.song < b.song : a.song_sample < b.song_sample;
        });
        places.resize(std::min(places.size(), most));
    }

    std::span<const std::int64_t> stretches_;
    std::array<Fourier, kBands> forward_{Fourier(kSize), Fourier(kSize)};
    Fourier inverse_;
    std::vector<Stretch> spectra_;
    Powers of_band_{}, powers_{};
    std::vector<std::vector<NarrowPlace>> found_, of_song_;  // by stretch
};

/// The samples of a song that a stretch may lie on.
using Around = std::array<std::uint64_t, static_cast<std::size_t>(kWords + 2)>;

/// Samples that differ where the song is moved on by `offset`, which is below 128, in `words` from `first` on.
std::int64_t differing_at(const std::uint64_t* heard, const Around& song, std::int64_t offset, std::int64_t first, std::int64_t words) {
    return differing(heard + first, song.data() + offset / 64 + first, static_cast<unsigned>(offset % 64), words);
}

/// The middle of the half of a stretch that agrees best.
std::int64_t best_middle(const std::uint64_t* heard, const Around& song, std::int64_t offset, std::int8_t polarity) {
    constexpr std::int64_t kPart = 25, kParts = kWords / kPart, kHalf = kParts / 2;
    static_assert(kParts * kPart == kWords);
    std::array<std::int64_t, kParts> agreed;
    for (std::int64_t part = 0; part < kParts; ++part) agreed[static_cast<std::size_t>(part)] = polarity * (64 * kPart - 2 * differing_at(heard, song, offset, part * kPart, kPart));
    std::int64_t most = 0, best = 0;
    for (std::int64_t from = 0; from + kHalf <= kParts; ++from) {
        const auto half = std::accumulate(agreed.begin() + from, agreed.begin() + from + kHalf, std::int64_t{0});
        if (half > most) most = half, best = from;
    }
    return (best + kHalf / 2) * 64 * kPart;
}

}  // namespace

std::vector<NarrowPlace> search_bands(const Waves& episode, std::span<const std::int64_t> stretches, const SongSet& songs) {
    const auto bands = narrow_bands(episode);
    std::vector<NarrowPlace> all;
    while (!stretches.empty()) {
        const auto some = stretches.first(std::min(stretches.size(), kMostStretches));
        Search search(bands, some);
        for (const auto& group : songs.groups()) {
            for (auto song = group.first; song < group.end; ++song) search.look_through(song, songs.bands(song));
            const auto best = search.take_best();
            all.insert(all.end(), best.begin(), best.end());
        }
        stretches = stretches.subspan(some.size());
    }
    return all;
}

Overlap overlap_at(const Waves& episode, const Waves& song, const NarrowPlace& place) {
    std::array<std::uint64_t, kWords> heard;
    Around known;
    const auto begin = place.song_sample - kNarrowStep;
    for (std::int64_t i = 0; i < kWords; ++i) heard[static_cast<std::size_t>(i)] = samples_from(episode, place.sample + 64 * i);
    for (std::int64_t i = 0; i < std::ssize(known); ++i) known[static_cast<std::size_t>(i)] = samples_from(song, begin + 64 * i);
    std::int64_t most = 0, best = 0;
    for (std::int64_t offset = 0; offset <= 2 * kNarrowStep; ++offset) {
        const auto agreed = kSearchStretch - 2 * differing_at(heard.data(), known, offset, 0, kWords);
        if (std::abs(agreed) > std::abs(most)) most = agreed, best = offset;
    }
    const auto polarity = most < 0 ? std::int8_t{-1} : std::int8_t{1};
    const double score = static_cast<double>(std::abs(most)) / std::sqrt(static_cast<double>(kSearchStretch));
    return {begin + best - place.sample, polarity, score, place.sample + best_middle(heard.data(), known, best, polarity)};
}

}  // namespace bt::sound

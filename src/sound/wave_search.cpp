// Two windows at once: one is the real part, the other the imaginary one, and neither knows of the other, for what they are looked for in is real.
#include "sound/wave_search.h"

#include <algorithm>
#include <cmath>
#include <complex>

#include "sound/fourier.h"
#include "sound/wave_spectra.h"

namespace bt::sound {
namespace {

constexpr std::size_t kSize = 16'384;
constexpr auto kPlaces = static_cast<std::int64_t>(kSize) - kSearchWindow;  // of a block
constexpr double kLeastScore = 7;                                           // standard deviations

using Spectrum = std::vector<std::complex<float>>;

class Search {
public:
    explicit Search(const Waves& there) : there_(there), forward_(kSize), inverse_(kSize, Fourier::Direction::Inverse) {}

    std::vector<std::optional<WavePlace>> find(const Waves& here, std::span<const std::int64_t> windows) {
        std::vector<std::optional<WavePlace>> found(windows.size());
        const auto pairs = spectra_of(here, windows);
        for (std::int64_t block = 0; block <= size_of(there_) - kSearchWindow; block += kPlaces) {
            std::ranges::fill(forward_.in(), std::complex<float>{});
            unpack_waves(there_, block, static_cast<std::int64_t>(kSize), floats(forward_.in()));
            forward_.run();
            for (std::size_t i = 0; i < windows.size(); ++i) {
                if (i % 2 == 0) {
                    multiply_conjugate(forward_.out(), pairs[i / 2], inverse_.in());
                    inverse_.run();
                }
                look(floats(inverse_.out()) + i % 2, block, found[i]);
            }
        }
        return found;
    }

private:
    std::vector<Spectrum> spectra_of(const Waves& here, std::span<const std::int64_t> windows) {
        std::vector<Spectrum> spectra;
        for (std::size_t i = 0; i < windows.size(); i += 2) {
            std::ranges::fill(forward_.in(), std::complex<float>{});
            for (std::size_t k = i; k < std::min(i + 2, windows.size()); ++k) unpack_waves(here, windows[k], kSearchWindow, floats(forward_.in()) + k % 2);
            forward_.run();
            spectra.emplace_back(forward_.out().begin(), forward_.out().end());
        }
        return spectra;
    }

    static void look(const float* values, std::int64_t block, std::optional<WavePlace>& best) {
        const auto squares = squares_of(values, kPlaces);
        // Held notes agree with each other more or less at every lag: then chance is what it is around.
        constexpr double kUnit = static_cast<double>(kSize) * static_cast<double>(kSize) * static_cast<double>(kSearchWindow);
        const double score = std::sqrt(squares.most / std::max(kUnit, double{squares.sum} / kPlaces));
        if (score < kLeastScore || (best && score <= best->score)) return;
        const auto place = furthest_of(values, kPlaces);
        best = WavePlace{block + place, score};
    }

    const Waves& there_;
    Fourier forward_, inverse_;
};

}  // namespace

std::vector<std::optional<WavePlace>> search_waves(const Waves& here, std::span<const std::int64_t> windows, const Waves& there) {
    if (windows.empty()) return {};
    return Search(there).find(here, windows);
}

}  // namespace bt::sound

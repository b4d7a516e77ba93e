// Of n samples half agree by chance, give or take sqrt(n) / 2. Where a share s of them is the same, each sixteenth of a second is so many nats likelier than
// by chance; half the seed's share is asked for, so that what is softer for a moment still counts. Followed as repeats are (see repeats.cpp).
#include "sound/wave_match.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr std::int64_t kWords = 32;            // of a seed
constexpr double kLeastScore = 6;              // standard deviations; the best of a hundred lags has 2.5, and seeds are many
constexpr std::int64_t kBin = 128;             // samples
constexpr double kTrust = 0.5;                 // samples are not independent
constexpr double kDrop = 20;                   // nats

/// Samples that agree less those that do not; what is not there in both does neither.
BT_WIDE_VECTORS std::int64_t agreed(const Waves& here, const Waves& there, std::int64_t at, std::int64_t lag, std::int64_t words) {
    const auto from = std::max({at, std::int64_t{0}, -lag});
    const auto to = std::min({at + 64 * words, size_of(here), size_of(there) - lag});
    std::int64_t sum = 0;
    for (auto sample = from; sample + 64 <= to; sample += 64) sum += 64 - 2 * std::popcount(samples_from(here, sample) ^ samples_from(there, sample + lag));
    return sum;
}

class Walk {
public:
    Walk(const Waves& here, const Waves& there, std::int64_t lag, double share)
        : here_(here), there_(there), lag_(lag), sign_(share < 0 ? -1 : 1), share_(std::abs(share) / 2) {}

    /// How far from the bin on, `step` by `step`: the last bin that counts, or the one before `bin`.
    std::int64_t go(std::int64_t bin, std::int64_t step) const {
        auto last = bin - step;
        double sum = 0, best = 0;
        for (; is_there(bin) && sum > best - kDrop; bin += step) {
            sum += kTrust * (static_cast<double>(agreed_in(bin)) * share_ - kBin * share_ * share_ / 2);
            if (sum > best) best = sum, last = bin;
        }
        return last;
    }
    std::int64_t agreed_in(std::int64_t bin) const { return sign_ * agreed(here_, there_, bin * kBin, lag_, kBin / 64); }

private:
    bool is_there(std::int64_t bin) const {
        const auto at = bin * kBin;
        return at >= 0 && at + kBin <= size_of(here_) && at + lag_ >= 0 && at + lag_ + kBin <= size_of(there_);
    }

    const Waves &here_, &there_;
    std::int64_t lag_, sign_;
    double share_;
};

struct Meeting {
    std::int64_t lag;
    double share;  // below 0: turned over
};

std::optional<Meeting> meet(const Waves& here, const Waves& there, std::int64_t middle, std::int64_t lag) {
    const auto first = middle - kWords * 32;
    std::int64_t best = 0, best_lag = 0;
    for (auto tried = lag - kLagReach; tried <= lag + kLagReach; ++tried) {
        const auto found = agreed(here, there, first, tried, kWords);
        if (std::abs(found) > std::abs(best)) best = found, best_lag = tried;
    }
    constexpr double kSamples = 64 * kWords;
    const double share = static_cast<double>(best) / kSamples;
    if (std::abs(share) * std::sqrt(kSamples) < kLeastScore) return std::nullopt;
    return Meeting{best_lag, share};
}

}  // namespace

LagAgreement best_agreement(const Waves& here, const Waves& there, std::int64_t from, std::int64_t to, std::int64_t lag, std::int64_t reach) {
    const auto words = (to - from) / 64;
    if (words <= 0) return {};
    std::int64_t most = 0, best = lag;
    for (auto tried = lag - reach; tried <= lag + reach; ++tried) {
        if (const auto found = agreed(here, there, from, tried, words); std::abs(found) > std::abs(most)) most = found, best = tried;
    }
    return {best, static_cast<double>(most) / std::sqrt(64.0 * static_cast<double>(words))};
}

bool waves_meet(const Waves& here, const Waves& there, std::int64_t middle, std::int64_t lag) { return meet(here, there, middle, lag).has_value(); }

std::optional<WaveMatch> match_waves(const Waves& here, const Waves& there, std::int64_t middle, std::int64_t lag) {
    const auto met = meet(here, there, middle, lag);
    if (!met) return std::nullopt;
    const Walk walk(here, there, met->lag, met->share);
    const auto begin = walk.go(middle / kBin - 1, -1), end = walk.go(middle / kBin, 1) + 1;
    if (end <= begin) return std::nullopt;
    std::int64_t sum = 0;
    for (auto bin = begin; bin < end; ++bin) sum += walk.agreed_in(bin);
    return WaveMatch{begin * kBin, end * kBin, met->lag, static_cast<double>(sum) / static_cast<double>((end - begin) * kBin)};
}

}  // namespace bt::sound

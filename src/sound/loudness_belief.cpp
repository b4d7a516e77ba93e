#include "sound/loudness_belief.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "sound/fast_math.h"
#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr float kPriorNone = 0.5F, kPriorGain = (1 - kPriorNone) / kGains;
constexpr float kStays = 0.5F, kToNext = 0.16F, kToSecond = 0.07F, kAnywhere = 0.04F;  // to either side; together one
constexpr float kMostOdds = 400;  // one landmark alone never decides

float normal(float x, float deviation) { return std::exp(-x * x / (2 * deviation * deviation)) / (deviation * 2.5066F); }

/// How probable it is that a partial so many steps of level above the ground of the mix is among its landmarks. Seen in mixes whose songs are known:
/// a quarter is hidden by a neighbour or lies elsewhere in time, however loud it is.
float visible(float above) { return 0.62F / (1 + std::exp(-(above - 9) / 4.4F)); }

/// Of a landmark that is the song's own, to be so many steps louder than it ought to be. Coding and what else sounds make some louder.
float level_density(float louder) { return 0.8F * normal(louder - 0.5F, 3.2F) + 0.2F * normal(louder - 4, 9); }

/// A function of a difference of levels in steps. The values of all gains lie one behind the other.
class LevelTable {
public:
    template <class Function>
    explicit LevelTable(Function&& function) {
        for (std::size_t i = 0; i < kSize; ++i) at_[i % kGainStep][i / kGainStep] = function(static_cast<float>(i) - kReach);
    }
    /// The value at `first`, and of kGains - 1 more, kGainStep apart.
    const float* row(float first) const {
        constexpr float kLast = static_cast<float>(kSize - (kGains - 1) * kGainStep - 1);
        const auto i = static_cast<std::size_t>(std::clamp(first + kReach + 0.5F, 0.0F, kLast));
        return &at_[i % kGainStep][i / kGainStep];
    }

private:
    static constexpr float kReach = 280;  // no two levels lie further apart
    static constexpr std::size_t kRows = 96, kSize = kRows * kGainStep;
    std::array<std::array<float, kRows>, kGainStep> at_;
};

struct Tables {
    LevelTable seen{visible}, unseen{[](float above) { return std::log(1 - visible(above)); }}, density{[](float softer) { return level_density(-softer); }};
};
const Tables& tables() {
    static const Tables made;
    return made;
}

/// All values made one, half upon half: in an order that vector instructions may keep.
template <class Operation>
float fold(OfGains values, Operation&& operation) {
    for (std::size_t half = kGains / 2; half > 0; half /= 2) {
        for (std::size_t g = 0; g < half; ++g) values[g] = operation(values[g], values[g + half]);
    }
    return values[0];
}
static_assert((kGains & (kGains - 1)) == 0);

}  // namespace

BT_WIDE_VECTORS void add_missing(OfGains& sum, float level, float ground) {
    const float* unseen = tables().unseen.row(level + kLowestGain - ground);
    for (std::size_t g = 0; g < kGains; ++g) sum[g] += unseen[g];
}

BT_WIDE_VECTORS void add_found(OfGains& sum, float level, float ground, float found, float chance) {
    const float* seen = tables().seen.row(level + kLowestGain - ground);
    const float* density = tables().density.row(level + kLowestGain - found);
    const float odds = 1 / chance;
    for (std::size_t g = 0; g < kGains; ++g) sum[g] += fast_log(1 - seen[g] + seen[g] * std::min(kMostOdds, density[g] * odds));
}

BT_WIDE_VECTORS Belief believe(const OfGains& seen) {
    const float most = std::max(0.0F, fold(seen, [](float a, float b) { return std::max(a, b); }));
    OfGains weight;
    for (std::size_t g = 0; g < kGains; ++g) weight[g] = kPriorGain * fast_exp(seen[g] - most);
    const float total = fold(weight, std::plus<float>{});
    const float none = kPriorNone * fast_exp(-most);
    const float scale = 1 / (total + none);
    std::array<float, kGains + 4> padded{};
    for (std::size_t g = 0; g < kGains; ++g) padded[g + 2] = weight[g] * scale;
    Belief belief;
    belief.none = none * scale;
    const float anywhere = kAnywhere * total * scale / kGains;
    for (std::size_t g = 0; g < kGains; ++g) {
        belief.gain[g] = anywhere + kStays * padded[g + 2] + kToNext * (padded[g + 1] + padded[g + 3]) + kToSecond * (padded[g] + padded[g + 4]);
    }
    return belief;
}

BT_WIDE_VECTORS float likeliness(const Belief& belief, const OfGains& seen) {
    OfGains terms;
    for (std::size_t g = 0; g < kGains; ++g) terms[g] = belief.gain[g] * fast_exp(seen[g]);
    return belief.none + fold(terms, std::plus<float>{});
}

}  // namespace bt::sound

// Whether a stretch of one recording is, sample on sample, a stretch of another: the same mix, or the same music under other voices.
#pragma once

#include <cstdint>
#include <optional>

#include "sound/waves.h"

namespace bt::sound {

struct WaveMatch {
    std::int64_t from = 0, to = 0;  ///< samples of `here`, to a sixteenth of a second or so
    std::int64_t lag = 0;           ///< the sample of `there` less that of `here`
    double share = 0;               ///< of samples that agree above those that do by chance, 0 to 1: 0.5 and more in the same mix coded anew
};

constexpr std::int64_t kLagReach = 48;  ///< samples: a frame and a half

struct LagAgreement {
    std::int64_t lag = 0;  ///< as in WaveMatch
    double score = 0;      ///< standard deviations of one lag; below 0: turned over
};
/// Of the lags up to `reach` from `lag` the one that stands out of chance most between samples `from` and `to` of `here`. A score of 0 where either has no such samples.
LagAgreement best_agreement(const Waves& here, const Waves& there, std::int64_t from, std::int64_t to, std::int64_t lag, std::int64_t reach = kLagReach);

/// Whether any lag up to a frame and a half from `lag` stands out of the two seconds around `middle`.
bool waves_meet(const Waves& here, const Waves& there, std::int64_t middle, std::int64_t lag);

/// The same, and follows what is found both ways. Nothing where they do not meet.
std::optional<WaveMatch> match_waves(const Waves& here, const Waves& there, std::int64_t middle, std::int64_t lag);

}  // namespace bt::sound

// Of hundreds of lags the best has 2.6 standard deviations by chance, and a soft song under a bed has no more. But the excerpt's voices are the scene's, to the sample, and where the
// song lies in the scene is known, too: then there is one lag to ask, and 2.4 are seldom chance.
#include "sound/left_out.h"

#include <cmath>

#include "sound/wave_match.h"
#include "sound/waves.h"

namespace bt::sound {
namespace {

constexpr double kThere = 4.5, kNotThere = 3.5;    // standard deviations, at some lag; of held notes up to 4.5
constexpr double kCut = 6, kNotAtItsPlace = 2.4;   // likewise: of the voices in scene and excerpt; of the song at its own lag
constexpr std::int64_t kSamePlace = 2;             // samples
constexpr std::int64_t kMargin = 4 * 64;           // samples: more than any lag that is asked

std::int64_t sample(double seconds) { return std::llround(seconds * kWaveRate); }

LagAgreement agreement(const Waves& here, const Waves& there, const Span& span, std::int64_t lag) { return best_agreement(here, there, sample(span.start), sample(span.end), lag); }

/// The song as it sounds in its scene, at the scene's speed, and some samples more on either side.
struct Sounding {
    Sounding(const Waves& song, const SongCue& scene)
        : start(sample(scene.span.start) - kMargin),
          waves(waves_along(song, {(scene.offset - scene.span.start * scene.rate) * kWaveRate, scene.rate}, start, sample(scene.span.end) + kMargin)) {}
    std::int64_t start;  ///< sample of the scene's episode
    Waves waves;
};

/// Whether the song is not in the copy where scene and cut put it.
bool is_missing(const Waves& episode, const Waves& song, const Span& copy, const LagAgreement& scene, const LagAgreement& cut) {
    const auto found = best_agreement(episode, song, sample(copy.start), sample(copy.end), cut.lag + scene.lag, kSamePlace).score;
    return ((scene.score < 0) == (cut.score < 0) ? found : -found) < kNotAtItsPlace;
}

}  // namespace

bool LeftOut::operator()(const SongCue& scene, std::size_t from, const SongCue& copy, std::size_t to) const {
    const auto &original = episodes_[from]->waves, &excerpt = episodes_[to]->waves;
    const Sounding song(songs_.landmarks(scene.song).waves, scene);
    const auto there = agreement(original, song.waves, scene.span, -song.start);
    if (std::abs(there.score) < kThere) return false;
    const auto cut = agreement(excerpt, original, copy.span, sample(scene.span.start - copy.span.start));
    if (std::abs(cut.score) >= kCut) return is_missing(excerpt, song.waves, copy.span, there, cut);
    return std::abs(agreement(excerpt, song.waves, copy.span, sample(scene.span.start - copy.span.start) - song.start).score) < kNotThere;
}

}  // namespace bt::sound

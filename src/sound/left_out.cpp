#include "sound/left_out.h"

#include <cmath>

#include "sound/wave_match.h"
#include "sound/waves.h"

namespace bt::sound {
namespace {

constexpr double kThere = 4.5, kNotThere = 3.5;  // standard deviations; the best of some hundred lags has 2.6 by chance, of held notes up to 4.5

std::int64_t sample(double seconds) { return std::llround(seconds * kWaveRate); }

double agreement(const SongCue& cue, const Waves& episode, const Waves& song) {
    return best_agreement(episode, song, sample(cue.span.start), sample(cue.span.end), sample(cue.offset - cue.span.start));
}

}  // namespace

bool LeftOut::operator()(const SongCue& scene, std::size_t from, const SongCue& copy, std::size_t to) const {
    if (scene.rate != 1) return false;
    const auto& song = songs_.landmarks(scene.song).waves;
    return agreement(copy, episodes_[to]->waves, song) < kNotThere && agreement(scene, episodes_[from]->waves, song) >= kThere;
}

}  // namespace bt::sound

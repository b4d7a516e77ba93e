#include "sound/tones.h"

#include <algorithm>
#include <cmath>

#include "sound/hearing_range.h"

namespace bt::sound {
namespace {

constexpr std::uint32_t kSoonest = 6, kLatest = 30;  // frames: beyond the window, so that one peak is not taken for two

bool is_held(std::span<const Landmark> layer, std::size_t i) {
    for (auto k = i + 1; k < layer.size() && layer[k].frame <= layer[i].frame + kLatest; ++k) {
        if (layer[k].frame >= layer[i].frame + kSoonest && layer[k].pitch == layer[i].pitch) return true;
    }
    return false;
}

}  // namespace

std::vector<float> held_tones(const Landmarks& landmarks) {
    const auto layer = landmarks.layer(Layer::Mid);
    const auto seconds = static_cast<std::size_t>(std::ceil(std::max(0.0, landmarks.duration)));
    std::vector<float> all(seconds), held(seconds);
    for (std::size_t i = 0; i < layer.size(); ++i) {
        const auto second = static_cast<std::size_t>(layer[i].frame * kFrameSeconds);
        if (second >= seconds) break;
        all[second] += 1;
        held[second] += is_held(layer, i) ? 1.0F : 0.0F;
    }
    for (std::size_t i = 0; i < seconds; ++i) held[i] = all[i] > 0 ? held[i] / all[i] : 0;
    return held;
}

}  // namespace bt::sound

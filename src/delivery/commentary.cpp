#include "delivery/commentary.h"

#include <algorithm>

#include "base/text.h"

namespace bt::delivery {
namespace {

/// The least goes first.
int preset_rank(const media::Track& track) {
    if (is_main_sound(track)) return track.is_default ? 0 : 1;
    if (track.is_default) return 2;
    return is_commentary(track) ? 4 : 3;
}

}  // namespace

bool is_commentary_name(std::string_view name) { return ascii_lower(name).find("commentary") != std::string::npos; }

bool is_commentary(const media::Track& track) { return track.is_commentary || is_commentary_name(track.name); }

bool is_main_sound(const media::Track& track) { return !is_commentary(track) && !track.is_visual_impaired; }

std::size_t preset_sound(std::span<const media::Track* const> sounds) {
    const auto least = std::ranges::min_element(sounds, {}, [](const media::Track* track) { return preset_rank(*track); });
    return static_cast<std::size_t>(least - sounds.begin());
}

}  // namespace bt::delivery

// Which tracks are no film of their own, a commentary or a description of the picture, and which of a file's sounds plays when nobody
// has chosen: one rule for every list a player gets.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "media/index/description.h"

namespace bt::delivery {

/// By the container's flag, or by the name alone, which is all that many files tell. Of sound, and of the subtitles that go with it.
bool is_commentary(const media::Track& track);
bool is_commentary_name(std::string_view name);

/// The film's own sound: no commentary, and no description of the picture.
bool is_main_sound(const media::Track& track);

/// Which of these sounds plays when nobody has chosen, by index: of the film's own the first that is flagged as the default, else the
/// first. The flags of the others count only where there is none: Matroska's FlagDefault is set unless a writer says otherwise
/// (RFC 9559 §5.1.4.1.5), so it often stands on a commentary too. Without any flag a description goes before a commentary: the film
/// is in it. `sounds` are one at least.
std::size_t preset_sound(std::span<const media::Track* const> sounds);

}  // namespace bt::delivery

#include "delivery/commentary.h"

#include "base/text.h"

namespace bt::delivery {

bool is_commentary_name(std::string_view name) { return ascii_lower(name).find("commentary") != std::string::npos; }

bool is_commentary(const media::Track& track) { return track.is_commentary || is_commentary_name(track.name); }

}  // namespace bt::delivery

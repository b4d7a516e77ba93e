#include "media/cmaf/language.h"

#include "base/text.h"
#include "media/index/language.h"

namespace bt::media::cmaf {

std::uint16_t pack_language(std::string_view tag) {
    std::uint16_t packed = 0;
    for (const char c : language_to_iso_639_2(tag)) packed = static_cast<std::uint16_t>((packed << 5) | (c - 0x60));
    return packed;
}

bool is_whole_in_packed_language(std::string_view tag) {
    return tag.empty() || (tag.find('-') == std::string_view::npos && (language_to_iso_639_2(tag) != "und" || ascii_lower(tag) == "und"));
}

}  // namespace bt::media::cmaf

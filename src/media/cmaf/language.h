// Language tags as 'mdhd' packs them.
#pragma once

#include <cstdint>
#include <string_view>

namespace bt::media::cmaf {

/// A tag of BCP 47 as the three five-bit letters of ISO 639-2/T, ISO/IEC 14496-12:2015 §8.4.2; "und" when it has none.
std::uint16_t pack_language(std::string_view tag);

/// Whether the packed code says all the tag says ("ko" and "kor" yes; "pt-BR" no): otherwise 'elng' is written besides.
bool is_whole_in_packed_language(std::string_view tag);

}  // namespace bt::media::cmaf

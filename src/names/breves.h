// McCune-Reischauer's breves, which tell ŏ from o and ŭ from u, and which folding takes away with all other accents.
#pragma once

#include <string>
#include <string_view>

namespace bt::names {

/// "Pak Ŭn-yŏng" as "Pak Eun-yeong", whose letters say as much without accents; also with the circumflex that keyboards have instead.
/// Everything else stays.
std::string without_breves(std::string_view text);

}  // namespace bt::names

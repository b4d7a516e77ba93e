// Latin letters by their names in Hangul: IU is 아이유, BTS 비티에스, D.P. 디피.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "names/fold.h"

namespace bt::names {

/// `text` with every row of letters that is said letter by letter in Hangul instead; several where a letter has several names (C is 씨
/// and 시). Such a row is of two to five letters, all capitals or with dots between them ("BTS", "g.o.d"); in what somebody types, any
/// one. Folded; empty when there is none, or another word of Latin letters beside it.
std::vector<std::u32string> letters_said(std::string_view text, bool is_typed);

}  // namespace bt::names

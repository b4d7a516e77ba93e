// Languages of tracks, from the codes containers hold to the tags players want.
#pragma once

#include <string>
#include <string_view>

namespace bt::media {

/// The BCP 47 tag for a three-letter code of ISO 639-2, terminological ("deu") or bibliographic ("ger"): the two letters of
/// ISO 639-1 where there are any ("ko"), else the code itself ("fil"), as RFC 5646 §2.2.1 asks. "und" for anything that is
/// no such code, and for "mul", "mis" and "zxx", which name no language to choose.
std::string language_from_iso_639_2(std::string_view code);

/// The terminological code of ISO 639-2 for the language of a BCP 47 tag ("ko-KR" becomes "kor"); "und" when it has none.
std::string language_to_iso_639_2(std::string_view tag);

/// A BCP 47 tag as written in a file, in the spelling of RFC 5646 §2.1.1 ("PT-br" becomes "pt-BR", "kor" becomes "ko",
/// "zh-hant" becomes "zh-Hant"). "und" when it is not well formed.
std::string language_from_bcp_47(std::string_view tag);

}  // namespace bt::media

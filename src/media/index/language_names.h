// Names of languages for tracks that have no name of their own.
#pragma once

#include <string>
#include <string_view>

namespace bt::media {

/// What speakers of the language of a BCP 47 tag call it ("ko-KR": "한국어", "zh-Hant": "繁體中文"): the one who wants the track
/// can read it. The tag itself for languages that are not in our table; empty for "und".
std::string own_language_name(std::string_view tag);

}  // namespace bt::media

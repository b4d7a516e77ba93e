// Text of tags whose encoding is not what the tag says: Korean MP3 files keep CP949 in fields that are Latin-1 by the standard.
#pragma once

#include <string>
#include <string_view>

namespace bt::transcode {

/// A field that ID3 calls Latin-1, as UTF-8: read as CP949 where it is whole Korean text in that and no plausible Latin-1, else as Latin-1.
/// In doubt it is Latin-1. A character that is cut in half at the end, as ID3v1 does to long titles, is left out of Korean text.
std::string text_of_latin1_field(std::string_view bytes);

}  // namespace bt::transcode

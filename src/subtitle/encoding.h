// Which encoding a text file is in, and the same text in UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace bt::subtitle {

struct DecodedText {
    std::string text;      ///< valid UTF-8, without byte order mark, lines ended by \n
    std::string encoding;  ///< the encoding it was in
};

/// Decides by byte order mark, then by UTF-8 validity, then UTF-16 by its zero bytes, then by statistics (uchardet), with CP949
/// for what is Korean (EUC-KR is a part of it) and windows-1252 where nothing fits. Bytes that do not fit become U+FFFD.
/// A few words of Korean are too little for statistics: `language` (BCP 47, as the file's name or its head tells it) decides where the
/// bytes fit, and without one so do common syllables alone.
/// Faults: Unsupported when the bytes are binary, not text.
Result<DecodedText> decode_text(ByteView bytes, std::string_view language = {});

}  // namespace bt::subtitle

// Matroska and WebM (RFC 9559, RFC 8794) as media files. See README.md in this folder.
#pragma once

#include <memory>

#include "base/bytes.h"
#include "base/result.h"
#include "media/index/media_file.h"

namespace bt::media {

/// The file begins with an EBML Header, and its DocType, where it is among these bytes, is "matroska" or "webm".
bool looks_like_matroska(ByteView first_bytes);

/// Reads the head, the Cues and the first frames. Walks over all block headers when the Cues of a video track are missing,
/// sparse or wrong, and says so in Description::notes.
/// Faults: Unsupported for another DocType; Malformed or Truncated when no track can be read; those of reading the file.
Result<std::shared_ptr<const MediaFile>> open_matroska(std::shared_ptr<const io::ByteSource> source);

/// Opens again without reading the file: `description` and `directory` are what an earlier opening of the same bytes gave.
/// Faults: Malformed, Truncated or Unsupported when the directory does not fit them; open the file anew then.
Result<std::shared_ptr<const MediaFile>> restore_matroska(std::shared_ptr<const io::ByteSource> source, Description description,
                                                          ByteReader directory);

}  // namespace bt::media

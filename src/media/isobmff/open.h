// ISO base media files (MP4, MOV, fragmented MP4) opened for playing: ISO/IEC 14496-12:2015, the QuickTime File Format.
#pragma once

#include <memory>

#include "base/bytes.h"
#include "base/result.h"
#include "io/byte_source.h"
#include "media/index/description.h"
#include "media/index/media_file.h"

namespace bt::media {

/// Whether a file that begins with these bytes (12 or more) may be read by open_isobmff: it begins with a box of the kind
/// such files begin with. Still images in HEIF look the same and fail to open.
bool looks_like_isobmff(ByteView first_bytes);

/// Reads the box tree, makes the directory in one pass over the sample tables, and visits the header of every fragment.
/// Media data is never read, but for the titles in a QuickTime chapter track.
/// A track that cannot be read is left out with a note when others can.
/// Faults: Malformed when there is no moov or no readable track; Unsupported for a compressed moov; TooLarge beyond the
/// limits of movie.h, directory.h and fragments.h; those of reading the file.
Result<std::shared_ptr<const MediaFile>> open_isobmff(std::shared_ptr<const io::ByteSource> source);

/// The file again from what an earlier opening saved: nothing is read now. The source must be the same file.
/// Faults: Conflict when the file has another length; Malformed when the parts do not belong together.
Result<std::shared_ptr<const MediaFile>> restore_isobmff(std::shared_ptr<const io::ByteSource> source, Description description,
                                                         ByteReader directory);

}  // namespace bt::media

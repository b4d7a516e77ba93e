// The index of a media file, kept so that the next start plays at once: its description and the reader's directory, in one small
// file named by the content's key. Versioned and checksummed: what does not fit is refused, and the media file is read again.
#pragma once

#include <memory>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/result.h"
#include "media/index/media_file.h"

namespace bt::media {

/// Raised whenever the meaning of the bytes changes, here or in a reader's directory.
inline constexpr std::uint32_t kStoredIndexVersion = 4;

/// The bytes to keep for `file`, whose content has `key`. Some tens of kilobytes for an hour.
Bytes save_index(const MediaFile& file, ContentKey key);

/// Opens `source` with what save_index() gave for the same content. The media file itself is not read.
/// Faults: Malformed (damaged, or for other content), Unsupported (another version): then open_media() instead.
Result<std::shared_ptr<const MediaFile>> open_with_index(std::shared_ptr<const io::ByteSource> source, ContentKey key, ByteView stored);

}  // namespace bt::media

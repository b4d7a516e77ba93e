// The stored indexes of media files: one small file each, named by content, below the data folder.
#pragma once

#include <memory>
#include <string>

#include "base/ids.h"
#include "base/result.h"
#include "media/index/media_file.h"

namespace bt::service {

/// The file's index from `folder`, or by reading the media file when there is none that fits. Faults: those of open_media().
Result<std::shared_ptr<const media::MediaFile>> open_indexed(const std::string& folder, ContentKey key, std::shared_ptr<const io::ByteSource> source);

/// Keeps the index of `file` for the next start. Faults: Io.
Result<void> store_index(const std::string& folder, ContentKey key, const media::MediaFile& file);

}  // namespace bt::service

// The stored indexes of media files: one small file each, named by content, below the data folder
// (content_folder.h).
#pragma once

#include <memory>
#include <string>

#include "base/ids.h"
#include "base/result.h"
#include "media/index/media_file.h"

namespace bt::service {

/// The file's index from `folder`; when there is none that fits, the media file is read and its index kept there for the next
/// time. An index that cannot be kept (a full disk) is logged, no more. Faults: those of open_media().
Result<std::shared_ptr<const media::MediaFile>> open_indexed(const std::string& folder, ContentKey key, std::shared_ptr<const io::ByteSource> source);

}  // namespace bt::service

// What is inside a file that we have no reader for: MPEG-TS, AVI, Windows Media and the rest, told by libavformat.
#pragma once

#include <chrono>
#include <string>

#include "base/result.h"
#include "media/index/description.h"

namespace bt::transcode {

/// Describes the file; the container is Container::Other and its samples cannot be asked for. Stops after `patience`.
/// Faults: Unsupported (libavformat does not know it either), Busy (it took too long), NotFound, Denied, Io.
Result<media::Description> describe_with_libavformat(const std::string& path, std::chrono::milliseconds patience = std::chrono::milliseconds(1'500));

}  // namespace bt::transcode

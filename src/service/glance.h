// What a glance at a file tells that nobody decodes while a library is scanned: whether it is of any use.
#pragma once

#include "base/result.h"
#include "library/scanner.h"

namespace bt::service {

/// A text that holds no subtitles, a song that is no sound. Reads a few kilobytes of a file that is what it says, and of what is not at most
/// the text. What it lets pass may still be found wanting when it is listened to.
/// Faults: those of check_text(); Unsupported for a song that begins as no sound does.
Result<void> glance_at_sidecar(const library::SidecarRequest& request);

}  // namespace bt::service

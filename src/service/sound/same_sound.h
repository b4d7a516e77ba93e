// Whether two files hold the same recording, told from what is kept of their sound.
#pragma once

#include "sound/landmarks.h"

namespace bt::service {

/// True when both sound alike from beginning to end, at the same times: the same sound in a file with other tags, or encoded once more.
/// False for another cut, other music or another language in a part of it, and for what has hardly a sound to be told by.
bool are_same_sound(const sound::Landmarks& one, const sound::Landmarks& other);

}  // namespace bt::service

// What a file of sound is by its first bytes, not by its name.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/bytes.h"

namespace bt::transcode {

/// So many bytes of a file tell.
inline constexpr std::size_t kSoundHead = 256;

/// The media type of a file that begins with `head`, with its codec where those bytes name it: `audio/flac`, `audio/ogg; codecs="opus"`.
/// Empty when they begin no sound that we know. MP4 names its codec elsewhere.
std::string_view sound_type(ByteView head);

}  // namespace bt::transcode

// A frame in which nothing is heard, for sound that begins long after its picture: players that fill source buffers do not play where one
// of them is empty.
#pragma once

#include <optional>

#include "media/codec/configuration.h"

namespace bt::media::codec {

/// The bytes of a silent frame as it lies in a CMAF fragment, as long as `configuration.audio->samples_per_frame` says. Nothing where none is
/// known here: for codecs other than AAC and Opus, and layouts without a channel configuration of their own.
std::optional<Bytes> silent_frame(const CodecConfiguration& configuration);

}  // namespace bt::media::codec

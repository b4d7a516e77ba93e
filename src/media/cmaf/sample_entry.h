// The sample description of a track: what decoders are set up with. Private to cmaf/.
#pragma once

#include "base/bytes.h"
#include "media/cmaf/init.h"

namespace bt::media::cmaf {

/// 'stsd' with its one entry, ISO/IEC 14496-12:2015 §8.5.2, §12.1.3, §12.2.3; 'wvtt': ISO/IEC 14496-30 §7.5.
void write_sample_description(ByteWriter& out, const InitTrack& track);

}  // namespace bt::media::cmaf

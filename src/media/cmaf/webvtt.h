// Samples of a WebVTT text track. ISO/IEC 14496-30:2014 §7.
#pragma once

#include <span>
#include <string_view>

#include "base/bytes.h"

namespace bt::media::cmaf {

/// One cue as a WebVTT file has it, without its timings: the sample's time and duration are those.
struct WebVttCue {
    std::string_view identifier;  ///< left out when empty
    std::string_view settings;    ///< "line:90% align:center"; left out when empty
    std::string_view payload;     ///< text with WebVTT's own markup, UTF-8
};

/// The cues shown during one sample, each a 'vttc'; without any, the 'vtte' that fills the gap between cues.
Bytes write_webvtt_sample(std::span<const WebVttCue> cues);

}  // namespace bt::media::cmaf

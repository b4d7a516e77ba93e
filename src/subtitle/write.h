// WebVTT files from cues.
#pragma once

#include <span>
#include <string>

#include "subtitle/cue.h"

namespace bt::subtitle {

/// A whole WebVTT file (W3C WebVTT §4.1).
std::string to_webvtt(std::span<const Cue> cues);

/// A WebVTT segment for HLS: every cue that overlaps [from, until), with an X-TIMESTAMP-MAP that puts local time zero at media
/// time `later` (RFC 8216bis §3.1.4). `cues` are ordered by start.
std::string to_webvtt_segment(std::span<const Cue> cues, std::chrono::milliseconds from, std::chrono::milliseconds until,
                              std::chrono::milliseconds later = std::chrono::milliseconds(0));

}  // namespace bt::subtitle

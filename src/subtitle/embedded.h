// Subtitle samples inside a container: one sample's bytes to cue text.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "subtitle/cue.h"
#include "subtitle/markup.h"

namespace bt::subtitle {

/// How text lies in a container's samples.
enum class SampleFormat {
    SubRip,         ///< Matroska S_TEXT/UTF8: the text alone
    Ass,            ///< Matroska S_TEXT/ASS and SSA: ReadOrder,Layer,Style,Name,MarginL,MarginR,MarginV,Effect,Text
    WebVttText,     ///< Matroska S_TEXT/WEBVTT: the cue text
    WebVttBoxes,    ///< ISO/IEC 14496-30 'wvtt': vttc boxes with payl and sttg
    Tx3g,           ///< 3GPP TS 26.245: length, text, style boxes
};

/// The sample's text; nothing when it shows nothing (an empty tx3g sample, a vtte box) or makes no sense.
std::optional<MarkedText> read_sample_text(SampleFormat format, ByteView sample);

}  // namespace bt::subtitle

// Cue text: from each format's own marks to WebVTT's.
#pragma once

#include <string>
#include <string_view>

namespace bt::subtitle {

/// `&`, `<` and `>` as WebVTT character references (W3C WebVTT §4.2.2).
std::string escape_webvtt(std::string_view plain);

/// SubRip text to WebVTT cue text: <i>, <b>, <u> kept and balanced, {\an8} and other braces, fonts and unknown tags dropped,
/// everything else escaped. A leading {\an1..9} is returned as `settings`.
struct MarkedText {
    std::string text, settings;
    friend bool operator==(const MarkedText&, const MarkedText&) = default;
};
MarkedText from_subrip(std::string_view text);

/// ASS/SSA dialogue text to WebVTT: \N and \n become line breaks, \h a no-break space, {\i1}, {\b1}, {\u1} tags; \anN and
/// \pos a place; drawings (\p1) and other overrides are dropped.
MarkedText from_ass(std::string_view text);

/// WebVTT cue text from a file we do not trust: tags it does not define, and unbalanced ones, are dropped, stray & and <
/// escaped; timestamps inside are dropped.
std::string sanitise_webvtt(std::string_view text);

/// Cue settings from a file: only known names with values of their grammar are kept (§4.3).
std::string sanitise_settings(std::string_view settings);

/// WebVTT settings for a numpad place as in {\an8}: 1 to 9; empty for 2, the usual one.
std::string settings_for_alignment(int numpad);

/// WebVTT cue text as it is read aloud: no tags, no ruby glosses, references resolved, everything on one line, single spaces.
std::string plain_text(std::string_view webvtt);

}  // namespace bt::subtitle

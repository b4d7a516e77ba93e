// A subtitle cue as every format is read into it: WebVTT's model (W3C WebVTT §3), because that is what players get.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace bt::subtitle {

/// One line or picture of text on the screen.
struct Cue {
    std::chrono::milliseconds start{0};
    std::chrono::milliseconds end{0};
    /// WebVTT cue text: escaped, lines separated by \n, at most the tags i, b, u, c, v, lang, ruby and rt.
    std::string text;
    /// WebVTT cue settings such as "line:10% align:start"; empty for the usual place.
    std::string settings;
    friend bool operator==(const Cue&, const Cue&) = default;
};

enum class Format { SubRip, WebVtt, Ass, Sami };
std::string_view to_string(Format format);

/// The cues of one language in a file. Only SAMI holds more than one.
struct Stream {
    std::string language;  ///< BCP 47, empty when the file does not say
    std::string name;      ///< as the file calls it
    std::vector<Cue> cues; ///< by start, then end
};

/// A subtitle file that was read. Bad cues are left out and counted, the rest is kept.
struct Document {
    Format format = Format::SubRip;
    std::string encoding;  ///< as found: "UTF-8", "UTF-16LE", "CP949", ...
    std::vector<Stream> streams;
    std::size_t skipped_cues = 0;
};

/// Limits on what one file may hold: a film of eight hours with a cue a second, and lines of any sane length.
inline constexpr std::size_t kMostCues = 200'000;
inline constexpr std::size_t kLongestCueText = 16 * 1024;
inline constexpr std::size_t kLargestFile = 32U << 20;

}  // namespace bt::subtitle

// Subtitle files of any kind and encoding, read into WebVTT cues.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "subtitle/cue.h"

namespace bt::subtitle {

/// Reads SubRip, WebVTT, ASS/SSA or SAMI, told apart by content. Cues come out in order of time; empty and unreadable ones are
/// left out and counted. `language` (BCP 47) is what the file's name says; it helps to tell the encoding of a short text. Faults: TooLarge, Unsupported (no known format; binary), Malformed (a known format without one cue).
Result<Document> read_subtitles(ByteView bytes, std::string_view language = {});

/// True when the first bytes of a file are surely those of one that read_subtitles() reads: they hold a cue already. False says nothing:
/// then only more of the file tells. Costs microseconds, for whoever must know before anybody wants the text.
bool begins_as_subtitles(ByteView head);

/// The same as read_subtitles() for text that is decoded already.
Result<Document> read_subtitle_text(std::string_view utf8);

// One function a format; each gives what cues it can.
struct Cues {
    std::vector<Stream> streams;
    std::size_t skipped = 0;
};
Cues read_subrip(std::string_view text);
Cues read_webvtt(std::string_view text);
Cues read_ass(std::string_view text);
Cues read_sami(std::string_view text);
/// Whether a class of a SAMI file is Korean (".KRCC{lang:ko-KR}"), from bytes in any encoding that holds ASCII.
bool declares_korean(std::string_view sami);

/// "01:02:03,456", "2:03.4", "3.45": hours optional, comma or point, any number of decimals; nothing when it is no time.
std::optional<std::chrono::milliseconds> read_timestamp(std::string_view text);

}  // namespace bt::subtitle

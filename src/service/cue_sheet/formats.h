// One writer a format; chosen in cue_sheet.cpp.
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "service/cue_sheet/cue_sheet.h"

namespace bt::service {

std::string write_csv(std::span<const CueSheetEpisode> episodes);
std::string write_json(std::span<const CueSheetEpisode> episodes);
/// One list: source times are the song's own, record times the episode's from 0; several episodes lie behind each other, and every event tells its
/// own. Faults: Invalid for none, and for more than the 24 hours that timecode counts.
Result<std::string> write_edl(std::span<const CueSheetEpisode> episodes, FrameRate rate);

std::string write_kodi_edl(const CueSheetEpisode& episode);
std::string write_ffmetadata(const CueSheetEpisode& episode);
std::string write_mkv_chapters(const CueSheetEpisode& episode);

/// "01:02:03.004".
std::string clock_time(std::chrono::milliseconds time);

/// `text` as one line: control characters become spaces.
std::string one_line(std::string_view text);

}  // namespace bt::service

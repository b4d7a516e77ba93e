// The cue sheet: which music sounds when in an episode, with what rights societies ask for, and the parts as chapters for players.
// Values in, text out; nothing here knows a file or the database.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/episode_sound.h"
#include "domain/song_tags.h"

namespace bt::service {

/// How music is used, as cue sheets tell it apart.
enum class Usage {
    Theme,       ///< opens or closes the episode
    Feature,     ///< heard for itself: at least kFeatureLevel over everything else
    Background,  ///< under dialogue or effects
};
/// "theme", "feature", "background".
std::string_view to_string(Usage usage);

/// Decibels of music over everything else from which it is what one listens to. Voices as loud as the music in a sixth of the time leave less.
inline constexpr double kFeatureLevel = 8;

/// A theme when most of it lies in the intro or the credits; else by level. Music whose level nobody measured is background, the use
/// that claims least.
Usage usage_of(const domain::Cue& cue, std::span<const domain::Part> parts);

/// A cue with the music's names; fields that nobody tagged are empty.
struct CueSheetLine {
    domain::Cue cue;
    domain::SongTags music;
    Usage usage = Usage::Background;
};

struct CueSheetEpisode {
    std::string production;  ///< the series' title
    int season = 1;
    std::optional<int> number;
    std::optional<int> last_number = {};  ///< of a file that holds several episodes; nothing for one
    std::string title;
    std::chrono::milliseconds duration{0};
    std::vector<CueSheetLine> lines;
    std::vector<domain::Part> parts;
};

/// "S01E02", "S01E01-E02" for episodes in one file, "S00" for an episode without number.
std::string code_of(const CueSheetEpisode& episode);

enum class CueSheetFormat {
    Csv,          ///< RFC 4180, a line a cue; safe to open in a spreadsheet
    Json,
    Edl,          ///< CMX 3600, for editors
    KodiEdl,      ///< parts as Kodi's skip list
    FfMetadata,   ///< parts as chapters, FFmpeg's metadata file
    MkvChapters,  ///< parts as chapters, Matroska chapters in XML as mkvmerge reads them
};
/// "csv", "json", "edl", "kodi", "ffmetadata", "mkvchapters".
std::optional<CueSheetFormat> read_cue_sheet_format(std::string_view name);
inline constexpr std::string_view kCueSheetFormats = "csv, json, edl, kodi, ffmetadata or mkvchapters";
std::string_view content_type(CueSheetFormat format);
/// With its dot: ".csv", ".edl", ".xml".
std::string_view file_extension(CueSheetFormat format);
/// Chapters and skip lists belong to one file; the others hold any number of episodes.
bool is_of_one_episode(CueSheetFormat format);

/// Pictures a second as a fraction: 24000/1001. Timecode counts pictures, so an EDL needs it.
struct FrameRate {
    int pictures = 25, seconds = 1;
};
/// "25", "24000/1001", "23.976", "29.97", "59.94". Faults: Invalid beyond 1 to 240.
Result<FrameRate> read_frame_rate(std::string_view text);

/// Faults: Invalid when a format of one episode is asked for several, and for an EDL of more than 24 hours.
Result<std::string> write_cue_sheet(std::span<const CueSheetEpisode> episodes, CueSheetFormat format, FrameRate rate = {});

}  // namespace bt::service

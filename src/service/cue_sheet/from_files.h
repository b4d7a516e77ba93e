// Cue sheets of files on the disk: from what the server heard in them, or by listening now.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/cue_sheet/cue_sheet.h"

namespace bt::service {

struct CueSheetRequest {
    std::string path;                      ///< an episode, or the folder of a season
    std::string data;                      ///< the server's data folder; empty: the default one
    std::optional<std::string> songs;      ///< a folder of songs to listen for: nothing stored counts then
    std::optional<std::string> song_cache; ///< as for listen()
    unsigned threads = 1;
};

struct CueSheetCalls {
    std::function<void(const std::string& about, const std::string& words)> remark;
    std::function<void(const std::string& what, std::size_t done, std::size_t total)> progress;
};

/// In the order they are told in. Stored results count when the server has heard every one of the episodes, people's corrections with
/// them; else all are listened to. Faults: NotFound when there is no video; the first episode's that cannot be heard.
Result<std::vector<CueSheetEpisode>> cue_sheet_of_files(const CueSheetRequest& request, const CueSheetCalls& calls);

}  // namespace bt::service

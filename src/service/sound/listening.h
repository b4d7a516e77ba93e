// What `bonustrack listen` does: files in, cues and parts of each episode out, season by season.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "sound/episode_sound.h"

namespace bt::service {

struct ListenRequest {
    std::vector<std::string> paths;
    std::optional<std::string> songs;       ///< a folder; nothing: the soundtrack of each season's series
    std::optional<std::string> song_cache;  ///< a folder; nothing: no cache
    std::optional<std::string> explain;     ///< a folder for pictures of the evidence, a cue each; nothing: none are made
    unsigned threads = 1;
};

/// One episode's answer, with songs by name.
struct HeardEpisode {
    std::string file;                       ///< as it is shown; of a split episode the first file, though times are of the whole
    std::string path;                       ///< where it lies; of a split episode the first file
    sound::EpisodeSound sound;
    std::vector<std::string> song_names;    ///< of each cue
    std::vector<std::string> song_paths;    ///< of each cue: where the song's file lies
    bool is_split = false;                  ///< it has several files
    /// Of each cue, where they were asked for: the evidence in words, and the picture's path.
    struct Explanation {
        std::string words, picture;
    };
    std::vector<Explanation> explanations = {};
};

struct ListenCalls {
    std::function<void(const HeardEpisode&)> episode;
    /// An episode that cannot be heard.
    std::function<void(const std::string& file, const Error&)> failure;
    /// Something the answers are poorer for: a song that cannot be read, a series without songs, silence.
    std::function<void(const std::string& about, const std::string& words)> remark;
    /// `what` in words, "Learning songs"; may be called from other threads, one at a time.
    std::function<void(const std::string& what, std::size_t done, std::size_t total)> progress;
};

/// True when every episode could be heard. The answers do not depend on `threads`, nor on the order of the paths within a season.
bool listen(const ListenRequest& request, const ListenCalls& calls);

/// One line, as the product's contract has it; times in seconds.
std::string to_json(const HeardEpisode& episode);
std::string failure_to_json(const std::string& file, const Error& error);
/// Some lines for a terminal.
std::string to_text(const HeardEpisode& episode);

}  // namespace bt::service

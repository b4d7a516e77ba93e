// The columns of cues, parts and corrections, wherever they are read or written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/corrections.h"
#include "domain/episode_sound.h"
#include "store/connection.h"

namespace bt::store {

/// song_key, theme_id, title: one of them.
struct MusicColumns {
    std::optional<std::string> song_key;
    std::optional<std::int64_t> theme;
    std::optional<std::string> title;

    MusicColumns() = default;
    explicit MusicColumns(const domain::Music& music);
    domain::Music music() const;
};

/// The columns of `cues AS c` behind its key, in the order of CueColumns::attach.
inline constexpr std::string_view kCueColumns =
    "c.song_key, c.theme_id, c.title, c.start, c.\"end\", c.song_offset, c.rate, c.level, c.confidence, c.provenance, c.correction_id";

struct CueColumns {
    MusicColumns music;
    std::int64_t start = 0, end = 0, offset = 0, correction = 0;
    double rate = 1, confidence = 1;
    std::optional<double> level;
    std::string provenance;

    void attach(soci::statement& statement);
    domain::Cue cue() const;
};

/// Of `soundings AS so`: true when the season of one of the content's episodes was heard while it was listened to.
inline constexpr std::string_view kWasHeard =
    "EXISTS (SELECT 1 FROM versions AS hv JOIN episodes AS he ON he.id = hv.episode_id JOIN heard_seasons AS h ON h.series_id = he.series_id "
    "AND h.season = he.season_number WHERE hv.whole_key = so.content_key AND h.heard_at >= so.listened_at) AND so.failure = ''";

/// Which answer: the machine's own, or the one with corrections put over it.
enum class SoundLayer { Machine, Shown };

/// Replaces the cues and parts of one content in a layer.
void write_layer(Connection& sql, SoundLayer layer, ContentKey content, const domain::EpisodeSound& sound);
/// Cues and parts; without the duration.
domain::EpisodeSound read_layer(Connection& sql, SoundLayer layer, ContentKey content);

/// Oldest first.
std::vector<domain::Correction> read_corrections(Connection& sql, ContentKey content);
/// Returns its id.
domain::CorrectionId write_correction(Connection& sql, ContentKey content, const domain::Correction& correction, std::int64_t now_ms);

/// Makes the shown layer anew from the machine's and the corrections.
void show_again(Connection& sql, ContentKey content);

/// From now on what people said of the one holds for the other; so does the machine's answer, until there is another. Returns how many
/// corrections went over.
int hand_on_sound(Connection& sql, ContentKey from, ContentKey to);

}  // namespace bt::store

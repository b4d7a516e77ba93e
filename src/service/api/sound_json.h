// What was heard, as the API's JSON: the names of these fields are a contract (openapi.json). Times in seconds.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <unordered_map>

#include "domain/corrections.h"
#include "domain/series.h"
#include "service/sound/analysis_service.h"
#include "store/song_reader.h"
#include "store/sound_reader.h"

namespace bt::service {

/// The music of a cue: {"kind": "song" | "theme" | "named", "id" of a song, "theme": id of a theme, "content", "title", "artist", "album"}.
boost::json::object music_json(const domain::Music& music, const store::SoundView& view);
boost::json::array cues_json(const store::SoundView& view);
boost::json::array parts_json(const store::SoundView& view);

/// The one line of a view.
store::SoundSummary summary_of(const store::SoundView& view);
/// "has_epilogue", "song_count" and "sound" of an episode in a list, from the summary of its file; as of one nobody listened to without.
void add_sound_summary(boost::json::object& episode, const store::SoundSummary* summary);
/// The same for every episode of a series' JSON.
void add_sound_summaries(boost::json::object& series, const domain::Series& from, const std::unordered_map<ContentKey, store::SoundSummary>& summaries);

/// Loudness and energy.
boost::json::object measures_json(const domain::SoundMeasures& measures);

/// A song in a list, with how often it sounds.
boost::json::object song_json(const store::SongRow& row);
/// What its file's tags say.
boost::json::object tags_json(const domain::SongTags& tags);
boost::json::object use_json(const store::SongUse& use);
boost::json::object theme_json(const store::ThemeCard& theme);

/// `view` names the music of the episode; other music is told by its ids.
boost::json::object correction_json(const domain::Correction& correction, const store::SoundView& view);

boost::json::object analysis_json(const AnalysisStatus& status);

}  // namespace bt::service

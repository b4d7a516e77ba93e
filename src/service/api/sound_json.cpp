#include "service/api/sound_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <set>

#include "base/text.h"
#include "service/api/catalogue_json.h"
#include "service/api/json_values.h"
#include "service/api/problems.h"
#include "service/cue_sheet/cue_sheet.h"
#include "service/playing.h"
#include "sound/intensity.h"

namespace bt::service {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;

double seconds(milliseconds time) { return static_cast<double>(time.count()) / 1'000; }

/// To a hundredth: what a measure is good for, and short.
double to_hundredths(double value) { return std::round(value * 100) / 100; }
json::value optional_level(const std::optional<double>& value) { return value ? json::value(to_hundredths(*value)) : json::value(nullptr); }

void add_stretch(json::object& out, const domain::Stretch& stretch) {
    out["start"] = seconds(stretch.start);
    out["end"] = seconds(stretch.end);
}

void add_provenance(json::object& out, domain::Provenance provenance, domain::CorrectionId correction) {
    out["source"] = domain::to_string(provenance);
    out["correction"] = correction.value == 0 ? json::value(nullptr) : json::value(correction.value);
}

json::object cue_json(const domain::Cue& cue, Usage usage) {
    json::object out;
    add_stretch(out, cue.stretch);
    out["offset"] = seconds(cue.offset);
    out["rate"] = cue.rate;
    out["level"] = optional_level(cue.level);
    out["confidence"] = cue.confidence;
    out["usage"] = to_string(usage);
    add_provenance(out, cue.provenance, cue.correction);
    return out;
}

template <class What>
json::object claim_json(const domain::Claim<What>& claim, const store::SoundView& view) {
    json::object out;
    if constexpr (std::is_same_v<What, domain::PartType>) out["type"] = domain::to_string(claim.what);
    else out["song"] = music_json(claim.what, view);
    add_stretch(out, claim.stretch);
    return out;
}

/// Where the song's own file is sent, and what it is. The version in the URL is the content: while it stands, a cache keeps what it has.
json::value audio_json(const store::SongCard& song) {
    if (!song.id || song.content == ContentKey{}) return nullptr;
    return json::object{{"url", fmt::format("/media/songs/{}?v={}", song.id->value, song.content.text())},
                        {"type", song.tags.media_type.empty() ? json::value(nullptr) : json::value(text(song.tags.media_type))}};
}

}  // namespace

json::object music_json(const domain::Music& music, const store::SoundView& view) {
    json::object out{{"kind", "named"}, {"id", nullptr}, {"theme", nullptr}, {"content", nullptr}, {"title", ""}, {"artist", ""}, {"album", ""}, {"cover", nullptr}};
    if (const auto* title = std::get_if<std::string>(&music)) out["title"] = text(*title);
    if (const auto* id = std::get_if<domain::ThemeId>(&music)) {
        out["kind"] = "theme";
        out["theme"] = id->value;
        if (const auto found = view.themes.find(*id); found != view.themes.end()) out["title"] = text(found->second.label());
    }
    if (const auto* key = std::get_if<ContentKey>(&music)) {
        out["kind"] = "song";
        out["content"] = key->text();
        if (const auto found = view.songs.find(*key); found != view.songs.end()) {
            if (found->second.id) out["id"] = found->second.id->value;
            out["title"] = text(found->second.title);
            out["artist"] = text(found->second.artist);
            out["album"] = text(found->second.album);
            out["cover"] = cover_json(found->second.cover);
        }
    }
    return out;
}

json::array cues_json(const store::SoundView& view) {
    json::array out;
    for (const auto& cue : view.sound.cues) {
        auto each = cue_json(cue, usage_of(cue, view.sound.parts));
        each["song"] = music_json(cue.music, view);
        out.push_back(std::move(each));
    }
    return out;
}

json::array parts_json(const store::SoundView& view) {
    json::array out;
    for (const auto& part : view.sound.parts) {
        json::object each{{"type", domain::to_string(part.type)}, {"confidence", part.confidence}};
        add_stretch(each, part.stretch);
        add_provenance(each, part.provenance, part.correction);
        out.push_back(std::move(each));
    }
    return out;
}

store::SoundSummary summary_of(const store::SoundView& view) {
    std::set<ContentKey> songs;
    for (const auto& cue : view.sound.cues) {
        if (const auto* song = std::get_if<ContentKey>(&cue.music)) songs.insert(*song);
    }
    store::SoundSummary summary{.stage = view.stage, .songs = static_cast<int>(songs.size())};
    for (const auto& part : view.sound.parts) summary.has_epilogue = summary.has_epilogue || part.type == domain::PartType::Epilogue;
    return summary;
}

void add_sound_summary(json::object& episode, const store::SoundSummary* summary) {
    const auto known = summary == nullptr ? store::SoundSummary{} : *summary;
    episode["sound"] = store::to_string(known.stage);
    episode["has_epilogue"] = known.has_epilogue;
    episode["song_count"] = known.songs;
}

void add_sound_summaries(json::object& series, const domain::Series& from, const std::unordered_map<ContentKey, store::SoundSummary>& summaries) {
    auto& seasons = series["seasons"].as_array();
    for (std::size_t s = 0; s < from.seasons.size(); ++s) {
        auto& episodes = seasons[s].as_object()["episodes"].as_array();
        for (std::size_t e = 0; e < from.seasons[s].episodes.size(); ++e) {
            const auto content = main_content(from.seasons[s].episodes[e]);
            const auto found = content ? summaries.find(*content) : summaries.end();
            add_sound_summary(episodes[e].as_object(), found == summaries.end() ? nullptr : &found->second);
        }
    }
}

json::object measures_json(const domain::SoundMeasures& measures) {
    json::array energy;
    for (const float level : measures.energy) energy.emplace_back(to_hundredths(static_cast<double>(level)));
    json::array stretches;
    for (const auto& each : sound::find_intensity(measures.energy)) {
        stretches.push_back(json::object{{"type", to_string(each.intensity)}, {"start", each.span.start}, {"end", std::min(each.span.end, seconds(measures.duration))}});
    }
    return {{"duration", seconds(measures.duration)},
            {"integrated", optional_level(measures.loudness.integrated)},
            {"range", to_hundredths(measures.loudness.range)},
            {"true_peak", optional_level(measures.loudness.true_peak)},
            {"energy", std::move(energy)},
            {"stretches", std::move(stretches)}};
}

json::object song_json(const store::SongRow& row) {
    return {{"id", row.song.id ? row.song.id->value : 0},
            {"title", text(row.song.title)},
            {"artist", text(row.song.artist)},
            {"album", text(row.song.album)},
            {"cover", cover_json(row.song.cover)},
            {"audio", audio_json(row.song)},
            {"disc", optional_number(row.disc)},
            {"number", optional_number(row.number)},
            {"duration", seconds(row.duration)},
            {"tempo", optional_level(row.character.tempo)},
            {"key", row.character.key.empty() ? json::value(nullptr) : json::value(row.character.key)},
            {"series", json::object{{"id", row.song.series.value}, {"title", text(row.series_title)}}},
            {"uses", row.uses},
            {"total", seconds(row.total)}};
}

json::object tags_json(const domain::SongTags& tags) {
    json::object out;
    for (const auto& [name, value] : {std::pair{"composer", &tags.composer}, {"lyricist", &tags.lyricist}, {"album_artist", &tags.album_artist},
                                      {"publisher", &tags.publisher}, {"isrc", &tags.isrc}, {"iswc", &tags.iswc},
                                      {"musicbrainz_recording", &tags.musicbrainz_recording}, {"musicbrainz_release", &tags.musicbrainz_release},
                                      {"musicbrainz_artist", &tags.musicbrainz_artist}, {"musicbrainz_work", &tags.musicbrainz_work}}) {
        out[name] = text(*value);
    }
    out["year"] = optional_number(tags.year);
    return out;
}

json::object use_json(const store::SongUse& use) {
    auto out = cue_json(use.cue, Usage::Background);
    out.erase("usage");  // takes the episode's parts, which a list does not read
    out["episode"] = json::object{{"id", use.episode.value}, {"title", text(use.episode_title)}, {"season", use.season}, {"number", optional_number(use.number)}};
    out["series"] = json::object{{"id", use.series.value}, {"title", text(use.series_title)}};
    return out;
}

json::object theme_json(const store::ThemeCard& theme) {
    return {{"id", theme.id.value}, {"title", text(theme.label())}, {"name", text(theme.name)}, {"season", theme.season}, {"uses", theme.uses},
            {"total", seconds(theme.total)}, {"series", theme.series.value}};
}

json::object correction_json(const domain::Correction& correction, const store::SoundView& view) {
    return std::visit([&](const auto& about) -> json::object {
        return {{"id", correction.id.value}, {"action", domain::to_string(correction.action)}, {"was", claim_json(about.was, view)}, {"now", claim_json(about.now, view)}};
    }, correction.about);
}

json::object analysis_json(const AnalysisStatus& status) {
    return {{"state", to_string(status.state)},
            {"songs_done", status.songs_done},
            {"songs_total", status.songs_total},
            {"episodes_done", status.episodes_done},
            {"episodes_total", status.episodes_total},
            {"seasons_done", status.seasons_done},
            {"seasons_total", status.seasons_total},
            {"unheard", status.unheard},
            {"listened", seconds(status.listened)},
            {"speed", to_hundredths(status.speed)},
            {"current", text(status.current)},
            {"message", status.failure ? words_for_viewers(*status.failure) : ""}};
}

}  // namespace bt::service

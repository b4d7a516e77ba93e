#include <boost/json.hpp>

#include "base/text.h"
#include "service/cue_sheet/formats.h"

namespace bt::service {
namespace {

namespace json = boost::json;

double in_seconds(std::chrono::milliseconds time) { return static_cast<double>(time.count()) / 1'000; }

json::value number_json(const std::optional<int>& number) { return number ? json::value(*number) : json::value(nullptr); }

json::object line_json(const CueSheetLine& line, std::size_t number) {
    json::object out{{"cue", number}};
    const auto& music = line.music;
    for (const auto& [name, value] : {std::pair{"title", &music.title}, {"composer", &music.composer}, {"lyricist", &music.lyricist}, {"artist", &music.artist},
                                      {"publisher", &music.publisher}, {"isrc", &music.isrc}, {"iswc", &music.iswc}, {"album", &music.album}}) {
        out[name] = to_valid_utf8(*value);
    }
    out["in"] = in_seconds(line.cue.stretch.start);
    out["out"] = in_seconds(line.cue.stretch.end);
    out["duration"] = in_seconds(line.cue.stretch.length());
    out["usage"] = to_string(line.usage);
    out["level"] = line.cue.level ? json::value(*line.cue.level) : json::value(nullptr);
    out["source"] = domain::to_string(line.cue.provenance);
    out["confidence"] = line.cue.confidence;
    return out;
}

}  // namespace

std::string write_json(std::span<const CueSheetEpisode> episodes) {
    json::array list;
    for (const auto& episode : episodes) {
        json::array cues, parts;
        for (const auto& line : episode.lines) cues.push_back(line_json(line, cues.size() + 1));
        for (const auto& part : episode.parts) {
            parts.push_back(json::object{{"type", domain::to_string(part.type)}, {"start", in_seconds(part.stretch.start)}, {"end", in_seconds(part.stretch.end)},
                                         {"confidence", part.confidence}, {"source", domain::to_string(part.provenance)}});
        }
        list.push_back(json::object{{"production", to_valid_utf8(episode.production)}, {"season", episode.season},
                                    {"episode", number_json(episode.number)}, {"last_episode", number_json(episode.last_number)}, {"title", to_valid_utf8(episode.title)},
                                    {"duration", in_seconds(episode.duration)}, {"cues", std::move(cues)}, {"parts", std::move(parts)}});
    }
    return json::serialize(json::object{{"episodes", std::move(list)}}) + "\n";
}

}  // namespace bt::service

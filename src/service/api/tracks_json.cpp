#include "service/api/tracks_json.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/text.h"
#include "delivery/original_subtitles.h"

namespace bt::service {
namespace {

namespace json = boost::json;

json::object track_json(const media::Track& track) {
    return {{"number", track.number.value}, {"kind", std::string(to_string(track.kind))}, {"codec", std::string(to_string(track.codec))},
            {"language", to_valid_utf8(track.language)}, {"name", to_valid_utf8(track.name)}, {"default", track.is_default}, {"forced", track.is_forced},
            {"hearing_impaired", track.is_hearing_impaired}, {"visual_impaired", track.is_visual_impaired}, {"commentary", track.is_commentary}};
}

json::object carried_json(const delivery::Presentation& presentation, const delivery::MediaRendition& rendition) {
    auto out = track_json(*rendition.track);
    if (rendition.beside) {
        out["number"] = nullptr;
        out["file"] = to_valid_utf8(rendition.file);
    }
    out["id"] = rendition.id;
    out["carried"] = true;
    out["codecs"] = rendition.configuration.rfc6381;
    out["profile"] = rendition.configuration.profile;
    out["bandwidth"] = presentation.bandwidth(rendition).average;
    if (const auto& video = rendition.configuration.video) {
        out["width"] = video->width;
        out["height"] = video->height;
        out["video_range"] = std::string(to_string(video->range));
        if (const auto rate = video->frame_rate) out["frame_rate"] = static_cast<double>(rate->numerator) / static_cast<double>(rate->denominator);
    }
    if (const auto& audio = rendition.configuration.audio) {
        out["channels"] = audio->channels;
        out["sample_rate"] = audio->sample_rate;
    }
    return out;
}

json::object subtitle_json(const delivery::TextRendition& text, std::string_view base) {
    return {{"id", text.id}, {"language", to_valid_utf8(text.language)}, {"name", to_valid_utf8(text.name)}, {"default", text.is_default},
            {"forced", text.is_forced}, {"hearing_impaired", text.is_hearing_impaired},
            {"format", text.track != nullptr ? std::string(to_string(text.track->codec)) : "file"}, {"url", fmt::format("{}{}/all.vtt", base, text.id)},
            {"original", has_original(text) ? json::value(fmt::format("{}{}/all.ass", base, text.id)) : json::value(nullptr)}};
}

json::object pictures_json(const delivery::PictureRendition& pictures, std::string_view base) {
    return {{"id", pictures.id}, {"language", to_valid_utf8(pictures.language)}, {"name", to_valid_utf8(pictures.name)}, {"default", pictures.is_default},
            {"forced", pictures.is_forced}, {"hearing_impaired", pictures.is_hearing_impaired}, {"format", std::string(to_string(media::Codec::Pgs))}, {"url", nullptr},
            {"original", fmt::format("{}{}/all.sup", base, pictures.id)}};
}

json::object left_out_json(const delivery::LeftOutFile& left_out) {
    return {{"number", nullptr}, {"file", to_valid_utf8(left_out.file)}, {"kind", std::string(to_string(left_out.kind))}, {"codec", left_out.format},
            {"language", to_valid_utf8(left_out.language)}, {"name", to_valid_utf8(left_out.name)}, {"default", left_out.is_default}, {"forced", left_out.is_forced},
            {"hearing_impaired", left_out.is_hearing_impaired}, {"visual_impaired", false}, {"commentary", false}};
}

void add_refusal(json::object& track, delivery::Refusal refusal, std::string_view reason) {
    track["carried"] = false;
    track["reason"] = to_valid_utf8(reason);
    track["reason_code"] = std::string(to_string(refusal));
}

json::array fonts_json(const delivery::Presentation& presentation, std::string_view base) {
    json::array out;
    for (std::size_t i = 0; i < presentation.fonts().size(); ++i) {
        const auto& font = *presentation.fonts()[i];
        out.push_back(json::object{{"name", to_valid_utf8(font.name)}, {"size", font.data.size}, {"url", fmt::format("{}fonts/{}", base, i + 1)}});
    }
    return out;
}

}  // namespace

void add_tracks(json::object& episode, const delivery::Presentation& presentation, std::string_view base) {
    json::array tracks, subtitles, chapters, notes;
    for (const auto& rendition : presentation.media()) tracks.push_back(carried_json(presentation, rendition));
    for (const auto& text : presentation.texts()) {
        subtitles.push_back(subtitle_json(text, base));
        if (text.track == nullptr) continue;
        auto track = track_json(*text.track);
        track["id"] = text.id;
        track["carried"] = true;
        tracks.push_back(std::move(track));
    }
    for (const auto& pictures : presentation.pictures()) subtitles.push_back(pictures_json(pictures, base));
    for (const auto& each : presentation.left_out()) {
        auto track = track_json(*each.track);
        add_refusal(track, each.refusal, each.reason);
        tracks.push_back(std::move(track));
    }
    for (const auto& each : presentation.left_out_files()) {
        auto track = left_out_json(each);
        add_refusal(track, each.refusal, each.reason);
        tracks.push_back(std::move(track));
    }
    const auto& listed = presentation.file().description().chapters;
    const auto film_end = approximate_seconds(presentation.duration());
    for (std::size_t i = 0; i < listed.size(); ++i) {
        const auto end = listed[i].end ? approximate_seconds(*listed[i].end) : i + 1 < listed.size() ? approximate_seconds(listed[i + 1].start) : film_end;
        chapters.push_back(json::object{{"start", approximate_seconds(listed[i].start)}, {"end", end}, {"title", to_valid_utf8(listed[i].title)}});
    }
    for (const auto& note : presentation.file().description().notes) notes.emplace_back(to_valid_utf8(note));
    episode["notes"] = std::move(notes);
    episode["tracks"] = std::move(tracks);
    episode["subtitles"] = std::move(subtitles);
    episode["fonts"] = fonts_json(presentation, base);
    episode["chapters"] = std::move(chapters);
}

}  // namespace bt::service

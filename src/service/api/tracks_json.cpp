#include "service/api/tracks_json.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/text.h"
#include "delivery/commentary.h"
#include "delivery/original_subtitles.h"

namespace bt::service {
namespace {

namespace json = boost::json;

json::object track_json(const media::Track& track) {
    return {{"number", track.number.value}, {"kind", std::string(to_string(track.kind))}, {"codec", std::string(to_string(track.codec))},
            {"language", to_valid_utf8(track.language)}, {"name", to_valid_utf8(track.name)}, {"default", track.is_default}, {"forced", track.is_forced},
            {"hearing_impaired", track.is_hearing_impaired}, {"visual_impaired", track.is_visual_impaired}, {"commentary", delivery::is_commentary(track)}};
}

json::object carried_json(const delivery::Joined& film, const delivery::JoinedMedia& joined) {
    const auto& rendition = *joined.files.front();
    auto out = track_json(*rendition.track);
    if (rendition.beside) {
        out["number"] = nullptr;
        out["file"] = to_valid_utf8(rendition.file);
    }
    out["id"] = rendition.id;
    out["carried"] = true;
    out["codecs"] = fmt::format("{}", fmt::join(joined.codecs(), ","));
    out["profile"] = rendition.configuration.profile;
    out["bandwidth"] = film.bandwidth(joined).average;
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

/// As its author made it, it is one file's: of a film of several it would end in the middle.
json::value original_json(const delivery::JoinedText& joined, std::string_view base) {
    const auto& text = joined.like();
    if (joined.files.size() > 1 || !has_original(text)) return nullptr;
    return json::value(fmt::format("{}{}/all.ass", base, text.id));
}

json::object subtitle_json(const delivery::JoinedText& joined, const MediaBases& bases) {
    const auto& text = joined.like();
    return {{"id", joined.id}, {"language", to_valid_utf8(text.language)}, {"name", to_valid_utf8(joined.name)}, {"default", text.is_default},
            {"forced", text.is_forced}, {"hearing_impaired", text.is_hearing_impaired},
            {"format", text.track != nullptr ? std::string(to_string(text.track->codec)) : "file"}, {"url", fmt::format("{}{}/all.vtt", bases.whole, joined.id)},
            {"original", original_json(joined, bases.first_file)}};
}

json::object pictures_json(const delivery::PictureRendition& pictures, std::string_view base) {
    return {{"id", pictures.id}, {"language", to_valid_utf8(pictures.language)}, {"name", to_valid_utf8(pictures.name)}, {"default", pictures.is_default},
            {"forced", pictures.is_forced}, {"hearing_impaired", pictures.is_hearing_impaired}, {"format", std::string(to_string(media::Codec::Pgs))}, {"url", nullptr},
            {"original", fmt::format("{}{}/all.sup", base, pictures.id)}};
}

json::object left_out_json(const delivery::LeftOutFile& left_out) {
    return {{"number", nullptr}, {"file", to_valid_utf8(left_out.file)}, {"kind", std::string(to_string(left_out.kind))}, {"codec", left_out.format},
            {"language", to_valid_utf8(left_out.language)}, {"name", to_valid_utf8(left_out.name)}, {"default", left_out.is_default}, {"forced", left_out.is_forced},
            {"hearing_impaired", left_out.is_hearing_impaired}, {"visual_impaired", false},
            {"commentary", delivery::is_commentary_name(left_out.name)}};
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

/// The chapters of a file that begins at `start` of the whole.
void append_chapters(json::array& out, const delivery::Presentation& presentation, double start) {
    const auto& listed = presentation.file().description().chapters;
    for (std::size_t i = 0; i < listed.size(); ++i) {
        const auto end = listed[i].end ? approximate_seconds(*listed[i].end)
                         : i + 1 < listed.size() ? approximate_seconds(listed[i + 1].start)
                                                 : approximate_seconds(presentation.duration());
        out.push_back(json::object{{"start", start + approximate_seconds(listed[i].start)}, {"end", start + end}, {"title", to_valid_utf8(listed[i].title)}});
    }
}

/// Tracks that are in no playlist, with the reason.
void append_left_out(json::array& out, const delivery::Joined& film) {
    const auto& first = *film.files().front().presentation;
    for (const auto& each : film.left_out()) {
        auto track = track_json(*each.rendition->track);
        if (each.file != 0 || each.rendition->beside) track["number"] = nullptr;  // it counts the first file's tracks
        if (each.rendition->beside) track["file"] = to_valid_utf8(each.rendition->file);
        add_refusal(track, delivery::Refusal::Partial, each.reason());
        out.push_back(std::move(track));
    }
    for (const auto& each : first.left_out()) {
        auto track = track_json(*each.track);
        add_refusal(track, each.refusal, each.reason);
        out.push_back(std::move(track));
    }
    for (const auto& file : film.files()) {
        for (const auto& each : file.presentation->left_out_files()) {
            auto track = left_out_json(each);
            add_refusal(track, each.refusal, each.reason);
            out.push_back(std::move(track));
        }
    }
}

}  // namespace

void add_tracks(json::object& episode, const delivery::Joined& film, const MediaBases& bases) {
    const auto& first = *film.files().front().presentation;
    json::array tracks, subtitles, chapters, notes;
    for (const auto& rendition : film.media()) tracks.push_back(carried_json(film, rendition));
    for (const auto& text : film.texts()) {
        subtitles.push_back(subtitle_json(text, bases));
        const auto* own = text.files.front();
        if (own == nullptr || own->track == nullptr) continue;
        auto track = track_json(*own->track);
        track["id"] = text.id;
        track["carried"] = true;
        tracks.push_back(std::move(track));
    }
    for (const auto& pictures : first.pictures()) subtitles.push_back(pictures_json(pictures, bases.first_file));
    append_left_out(tracks, film);
    for (std::size_t file = 0; file < film.files().size(); ++file) {
        const auto& presentation = *film.files()[file].presentation;
        append_chapters(chapters, presentation, approximate_seconds(film.start(file)));
        for (const auto& note : presentation.file().description().notes) notes.emplace_back(to_valid_utf8(note));
    }
    episode["notes"] = std::move(notes);
    episode["tracks"] = std::move(tracks);
    episode["subtitles"] = std::move(subtitles);
    episode["fonts"] = fonts_json(first, bases.first_file);
    episode["chapters"] = std::move(chapters);
}

}  // namespace bt::service

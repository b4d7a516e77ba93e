#include "service/api/catalogue_json.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "base/text.h"
#include "service/api/json_values.h"
#include "service/api/problems.h"
#include "service/open_with_subtitles.h"
#include "service/playing.h"

namespace bt::service {
namespace {

namespace json = boost::json;
using domain::Episode;
using domain::MediaFile;
using domain::MediaVersion;

json::value optional_text(std::string_view value) { return value.empty() ? json::value(nullptr) : json::value(text(value)); }

json::value date_json(const std::optional<domain::Date>& date) {
    if (!date) return nullptr;
    return json::string(fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date->year()), static_cast<unsigned>(date->month()), static_cast<unsigned>(date->day())));
}

json::array texts(const std::vector<std::string>& values) {
    json::array out;
    for (const auto& value : values) out.emplace_back(text(value));
    return out;
}

/// Name of an artwork kind in the API.
std::string_view artwork_name(domain::ArtworkKind kind) {
    switch (kind) {
        case domain::ArtworkKind::Poster: return "poster";
        case domain::ArtworkKind::Backdrop: return "fanart";
        case domain::ArtworkKind::Banner: return "banner";
        case domain::ArtworkKind::Logo: return "logo";
        case domain::ArtworkKind::ClearArt: return "clearart";
        case domain::ArtworkKind::Landscape: return "landscape";
        case domain::ArtworkKind::Disc: return "disc";
        case domain::ArtworkKind::Thumb: return "thumb";
    }
    return "other";
}

/// What else a credit's picture may be is an address on the web, which is not fetched.
bool is_in_library(std::string_view thumb) { return !thumb.empty() && thumb.find("://") == std::string_view::npos; }

json::array people_json(const std::vector<domain::Credit>& people) {
    json::array out;
    for (const auto& credit : people) {
        out.push_back(json::object{{"id", credit.person.value}, {"name", text(credit.name)}, {"role", text(credit.role)}, {"type", text(credit.type)},
                                   {"picture", portrait_json(credit.person.value, is_in_library(credit.thumb))}});
    }
    return out;
}

json::object ids_json(const domain::ProviderIds& ids) {
    json::object out;
    for (const auto& [provider, id] : ids) out[text(provider)] = text(id);
    return out;
}

/// The accent of a picture without colour: a quiet blue-violet, the same that pages without a picture have.
constexpr int kHueOfGrey = 262;

bool is_described(const domain::Artwork& picture) { return picture.facts && picture.facts->width > 0; }

/// Changes with the picture.
std::string picture_url(const domain::Artwork& picture) {
    if (picture.still && picture.facts) {
        return fmt::format("/api/v1/episodes/{}/still?at={}{}&v={}", picture.still->episode.value, picture.still->at.count(), picture.still->is_upright ? "&shape=poster" : "",
                           picture.facts->content.text().substr(0, 16));
    }
    const auto version = XXH3_64bits_withSeed(picture.path.data(), picture.path.size(), static_cast<XXH64_hash_t>(picture.stamp.modified_ns) ^ picture.stamp.size);
    return fmt::format("/api/v1/artwork/{}?v={:016x}", picture.id.value, version);
}

/// The first of each kind.
std::vector<const domain::Artwork*> front_pictures(const std::vector<domain::Artwork>& artwork) {
    std::map<domain::ArtworkKind, const domain::Artwork*> front;
    for (const auto& each : artwork) {
        if (!domain::is_shown(each)) continue;
        auto& place = front[each.kind];
        if (place == nullptr || each.order < place->order) place = &each;
    }
    std::vector<const domain::Artwork*> out;
    for (const auto& [kind, picture] : front) out.push_back(picture);
    return out;
}

json::value anthology_json(const std::optional<domain::Instalment>& instalment) {
    if (!instalment) return nullptr;
    return json::object{{"name", text(instalment->anthology)}, {"instalment", optional_number(instalment->number)}};
}

/// Languages of the streams of one kind and of the files beside the video that are offered, each once.
json::array languages(const Episode& episode, domain::StreamKind kind) {
    std::set<std::string> found;
    for (const auto& version : episode.versions) {
        for (const auto& part : version.parts) {
            if (!part.summary) continue;
            for (const auto& stream : part.summary->streams) {
                if (stream.kind == kind) found.insert(stream.language);
            }
        }
        for (const auto& track : version.tracks) {
            if (track.kind == kind && track.content && is_offered_kind(track)) found.insert(track.language);
        }
    }
    found.erase("und");
    json::array out;
    for (const auto& language : found) out.emplace_back(text(language));
    return out;
}

/// Seconds of all files that play; where none does, of those that could be read.
std::optional<double> length_of_version(const MediaVersion& version) {
    const bool plays = media_url(version, "").has_value();
    std::optional<double> seconds;
    for (const auto& part : version.parts) {
        if (part.summary && (!plays || media_url(part, ""))) seconds = seconds.value_or(0) + approximate_seconds(part.summary->duration);
    }
    return seconds;
}

json::object file_json(const MediaFile& file) {
    json::object out{{"playable", media_url(file, "master.m3u8").has_value()}};
    if (file.summary) {
        out["container"] = text(file.summary->container);
        out["duration"] = approximate_seconds(file.summary->duration);
    }
    if (const auto hls = media_url(file, "master.m3u8")) out["hls"] = *hls;
    if (const auto dash = media_url(file, "manifest.mpd")) out["dash"] = *dash;
    if (!file.unreadable.empty()) out["reason"] = text(file.unreadable);
    out["size"] = file.stamp.size;
    return out;
}

json::array versions_json(const Episode& episode) {
    json::array out;
    for (const auto& version : episode.versions) {
        json::array files;
        for (const auto& part : version.parts) files.push_back(file_json(part));
        out.push_back(json::object{{"label", text(version.label)}, {"files", std::move(files)}});
    }
    return out;
}

json::array extras_json(const std::vector<domain::Extra>& extras) {
    json::array out;
    for (const auto& extra : extras) out.push_back(extra_json(extra));
    return out;
}

json::array songs_json(const domain::Series& series) {
    json::array out;
    for (const auto& album : series.albums) {
        for (const auto& song : album.songs) {
            out.push_back(json::object{{"id", song.id.value}, {"title", text(song.title)}, {"artist", text(song.artist)}, {"album", text(album.title)},
                                       {"number", optional_number(song.number)}, {"duration", approximate_seconds(song.duration)}});
        }
    }
    return out;
}

}  // namespace

Unplayable reason_against_opening(const Error& error) {
    const auto code = error.fault == Fault::Unsupported ? Unplayable::kNeedsConversion : error.fault == Fault::NotFound ? Unplayable::kNoFile : Unplayable::kUnreadable;
    return {code, words_for_viewers(error)};
}

void set_playable(json::object& episode, const Unplayable& reason) {
    episode["playable"] = reason.code.empty();
    if (reason.code.empty()) return;
    episode["reason"] = text(reason.words);
    episode["reason_code"] = std::string(reason.code);
}

json::object artwork_json(const std::vector<domain::Artwork>& artwork) {
    json::object out;
    for (const auto* each : front_pictures(artwork)) {
        json::object picture{{"url", picture_url(*each)}};
        if (is_described(*each)) {
            picture["width"] = each->facts->width;
            picture["height"] = each->facts->height;
            picture["hue"] = each->facts->hue.value_or(kHueOfGrey);
            picture["thumbhash"] = each->facts->thumbhash;
        }
        if (each->still) picture["of_film"] = true;
        out[artwork_name(each->kind)] = std::move(picture);
    }
    return out;
}

json::value portrait_json(std::int64_t person, bool has_picture) {
    if (!has_picture) return nullptr;
    return json::object{{"url", fmt::format("/api/v1/people/{}/picture", person)}};
}

json::value cover_json(const std::optional<domain::AlbumId>& album) {
    if (!album) return nullptr;
    return json::object{{"url", fmt::format("/api/v1/albums/{}/cover", album->value)}};
}

json::value hue_json(const std::vector<domain::Artwork>& artwork) {
    const auto front = front_pictures(artwork);
    for (const auto kind : {domain::ArtworkKind::Poster, domain::ArtworkKind::Backdrop}) {
        const auto found = std::ranges::find(front, kind, &domain::Artwork::kind);
        if (found != front.end() && is_described(**found)) return (*found)->facts->hue.value_or(kHueOfGrey);
    }
    return nullptr;
}

json::object summary_json(const store::SeriesSummary& series) {
    std::vector<domain::Artwork> artwork;
    for (const auto& each : {series.poster, series.backdrop}) {
        if (each) artwork.push_back(*each);
    }
    return {{"id", series.id.value},
            {"title", text(series.title)},
            {"year", optional_number(series.year)},
            {"artwork", artwork_json(artwork)},
            {"hue", hue_json(artwork)},
            {"genres", texts(series.genres)},
            {"anthology", anthology_json(series.instalment)},
            {"season_count", series.season_count},
            {"episode_count", series.episode_count},
            {"added", series.added_at_ms / 1'000}};
}

json::object extra_json(const domain::Extra& extra) {
    auto out = file_json(extra.file);
    set_playable(out, reason_against_playing(&extra.file));
    out["id"] = extra.id.value;
    out["kind"] = std::string(to_string(extra.kind));
    out["title"] = text(extra.title);
    return out;
}

json::object series_reference_json(domain::SeriesId id, std::string_view title, const std::vector<domain::Artwork>& artwork) {
    return {{"id", id.value}, {"title", text(title)}, {"artwork", artwork_json(artwork)}, {"hue", hue_json(artwork)}};
}

json::object episode_json(const Episode& episode) {
    json::object out{{"id", episode.id.value}, {"season", episode.season.value}, {"number", optional_number(episode.number.value)},
                     {"title", text(episode.title.value)}, {"original_title", optional_text(episode.original_title)},
                     {"plot", text(episode.plot)}, {"aired", date_json(episode.aired)}, {"duration", nullptr}, {"hls", nullptr}, {"dash", nullptr},
                     {"artwork", artwork_json(episode.artwork)}};
    if (!episode.versions.empty() && episode.versions.front().last_episode && episode.versions.front().last_episode != episode.versions.front().first_episode) {
        out["number_end"] = *episode.versions.front().last_episode;
    }
    const auto* version = main_version(episode);
    if (version != nullptr) {
        if (const auto duration = length_of_version(*version)) out["duration"] = *duration;
        if (const auto hls = media_url(*version, "master.m3u8")) out["hls"] = *hls;
        if (const auto dash = media_url(*version, "manifest.mpd")) out["dash"] = *dash;
    }
    set_playable(out, reason_against_playing(version));
    out["audio_languages"] = languages(episode, domain::StreamKind::Audio);
    out["subtitle_languages"] = languages(episode, domain::StreamKind::Subtitle);
    out["versions"] = versions_json(episode);
    out["extras"] = extras_json(episode.extras);
    return out;
}

json::object series_json(const domain::Series& series) {
    json::array seasons;
    std::size_t episodes = 0, regular = 0;
    for (const auto& season : series.seasons) {
        json::array list;
        for (const auto& episode : season.episodes) list.push_back(episode_json(episode));
        episodes += list.size();
        regular += season.number > 0;
        seasons.push_back(json::object{{"number", season.number}, {"title", text(season.title.value)}, {"plot", text(season.plot)},
                                       {"artwork", artwork_json(season.artwork)}, {"episodes", std::move(list)},
                                       {"extras", extras_json(season.extras)}});
    }
    return json::object{{"id", series.id.value},
                        {"title", text(series.title.value)},
                        {"original_title", optional_text(series.original_title)},
                        {"year", optional_number(series.year.value)},
                        {"plot", text(series.plot)},
                        {"tagline", text(series.tagline)},
                        {"status", text(series.status)},
                        {"premiered", date_json(series.premiered)},
                        {"certification", text(series.certification)},
                        {"genres", texts(series.genres)},
                        {"studios", texts(series.studios)},
                        {"people", people_json(series.people)},
                        {"ids", ids_json(series.ids)},
                        {"artwork", artwork_json(series.artwork)},
                        {"hue", hue_json(series.artwork)},
                        {"anthology", anthology_json(series.instalment)},
                        {"season_count", regular},
                        {"episode_count", episodes},
                        {"seasons", std::move(seasons)},
                        {"extras", extras_json(series.extras)},
                        {"songs", songs_json(series)}};
}

}  // namespace bt::service

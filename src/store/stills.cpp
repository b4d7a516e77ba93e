#include "store/stills.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>

#include "store/connection.h"
#include "store/details.h"
#include "store/file_columns.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

using domain::Artwork;
using domain::ArtworkKind;

/// An episode's film is the first file of the version that plays first.
constexpr std::string_view kFilms = "JOIN versions AS v ON v.episode_id = e.id AND v.position = 0 JOIN version_parts AS p ON p.version_id = v.id AND p.position = 0 "
                                    "JOIN files AS f ON f.id = p.file_id";
/// As domain::is_shown() has it.
constexpr std::string_view kShown = "a.path <> '' AND (a.content_key IS NULL OR a.width IS NOT NULL)";
constexpr std::string_view kStills = "JOIN stills AS t ON t.content_key = f.content_key AND t.at IS NOT NULL";
constexpr std::string_view kStillColumns = "e.id, t.content_key, t.at, t.width, t.height, t.hue, t.thumbhash, t.upright_width, t.upright_height, t.upright_thumbhash";

struct StillColumns {
    std::int64_t episode = 0, at = 0, width = 0, height = 0, upright_width = 0, upright_height = 0;
    std::string content, thumbhash, upright_thumbhash;
    std::optional<int> hue;

    void attach(soci::statement& statement) {
        statement.exchange(into(episode));
        statement.exchange(into(content));
        statement.exchange(into(at));
        statement.exchange(into(width));
        statement.exchange(into(height));
        statement.exchange(into(hue));
        statement.exchange(into(thumbhash));
        statement.exchange(into(upright_width));
        statement.exchange(into(upright_height));
        statement.exchange(into(upright_thumbhash));
    }
    /// Of the whole picture, or, for a poster, of what stands upright in it.
    Artwork artwork(ArtworkKind kind) const {
        const bool is_upright = kind == ArtworkKind::Poster;
        Artwork out{.kind = kind, .path = {}, .url = {}, .order = 0, .stamp = {}};
        out.still = domain::Still{.episode = {episode}, .at = std::chrono::seconds(at), .is_upright = is_upright};
        out.facts = domain::ArtworkFacts{.content = ContentKey::parse(content).value_or(ContentKey{}),
                                         .width = static_cast<std::uint32_t>(is_upright ? upright_width : width),
                                         .height = static_cast<std::uint32_t>(is_upright ? upright_height : height),
                                         .hue = hue,
                                         .thumbhash = is_upright ? upright_thumbhash : thumbhash};
        return out;
    }
};

/// What is not shown is none.
bool has(const std::vector<Artwork>& artwork, ArtworkKind kind) {
    return std::ranges::any_of(artwork, [&](const Artwork& each) { return each.kind == kind && domain::is_shown(each); });
}

/// A backdrop is not missed where there is another wide picture.
bool lacks(const std::vector<Artwork>& artwork, ArtworkKind kind) {
    return !has(artwork, kind) && (kind != ArtworkKind::Backdrop || (!has(artwork, ArtworkKind::Landscape) && !has(artwork, ArtworkKind::Thumb)));
}

void stand_in(std::vector<Artwork>& artwork, const StillColumns& still, std::initializer_list<ArtworkKind> kinds) {
    for (const auto kind : kinds) {
        if (lacks(artwork, kind)) artwork.push_back(still.artwork(kind));
    }
}

}  // namespace

Result<std::vector<PlannedFile>> read_films_without_still(Database& database) {
    return read_value(database, "list films to look through", [](Connection& sql) -> Result<std::vector<PlannedFile>> {
        std::vector<PlannedFile> found;
        std::string content, library, path;
        sql.each(fmt::format("SELECT f.content_key, l.path, f.path FROM episodes AS e JOIN series AS s ON s.id = e.series_id {0} JOIN libraries AS l ON l.id = f.library_id "
                             "WHERE e.removed_at IS NULL AND s.removed_at IS NULL AND f.removed_at IS NULL AND f.content_key IS NOT NULL AND f.summary IS NOT NULL "
                             "AND NOT EXISTS (SELECT 1 FROM stills AS t WHERE t.content_key = f.content_key) "
                             "AND (NOT EXISTS (SELECT 1 FROM artwork AS a WHERE a.episode_id = e.id AND a.kind = '{1}' AND {3}) "
                             "OR (e.position = 0 AND NOT EXISTS (SELECT 1 FROM artwork AS a WHERE a.series_id = s.id AND a.season_id IS NULL AND a.episode_id IS NULL "
                             "AND a.kind = '{2}' AND {3}))) ORDER BY e.position > 0, s.added_at DESC, s.id DESC, e.season_number, e.position",
                             kFilms, to_string(ArtworkKind::Thumb), to_string(ArtworkKind::Poster), kShown),
                 [&] {
                     if (const auto key = ContentKey::parse(content)) found.push_back({*key, from_stored_path(library) + "/" + from_stored_path(path)});
                 },
                 into(content), into(library), into(path));
        return found;
    });
}

Result<void> keep_stills(Database& database, std::span<const LookedThrough> films) {
    if (films.empty()) return {};
    return database.write("save pictures of films", [&](Connection& sql) -> Result<void> {
        for (const auto& [film, still] : films) {
            std::optional<std::int64_t> at, width, height, upright_width, upright_height;
            std::optional<int> hue;
            std::string thumbhash, upright_thumbhash;
            if (still) {
                at = still->at.count(), hue = still->whole.hue;
                width = still->whole.width, height = still->whole.height, thumbhash = still->whole.thumbhash;
                upright_width = still->upright.width, upright_height = still->upright.height, upright_thumbhash = still->upright.thumbhash;
            }
            sql.run("INSERT INTO stills (content_key, at, width, height, hue, thumbhash, upright_width, upright_height, upright_thumbhash) "
                    "VALUES (:content, :at, :width, :height, :hue, :thumbhash, :upright_width, :upright_height, :upright_thumbhash) ON CONFLICT (content_key) DO NOTHING",
                    use(film.text()), use(at), use(width), use(height), use(hue), use(thumbhash), use(upright_width), use(upright_height), use(upright_thumbhash));
        }
        return {};
    });
}

void add_stills(Connection& sql, domain::Series& series) {
    std::unordered_map<std::int64_t, StillColumns> stills;
    StillColumns row;
    sql.each(fmt::format("SELECT {} FROM episodes AS e {} {} WHERE e.series_id = :series AND e.removed_at IS NULL", kStillColumns, kFilms, kStills),
             [&] { stills.emplace(row.episode, row); }, use(series.id.value), row);
    if (stills.empty()) return;
    const StillColumns* of_series = nullptr;
    for (auto& season : series.seasons) {
        const StillColumns* of_season = nullptr;
        for (auto& episode : season.episodes) {
            const auto found = stills.find(episode.id.value);
            if (found == stills.end()) continue;
            if (of_season == nullptr) of_season = &found->second;
            stand_in(episode.artwork, found->second, {ArtworkKind::Thumb});
        }
        if (of_season != nullptr && season.number > 0 && of_series == nullptr) of_series = of_season;
    }
    if (of_series != nullptr) stand_in(series.artwork, *of_series, {ArtworkKind::Poster, ArtworkKind::Backdrop});
}

void add_stills(Connection& sql, domain::Episode& episode) {
    StillColumns row;
    if (has(episode.artwork, ArtworkKind::Thumb)) return;
    if (sql.run(fmt::format("SELECT {} FROM episodes AS e {} {} WHERE e.id = :episode", kStillColumns, kFilms, kStills), use(episode.id.value), row)) {
        stand_in(episode.artwork, row, {ArtworkKind::Thumb});
    }
}

void add_stills(Connection& sql, std::vector<SeriesSummary>& cards) {
    std::unordered_map<std::int64_t, SeriesSummary*> bare;
    std::string ids;
    for (auto& card : cards) {
        if (card.poster && card.backdrop) continue;
        bare.emplace(card.id.value, &card);
        ids += fmt::format("{}{}", ids.empty() ? "[" : ",", card.id.value);
    }
    if (bare.empty()) return;
    ids += "]";
    std::int64_t series = 0;
    StillColumns row;
    // The first of the episodes in their order, by the index: of a long series no more are looked at.
    sql.each(fmt::format("SELECT wanted.value, {0} FROM json_each(:ids) AS wanted CROSS JOIN episodes AS e ON e.id = (SELECT e.id FROM episodes AS e {1} {2} "
                         "WHERE e.series_id = wanted.value AND e.season_number > 0 AND e.removed_at IS NULL ORDER BY e.season_number, e.position LIMIT 1) {1} {2}",
                         kStillColumns, kFilms, kStills),
             [&] {
                 auto& card = *bare.at(series);
                 if (!card.poster) card.poster = row.artwork(ArtworkKind::Poster);
                 if (!card.backdrop) card.backdrop = row.artwork(ArtworkKind::Backdrop);
             },
             use(ids), into(series), row);
}

void add_stills(Connection& sql, domain::SeriesId series, std::vector<Artwork>& artwork) {
    if (!lacks(artwork, ArtworkKind::Poster) && !lacks(artwork, ArtworkKind::Backdrop)) return;
    std::vector<SeriesSummary> card{{.id = series}};
    add_stills(sql, card);
    for (const auto& each : {card.front().poster, card.front().backdrop}) {
        if (each && lacks(artwork, each->kind)) artwork.push_back(*each);
    }
}

}  // namespace bt::store

#include "store/listening_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "domain/whole.h"
#include "store/album_ties.h"
#include "store/connection.h"
#include "store/details.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

std::string join(const std::string& library, const std::string& path) { return from_stored_path(library) + "/" + from_stored_path(path); }

/// A version of an episode, as far as it was read.
struct Candidate {
    std::int64_t version = 0;
    std::vector<PlannedFile> files;
    bool is_direct = false;
};

void add_once(std::vector<PlannedFile>& files, const PlannedFile& file) {
    if (std::ranges::find(files, file.content, &PlannedFile::content) == files.end()) files.push_back(file);
}

/// As domain::whole_key() and domain::played_parts() have it; files behind the first that do not play were left out before.
PlannedEpisode episode_of(const Candidate& candidate) {
    std::vector<ContentKey> contents;
    PlannedEpisode episode;
    for (const auto& file : candidate.files) {
        contents.push_back(file.content);
        episode.paths.push_back(file.path);
    }
    if (!candidate.is_direct || contents.size() > domain::kMostFilesOfAWhole) {
        contents.resize(1);
        episode.paths.resize(1);
    }
    episode.content = domain::whole_key(contents);
    return episode;
}

class SeasonBuilder {
public:
    /// Versions of one episode come together, the preferred first; the first whose first file plays from the original counts.
    void offer(domain::SeriesId series, int season, std::int64_t episode, std::int64_t added, Candidate candidate) {
        if (episode != episode_) finish();
        episode_ = episode;
        key_ = {series.value, season};
        added_ = added;
        if (!best_ || (!best_->is_direct && candidate.is_direct)) best_ = std::move(candidate);
    }
    /// A file behind the first of a version: played when it is of the version that counts.
    void follow(std::int64_t version, PlannedFile file) {
        if (best_ && best_->version == version) best_->files.push_back(std::move(file));
    }
    std::vector<PlannedSeason> take() {
        finish();
        std::vector<std::pair<std::int64_t, PlannedSeason>> dated;
        for (auto& [key, season] : seasons_) dated.emplace_back(newest_[key], std::move(season));
        std::ranges::stable_sort(dated, [](const auto& a, const auto& b) { return a.first > b.first; });
        std::vector<PlannedSeason> out;
        for (auto& [added, season] : dated) out.push_back(std::move(season));
        return out;
    }

private:
    using Key = std::pair<std::int64_t, int>;
    void finish() {
        if (!best_) return;
        auto& season = seasons_[key_];
        season.series = domain::SeriesId{key_.first};
        season.season = key_.second;
        // A double episode's file stands in both of its episodes.
        auto episode = episode_of(*best_);
        if (std::ranges::find(season.episodes, episode.content, &PlannedEpisode::content) == season.episodes.end()) season.episodes.push_back(std::move(episode));
        for (const auto& file : best_->files) add_once(season.films, file);
        newest_[key_] = std::max(newest_[key_], added_);
        best_.reset();
    }

    std::int64_t episode_ = 0, added_ = 0;
    Key key_;
    std::optional<Candidate> best_;
    std::map<Key, PlannedSeason> seasons_;
    std::map<Key, std::int64_t> newest_;
};

std::vector<PlannedSeason> read_planned_seasons(Connection& sql) {
    SeasonBuilder builder;
    std::int64_t series = 0, episode = 0, added = 0, version = 0;
    int season = 0, position = 0;
    std::string content, path, library;
    std::optional<std::string> summary;
    sql.each("SELECT e.series_id, e.season_number, e.id, e.added_at, v.id, p.position, f.content_key, l.path, f.path, f.summary FROM episodes AS e "
             "JOIN series AS s ON s.id = e.series_id JOIN versions AS v ON v.episode_id = e.id JOIN version_parts AS p ON p.version_id = v.id "
             "JOIN files AS f ON f.id = p.file_id JOIN libraries AS l ON l.id = f.library_id WHERE e.removed_at IS NULL AND s.removed_at IS NULL "
             "AND f.removed_at IS NULL AND f.content_key IS NOT NULL ORDER BY e.series_id, e.season_number, e.position, e.id, v.position, v.id, p.position",
             [&] {
                 const auto key = ContentKey::parse(content);
                 if (!key || !summary) return;
                 PlannedFile file{*key, join(library, path)};
                 const bool is_direct = read_summary(*summary).is_direct;
                 if (position == 0) builder.offer(domain::SeriesId{series}, season, episode, added, {version, {std::move(file)}, is_direct});
                 else if (is_direct) builder.follow(version, std::move(file));
             },
             into(series), into(season), into(episode), into(added), into(version), into(position), into(content), into(library), into(path), into(summary));
    return builder.take();
}

/// A copy of an episode beside a part of its season, or none of it, would be heard as if nothing had come before: the season that has the most to
/// compare it with answers for both. See docs/decisions/0008.
void settle_owners(std::vector<PlannedSeason>& seasons) {
    const auto answers_before = [](const PlannedSeason& a, const PlannedSeason& b) {
        return std::tuple(b.episodes.size(), a.series, a.season) < std::tuple(a.episodes.size(), b.series, b.season);
    };
    std::unordered_map<ContentKey, const PlannedSeason*> owners;
    for (const auto& season : seasons) {
        for (const auto& episode : season.episodes) {
            const auto [owner, is_first] = owners.emplace(episode.content, &season);
            if (!is_first && answers_before(season, *owner->second)) owner->second = &season;
        }
    }
    for (auto& season : seasons) {
        for (const auto& episode : season.episodes) {
            if (owners.at(episode.content) != &season) season.foreign.push_back(episode.content);
        }
        std::ranges::sort(season.foreign);
    }
    std::stable_partition(seasons.begin(), seasons.end(), [](const PlannedSeason& season) { return season.foreign.size() < season.episodes.size(); });
}

std::vector<PlannedFile> read_planned_songs(Connection& sql) {
    std::vector<PlannedFile> songs;
    std::string content, path, library;
    sql.each("SELECT o.content_key, l.path, o.path FROM songs AS o JOIN series AS s ON s.id = o.series_id JOIN libraries AS l ON l.id = s.library_id "
             "WHERE o.removed_at IS NULL AND s.removed_at IS NULL AND o.content_key IS NOT NULL ORDER BY o.content_key, o.id",
             [&] {
                 const auto key = ContentKey::parse(content);
                 if (key && (songs.empty() || songs.back().content != *key)) songs.push_back({*key, join(library, path)});
             },
             into(content), into(library), into(path));
    return songs;
}

void add_soundtracks(Connection& sql, std::vector<PlannedSeason>& seasons) {
    std::map<domain::SeriesId, std::vector<ContentKey>> soundtracks;
    std::int64_t series = 0;
    std::string content;
    sql.each(fmt::format("SELECT series_id, content_key FROM songs WHERE removed_at IS NULL AND content_key IS NOT NULL UNION "
                         "SELECT t.series_id, o.content_key FROM {} AS t JOIN songs AS o ON o.album_id = t.album_id "
                         "WHERE o.removed_at IS NULL AND o.content_key IS NOT NULL ORDER BY series_id, content_key", kShownTies),
             [&] {
                 if (const auto key = ContentKey::parse(content)) soundtracks[domain::SeriesId{series}].push_back(*key);
             },
             into(series), into(content));
    for (auto& season : seasons) season.soundtrack = soundtracks[season.series];
}

}  // namespace

Result<ListeningPlan> read_listening_plan(Database& database) {
    return read_value(database, "plan what to listen to", [](Connection& sql) -> Result<ListeningPlan> {
        ListeningPlan plan{.seasons = read_planned_seasons(sql), .songs = read_planned_songs(sql)};
        settle_owners(plan.seasons);
        add_soundtracks(sql, plan.seasons);
        return plan;
    });
}

}  // namespace bt::store

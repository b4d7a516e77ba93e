// The order of work. Find the series' row; when what it holds already equals the scan, only the folder's signature is noted. Else put
// everything of the series at rest, wake what the scan matches (identity.h) or add it, and replace what belongs to it
// (belongings.h). What stays at rest keeps its id for the day it comes back.
#include "store/series_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "store/belongings.h"
#include "store/content_prints.h"
#include "store/details.h"
#include "store/file_columns.h"
#include "store/identity.h"
#include "store/series_loader.h"
#include "store/sort_key.h"
#include "store/stored_text.h"
#include "store/tie_succession.h"
#include "store/whole_versions.h"

namespace bt::store {
namespace {

using domain::Episode;
using domain::MediaFile;
using domain::ScannedSeries;
using domain::Series;

// --- does it hold this already?

void forget_ids(MediaFile& file) { file.id = {}; }
void forget_ids(std::vector<domain::Extra>& extras) {
    for (auto& extra : extras) {
        extra.id = {};
        forget_ids(extra.file);
    }
}
void forget_ids(std::vector<domain::Artwork>& artwork) {
    for (auto& picture : artwork) {
        picture.id = {};
        picture.facts.reset();
    }
}
void forget_ids(std::vector<domain::Credit>& people) {
    for (auto& credit : people) credit.person = {};
}
void forget_ids(Episode& episode) {
    episode.id = {};
    forget_ids(episode.extras);
    forget_ids(episode.artwork);
    forget_ids(episode.people);
    for (auto& version : episode.versions) {
        for (auto& part : version.parts) forget_ids(part);
    }
}

/// The series as a scan would give it.
Series without_ids(Series series) {
    series.id = {};
    forget_ids(series.extras);
    forget_ids(series.artwork);
    forget_ids(series.people);
    for (auto& season : series.seasons) {
        season.id = {};
        forget_ids(season.extras);
        forget_ids(season.artwork);
        for (auto& episode : season.episodes) forget_ids(episode);
    }
    for (auto& album : series.albums) {
        album.id = {};
        for (auto& song : album.songs) song.id = {};
    }
    return series;
}

std::vector<domain::ScanProblem> stored_problems(Connection& sql, std::int64_t series) {
    std::vector<domain::ScanProblem> problems;
    std::string path, message;
    sql.each("SELECT path, message FROM problems WHERE series_id = :series ORDER BY id",
             [&] { problems.push_back({from_stored_path(path), message}); }, use(series), into(path), into(message));
    return problems;
}

struct KnownSeries {
    std::int64_t id = 0;
    std::int64_t library = 0;
    std::string folder;
    std::optional<std::int64_t> removed_at;
};

bool holds_already(Connection& sql, const KnownSeries& known, domain::LibraryId library, const ScannedSeries& scanned) {
    if (known.removed_at || known.library != library.value || known.folder != to_stored_path(scanned.folder)) return false;
    if (has_unnamed_wholes(sql, known.id)) return false;
    const auto stored = load_series(sql, domain::SeriesId{known.id});
    return stored && without_ids(*stored) == without_ids(scanned.series) && stored_problems(sql, known.id) == scanned.problems;
}

// --- writing

class SeriesWriter {
public:
    SeriesWriter(Connection& sql, domain::LibraryId library, const ScannedSeries& scanned, const StillThere& still_there, std::int64_t now_ms)
        : sql_(sql), library_(library), scanned_(scanned), series_(scanned.series), still_there_(still_there),
          files_(media_files_of(scanned.series)) {
        rows_.now_ms = now_ms;
    }

    Result<Applied> write() {
        keep_prints(sql_, scanned_.prints);
        const auto found = find_series(sql_, library_, scanned_, files_, still_there_);
        if (found && is_unchanged(*found)) return Applied{.series = domain::SeriesId{*found}};
        const auto tied = found ? tied_albums_of(sql_, *found) : TiedAlbums();
        found ? update_series(*found) : insert_series();
        BT_CHECK(write_seasons());
        write_files();
        write_episodes();
        write_versions(sql_, series_, rows_);
        write_extras(sql_, series_, rows_);
        write_artwork(sql_, series_, rows_);
        write_credits(sql_, series_, rows_);
        write_labels(sql_, series_, rows_);
        write_provider_ids(sql_, series_, rows_);
        write_instalment(sql_, series_, rows_);
        write_themes(sql_, series_, rows_);
        write_albums(sql_, series_, rows_);
        move_ties(sql_, tied, library_, scanned_);
        write_problems();
        return Applied{.series = domain::SeriesId{rows_.series}, .is_new = !found, .is_changed = true};
    }

private:
    std::int64_t signature() const { return static_cast<std::int64_t>(scanned_.signature.value); }
    std::string sort_key() const {
        return series_.sort_title.empty() ? title_sort_key(series_.title.value) : name_sort_key(series_.sort_title);
    }

    bool is_unchanged(std::int64_t id) {
        KnownSeries known{.id = id, .folder = {}, .removed_at = {}};
        sql_.run("SELECT library_id, folder, removed_at FROM series WHERE id = :id", use(id), into(known.library), into(known.folder),
                 into(known.removed_at));
        if (!holds_already(sql_, known, library_, scanned_)) return false;
        sql_.run("UPDATE series SET signature = :signature WHERE id = :id", use(signature()), use(id));
        return true;
    }

    /// What another server has had for years is not new here: lists of what was added last keep their order. Never later than now.
    template <class Work>
    std::int64_t added_ms(const Work& work) const {
        return work.added ? std::min<std::int64_t>(work.added->time_since_epoch().count() * 1000, rows_.now_ms) : rows_.now_ms;
    }

    void insert_series() {
        sql_.run("INSERT INTO series (library_id, folder, signature, title, sort_key, year, added_at, details) VALUES (:library, "
                 ":folder, :signature, :title, :sort_key, :year, :added, :details) RETURNING id",
                 use(library_.value), use(to_stored_path(scanned_.folder)), use(signature()), use(to_stored_text(series_.title.value)),
                 use(sort_key()), use(series_.year.value), use(added_ms(series_)), use(write_details(series_)), into(rows_.series));
    }

    void update_series(std::int64_t id) {
        rows_.series = id;
        sql_.run("UPDATE series SET library_id = :library, folder = :folder, signature = :signature, title = :title, sort_key = :sort_key, "
                 "year = :year, removed_at = NULL, details = :details WHERE id = :id",
                 use(library_.value), use(to_stored_path(scanned_.folder)), use(signature()), use(to_stored_text(series_.title.value)),
                 use(sort_key()), use(series_.year.value), use(write_details(series_)), use(id));
    }

    Result<void> write_seasons() {
        sql_.run("UPDATE seasons SET removed_at = coalesce(removed_at, :now) WHERE series_id = :series", use(rows_.now_ms), use(rows_.series));
        std::set<int> numbers;
        for (const auto& season : series_.seasons) {
            if (!numbers.insert(season.number).second) {
                return Error{Fault::Conflict, fmt::format("the series has two seasons {}", season.number), to_stored_text(scanned_.folder)};
            }
            sql_.run("INSERT INTO seasons (series_id, number, details) VALUES (:series, :number, :details) ON CONFLICT (series_id, number) "
                     "DO UPDATE SET removed_at = NULL, details = excluded.details RETURNING id",
                     use(rows_.series), use(season.number), use(write_details(season)), into(rows_.seasons[&season]));
        }
        return {};
    }

    void write_files() {
        const auto matches = match_files(sql_, library_, rows_.series, files_, still_there_);
        sql_.run("UPDATE files SET removed_at = coalesce(removed_at, :now) WHERE series_id = :series", use(rows_.now_ms), use(rows_.series));
        // Paths change hands among these rows: all leave theirs before any takes a new one.
        for (const auto& id : matches) {
            if (id) sql_.run("UPDATE files SET removed_at = coalesce(removed_at, :now) WHERE id = :id", use(rows_.now_ms), use(*id));
        }
        for (std::size_t i = 0; i < files_.size(); ++i) rows_.files[files_[i]->path] = write_file(*files_[i], matches[i]);
    }

    std::int64_t write_file(const MediaFile& file, const std::optional<std::int64_t>& known) {
        const StampColumns stamp(file.stamp, file.content);
        std::optional<std::string> summary;
        if (file.summary) summary = write_summary(*file.summary);
        std::int64_t id = 0;
        sql_.run("INSERT INTO files (id, library_id, series_id, path, size, modified_ns, inode, content_key, unreadable, summary) VALUES (:id, "
                 ":library, :series, :path, :size, :modified_ns, :inode, :content_key, :unreadable, :summary) ON CONFLICT (id) DO UPDATE SET "
                 "library_id = excluded.library_id, series_id = excluded.series_id, path = excluded.path, size = excluded.size, "
                 "modified_ns = excluded.modified_ns, inode = excluded.inode, content_key = excluded.content_key, "
                 "unreadable = excluded.unreadable, summary = excluded.summary, removed_at = NULL RETURNING id",
                 use(known), use(library_.value), use(rows_.series), use(to_stored_path(file.path)), StampValues(stamp),
                 use(to_stored_text(file.unreadable)), use(summary), into(id));
        return id;
    }

    void write_episodes() {
        std::vector<WantedEpisode> wanted;
        for (const auto& season : series_.seasons) {
            for (const auto& episode : season.episodes) wanted.push_back({&episode, files_of(episode)});
        }
        const auto matches = match_episodes(sql_, rows_.series, wanted);
        const auto givers = series_of(matches);
        sql_.run("UPDATE episodes SET removed_at = coalesce(removed_at, :now) WHERE series_id = :series", use(rows_.now_ms), use(rows_.series));
        std::size_t i = 0;
        for (const auto& season : series_.seasons) {
            int position = 0;
            for (const auto& episode : season.episodes) {
                rows_.episodes[&episode] = write_episode(episode, rows_.seasons.at(&season), position++, matches[i++]);
            }
        }
        count_parts(rows_.series);
        for (const std::int64_t giver : givers) count_parts(giver);
    }

    std::vector<std::int64_t> files_of(const Episode& episode) const {
        std::vector<std::int64_t> ids;
        for (const auto& version : episode.versions) {
            for (const auto& part : version.parts) ids.push_back(rows_.files.at(part.path));
        }
        return ids;
    }

    /// The other series that lose an episode to this one.
    std::set<std::int64_t> series_of(const std::vector<std::optional<std::int64_t>>& episodes) {
        std::set<std::int64_t> owners;
        std::int64_t owner = 0;
        for (const auto& id : episodes) {
            if (id && sql_.run("SELECT series_id FROM episodes WHERE id = :id", use(*id), into(owner)) && owner != rows_.series) owners.insert(owner);
        }
        return owners;
    }

    std::int64_t write_episode(const Episode& episode, std::int64_t season, int position, const std::optional<std::int64_t>& known) {
        std::optional<std::string> aired;
        if (episode.aired) aired = write_date(*episode.aired);
        std::int64_t id = 0;
        sql_.run("INSERT INTO episodes (id, series_id, season_id, position, season_number, number, title, aired, added_at, details) VALUES (:id, "
                 ":series, :season, :position, :season_number, :number, :title, :aired, :added, :details) ON CONFLICT (id) DO UPDATE SET "
                 "series_id = excluded.series_id, season_id = excluded.season_id, position = excluded.position, "
                 "season_number = excluded.season_number, number = excluded.number, title = excluded.title, aired = excluded.aired, "
                 "details = excluded.details, removed_at = NULL RETURNING id",
                 use(known), use(rows_.series), use(season), use(position), use(episode.season.value), use(episode.number.value),
                 use(to_stored_text(episode.title.value)), use(aired), use(added_ms(episode)), use(write_details(episode)), into(id));
        return id;
    }

    void count_parts(std::int64_t series) {
        sql_.run("UPDATE series SET episode_count = (SELECT count(*) FROM episodes WHERE series_id = series.id AND removed_at IS NULL), season_count = "
                 "(SELECT count(*) FROM seasons WHERE series_id = series.id AND number > 0 AND removed_at IS NULL) WHERE id = :series",
                 use(series));
    }

    void write_problems() {
        sql_.run("DELETE FROM problems WHERE series_id = :series", use(rows_.series));
        for (const auto& problem : scanned_.problems) {
            sql_.run("INSERT INTO problems (library_id, series_id, path, message) VALUES (:library, :series, :path, :message)", use(library_.value),
                     use(rows_.series), use(to_stored_path(problem.path)), use(to_stored_text(problem.message)));
        }
    }

    Connection& sql_;
    domain::LibraryId library_;
    const ScannedSeries& scanned_;
    const Series& series_;
    const StillThere& still_there_;
    std::vector<const MediaFile*> files_;
    SeriesRows rows_;
};

}  // namespace

Result<Applied> write_series(Connection& sql, domain::LibraryId library, const ScannedSeries& scanned, const StillThere& still_there,
                             std::int64_t now_ms) {
    return SeriesWriter(sql, library, scanned, still_there, now_ms).write();
}

}  // namespace bt::store

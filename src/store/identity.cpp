#include "store/identity.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "store/details.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

using domain::LibraryId;
using domain::MediaFile;

// --- series

struct SeriesRow {
    std::int64_t id = 0;
    LibraryId library;
    std::string folder;
    bool at_rest = false;
    int shared = 0;  ///< files or ids in common
};

/// A series may give its id away when it is at rest, or when its folder is gone.
bool is_free(const SeriesRow& row, const StillThere& still_there) {
    return row.at_rest || (still_there && !still_there(row.library, row.folder));
}

class Candidates {
public:
    Candidates(Connection& sql, std::string_view text) : sql_(sql), text_(text) {}

    template <class... Uses>
    void add(Uses&&... uses) {
        std::int64_t id = 0, library = 0;
        std::string folder;
        std::optional<std::int64_t> removed_at;
        sql_.each(text_,
                  [&] {
                      auto& row = rows_[id];
                      row = {id, LibraryId{library}, from_stored_path(folder), removed_at.has_value(), row.shared + 1};
                  },
                  std::forward<Uses>(uses)..., into(id), into(library), into(folder), into(removed_at));
    }

    /// The free one with most in common, the oldest of equals.
    std::optional<std::int64_t> best(const StillThere& still_there) const {
        std::vector<SeriesRow> rows;
        for (const auto& [id, row] : rows_) rows.push_back(row);
        std::ranges::stable_sort(rows, std::ranges::greater{}, &SeriesRow::shared);
        for (const auto& row : rows) {
            if (is_free(row, still_there)) return row.id;
        }
        return std::nullopt;
    }

private:
    Connection& sql_;
    std::string_view text_;
    std::map<std::int64_t, SeriesRow> rows_;
};

std::optional<std::int64_t> by_content(Connection& sql, const std::vector<const MediaFile*>& files, const StillThere& still_there) {
    Candidates candidates(sql, "SELECT DISTINCT s.id, s.library_id, s.folder, s.removed_at FROM files AS f JOIN series AS s ON s.id = f.series_id "
                               "WHERE f.content_key = :content");
    for (const auto* file : files) {
        if (file->content) candidates.add(use(file->content->text()));
    }
    return candidates.best(still_there);
}

std::optional<std::int64_t> by_provider_ids(Connection& sql, const domain::ProviderIds& ids, const StillThere& still_there) {
    Candidates candidates(sql, "SELECT s.id, s.library_id, s.folder, s.removed_at FROM series_ids AS i JOIN series AS s ON s.id = i.series_id "
                               "WHERE i.provider = :provider AND i.value = :value");
    for (const auto& [provider, value] : ids) candidates.add(use(provider), use(value));
    return candidates.best(still_there);
}

// --- files

struct FileRow {
    std::int64_t id = 0, library = 0;
    std::optional<std::int64_t> series;
    std::string path;
    std::optional<std::string> content;
    bool at_rest = false;

    void attach(soci::statement& statement) {
        statement.exchange(into(id));
        statement.exchange(into(library));
        statement.exchange(into(series));
        statement.exchange(into(path));
        statement.exchange(into(content));
        statement.exchange(into(removed_at_));
    }
    FileRow row() const {
        FileRow out = *this;
        out.path = from_stored_path(path);
        out.at_rest = removed_at_.has_value();
        return out;
    }

private:
    std::optional<std::int64_t> removed_at_;
};

class FileMatcher {
public:
    FileMatcher(Connection& sql, LibraryId library, std::int64_t series, const std::vector<const MediaFile*>& files,
                const StillThere& still_there)
        : sql_(sql), library_(library), series_(series), files_(files), still_there_(still_there), matches_(files.size()) {
        for (const auto* file : files) content_now_.emplace(file->path, file->content);
    }

    std::vector<std::optional<std::int64_t>> match() {
        for (std::size_t i = 0; i < files_.size(); ++i) {
            by_path_.push_back(rows_at(files_[i]->path));
            take_first(i, by_path_[i], [&](const FileRow& row) { return files_[i]->content && row.content == files_[i]->content->text(); });
        }
        for (std::size_t i = 0; i < files_.size(); ++i) {
            if (matches_[i] || !files_[i]->content) continue;
            take_first(i, rows_with(*files_[i]->content), [&](const FileRow& row) { return has_left(row); });
        }
        for (std::size_t i = 0; i < files_.size(); ++i) {
            if (!matches_[i]) take_first(i, by_path_[i], [](const FileRow&) { return true; });
        }
        return std::move(matches_);
    }

private:
    template <class Fits>
    void take_first(std::size_t i, const std::vector<FileRow>& rows, const Fits& fits) {
        for (const auto& row : rows) {
            if (taken_.contains(row.id) || !fits(row)) continue;
            taken_.insert(row.id);
            matches_[i] = row.id;
            return;
        }
    }

    /// True when the row's file is no longer where the row says.
    bool has_left(const FileRow& row) const {
        if (row.at_rest) return true;
        if (row.library == library_.value) {
            const auto now = content_now_.find(row.path);
            if (now != content_now_.end()) return !now->second || now->second->text() != row.content;
            if (row.series == series_) return true;  // this scan saw the whole folder
        }
        return still_there_ && !still_there_(LibraryId{row.library}, row.path);
    }

    std::vector<FileRow> rows_at(const std::string& path) {
        return rows("SELECT id, library_id, series_id, path, content_key, removed_at FROM files WHERE library_id = :library AND path = :path "
                    "ORDER BY removed_at IS NOT NULL, removed_at DESC, id LIMIT 16", use(library_.value), use(to_stored_path(path)));
    }
    std::vector<FileRow> rows_with(const ContentKey& content) {
        return rows("SELECT id, library_id, series_id, path, content_key, removed_at FROM files WHERE content_key = :content "
                    "ORDER BY series_id IS DISTINCT FROM :series, id LIMIT 64", use(content.text()), use(series_));
    }
    template <class... Uses>
    std::vector<FileRow> rows(std::string_view text, Uses&&... uses) {
        std::vector<FileRow> found;
        FileRow columns;
        sql_.each(text, [&] { found.push_back(columns.row()); }, std::forward<Uses>(uses)..., columns);
        return found;
    }

    Connection& sql_;
    LibraryId library_;
    std::int64_t series_;
    const std::vector<const MediaFile*>& files_;
    const StillThere& still_there_;
    std::unordered_map<std::string, std::optional<ContentKey>> content_now_;
    std::vector<std::vector<FileRow>> by_path_;
    std::unordered_set<std::int64_t> taken_;
    std::vector<std::optional<std::int64_t>> matches_;
};

// --- episodes

struct EpisodeRow {
    std::int64_t id = 0;
    bool is_of_this_series = false;
    int season = 0;
    std::optional<int> number;
    std::optional<std::string> aired;
    std::unordered_set<std::int64_t> files;
    domain::ProviderIds ids;
};

class EpisodeMatcher {
public:
    EpisodeMatcher(Connection& sql, std::int64_t series, const std::vector<WantedEpisode>& wanted)
        : sql_(sql), series_(series), wanted_(wanted), matches_(wanted.size()) {
        read_rows();
    }

    std::vector<std::optional<std::int64_t>> match() {
        pass([](const WantedEpisode& want, const EpisodeRow& row) { return has_number(want, row) && shares_file(want, row); });
        pass([](const WantedEpisode& want, const EpisodeRow& row) { return shares_file(want, row); });
        pass([](const WantedEpisode& want, const EpisodeRow& row) { return row.is_of_this_series && has_number(want, row); });
        pass([](const WantedEpisode& want, const EpisodeRow& row) { return row.is_of_this_series && shares_id(want, row); });
        pass([](const WantedEpisode& want, const EpisodeRow& row) { return row.is_of_this_series && has_date(want, row); });
        return std::move(matches_);
    }

private:
    static bool has_number(const WantedEpisode& want, const EpisodeRow& row) {
        const auto& number = want.episode->number.value;
        return number && row.number == number && row.season == want.episode->season.value;
    }
    static bool shares_file(const WantedEpisode& want, const EpisodeRow& row) {
        return std::ranges::any_of(want.files, [&](std::int64_t file) { return row.files.contains(file); });
    }
    static bool shares_id(const WantedEpisode& want, const EpisodeRow& row) {
        return std::ranges::any_of(want.episode->ids, [&](const auto& id) {
            const auto found = row.ids.find(id.first);
            return found != row.ids.end() && found->second == id.second;
        });
    }
    static bool has_date(const WantedEpisode& want, const EpisodeRow& row) {
        if (want.episode->number.value || row.number || !want.episode->aired) return false;
        return row.aired == write_date(*want.episode->aired);
    }

    template <class Fits>
    void pass(const Fits& fits) {
        for (std::size_t i = 0; i < wanted_.size(); ++i) {
            if (matches_[i]) continue;
            const auto row = std::ranges::find_if(rows_, [&](const EpisodeRow& r) { return !taken_.contains(r.id) && fits(wanted_[i], r); });
            if (row == rows_.end()) continue;
            taken_.insert(row->id);
            matches_[i] = row->id;
        }
    }

    void read_rows() {
        EpisodeRow row;
        sql_.each("SELECT id, season_number, number, aired FROM episodes WHERE series_id = :series ORDER BY removed_at IS NOT NULL, id",
                  [&] { add(row, true); }, use(series_), into(row.id), into(row.season), into(row.number), into(row.aired));
        std::int64_t file = 0, series = 0;
        const auto add_file = [&] {
            add(row, series == series_);
            rows_[position_.at(row.id)].files.insert(file);
        };
        for (const auto& want : wanted_) {
            for (const std::int64_t wanted_file : want.files) {
                sql_.each("SELECT e.id, e.series_id, e.season_number, e.number, e.aired, p.file_id FROM version_parts AS p "
                          "JOIN versions AS v ON v.id = p.version_id JOIN episodes AS e ON e.id = v.episode_id WHERE p.file_id = :file",
                          add_file, use(wanted_file), into(row.id), into(series), into(row.season), into(row.number), into(row.aired), into(file));
            }
        }
        std::string provider, value;
        sql_.each("SELECT e.id, i.provider, i.value FROM episodes AS e JOIN episode_ids AS i ON i.episode_id = e.id WHERE e.series_id = :series",
                  [&] { rows_[position_.at(row.id)].ids.emplace(provider, value); }, use(series_), into(row.id), into(provider), into(value));
    }
    void add(const EpisodeRow& row, bool is_of_this_series) {
        if (!position_.emplace(row.id, rows_.size()).second) return;
        rows_.push_back(row);
        rows_.back().is_of_this_series = is_of_this_series;
    }

    Connection& sql_;
    std::int64_t series_;
    const std::vector<WantedEpisode>& wanted_;
    std::vector<EpisodeRow> rows_;
    std::unordered_map<std::int64_t, std::size_t> position_;
    std::unordered_set<std::int64_t> taken_;
    std::vector<std::optional<std::int64_t>> matches_;
};

}  // namespace

std::optional<std::int64_t> find_series(Connection& sql, LibraryId library, const domain::ScannedSeries& scanned,
                                        const std::vector<const MediaFile*>& files, const StillThere& still_there) {
    const std::string folder = to_stored_path(scanned.folder);
    std::int64_t id = 0;
    if (sql.run("SELECT id FROM series WHERE library_id = :library AND folder = :folder AND removed_at IS NULL", use(library.value),
                use(folder), into(id))) {
        return id;
    }
    if (const auto found = by_content(sql, files, still_there)) return found;
    if (sql.run("SELECT id FROM series WHERE library_id = :library AND folder = :folder ORDER BY removed_at DESC LIMIT 1",
                use(library.value), use(folder), into(id))) {
        return id;
    }
    return by_provider_ids(sql, scanned.series.ids, still_there);
}

std::vector<std::optional<std::int64_t>> match_files(Connection& sql, LibraryId library, std::int64_t series,
                                                     const std::vector<const MediaFile*>& files, const StillThere& still_there) {
    return FileMatcher(sql, library, series, files, still_there).match();
}

std::vector<std::optional<std::int64_t>> match_episodes(Connection& sql, std::int64_t series, const std::vector<WantedEpisode>& wanted) {
    return EpisodeMatcher(sql, series, wanted).match();
}

}  // namespace bt::store

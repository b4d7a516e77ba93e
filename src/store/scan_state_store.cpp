#include "store/scan_state_store.h"

#include <fmt/format.h>

#include "store/connection.h"
#include "store/content_prints.h"
#include "store/file_columns.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

ScanOutcome read_outcome(std::string_view name) {
    using enum ScanOutcome;
    for (const auto outcome : {Running, Done, Failed}) {
        if (to_string(outcome) == name) return outcome;
    }
    return Interrupted;
}

}  // namespace

std::string_view to_string(ScanOutcome outcome) {
    switch (outcome) {
        case ScanOutcome::Running: return "running";
        case ScanOutcome::Done: return "done";
        case ScanOutcome::Failed: return "failed";
        case ScanOutcome::Interrupted: return "interrupted";
    }
    return "interrupted";
}

Result<domain::LibraryId> ScanStateStore::library_at(const std::string& path) {
    return write_value(database_, "add a library", [&](Connection& sql) -> Result<domain::LibraryId> {
        const std::string stored = to_stored_path(path);
        domain::LibraryId id;
        if (sql.run("SELECT id FROM libraries WHERE path = :path", use(stored), into(id.value))) return id;
        sql.run("INSERT INTO libraries (path, added_at) VALUES (:path, CAST(strftime('%s', 'now') AS INTEGER) * 1000) RETURNING id", use(stored),
                into(id.value));
        return id;
    });
}

Result<std::vector<StoredLibrary>> ScanStateStore::libraries() const {
    return read_value(database_, "list libraries", [&](Connection& sql) -> Result<std::vector<StoredLibrary>> {
        std::vector<StoredLibrary> found;
        StoredLibrary row;
        sql.each("SELECT id, path FROM libraries ORDER BY id", [&] { found.push_back({row.id, from_stored_path(row.path)}); }, into(row.id.value),
                 into(row.path));
        return found;
    });
}

Result<std::vector<domain::KnownFolder>> ScanStateStore::known_folders(domain::LibraryId library) const {
    return read_value(database_, "read known folders", [&](Connection& sql) -> Result<std::vector<domain::KnownFolder>> {
        std::vector<domain::KnownFolder> found;
        std::string folder;
        std::int64_t signature = 0;
        sql.each("SELECT folder, signature FROM series WHERE library_id = :library AND removed_at IS NULL ORDER BY folder",
                 [&] { found.push_back({from_stored_path(folder), domain::FolderSignature{static_cast<std::uint64_t>(signature)}}); },
                 use(library.value), into(folder), into(signature));
        return found;
    });
}

Result<std::vector<domain::MediaFile>> ScanStateStore::known_files(domain::LibraryId library, const std::string& folder) const {
    return read_value(database_, "read known files", [&](Connection& sql) -> Result<std::vector<domain::MediaFile>> {
        std::vector<domain::MediaFile> found;
        FileColumns row;
        sql.each(fmt::format("SELECT {} FROM series AS s JOIN files AS f ON f.series_id = s.id WHERE s.library_id = :library AND s.folder = :folder "
                             "AND s.removed_at IS NULL AND f.removed_at IS NULL ORDER BY f.path", kFileColumns),
                 [&] { found.push_back(row.file()); }, use(library.value), use(to_stored_path(folder)), row);
        return found;
    });
}

Result<std::optional<domain::ContentPrint>> ScanStateStore::print_of(ContentKey content) const {
    return read_value(database_, "read a print", [&](Connection& sql) { return Result<std::optional<domain::ContentPrint>>(read_print(sql, content.text())); });
}

Result<ScanId> ScanStateStore::begin(domain::LibraryId library, std::int64_t now_ms) {
    return write_value(database_, "begin a scan", [&](Connection& sql) -> Result<ScanId> {
        sql.run("UPDATE scan_runs SET state = 'interrupted', finished_at = :now WHERE library_id = :library AND state = 'running'", use(now_ms),
                use(library.value));
        sql.run("DELETE FROM scan_runs WHERE library_id = :library AND id NOT IN "
                "(SELECT id FROM scan_runs WHERE library_id = :library ORDER BY id DESC LIMIT 9)", use(library.value, "library"));
        ScanId id;
        sql.run("INSERT INTO scan_runs (library_id, started_at, state) VALUES (:library, :now, 'running') RETURNING id", use(library.value),
                use(now_ms), into(id.value));
        return id;
    });
}

Result<void> ScanStateStore::note_progress(ScanId scan, const ScanProgress& progress) {
    return database_.write("save a scan's progress", [&](Connection& sql) -> Result<void> {
        sql.run("UPDATE scan_runs SET folders_total = :total, folders_done = :done, folders_changed = :changed, files_seen = :files WHERE id = :id",
                use(progress.folders_total), use(progress.folders_done), use(progress.folders_changed), use(progress.files_seen), use(scan.value));
        return {};
    });
}

Result<void> ScanStateStore::finish(ScanId scan, ScanOutcome outcome, const std::string& message, std::int64_t now_ms) {
    return database_.write("finish a scan", [&](Connection& sql) -> Result<void> {
        sql.run("UPDATE scan_runs SET state = :state, message = :message, finished_at = :now WHERE id = :id", use(std::string(to_string(outcome))),
                use(to_stored_text(message)), use(now_ms), use(scan.value));
        return {};
    });
}

Result<std::vector<ScanRun>> ScanStateStore::latest() const {
    return read_value(database_, "list scans", [&](Connection& sql) -> Result<std::vector<ScanRun>> {
        std::vector<ScanRun> found;
        ScanRun row;
        std::string state;
        sql.each("SELECT id, library_id, started_at, finished_at, state, folders_total, folders_done, folders_changed, files_seen, message "
                 "FROM scan_runs WHERE id IN (SELECT max(id) FROM scan_runs GROUP BY library_id) ORDER BY library_id",
                 [&] {
                     row.outcome = read_outcome(state);
                     found.push_back(row);
                 },
                 into(row.id.value), into(row.library.value), into(row.started_at_ms), into(row.finished_at_ms), into(state),
                 into(row.progress.folders_total), into(row.progress.folders_done), into(row.progress.folders_changed),
                 into(row.progress.files_seen), into(row.message));
        return found;
    });
}

}  // namespace bt::store

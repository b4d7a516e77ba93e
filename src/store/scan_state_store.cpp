#include "store/scan_state_store.h"

#include <fmt/format.h>

#include "store/connection.h"
#include "store/content_prints.h"
#include "store/file_columns.h"
#include "store/stored_text.h"

namespace bt::store {
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

}  // namespace bt::store

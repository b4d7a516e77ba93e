// SOCI's own SQLite connect string splits at spaces and quotes, so a folder called `My "Data"` could not be opened, and it
// knows neither extended error codes nor sub-second timeouts. So SOCI opens an empty memory database (some microseconds), and its
// connection is exchanged for one to the file that is opened here; everything else stays SOCI's.
#include "store/connection.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <utility>

namespace bt::store {
namespace {

[[noreturn]] void fail(sqlite_api::sqlite3* connection, int code, const std::string& what) {
    const std::string words = connection ? sqlite_api::sqlite3_errmsg(connection) : sqlite_api::sqlite3_errstr(code);
    throw soci::sqlite3_soci_error(what + ": " + words, code);
}

soci::sqlite3_session_backend& backend_of(soci::session& session) {
    return *static_cast<soci::sqlite3_session_backend*>(session.get_backend());
}

sqlite_api::sqlite3* open_file(const std::string& path, std::chrono::milliseconds busy_timeout) {
    // NOMUTEX: a lease gives a connection to one thread at a time.
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    sqlite_api::sqlite3* connection = nullptr;
    const int code = sqlite_api::sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
    if (code != SQLITE_OK) {
        sqlite_api::sqlite3_close(connection);
        fail(nullptr, code, "cannot open the database");
    }
    sqlite_api::sqlite3_busy_timeout(connection, static_cast<int>(busy_timeout.count()));
    return connection;
}

}  // namespace

void run_script(soci::session& session, const std::string& statements) {
    auto* connection = backend_of(session).conn_;
    const int code = sqlite_api::sqlite3_exec(connection, statements.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(connection, code, "cannot run a statement");
}

std::unique_ptr<soci::session> connect(const std::string& path, Access access, std::chrono::milliseconds busy_timeout) {
    auto session = std::make_unique<soci::session>(soci::sqlite3, ":memory:");
    auto* connection = open_file(path, busy_timeout);
    sqlite_api::sqlite3_close(std::exchange(backend_of(*session).conn_, connection));  // SOCI closes ours from here on
    // NORMAL in WAL: a commit survives a crash of the program; the last ones before a power cut may be lost, never torn.
    // trusted_schema off: a file someone made cannot call functions from its schema. 8 MiB of cache a connection.
    run_script(*session, "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-8192;"
                         "PRAGMA temp_store=MEMORY;");
    if (access == Access::Read) {
        run_script(*session, "PRAGMA query_only=ON; PRAGMA mmap_size=268435456;");
    } else {
        run_script(*session, "PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864;");
    }
    return session;
}

}  // namespace bt::store

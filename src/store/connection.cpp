// SOCI's own SQLite connect string splits at spaces and quotes, so a folder called `My "Data"` could not be opened, and it
// knows neither extended error codes nor sub-second timeouts. So SOCI opens an empty memory database (some microseconds), and its
// connection is exchanged for one to the file that is opened here; everything else stays SOCI's.
//
// Faster: statements are prepared once a connection. Preparing costs 10 to 30 microseconds each, more than running most of them.
#include "store/connection.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <utility>

namespace bt::store {
namespace {

[[noreturn]] void fail(sqlite_api::sqlite3* connection, int code, const std::string& what) {
    const std::string words = connection ? sqlite_api::sqlite3_errmsg(connection) : sqlite_api::sqlite3_errstr(code);
    throw soci::sqlite3_soci_error(what + ": " + words, code);
}

// SOCI's shared library keeps the type information of its backends to itself, so the sanitizer cannot check these two casts.
__attribute__((no_sanitize("vptr"))) sqlite_api::sqlite3*& connection_of(soci::session& session) {
    return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

sqlite_api::sqlite3* open_file(const std::string& path, std::chrono::milliseconds busy_timeout) {
    // NOMUTEX: a connection is used by one thread at a time.
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

/// A statement that has rows left holds its view of the database open: SOCI resets one only before it runs again.
__attribute__((no_sanitize("vptr"))) void reset(soci::statement& statement) {
    auto* backend = static_cast<soci::sqlite3_statement_backend*>(statement.get_backend());
    sqlite_api::sqlite3_reset(backend->stmt_);
    backend->databaseReady_ = false;
}

}  // namespace

Connection::Connection(const std::string& path, Access access, std::chrono::milliseconds busy_timeout)
    : session_(soci::sqlite3, ":memory:") {
    auto* connection = open_file(path, busy_timeout);
    sqlite_api::sqlite3_close(std::exchange(connection_of(session_), connection));  // SOCI closes ours from here on
    // NORMAL in WAL: a commit survives a crash of the program; the last ones before a power cut may be lost, never torn.
    // trusted_schema off: a file someone made cannot call functions from its schema. 8 MiB of cache a connection.
    script("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-8192;"
           "PRAGMA temp_store=MEMORY;");
    if (access == Access::Read) {
        script("PRAGMA query_only=ON; PRAGMA mmap_size=268435456;");
    } else {
        script("PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864;");
    }
}

Connection::~Connection() = default;

void Connection::script(const std::string& statements) {
    auto* connection = connection_of(session_);
    const int code = sqlite_api::sqlite3_exec(connection, statements.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(connection, code, "cannot run a statement");
}

std::unique_ptr<Connection::Entry> Connection::prepare(std::string_view text) {
    auto entry = std::make_unique<Entry>(session_);
    entry->statement.alloc();
    entry->statement.prepare(std::string(text));
    return entry;
}

Connection::Prepared::Prepared(Connection& connection, std::string_view text) {
    auto& cached = connection.statements_[std::string(text)];
    if (!cached) cached = connection.prepare(text);
    if (cached->is_taken) own_ = connection.prepare(text);
    entry_ = own_ ? own_.get() : cached.get();
    entry_->is_taken = true;
}

Connection::Prepared::~Prepared() {
    reset(entry_->statement);
    entry_->statement.bind_clean_up();
    entry_->is_taken = false;
}

}  // namespace bt::store

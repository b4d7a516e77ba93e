#include "store/faults.h"

#include <fmt/format.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace bt::store {
namespace {

struct Words {
    Fault fault;
    std::string_view reason;
};

/// What an operator can do about a primary result code: https://www.sqlite.org/rescode.html
Words explain(int primary_code) {
    switch (primary_code) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return {Fault::Busy, "another process is using the database; try again, or stop it"};
        case SQLITE_FULL: return {Fault::Full, "the disk is full; nothing was changed, make room and try again"};
        case SQLITE_READONLY: return {Fault::Denied, "the database or its folder is read-only"};
        case SQLITE_PERM:
        case SQLITE_AUTH: return {Fault::Denied, "permission to the database file is missing"};
        case SQLITE_CANTOPEN: return {Fault::Io, "the database file or its folder cannot be opened"};
        case SQLITE_NOTADB: return {Fault::Malformed, "the file is not a database"};
        case SQLITE_CORRUPT: return {Fault::Malformed, "the database is damaged; restore the last backup"};
        case SQLITE_IOERR: return {Fault::Full, "the disk failed or is full; nothing was changed"};  // what a full tmpfs or a quota says
        case SQLITE_TOOBIG: return {Fault::TooLarge, "a value is larger than the database takes"};
        case SQLITE_CONSTRAINT: return {Fault::Conflict, "the values contradict what is stored"};
        case SQLITE_NOMEM: return {Fault::Io, "memory has run out"};
        default: return {Fault::Io, "the database failed"};
    }
}

}  // namespace

Error to_error(const std::exception& exception, std::string_view what) {
    const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&exception);
    if (!sqlite) return Error{Fault::Io, fmt::format("cannot {}: {}", what, exception.what())};
    const Words words = explain(sqlite->result() & 0xFF);  // extended codes keep the primary one in the low byte
    // Without the statement and its values, which what() has: the words may be told to viewers.
    return Error{words.fault, fmt::format("cannot {}: {} ({})", what, words.reason, sqlite->get_error_message())};
}

}  // namespace bt::store

// How an upgrade goes. `PRAGMA user_version` is the number of the last migration that ran; it lives in the file's header page and
// is written inside the migration's transaction, so it can never disagree with the tables. The table `migrations` keeps what ran,
// when, and the checksum of its text. Foreign keys are off while tables are rebuilt and checked as a whole before the commit.
#include "store/migrations.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <string>

#include "store/connection.h"
#include "store/transaction.h"

namespace bt::store {
namespace {

constexpr int kApplicationId = 0x424F4E54;  // "BONT": file(1) and other programs tell whose database it is

int read_pragma(Connection& sql, std::string_view pragma) {
    int value = 0;
    sql.run(pragma, into(value));
    return value;
}

Result<void> check_owner(Connection& sql) {
    const int id = read_pragma(sql, "PRAGMA application_id");
    if (id == kApplicationId) return {};
    int tables = 0;
    sql.run("SELECT count(*) FROM sqlite_master", into(tables));
    if (id != 0 || tables != 0) return Error{Fault::Malformed, "the file is a database of another program"};
    return {};
}

Result<void> check_checksums(Connection& sql, std::span<const Migration> migrations) {
    for (const Migration& migration : migrations) {
        std::string recorded;
        const bool ran = sql.run("SELECT checksum FROM migrations WHERE number = :number", use(migration.number), into(recorded));
        if (ran && recorded == migration.checksum) continue;
        return Error{Fault::Conflict, fmt::format("migration {} ({}) is not the one that made this database",
                                                  migration.number, migration.name)};
    }
    return {};
}

Result<void> check_foreign_keys(Connection& sql) {
    std::string table;
    if (sql.run("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", into(table))) return Error{Fault::Malformed, fmt::format("rows of {} would point nowhere", table)};
    return {};
}

Result<void> run(Connection& sql, const Migration& migration) {
    WriteTransaction transaction(sql);
    sql.script(std::string(migration.sql));
    const std::string name(migration.name);
    const std::string checksum(migration.checksum);
    const std::int64_t now = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch()).count();
    sql.run("INSERT INTO migrations (number, name, checksum, applied_at) VALUES (:number, :name, :checksum, :now)",
            use(migration.number), use(name), use(checksum), use(now));
    BT_CHECK(check_foreign_keys(sql).within(fmt::format("migration {} ({})", migration.number, migration.name)));
    sql.script(fmt::format("PRAGMA user_version = {}", migration.number));
    transaction.commit();
    return {};
}

/// The application id and the table of migrations; nothing happens when they are there.
void prepare(Connection& sql) {
    WriteTransaction transaction(sql);
    sql.script(fmt::format("PRAGMA application_id = {};"
                                "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL,"
                                " checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;",
                                kApplicationId));
    transaction.commit();
}

Result<void> run_missing(Connection& sql, std::span<const Migration> missing) {
    sql.script("PRAGMA foreign_keys=OFF");
    for (const Migration& migration : missing) BT_CHECK(run(sql, migration));
    sql.script("PRAGMA foreign_keys=ON");
    return {};
}

}  // namespace

Result<void> migrate(Connection& sql, std::span<const Migration> migrations) {
    BT_CHECK(check_owner(sql));
    const int done = read_pragma(sql, "PRAGMA user_version");
    const int known = static_cast<int>(migrations.size());
    if (done < 0 || done > known) {
        return Error{Fault::Unsupported, fmt::format("the database was written by a newer Bonustrack (schema {}, this program knows {}): "
                                                     "start the newer program, or restore a backup from before the upgrade", done, known)};
    }
    if (done > 0) BT_CHECK(check_checksums(sql, migrations.first(static_cast<std::size_t>(done))));
    if (done == known) return {};
    prepare(sql);
    return run_missing(sql, migrations.subspan(static_cast<std::size_t>(done)));
}

}  // namespace bt::store

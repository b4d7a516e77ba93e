#include "store/integrity.h"

#include <fmt/format.h>

#include <string>

namespace bt::store {
namespace {

Result<void> expect_ok(Connection& sql, const char* pragma) {
    std::string answer;
    sql.run(pragma, into(answer));
    if (answer != "ok") return Error{Fault::Malformed, fmt::format("the database is damaged ({}); restore the last backup", answer)};
    return {};
}

}  // namespace

Result<void> check_pages(Connection& sql) { return expect_ok(sql, "PRAGMA quick_check(1)"); }

Result<void> check_whole(Connection& sql) {
    BT_CHECK(expect_ok(sql, "PRAGMA integrity_check(1)"));
    std::string table;
    const bool found = sql.run("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", into(table));
    if (found) return Error{Fault::Malformed, fmt::format("the database is damaged: rows of {} point nowhere", table)};
    return {};
}

}  // namespace bt::store

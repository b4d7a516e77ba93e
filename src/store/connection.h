// One SQLite connection behind a SOCI session. Only this pair of files and faults.cpp know which database it is: a
// PostgreSQL connection would stand beside them, and every repository works on the soci::session that either gives.
#pragma once

#include <soci/soci.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace bt::store {

enum class Access {
    Write,  ///< creates the file when it is missing
    Read,   ///< refuses every change (PRAGMA query_only)
};

/// Opens the file with foreign keys on and, for Write, the write-ahead log. Throws soci::soci_error.
std::unique_ptr<soci::session> connect(const std::string& path, Access access, std::chrono::milliseconds busy_timeout);

/// Runs any number of statements separated by semicolons. Throws soci::soci_error.
void run_script(soci::session& session, const std::string& statements);

}  // namespace bt::store

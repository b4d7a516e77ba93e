// The schema's history: numbered SQL files, embedded into the program, each run once and in one transaction.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"

namespace bt::store {

class Connection;

struct Migration {
    int number = 0;             ///< from 1, without gaps
    std::string_view name;      ///< "catalogue" of 0001_catalogue.sql
    std::string_view checksum;  ///< SHA-256 of the file, hexadecimal
    std::string_view sql;
};

/// src/store/migrations/*.sql in order.
std::span<const Migration> embedded_migrations();

/// Brings the database behind `writer` to the last of `migrations`. Each runs in a transaction that also records its number and
/// checksum: a program killed in between leaves the schema before it or after it, nothing else.
/// Faults: Unsupported when a newer program wrote the database; Conflict when a migration that ran is no longer the same text;
/// Malformed when the file belongs to another program; Busy, Io, Denied as the database says. May throw the exceptions of connection.h.
Result<void> migrate(Connection& writer, std::span<const Migration> migrations);

}  // namespace bt::store

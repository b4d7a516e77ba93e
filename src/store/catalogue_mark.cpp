#include "store/catalogue_mark.h"

#include <fmt/format.h>

#include <cstdint>

#include "store/connection.h"

namespace bt::store {

// The moment of its first migration, which every database already keeps: in milliseconds, so that no two of one owner share it.
Result<std::string> catalogue_mark(Database& database) {
    return read_value(database, "tell the catalogue from others", [](Connection& sql) -> Result<std::string> {
        std::int64_t made_at = 0;
        sql.run("SELECT applied_at FROM migrations ORDER BY number LIMIT 1", into(made_at));
        return fmt::format("{:x}", made_at);
    });
}

}  // namespace bt::store

#include "store/content_prints.h"

namespace bt::store {

// Unsigned in the domain and signed in the database: the bits are the same.

std::optional<domain::ContentPrint> read_print(Connection& sql, const std::string& content) {
    std::int64_t print = 0;
    if (!sql.run("SELECT print FROM content_prints WHERE content_key = :content", use(content), into(print))) return std::nullopt;
    return domain::ContentPrint{static_cast<std::uint64_t>(print)};
}

void keep_prints(Connection& sql, std::span<const domain::KnownPrint> prints) {
    for (const auto& [content, print] : prints) {
        sql.run("INSERT INTO content_prints (content_key, print) VALUES (:content, :print) ON CONFLICT DO NOTHING", use(content.text()),
                use(static_cast<std::int64_t>(print.value)));
    }
}

}  // namespace bt::store

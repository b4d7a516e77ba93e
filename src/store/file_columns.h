// The columns of a media file, wherever they are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/media_file.h"
#include "store/connection.h"

namespace bt::store {

/// Size, time and inode are unsigned in the domain and signed in the database: the bits are the same.
struct StampColumns {
    std::int64_t size = 0, modified_ns = 0, inode = 0;
    std::optional<std::string> content_key;

    StampColumns() = default;
    StampColumns(const domain::FileStamp& stamp, const std::optional<ContentKey>& content);
    void attach(soci::statement& statement);
    domain::FileStamp stamp() const;
    std::optional<ContentKey> content() const;
};
/// The same columns handed to a statement instead of read from one.
struct StampValues {
    explicit StampValues(const StampColumns& from) : columns(from) {}
    void attach(soci::statement& statement) const;
    const StampColumns& columns;
};

/// "f.id, f.path, ..." of `files AS f`, as FileColumns reads them.
inline constexpr std::string_view kFileColumns =
    "f.id, f.path, f.size, f.modified_ns, f.inode, f.content_key, f.unreadable, f.summary";

struct FileColumns {
    std::int64_t id = 0;
    std::string path;
    StampColumns stamp;
    std::string unreadable;
    std::optional<std::string> summary;

    void attach(soci::statement& statement);
    domain::MediaFile file() const;
};

}  // namespace bt::store

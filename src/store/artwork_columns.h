// The columns of a picture, wherever they are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/series.h"
#include "store/connection.h"
#include "store/file_columns.h"

namespace bt::store {

/// "a.id, a.kind, ..." of `artwork AS a`, as ArtworkColumns reads them.
inline constexpr std::string_view kArtworkColumns = "a.id, a.kind, a.path, a.url, a.sequence, a.size, a.modified_ns, a.inode, "
                                                    "a.content_key, a.width, a.height, a.hue, a.thumbhash";

struct ArtworkColumns {
    std::int64_t id = 0;
    std::string kind, path, url;
    int sequence = 0;
    StampColumns stamp;  ///< its content key is that of the facts: there are some when it is set
    std::optional<std::int64_t> width, height;  ///< no width, but facts: it is no picture
    std::optional<int> hue;
    std::optional<std::string> thumbhash;

    void attach(soci::statement& statement);
    domain::Artwork artwork() const;
};

}  // namespace bt::store

// Entity tags and conditional requests: RFC 9110 §8.8 and §13.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "http/headers.h"

namespace bt::http {

struct EntityTag {
    std::string value;  ///< what stands between the quotes: visible ASCII without '"'
    bool weak = false;

    /// `"value"` or `W/"value"`.
    std::string text() const;
    friend bool operator==(const EntityTag&, const EntityTag&) = default;
};

/// What the chosen representation is known by.
struct Validators {
    std::optional<EntityTag> etag;
    std::optional<std::chrono::sys_seconds> last_modified;
};

/// False when these fields ask for another representation than this one, which is answered by 412: If-Match by strong comparison
/// (§13.1.1), else If-Unmodified-Since (§13.1.4).
bool preconditions_hold(const Headers& request, const Validators& current, std::chrono::sys_seconds now);

/// True when a GET or HEAD with these fields is answered by 304: If-None-Match by weak comparison (§13.1.2), else
/// If-Modified-Since (§13.1.3).
bool is_not_modified(const Headers& request, const Validators& current, std::chrono::sys_seconds now);

/// False when If-Range holds something else than a strong match, so that Range is to be ignored (§13.1.5).
bool range_still_applies(const Headers& request, const Validators& current, std::chrono::sys_seconds now);

}  // namespace bt::http

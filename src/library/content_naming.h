// The key a file's content gets, when others may have equal samples: files that are filled in place.
//
// A download program makes a file in its full size and fills it in any order, the beginning and the end often first. Whoever looks at
// it meanwhile sees the key it will have to the end, and what he derives from it (index, landmarks, storyboard, segments that are kept
// for ever) would stay as it was seen first. So the first content keeps the plain key, and another one behind that key gets
// one of its own, made of the key and its print. Which print the plain key stands for is remembered by the store.
//
// Files nobody wrote to for a day are whole as far as anybody can tell: their print is not taken, so that an established library is
// named by three samples a file. docs/decisions/0016 has the rest.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "base/result.h"
#include "domain/scan.h"
#include "io/byte_source.h"

namespace bt::library {

/// The print of the content that bears the key; nothing when it was not taken, or nobody bears it.
using PrintOf = std::function<Result<std::optional<domain::ContentPrint>>(ContentKey)>;

struct NamedContent {
    ContentKey content;
    std::optional<domain::ContentPrint> print;  ///< to be remembered with it; nothing when it was not taken
};

/// Names the content of a file that was last modified at `modified_ns`; both times in nanoseconds since 1970.
/// Faults: those of read_content_key() and of `print_of`; Conflict while the file is still being filled.
Result<NamedContent> name_content(const io::ByteSource& source, std::int64_t modified_ns, std::int64_t now_ns, const PrintOf& print_of);

}  // namespace bt::library

// How text and paths are written to the database.
//
// A text column holds well-formed UTF-8 without NUL: SQLite would take anything, PostgreSQL would not, and JSON neither. Titles may
// lose a broken byte on the way; paths may not, or the file could not be opened again.
#pragma once

#include <string>
#include <string_view>

namespace bt::store {

/// `text` as it may be stored and shown: ill-formed bytes and NULs become U+FFFD.
std::string to_stored_text(std::string_view text);

/// A path, byte for byte, as UTF-8: bytes that are not well-formed become U+10FF00 + byte (private use). A path that already
/// holds one of these characters has its bytes written the same way, so that every path comes back as it was.
std::string to_stored_path(std::string_view path);
std::string from_stored_path(std::string_view stored);

}  // namespace bt::store

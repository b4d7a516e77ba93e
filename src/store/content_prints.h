// The prints of contents, each with the key it belongs to: docs/decisions/0016-files-that-are-filled-in-place.md.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "domain/scan.h"
#include "store/connection.h"

namespace bt::store {

/// Of the content that bears the key, in its text form; nothing when it was not taken.
std::optional<domain::ContentPrint> read_print(Connection& sql, const std::string& content);
/// Keeps those of keys that have none yet: a key stands for the content that bore it first.
void keep_prints(Connection& sql, std::span<const domain::KnownPrint> prints);

}  // namespace bt::store

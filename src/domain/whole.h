// What the files of a version are together: one film to whoever watches it, and one sound to whoever listens.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "domain/series.h"

namespace bt::domain {

/// A version of more files than these does not play: each is a file that stays open, and stands in the URL.
inline constexpr std::size_t kMostFilesOfAWhole = 32;

/// Whether a file can be played from the original.
bool plays(const MediaFile& file);
/// The files of a version that play, by their place in it; none when the first is not among them, for nobody begins in the middle, nor when
/// there are more than kMostFilesOfAWhole.
std::vector<std::size_t> played_parts(const MediaVersion& version);

/// Names what these contents are one behind the other; of one content its own name. Equal contents in the same order, equal name.
ContentKey whole_key(std::span<const ContentKey> contents);
/// What is listened to of a version: the files that play, as one; of one that does not play its first file. Nothing when that cannot be read.
std::optional<ContentKey> whole_key(const MediaVersion& version);

}  // namespace bt::domain

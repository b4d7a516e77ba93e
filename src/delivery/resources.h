// Every path below a presentation's URL, in one place: the server answers from here and `package` writes from here.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "delivery/joined.h"
#include "delivery/presentation.h"
#include "delivery/recipe.h"

namespace bt::delivery {

/// The layout of everything that may be kept for ever. Raised whenever resource_at() gives other bytes for the same file at the path of
/// an immutable resource: other cuts, headers or text. URLs hold it, so that a cache never mixes the pieces of two versions.
inline constexpr unsigned kLayout = 1;

/// What lies at `path` ("master.m3u8", "v0/7.m4s", ...: see presentation.h). Faults: NotFound; those of reading the file.
Result<Resource> resource_at(const Presentation& presentation, std::string_view path);

/// Gives the WebVTT file ("s2/all.vtt") of a file's own subtitles.
using WholeText = std::function<Result<Resource>(std::size_t file, const std::string& path)>;

/// What lies at `path` of files that follow each other: playlists, manifest and whole subtitles at the same names, made of the files' own
/// by `whole_text`. Headers and segments lie with the files alone. Faults: NotFound; those of `whole_text`.
Result<Resource> joined_resource_at(const Joined& joined, std::string_view path, const WholeText& whole_text);

/// All paths there are, manifests last, so that a copy cut short is never taken for whole.
std::vector<std::string> all_paths(const Presentation& presentation);

}  // namespace bt::delivery

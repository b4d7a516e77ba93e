// What the names of several files of one episode say of each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bt::library {

/// What tells one version of an episode from its siblings: "1080p" of {"Rain S01E01 - 1080p", "Rain S01E01 - 720p"}. Empty when the
/// stem says no more than the others. `common` is the siblings' common beginning, from common_beginning().
std::string version_label(std::string_view name_stem, std::string_view common);
/// The longest beginning all stems share that does not end inside a word.
std::string common_beginning(const std::vector<std::string>& stems);
/// Lines of picture a name states: 2160 for "2160p" and "4K"; 0 when it says nothing.
int stated_resolution(std::string_view name_stem);

}  // namespace bt::library

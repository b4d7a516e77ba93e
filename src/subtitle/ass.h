// The parts of ASS/SSA that files and Matroska blocks share.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace bt::subtitle {

/// The first `count - 1` comma-separated fields and, as the last, all that remains: a Dialogue line's Text may hold commas.
std::vector<std::string_view> split_fields(std::string_view line, std::size_t count);

}  // namespace bt::subtitle

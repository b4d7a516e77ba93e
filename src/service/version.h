#pragma once

#include <string_view>

namespace bt::service {

/// The program's version, "0.1.0".
std::string_view version();

}  // namespace bt::service

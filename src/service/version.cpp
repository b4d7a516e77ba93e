#include "service/version.h"

namespace bt::service {

std::string_view version() { return BONUSTRACK_VERSION; }

}  // namespace bt::service

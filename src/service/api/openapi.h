// The API's own description.
#pragma once

#include <string_view>

namespace bt::service {

/// The OpenAPI 3.1 document (src/service/api/openapi.json), embedded by the build.
std::string_view openapi_document();

}  // namespace bt::service

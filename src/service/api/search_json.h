// Search results as the API's JSON, for the route and the command alike.
#pragma once

#include <boost/json/object.hpp>

#include "service/search_catalogue.h"

namespace bt::service {

/// {"titles": [...], "people": [...], "episodes": [...], "songs": [...], "lines": []}
boost::json::object search_json(const SearchResults& results);

}  // namespace bt::service

// One person over HTTP: where they appear, the spellings of their name, and what somebody decides about those.
#pragma once

#include "http/router.h"
#include "service/api/writers.h"
#include "service/people_joiner.h"
#include "store/database.h"

namespace bt::service {

/// Adds the routes below /api/v1/people/{id}. What is borrowed outlives the router.
void add_people_routes(http::Router& router, store::Database& database, PeopleJoiner& people, Changes taken);

}  // namespace bt::service

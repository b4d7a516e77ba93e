// A correction as JSON, over HTTP and from the command line alike.
//
//     {"action": "move",    "cue": {"song": {"id": 3}, "start": 71.2, "end": 118.9}, "to": {"start": 70, "end": 119}}
//     {"action": "rename",  "cue": {"song": {"theme": 1}, "start": 5, "end": 20}, "to": {"song": {"title": "Moon"}}}
//     {"action": "delete",  "part": {"type": "credits", "start": 3000, "end": 3100}}
//     {"action": "add",     "part": {"type": "epilogue", "start": 3000, "end": 3100}}
//     {"action": "confirm", "cue": {...}}
//
// with cues and parts as GET /api/v1/episodes/{id} gives them: whatever else they hold is passed over.
#pragma once

#include <boost/json/object.hpp>

#include "base/result.h"
#include "domain/corrections.h"
#include "store/database.h"

namespace bt::service {

/// `database` tells which songs there are. Faults: Invalid, in words.
Result<domain::Correction> read_correction(store::Database& database, const boost::json::object& in);

}  // namespace bt::service

// Who may change something through the API while there are no accounts: people at the server's own pages, and programs on its machine.
#pragma once

#include <boost/json/object.hpp>

#include "base/result.h"
#include "http/request.h"
#include "http/response.h"

namespace bt::service {

/// A browser says where a request comes from (Sec-Fetch-Site, Origin): only the server's own pages may write, so that no other page can
/// do so in a viewer's name. What says nothing is no browser of today: it has to be on this machine. Faults: Denied, in words.
Result<void> check_writer(const http::Request& request);

/// The JSON object in the body. Only as application/json: a page elsewhere cannot send that without being asked first.
/// Faults: Invalid.
Result<boost::json::object> read_body(const http::Request& request);

/// 403 with the reason for check_writer's fault; other faults as problem_for() says.
http::Response refusal_for(const Error& error);

}  // namespace bt::service

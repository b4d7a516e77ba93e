// Who may change something through the API while there are no accounts: people at the server's own pages, and programs on its machine; and of
// these, unless the owner says otherwise, only those at home.
#pragma once

#include <boost/json/object.hpp>

#include "base/result.h"
#include "http/request.h"
#include "http/response.h"

namespace bt::service {

/// Whose changes are taken.
enum class Changes {
    Home,      ///< of clients on this machine and in private networks
    Everyone,  ///< of whoever reaches the server
    Nobody,    ///< of none: what is changed is changed on the command line
};

/// A browser says where a request comes from (Sec-Fetch-Site, Origin): only the server's own pages may write, so that no other page can
/// do so in a viewer's name. What says nothing is no browser of today: it has to be on this machine. Besides, the client has to be one of
/// those whose changes are `taken`: http/client_address.h says who it is behind a proxy. Faults: Denied, in words.
Result<void> check_writer(const http::Request& request, Changes taken);

/// The JSON object in the body. Only as application/json: a page elsewhere cannot send that without being asked first.
/// Faults: Invalid.
Result<boost::json::object> read_body(const http::Request& request);

/// 403 with the reason for check_writer's fault; other faults as problem_for() says.
http::Response refusal_for(const Error& error);

}  // namespace bt::service

// Who may change something through the API while there are no accounts: people at the server's own pages, and programs on its machine; and of
// these, unless the owner says otherwise, only those at home.
#pragma once

#include <type_traits>

#include "base/result.h"
#include "http/request.h"
#include "http/response.h"
#include "http/router.h"
#include "service/api/problems.h"
#include "service/api/requests.h"

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

/// 403 with the reason for check_writer's fault.
http::Response refusal_for(const Error& error);

/// A handler that changes something, for those check_writer() lets: `work` gives what is answered with `status`, or nothing (204). Its faults are as problem_for() says.
template <class Work>
http::Handler writing(Changes taken, int status, Work work) {
    return [taken, status, work](const http::Request& request) {
        if (const auto allowed = check_writer(request, taken); !allowed) return refusal_for(allowed.error());
        const auto done = work(request);
        if (!done) return problem_for(done.error());
        http::Response response;
        if constexpr (!std::is_same_v<decltype(done), const Result<void>>) response = answer(*done);
        response.status = status;
        return response;
    };
}

}  // namespace bt::service

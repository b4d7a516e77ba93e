#include "service/api/writers.h"

#include <fmt/format.h>

#include "base/text.h"
#include "http/client_address.h"

namespace bt::service {
namespace {

/// "tv.example:8443" of "https://tv.example:8443"; empty for "null" and anything that is no origin. A proxy may speak TLS in our place,
/// so the scheme is not compared, and a default port is left out.
std::string authority_of(std::string_view origin) {
    for (const auto& [scheme, port] : {std::pair{"http://", ":80"}, {"https://", ":443"}}) {
        if (!origin.starts_with(scheme)) continue;
        auto rest = origin.substr(std::string_view(scheme).size());
        if (rest.ends_with(port)) rest.remove_suffix(std::string_view(port).size());
        return ascii_lower(rest);
    }
    return {};
}

std::string host_of(const http::Request& request) {
    auto host = ascii_lower(request.headers.find("Host").value_or(""));
    for (const std::string_view port : {":80", ":443"}) {
        if (host.ends_with(port)) host.resize(host.size() - port.size());
    }
    return host;
}

bool is_loopback(std::string_view peer) { return peer.starts_with("127.") || peer == "::1" || peer.starts_with("::ffff:127."); }

Result<void> check_client(const http::Request& request, Changes taken) {
    switch (taken) {
        case Changes::Everyone: return {};
        case Changes::Nobody: return Error{.fault = Fault::Denied, .message = "nobody may change anything here: whoever runs the server has said so, with --changes nobody"};
        case Changes::Home: break;
    }
    const auto client = http::client_address(request);
    if (http::is_home_address(client)) return {};
    return Error{.fault = Fault::Denied, .message = fmt::format("changes are made from the server's own machine or a private network, and {}. Whoever runs the server can "
                                                                "take those of everyone: --changes everyone",
                                                                client.empty() ? "a proxy does not say where this one comes from" : "this one comes from " + client)};
}

}  // namespace

Result<void> check_writer(const http::Request& request, Changes taken) {
    BT_CHECK(check_client(request, taken));
    const auto site = request.headers.find("Sec-Fetch-Site");
    const auto origin = request.headers.find("Origin");
    if (site && *site != "same-origin") return Error{.fault = Fault::Denied, .message = "pages of other sites may not change anything here"};
    if (origin && (authority_of(*origin).empty() || authority_of(*origin) != host_of(request))) {
        return Error{.fault = Fault::Denied, .message = "pages of other sites may not change anything here"};
    }
    if (!origin && !is_loopback(request.peer)) {
        return Error{.fault = Fault::Denied, .message = "changes are made on the server's own pages, or by programs on its machine"};
    }
    return {};
}

http::Response refusal_for(const Error& error) { return http::problem(403, error.message); }

}  // namespace bt::service

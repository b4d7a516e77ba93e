#include "service/api/requests.h"

#include <fmt/format.h>

#include "service/api/problems.h"

namespace bt::service {

Result<store::PageRequest> read_page(const http::Request& request) {
    store::PageRequest page;
    if (const auto cursor = request.query_value("cursor")) page.after = std::string(*cursor);
    if (const auto text = request.query_value("limit")) {
        const auto limit = read_number<int>(*text);
        if (!limit || *limit < 1) return Error{.fault = Fault::Invalid, .message = fmt::format("limit is a number from 1; an answer holds {} at most", store::kPageLimit)};
        page.limit = *limit;
    }
    return page;
}

http::Response answer(const boost::json::object& body) {
    auto response = http::json_response(boost::json::serialize(body));
    response.headers.set("Cache-Control", "no-cache");
    return response;
}

http::Response answer(const Result<boost::json::object>& body) { return body ? answer(*body) : problem_for(body.error()); }

}  // namespace bt::service

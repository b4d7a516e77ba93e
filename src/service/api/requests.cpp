#include "service/api/requests.h"

#include <fmt/format.h>

#include <utility>

#include "base/text.h"
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

Result<boost::json::object> read_body(const http::Request& request) {
    const auto type = ascii_lower(trim(split(request.headers.find("Content-Type").value_or(""), ';').front()));
    if (type != "application/json") return Error{.fault = Fault::Invalid, .message = "the body is JSON, sent as application/json"};
    boost::json::error_code fault;
    auto value = boost::json::parse(request.body, fault);
    if (fault || !value.is_object()) return Error{.fault = Fault::Invalid, .message = "the body is not a JSON object"};
    return std::move(value.get_object());
}

Result<std::int64_t> number_in_body(const http::Request& request, std::string_view key) {
    BT_TRY(const auto body, read_body(request));
    const auto* field = body.if_contains(key);
    const auto* number = field != nullptr ? field->if_int64() : nullptr;
    if (number == nullptr || *number < 1) return Error{.fault = Fault::Invalid, .message = fmt::format("the body is a JSON object with the number \"{}\"", key)};
    return *number;
}

http::Response answer(const boost::json::object& body) {
    auto response = http::json_response(boost::json::serialize(body));
    response.headers.set("Cache-Control", "no-cache");
    return response;
}

http::Response answer(const Result<boost::json::object>& body) { return body ? answer(*body) : problem_for(body.error()); }

}  // namespace bt::service

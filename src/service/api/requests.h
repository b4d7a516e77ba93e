// What the catalogue's routes have alike: reading what a request asks, answering with a value or its fault.
#pragma once

#include <fmt/format.h>

#include <boost/json.hpp>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "http/router.h"
#include "store/page.h"

namespace bt::service {

/// A number in its one spelling; nothing for anything else.
template <class Number>
std::optional<Number> read_number(std::string_view text) {
    Number value{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// An id from the path; nothing for anything but a positive number in its one spelling.
template <class Id>
std::optional<Id> read_id(std::string_view text) {
    const auto value = read_number<std::int64_t>(text);
    if (!value || *value <= 0 || text.front() == '0') return std::nullopt;
    Id id;
    id.value = *value;
    return id;
}

/// The id in the path of what is called `what`. Faults: NotFound ("no series has this id").
template <class Id>
Result<Id> id_asked(const http::Request& request, std::string_view what) {
    if (const auto id = read_id<Id>(request.parameter("id"))) return *id;
    return Error{.fault = Fault::NotFound, .message = fmt::format("no {} has this id", what)};
}

/// The JSON object in the body. Only as application/json: a page elsewhere cannot send that without being asked first.
/// Faults: Invalid.
Result<boost::json::object> read_body(const http::Request& request);

/// The positive number under `key` in the body, as in {"spelling": 12}. Faults: Invalid.
Result<std::int64_t> number_in_body(const http::Request& request, std::string_view key);

/// `cursor` and `limit`. Faults: Invalid.
Result<store::PageRequest> read_page(const http::Request& request);

/// The cursor of the next page; null on the last.
template <class Row>
boost::json::value next_of(const store::Page<Row>& page) {
    return page.next.empty() ? boost::json::value(nullptr) : boost::json::value(page.next);
}

/// 200, to be asked for again each time.
http::Response answer(const boost::json::object& body);
http::Response answer(const Result<boost::json::object>& body);

/// A handler from a use case: its value as JSON, its fault as a problem document.
template <class Work>
http::Handler handler(Work work) {
    return [work](const http::Request& request) { return answer(Result<boost::json::object>(work(request))); };
}

}  // namespace bt::service

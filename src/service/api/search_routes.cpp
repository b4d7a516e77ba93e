#include "service/api/search_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "service/api/problems.h"
#include "service/api/requests.h"
#include "service/api/search_json.h"

namespace bt::service {
namespace {

constexpr std::size_t kUsualLimit = 10, kMostHits = 50;

Result<std::size_t> read_limit(const http::Request& request) {
    const auto text = request.query_value("limit");
    if (!text) return kUsualLimit;
    std::size_t limit = 0;
    const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), limit);
    if (fault != std::errc{} || end != text->data() + text->size() || limit < 1) {
        return Error{.fault = Fault::Invalid, .message = fmt::format("limit is a number from 1; an answer holds {} of each kind at most", kMostHits)};
    }
    return std::min(limit, kMostHits);
}

http::Response search(const SearchIndex& index, const http::Request& request) {
    const auto query = request.query_value("q").value_or("");  // nothing typed yet: nothing found
    const auto limit = read_limit(request);
    if (!limit) return problem_for(limit.error());
    return answer(search_json(index.search(query, *limit)));
}

}  // namespace

void add_search_routes(http::Router& router, const SearchIndex& index) {
    router.get("/api/v1/search", [&index](const http::Request& request) { return search(index, request); });
}

}  // namespace bt::service

// What a handler is given: a whole request, decoded and bounded.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/headers.h"
#include "http/method.h"
#include "http/target.h"

namespace bt::http {

/// A part of the path that the route's pattern names: `{id}`.
struct PathParameter {
    std::string name;
    std::string value;
};

struct Request {
    Method method = Method::Get;
    std::string target = "/";           ///< as received; what it says of the host is in `headers`, as Host
    std::string path = "/";             ///< decoded, see target.h
    std::vector<QueryParameter> query;  ///< decoded, in order
    std::vector<PathParameter> parameters;
    Headers headers;
    std::string body;     ///< at most the route's body_limit
    std::string peer;     ///< the other end's address without port, e.g. "192.0.2.7" or "2001:db8::7"
    bool secure = false;  ///< came over TLS

    /// The first query parameter of that name.
    std::optional<std::string_view> query_value(std::string_view name) const;
    /// What stands in the path at `{name}`; empty when the pattern has no such name.
    std::string_view parameter(std::string_view name) const;
};

}  // namespace bt::http

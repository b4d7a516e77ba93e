// Request methods the server tells apart: RFC 9110 §9.
#pragma once

#include <cstdint>
#include <string_view>

namespace bt::http {

enum class Method : std::uint8_t { Get, Head, Post, Put, Patch, Delete, Options, Other };

/// "GET", "HEAD", ...; "OTHER" for one the server does not know.
std::string_view to_string(Method method);
/// Method names are case-sensitive; anything unknown is Method::Other.
Method parse_method(std::string_view name);

}  // namespace bt::http

// Small values of the API's JSON.
#pragma once

#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"

namespace bt::service {

/// JSON is UTF-8: what names and tags hold beside it is mended.
inline boost::json::string text(std::string_view value) { return boost::json::string(is_utf8(value) ? std::string(value) : to_valid_utf8(value)); }

template <class T>
boost::json::value optional_number(const std::optional<T>& value) { return value ? boost::json::value(*value) : boost::json::value(nullptr); }

}  // namespace bt::service

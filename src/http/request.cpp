#include "http/request.h"

namespace bt::http {

std::optional<std::string_view> Request::query_value(std::string_view name) const {
    for (const auto& parameter : query) {
        if (parameter.name == name) return parameter.value;
    }
    return std::nullopt;
}

std::string_view Request::parameter(std::string_view name) const {
    for (const auto& parameter : parameters) {
        if (parameter.name == name) return parameter.value;
    }
    return {};
}

}  // namespace bt::http

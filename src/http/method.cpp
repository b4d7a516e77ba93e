#include "http/method.h"

#include <array>
#include <utility>

namespace bt::http {
namespace {
constexpr std::array<std::pair<std::string_view, Method>, 7> kNames{{{"GET", Method::Get},
                                                                     {"HEAD", Method::Head},
                                                                     {"POST", Method::Post},
                                                                     {"PUT", Method::Put},
                                                                     {"PATCH", Method::Patch},
                                                                     {"DELETE", Method::Delete},
                                                                     {"OPTIONS", Method::Options}}};
}  // namespace

std::string_view to_string(Method method) {
    for (const auto& [name, value] : kNames) {
        if (value == method) return name;
    }
    return "OTHER";
}

Method parse_method(std::string_view name) {
    for (const auto& [text, method] : kNames) {
        if (text == name) return method;
    }
    return Method::Other;
}

}  // namespace bt::http

// std::optional in soci::use and soci::into: an empty one is NULL.
#pragma once

#include <soci/soci.h>

#include <optional>

namespace soci {

template <class T>
struct type_conversion<std::optional<T>> {
    using base_type = typename type_conversion<T>::base_type;

    static void from_base(const base_type& in, indicator state, std::optional<T>& out) {
        if (state == i_null) {
            out.reset();
            return;
        }
        T value{};
        type_conversion<T>::from_base(in, state, value);
        out = std::move(value);
    }
    static void to_base(const std::optional<T>& in, base_type& out, indicator& state) {
        state = in ? i_ok : i_null;
        if (in) type_conversion<T>::to_base(*in, out, state);
    }
};

}  // namespace soci

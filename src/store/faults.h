// The edge of the folder: exceptions of the database library end here and become faults in plain words.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace bt::store {

/// The fault for an exception of SOCI or SQLite; `what` names what was being done ("save the series").
Error to_error(const std::exception& exception, std::string_view what);

/// Runs `work`, which returns a Result; whatever it throws becomes that Result's error.
template <class Work>
auto guarded(std::string_view what, Work&& work) -> decltype(work()) {
    try {
        return std::forward<Work>(work)();
    } catch (const std::exception& exception) {
        return to_error(exception, what);
    }
}

}  // namespace bt::store

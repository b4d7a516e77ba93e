#include "http/range.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "http/headers.h"

namespace bt::http {
namespace {

constexpr std::size_t kMaxRanges = 64;  // a field with more is not a player's

/// Digits only: no sign, no white space. A number too large for 64 bits counts as the largest.
std::optional<std::uint64_t> read_position(std::string_view digits) {
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    std::uint64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec == std::errc::result_out_of_range) return UINT64_MAX;
    return value;
}

/// One range-spec against `size`. Nothing when malformed; an empty range when it is not satisfiable.
std::optional<ByteRange> resolve(std::string_view spec, std::uint64_t size) {
    const auto dash = spec.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto first_text = spec.substr(0, dash);
    const auto last_text = spec.substr(dash + 1);
    if (first_text.empty()) {  // suffix-range
        const auto suffix = read_position(last_text);
        if (!suffix) return std::nullopt;
        const auto count = std::min(*suffix, size);
        return ByteRange{size - count, count};
    }
    const auto first = read_position(first_text);
    if (!first) return std::nullopt;
    auto last = std::optional<std::uint64_t>(UINT64_MAX);
    if (!last_text.empty()) last = read_position(last_text);
    if (!last || *last < *first) return std::nullopt;
    if (*first >= size) return ByteRange{};
    return ByteRange{*first, std::min(*last, size - 1) - *first + 1};
}

}  // namespace

RangeDecision decide_range(std::string_view field, std::uint64_t size) {
    using Kind = RangeDecision::Kind;
    const auto equals = field.find('=');
    if (equals == std::string_view::npos || !equals_ignoring_ascii_case(trim(field.substr(0, equals)), "bytes")) return {};
    const auto specs = list_elements(field.substr(equals + 1));
    if (specs.empty() || specs.size() > kMaxRanges) return {};
    std::size_t satisfiable = 0;
    ByteRange only;
    for (const auto spec : specs) {
        const auto range = resolve(spec, size);
        if (!range) return {};
        if (range->size == 0) continue;
        ++satisfiable;
        only = *range;
    }
    if (satisfiable == 0) return {.kind = Kind::Unsatisfiable};
    if (specs.size() > 1) return {};
    return {.kind = Kind::Part, .range = only};
}

}  // namespace bt::http

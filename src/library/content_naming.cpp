#include "library/content_naming.h"

#include <chrono>

#include "library/fingerprint.h"

namespace bt::library {
namespace {

/// A file that was written to more recently may still be filled.
constexpr std::int64_t kWholeAfterNs = std::chrono::nanoseconds(std::chrono::hours(24)).count();
/// A file whose bytes were seen to change is left alone until nobody wrote to it for this long: each pause of a slow download would
/// cost a new analysis.
constexpr std::int64_t kRestsAfterNs = std::chrono::nanoseconds(std::chrono::minutes(2)).count();
/// A clock that runs further ahead than this is no writer: such a file would never rest. Clocks of one machine differ by milliseconds.
constexpr std::int64_t kAheadNs = std::chrono::nanoseconds(std::chrono::seconds(1)).count();

}  // namespace

Result<NamedContent> name_content(const io::ByteSource& source, std::int64_t modified_ns, std::int64_t now_ns, const PrintOf& print_of) {
    BT_TRY(const auto sampled, read_content_key(source));
    if (!has_more_than_samples(source.size())) return NamedContent{.content = sampled, .print = {}};
    BT_TRY(const auto known, print_of(sampled));
    const std::int64_t age_ns = now_ns - modified_ns;
    if (!known && age_ns > kWholeAfterNs) return NamedContent{.content = sampled, .print = {}};
    BT_TRY(const auto print, read_content_print(source));
    if (!known || *known == print) return NamedContent{.content = sampled, .print = print};
    const auto own = key_told_apart(sampled, print);
    BT_TRY(const auto known_own, print_of(own));
    if (!known_own && age_ns > -kAheadNs && age_ns < kRestsAfterNs) return Error{.fault = Fault::Conflict, .message = "it is still being written"};
    return NamedContent{.content = own, .print = print};
}

}  // namespace bt::library

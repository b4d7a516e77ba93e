// Any Range field against any size: what comes out lies inside the content, is never empty, and cuts a body without complaint.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/result.h"
#include "http/body.h"
#include "http/range.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bt::http;
    std::uint64_t length = 0;
    if (size < sizeof(length)) return 0;
    std::memcpy(&length, data, sizeof(length));
    const std::string_view field(reinterpret_cast<const char*>(data) + sizeof(length), size - sizeof(length));
    for (const auto total : {length, length % 1'000, std::uint64_t{0}}) {
        const auto decision = decide_range(field, total);
        if (decision.kind != RangeDecision::Kind::Part) continue;
        const auto& range = decision.range;
        BT_ASSERT(range.size > 0 && range.offset < total && range.size <= total - range.offset, "a part lies inside the content");
        if (total < 1'000) {
            const Body body(std::string(static_cast<std::size_t>(total), 'x'));
            BT_ASSERT(body.slice(range).size() == range.size, "the slice is as long as the range");
        }
    }
    return 0;
}

// Any bytes, cut anywhere, as a stream of requests: the parser ends each in a request within its limits or in a refusal, and the
// cuts make no difference.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/request_parser.h"

namespace {

using namespace bt::http;
using State = RequestParser::State;

constexpr RequestLimits kLimits{.target = 100, .header_section = 300, .fields = 8};
constexpr std::size_t kBody = 50;

/// What a server would see, as text.
std::string story(std::string_view bytes, std::size_t step) {
    RequestParser parser(kLimits);
    std::string told;
    for (;;) {
        const auto state = parser.advance();
        if (state == State::Failed) return told + "failed " + std::to_string(parser.failure().status);
        if (state == State::Head && !parser.set_body_limit(kBody)) return told + "too large";
        if (state == State::Done) {
            const auto& request = parser.request();
            BT_ASSERT(request.body.size() <= kBody && request.target.size() <= kLimits.target, "limits hold");
            BT_ASSERT(request.headers.size() <= kLimits.fields, "limits hold");
            told += std::string(to_string(request.method)) + request.path + "|" + request.body + "\n";
            parser.next();
        }
        if (state == State::NeedMore) {
            if (bytes.empty()) return told;
            parser.append(bytes.substr(0, step));
            bytes.remove_prefix(std::min(step, bytes.size()));
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), std::min<std::size_t>(size, 4'000));
    const auto whole = story(bytes, bytes.size() + 1);
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}}) {
        const auto pieces = story(bytes, step);
        // Which of two limits is met first may depend on the cuts; what was served before may not.
        const auto served = [](const std::string& told) { return told.substr(0, told.rfind('\n') + 1); };
        BT_ASSERT(served(pieces) == served(whole), "cuts make no difference");
    }
    return 0;
}

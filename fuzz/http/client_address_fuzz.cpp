// Whatever a proxy says of its client: the answer is an address, or nothing.
#include <arpa/inet.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/client_address.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bt;
    const std::string_view value(reinterpret_cast<const char*>(data), size);
    for (const char* field : {"Forwarded", "X-Forwarded-For"}) {
        http::Request request{.peer = "127.0.0.1"};
        request.headers.add(field, value);
        const auto client = http::client_address(request);
        if (client.empty()) continue;
        std::array<unsigned char, 16> address{};
        const auto name = client.substr(0, client.find('%'));
        BT_ASSERT(inet_pton(AF_INET, name.c_str(), address.data()) == 1 || inet_pton(AF_INET6, name.c_str(), address.data()) == 1, "it is an address");
    }
    return 0;
}

#include "service/decoding/messages.h"

namespace bt::service {
namespace {

template <std::size_t kPlace = 0> Result<DecodingRequest> read_request_of(std::uint8_t number, ByteReader& in) {
    if constexpr (kPlace == std::variant_size_v<DecodingRequest>) {
        return Error{.fault = Fault::Malformed, .message = "a request that nobody knows"};
    } else {
        if (number != kPlace) return read_request_of<kPlace + 1>(number, in);
        auto request = detail::read_value<std::variant_alternative_t<kPlace, DecodingRequest>>(in);
        if (!request) return Error{.fault = Fault::Malformed, .message = "a request that cannot be read"};
        return DecodingRequest(std::move(*request));
    }
}

}  // namespace

Result<DecodingRequest> read_request(ByteView bytes) {
    ByteReader in(bytes);
    BT_TRY(const auto number, in.u8());
    return read_request_of(number, in);
}

}  // namespace bt::service

#include "base/bytes.h"

#include <fmt/format.h>

namespace bt {

std::string FourCc::text() const {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) {
        const auto c = static_cast<unsigned char>(value >> shift);
        out += (c >= 0x20 && c < 0x7f) ? static_cast<char>(c) : '.';
    }
    return out;
}

Error ByteReader::truncated(std::uint64_t wanted) const {
    return {.fault = Fault::Truncated,
            .message = fmt::format("{} bytes wanted, {} left", wanted, remaining()),
            .offset = file_offset()};
}

Result<FourCc> ByteReader::four_cc() {
    BT_TRY(const auto value, u32());
    return FourCc(value);
}

Result<ByteView> ByteReader::bytes(std::uint64_t count) {
    if (count > remaining()) return truncated(count);
    const auto out = bytes_.subspan(position_, static_cast<std::size_t>(count));
    position_ += out.size();
    return out;
}

Result<void> ByteReader::skip(std::uint64_t count) {
    BT_TRY([[maybe_unused]] const auto skipped, bytes(count));
    return {};
}

Result<ByteReader> ByteReader::slice(std::uint64_t count) {
    const auto origin = file_offset();
    BT_TRY(const auto view, bytes(count));
    return ByteReader(view, origin);
}

void ByteWriter::patch_u32(std::size_t position, std::uint32_t v) {
    BT_ASSERT(position + 4 <= bytes_.size(), "a patch overwrites bytes that were written");
    for (std::size_t i = 0; i < 4; ++i) bytes_[position + i] = static_cast<std::byte>(v >> (24 - 8 * i));
}

std::string to_hex(ByteView bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const auto b : bytes) {
        out += kDigits[std::to_integer<unsigned>(b) >> 4];
        out += kDigits[std::to_integer<unsigned>(b) & 15U];
    }
    return out;
}

}  // namespace bt

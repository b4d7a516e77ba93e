#include "media/matroska/ebml.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/text.h"

namespace bt::media::matroska {
namespace {

unsigned leading_zeros(std::byte first) { return static_cast<unsigned>(std::countl_zero(std::to_integer<std::uint8_t>(first))); }

}  // namespace

std::optional<Vint> read_vint(ByteView bytes, unsigned longest) {
    if (bytes.empty()) return std::nullopt;
    const unsigned length = leading_zeros(bytes[0]) + 1;
    if (length > longest || length > 8 || length > bytes.size()) return std::nullopt;
    std::uint64_t value = 0;
    for (unsigned i = 0; i < length; ++i) value = (value << 8) | std::to_integer<std::uint64_t>(bytes[i]);
    const std::uint64_t mask = (std::uint64_t{1} << (7 * length)) - 1;
    return Vint{.value = value & mask, .length = length, .all_ones = (value & mask) == mask};
}

std::optional<Vint> read_element_id(ByteView bytes) {
    auto id = read_vint(bytes, 4);
    // An ID of only ones or only zeros is reserved (RFC 8794 §5); ChapterDisplay, 0x80, is older than that rule.
    if (!id || id->all_ones || (id->value == 0 && id->length > 1)) return std::nullopt;
    id->value |= std::uint64_t{1} << (7 * id->length);
    return id;
}

Result<ByteView> SourceWindow::look(std::uint64_t offset, std::size_t count) {
    BT_ASSERT(count <= kBytes, "a look is never larger than the window");
    const bool inside = offset >= start_ && offset - start_ <= filled_ && filled_ - (offset - start_) >= count;
    if (!inside) {
        if (offset >= size_) return ByteView{};
        const bool jumped = offset < start_ || offset - start_ > filled_ + kBytes;
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(jumped ? std::max(count, kBytesAfterJump) : kBytes, size_ - offset));
        filled_ = 0;
        start_ = offset;
        ++reads_;
        BT_TRY(filled_, source_->read_at(offset, std::span{buffer_}.first(wanted)));
    }
    const auto from = static_cast<std::size_t>(offset - start_);
    return ByteView{buffer_}.subspan(from, std::min(count, filled_ - from));
}

Result<Element> SourceWindow::element(std::uint64_t offset, std::uint64_t limit) {
    constexpr std::size_t kLongestHeader = 12;  // 4 bytes of ID, 8 of size
    if (offset >= limit) return Error{Fault::Truncated, "no element before the end", {}, offset};
    BT_TRY(ByteView header, look(offset, kLongestHeader));
    header = header.first(static_cast<std::size_t>(std::min<std::uint64_t>(header.size(), limit - offset)));
    const bool short_of_bytes = header.size() < kLongestHeader;
    const Fault fault = short_of_bytes ? Fault::Truncated : Fault::Malformed;
    const auto id = read_element_id(header);
    if (!id) return Error{fault, "no element ID here", {}, offset};
    const auto size = read_vint(header.subspan(id->length));
    if (!size) return Error{fault, "no element size here", {}, offset};
    return Element{.id = static_cast<std::uint32_t>(id->value),
                   .offset = offset,
                   .data = offset + id->length + size->length,
                   .size = size->all_ones ? 0 : size->value,
                   .unknown_size = size->all_ones};
}

std::uint64_t Child::number(std::uint64_t absent) const {
    if (data.empty() || data.size() > 8) return absent;
    std::uint64_t value = 0;
    for (const std::byte b : data) value = (value << 8) | std::to_integer<std::uint64_t>(b);
    return value;
}

double Child::real(double absent) const {
    double value = absent;
    if (data.size() == 4) value = std::bit_cast<float>(static_cast<std::uint32_t>(number()));
    if (data.size() == 8) value = std::bit_cast<double>(number());
    return std::isfinite(value) ? value : absent;
}

std::string Child::text(std::size_t longest) const {
    std::string_view all = as_text(data).substr(0, longest);
    return to_valid_utf8(all.substr(0, all.find('\0')));
}

std::optional<Child> Children::next() {
    const ByteView rest = body_.subspan(position_);
    if (rest.empty() || damaged_) return std::nullopt;
    const auto id = read_element_id(rest);
    const auto size = id ? read_vint(rest.subspan(id->length)) : std::nullopt;
    if (!size || size->all_ones || size->value > rest.size() - id->length - size->length) {
        damaged_ = true;
        return std::nullopt;
    }
    const std::size_t header = id->length + size->length;
    const auto length = static_cast<std::size_t>(size->value);
    const Child child{static_cast<std::uint32_t>(id->value), rest.subspan(header, length), origin_ + position_ + header};
    position_ += header + length;
    return child;
}

}  // namespace bt::media::matroska

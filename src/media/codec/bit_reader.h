// Bits, most significant first, and the Exp-Golomb codes of H.264 and HEVC.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/bytes.h"

namespace bt::media::codec {

/// Reads bits from borrowed bytes. Past the end every read is zero and `overrun()` stays true: headers of hundreds of optional
/// fields are read straight through and checked once. Loops whose count comes from the bits must bound it themselves.
class BitReader {
public:
    explicit BitReader(ByteView bytes) : bytes_(bytes) {}

    /// The next `count` bits, 0 to 32 of them.
    std::uint32_t bits(unsigned count) {
        if (count > bits_left()) {
            overrun_ = true;
            position_ = bytes_.size() * 8;
            return 0;
        }
        std::uint64_t value = 0;
        unsigned have = 0;
        std::uint64_t at = position_;
        while (have < count) {
            const unsigned in_byte = static_cast<unsigned>(at % 8);
            const unsigned take = std::min(8 - in_byte, count - have);
            const unsigned byte = std::to_integer<unsigned>(bytes_[static_cast<std::size_t>(at / 8)]);
            value = (value << take) | ((byte >> (8 - in_byte - take)) & ((1U << take) - 1));
            have += take;
            at += take;
        }
        position_ = at;
        return static_cast<std::uint32_t>(value);
    }
    bool flag() { return bits(1) != 0; }
    std::uint8_t byte() { return static_cast<std::uint8_t>(bits(8)); }
    void skip(std::uint64_t count) {
        if (count > bits_left()) overrun_ = true;
        position_ += std::min(count, bits_left());
    }
    void align() { position_ = (position_ + 7) / 8 * 8; }

    /// ue(v), Rec. ITU-T H.264 §9.1. A code longer than 32 leading zeros is an overrun.
    std::uint32_t ue() {
        unsigned zeros = 0;
        while (zeros < 32 && !overrun_ && !flag()) ++zeros;
        if (overrun_) return 0;
        if (zeros == 32) {
            overrun_ = true;
            return 0;
        }
        return zeros == 0 ? 0 : (1U << zeros) - 1 + bits(zeros);
    }
    /// se(v), §9.1.1.
    std::int32_t se() {
        const std::uint32_t code = ue();
        const auto half = static_cast<std::int32_t>(code / 2 + code % 2);
        return code % 2 == 1 ? half : -half;
    }

    std::uint64_t bits_left() const { return bytes_.size() * 8 - position_; }
    std::uint64_t position() const { return position_; }
    bool overrun() const { return overrun_; }

private:
    ByteView bytes_;
    std::uint64_t position_ = 0;
    bool overrun_ = false;
};

/// Writes bits, most significant first; the last byte is filled with zeros.
class BitWriter {
public:
    BitWriter& bits(std::uint64_t value, unsigned count) {
        for (unsigned i = count; i-- > 0;) {
            if (used_ == 0) bytes_.push_back(std::byte{0});
            bytes_.back() |= static_cast<std::byte>(((value >> i) & 1) << (7 - used_));
            used_ = (used_ + 1) % 8;
        }
        return *this;
    }
    Bytes take() && { return std::move(bytes_); }

private:
    Bytes bytes_;
    unsigned used_ = 0;
};

}  // namespace bt::media::codec

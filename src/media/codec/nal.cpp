#include "media/codec/nal.h"

namespace bt::media::codec {
namespace {

/// Position of the next 00 00 01 at or after `from`; the size when there is none.
std::size_t find_start_code(ByteView bytes, std::size_t from) {
    for (std::size_t i = from; i + 3 <= bytes.size(); ++i) {
        if (bytes[i] == std::byte{0} && bytes[i + 1] == std::byte{0} && bytes[i + 2] == std::byte{1}) return i;
    }
    return bytes.size();
}

Error too_many_units() {
    return {Fault::TooLarge, "more than " + std::to_string(kMaxNalUnits) + " NAL units in one sample"};
}

}  // namespace

Bytes remove_emulation_prevention(ByteView nal_unit) {
    Bytes out;
    out.reserve(nal_unit.size());
    unsigned zeros = 0;
    for (const std::byte b : nal_unit) {
        if (zeros >= 2 && b == std::byte{3}) {
            zeros = 0;
            continue;
        }
        zeros = b == std::byte{0} ? zeros + 1 : 0;
        out.push_back(b);
    }
    return out;
}

bool begins_with_start_code(ByteView sample) {
    const std::size_t zeros = sample.size() >= 4 && sample[2] == std::byte{0} ? 3 : 2;
    if (sample.size() <= zeros) return false;
    for (std::size_t i = 0; i < zeros; ++i) {
        if (sample[i] != std::byte{0}) return false;
    }
    return sample[zeros] == std::byte{1};
}

Result<std::vector<ByteView>> split_annex_b(ByteView sample) {
    if (!begins_with_start_code(sample)) return Error{Fault::Malformed, "no start code where NAL units should begin"};
    std::vector<ByteView> units;
    std::size_t at = find_start_code(sample, 0);
    while (at < sample.size()) {
        const std::size_t begin = at + 3;
        const std::size_t next = find_start_code(sample, begin);
        std::size_t end = next;
        while (end > begin && sample[end - 1] == std::byte{0}) --end;  // trailing_zero_8bits, and the zero_byte of the next code
        if (end > begin) units.push_back(sample.subspan(begin, end - begin));
        if (units.size() > kMaxNalUnits) return too_many_units();
        at = next;
    }
    return units;
}

Result<std::vector<ByteView>> split_length_prefixed(ByteView sample, unsigned length_size) {
    BT_ASSERT(length_size >= 1 && length_size <= 4, "lengthSizeMinusOne has two bits");
    std::vector<ByteView> units;
    ByteReader in(sample);
    while (!in.empty()) {
        std::uint32_t length = 0;
        for (unsigned i = 0; i < length_size; ++i) {
            BT_TRY(const std::uint8_t byte, in.u8());
            length = (length << 8) | byte;
        }
        BT_TRY(const ByteView unit, in.bytes(length));
        if (!unit.empty()) units.push_back(unit);
        if (units.size() > kMaxNalUnits) return too_many_units();
    }
    return units;
}

}  // namespace bt::media::codec

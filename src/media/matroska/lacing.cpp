#include "media/matroska/lacing.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "media/matroska/ebml.h"

namespace bt::media::matroska {
namespace {

Error short_header() { return {Fault::Truncated, "the lace's sizes end early"}; }
Error no_sum(std::uint64_t sum, std::uint64_t total) {
    return {Fault::Malformed, fmt::format("laced frames of {} bytes in a block with room for {}", sum, total)};
}

/// RFC 9559 §10.3.2: each size but the last as a run of 255s and a remainder.
Result<std::size_t> read_xiph_sizes(ByteView in, std::size_t position, std::vector<std::uint32_t>& sizes) {
    for (std::size_t i = 0; i + 1 < sizes.size(); ++i) {
        std::uint32_t size = 0;
        for (std::uint32_t part = 255; part == 255; size += part) {
            if (position >= in.size()) return short_header();
            part = std::to_integer<std::uint32_t>(in[position++]);
        }
        sizes[i] = size;
    }
    return position;
}

/// RFC 9559 §10.3.3: the first size as a variable-size integer, the others as signed differences.
Result<std::size_t> read_ebml_sizes(ByteView in, std::size_t position, std::uint32_t total, std::vector<std::uint32_t>& sizes) {
    std::int64_t size = 0;
    for (std::size_t i = 0; i + 1 < sizes.size(); ++i) {
        if (position >= in.size()) return short_header();
        if (in[position] == std::byte{0}) return Error{Fault::Malformed, "a size in the lace has no marker bit"};
        const auto step = read_vint(in.subspan(position));
        if (!step) return short_header();
        position += step->length;
        // A signed one has half its range below zero.
        const auto bias = (std::int64_t{1} << (7 * step->length - 1)) - 1;
        size = i == 0 ? static_cast<std::int64_t>(step->value) : size + static_cast<std::int64_t>(step->value) - bias;
        if (size < 0 || size > total) return no_sum(static_cast<std::uint64_t>(size < 0 ? 0 : size), total);
        sizes[i] = static_cast<std::uint32_t>(size);
    }
    return position;
}

}  // namespace

Result<Lace> read_lace(Lacing lacing, ByteView bytes, std::uint32_t total) {
    if (lacing == Lacing::None) return Lace{.header_size = 0, .sizes = {total}};
    if (total == 0) return Error{Fault::Malformed, "a laced block without a frame count"};
    if (bytes.empty()) return short_header();
    Lace lace;
    lace.sizes.resize(std::to_integer<std::size_t>(bytes[0]) + 1);
    lace.header_size = 1;
    if (lacing == Lacing::Xiph) { BT_TRY(lace.header_size, read_xiph_sizes(bytes, 1, lace.sizes)); }
    if (lacing == Lacing::Ebml) { BT_TRY(lace.header_size, read_ebml_sizes(bytes, 1, total, lace.sizes)); }
    if (lace.header_size > total) return no_sum(0, total);

    const std::uint64_t room = total - lace.header_size;
    if (lacing == Lacing::FixedSize) {
        if (room % lace.sizes.size() != 0) return no_sum(room, room / lace.sizes.size() * lace.sizes.size());
        std::fill(lace.sizes.begin(), lace.sizes.end(), static_cast<std::uint32_t>(room / lace.sizes.size()));
        return lace;
    }
    const std::uint64_t sum = std::accumulate(lace.sizes.begin(), lace.sizes.end() - 1, std::uint64_t{0});
    if (sum > room) return no_sum(sum, room);
    lace.sizes.back() = static_cast<std::uint32_t>(room - sum);  // the last frame has what remains
    return lace;
}

}  // namespace bt::media::matroska

// Boxes written as nested blocks: the size is filled in where the block ends.
#pragma once

#include "base/bytes.h"

namespace bt::media::cmaf {

/// `{ const BoxScope moov(out, "moov"); ... }` writes a Box, ISO/IEC 14496-12:2015 §4.2; its content stays below 4 GiB.
class BoxScope {
public:
    BoxScope(ByteWriter& out, FourCc type) : out_(out), begin_(out.size()) { out_.u32(0).four_cc(type); }
    /// A FullBox.
    BoxScope(ByteWriter& out, FourCc type, std::uint8_t version, std::uint32_t flags) : BoxScope(out, type) {
        out_.u8(version).u24(flags);
    }
    ~BoxScope() { out_.patch_u32(begin_, static_cast<std::uint32_t>(out_.size() - begin_)); }
    BoxScope(const BoxScope&) = delete;
    BoxScope& operator=(const BoxScope&) = delete;

private:
    ByteWriter& out_;
    std::size_t begin_;
};

}  // namespace bt::media::cmaf

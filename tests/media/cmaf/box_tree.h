// A strict reader of boxes for tests: every size must add up to the byte. Written apart from the product's reader and writer.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace bt::testing {

struct Box {
    std::string type;
    std::size_t offset = 0;  ///< of its first byte in what was read
    ByteView body;           ///< after the header; version and flags included
    std::vector<Box> children;

    /// The first box along a path such as "moov/trak/mdia"; nothing when there is none.
    const Box* find(std::string_view path) const {
        const std::size_t slash = path.find('/');
        for (const Box& child : children) {
            if (child.type != path.substr(0, slash)) continue;
            return slash == std::string_view::npos ? &child : child.find(path.substr(slash + 1));
        }
        return nullptr;
    }
};

/// Bytes before the children of a box that has any; nothing for a leaf.
inline std::optional<std::size_t> bytes_before_children(const std::string& type) {
    static const std::map<std::string, std::size_t> kContainers = {
        {"moov", 0}, {"trak", 0}, {"edts", 0}, {"mdia", 0}, {"minf", 0}, {"dinf", 0}, {"stbl", 0}, {"mvex", 0}, {"moof", 0}, {"traf", 0},
        {"dref", 8}, {"stsd", 8},
        {"avc1", 78}, {"hvc1", 78}, {"dvh1", 78}, {"av01", 78}, {"vp09", 78}, {"dav1", 78},
        {"mp4a", 28}, {"ac-3", 28}, {"ec-3", 28}, {"Opus", 28}, {"fLaC", 28}, {"wvtt", 8},
    };
    const auto found = kContainers.find(type);
    if (found == kContainers.end()) return std::nullopt;
    return found->second;
}

/// The boxes of `bytes`, which must be covered exactly; `base` is the offset of its first byte. A last 'mdat' may have its
/// payload elsewhere when `open_mdat` is set.
inline std::vector<Box> read_boxes(ByteView bytes, std::size_t base = 0, bool open_mdat = false) {
    std::vector<Box> boxes;
    std::size_t at = 0;
    while (at < bytes.size()) {
        ByteReader in(bytes.subspan(at));
        Box box{.offset = base + at};
        const auto size32 = in.u32();
        const auto type = in.four_cc();
        if (!size32 || !type) {
            ADD_FAILURE() << "half a box header at " << base + at;
            return boxes;
        }
        box.type = type.value().text();
        std::uint64_t size = size32.value();
        if (size == 1) size = in.u64().value_or(0);
        if (open_mdat && box.type == "mdat" && size > bytes.size() - at) size = bytes.size() - at;
        if (size < in.position() || size > bytes.size() - at) {
            ADD_FAILURE() << box.type << " at " << base + at << " claims " << size << " of " << bytes.size() - at << " bytes";
            return boxes;
        }
        box.body = bytes.subspan(at + in.position(), static_cast<std::size_t>(size) - in.position());
        if (const auto skip = bytes_before_children(box.type)) {
            if (*skip > box.body.size()) {
                ADD_FAILURE() << box.type << " is too short";
                return boxes;
            }
            box.children = read_boxes(box.body.subspan(*skip), base + at + in.position() + *skip);
        }
        boxes.push_back(std::move(box));
        at += static_cast<std::size_t>(size);
    }
    return boxes;
}

/// The whole as one nameless box, for `find`. The boxes borrow the bytes, which must outlive them.
Box read_tree(Bytes&& bytes, bool open_mdat = false) = delete;
inline Box read_tree(ByteView bytes, bool open_mdat = false) { return Box{.body = bytes, .children = read_boxes(bytes, 0, open_mdat)}; }

}  // namespace bt::testing

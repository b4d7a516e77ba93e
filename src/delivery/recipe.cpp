#include "delivery/recipe.h"

namespace bt::delivery {

std::uint64_t Resource::size() const {
    std::uint64_t total = 0;
    for (const auto& piece : pieces) total += piece.size();
    return total;
}

void Resource::append(ByteRange range) {
    if (range.size == 0) return;
    if (!pieces.empty() && !pieces.back().memory && pieces.back().range.end() == range.offset) {
        pieces.back().range.size += range.size;
        return;
    }
    pieces.push_back({.memory = nullptr, .range = range});
}

void Resource::append(Bytes bytes) {
    if (!bytes.empty()) pieces.push_back({.memory = std::make_shared<const Bytes>(std::move(bytes)), .range = {}});
}

Resource text_resource(std::string content_type, std::string text) {
    Resource resource{.content_type = std::move(content_type), .is_text = true};
    resource.append(to_bytes(as_bytes(text)));
    return resource;
}

}  // namespace bt::delivery

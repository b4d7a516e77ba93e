// A cluster is a Timestamp and blocks: SimpleBlock, or BlockGroup around a Block. RFC 9559 §5.1.3, §10.
//
//   Cluster │ Timestamp │ SimpleBlock ├ track ┼ relative time ┼ flags ┼ lace sizes ┼ payload ┤ SimpleBlock ├ ...
//
// We read the element's header and the few bytes behind it, note where each frame lies, and go on behind the payload. An
// hour of film is about 250 000 blocks: 0.85 µs each with the file in memory.
#include "media/matroska/cluster_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "media/matroska/elements.h"
#include "media/matroska/lacing.h"

namespace bt::media::matroska {
namespace {

/// A frame above this is no picture of ours; it also keeps sizes in 32 bits.
constexpr std::uint64_t kMaxBlockBytes = 1U << 30;
/// Lace headers that do not fit the window are read at once up to here: 255 sizes of 65 kB each in Xiph's notation.
constexpr std::size_t kMaxLaceHeader = 1U << 16;

}  // namespace

std::optional<std::uint8_t> SegmentLayout::track_of(std::uint64_t number) const {
    const auto found = std::find(track_numbers.begin(), track_numbers.end(), number);
    if (found == track_numbers.end()) return std::nullopt;
    return static_cast<std::uint8_t>(found - track_numbers.begin());
}

/// Where a walk is inside its cluster.
struct ClusterWalker::Place {
    std::uint64_t data = 0;   // of the cluster's body
    std::uint64_t end = 0;    // nothing is read beyond
    std::int64_t timestamp = 0;
    std::size_t elements = 0, frames = 0;
};

Result<ClusterWalker::Head> ClusterWalker::head(std::uint64_t offset) {
    BT_TRY(const Element cluster, window_.element(offset, layout_->end));
    if (cluster.id != id::kCluster) return Error{Fault::Malformed, "no Cluster begins here", "Segment > Cluster", offset};
    const std::uint64_t end = cluster.unknown_size ? kUnknownPosition : cluster.end();
    const std::uint64_t limit = std::min(end, layout_->end);
    constexpr int kElementsBeforeTimestamp = 8;  // it comes first, but for CRC-32, Void, Position, PrevSize
    std::uint64_t position = cluster.data;
    for (int i = 0; i < kElementsBeforeTimestamp; ++i) {
        const auto child = window_.element(position, limit);
        if (!child) break;
        ++elements_;
        if (child->id == id::kTimestamp) {
            BT_TRY(const ByteView body, window_.look(child->data, static_cast<std::size_t>(std::min<std::uint64_t>(child->size, 8))));
            const std::uint64_t value = Child{.id = child->id, .data = body}.number();
            return Head{static_cast<std::int64_t>(std::min<std::uint64_t>(value, static_cast<std::uint64_t>(layout_->latest()))), end};
        }
        if (child->unknown_size || id::ends_a_cluster(child->id) || child->id == id::kSimpleBlock || child->id == id::kBlockGroup) break;
        position = child->end();
    }
    return Head{0, end};
}

Result<WalkEnd> ClusterWalker::walk(std::uint64_t offset, const Visit& visit, std::uint64_t from) {
    BT_TRY(const Head start, head(offset));
    BT_TRY(const Element cluster, window_.element(offset, layout_->end));
    Place place{.data = cluster.data, .end = std::min(start.end, layout_->end), .timestamp = start.timestamp};
    WalkEnd walk_end{.next = place.end, .timestamp = start.timestamp};
    for (std::uint64_t position = place.data + from; position < place.end;) {
        auto child = window_.element(position, place.end);
        ++elements_;
        if (!child && child.error().fault == Fault::Io) return std::move(child).error();
        if (child && id::ends_a_cluster(child->id)) {
            // An element of unknown size ends where one begins that cannot be inside it (RFC 8794 §6.2); a wrong size likewise.
            walk_end.damaged = !cluster.unknown_size;
            walk_end.next = position;
            return walk_end;
        }
        if (!child || child->unknown_size || child->end() > place.end || ++place.elements > kMaxElements || place.frames > kMaxFrames) {
            walk_end.damaged = true;
            if (cluster.unknown_size || start.end > layout_->end) walk_end.next = position;
            return walk_end;
        }
        if (child->id == id::kSimpleBlock || child->id == id::kEncryptedBlock) {
            BT_TRY(const bool more, visit_block(*child, place, /*is_key=*/false, kNoDuration, visit));
            walk_end.stopped = !more;
        } else if (child->id == id::kBlockGroup) {
            BT_TRY(const bool more, visit_block_group(*child, place, visit));
            walk_end.stopped = !more;
        }
        if (walk_end.stopped) return walk_end;
        position = child->end();
    }
    return walk_end;
}

Result<bool> ClusterWalker::visit_block_group(const Element& group, Place& place, const Visit& visit) {
    constexpr int kMaxChildren = 64;  // a Block, a duration, a handful of references
    std::optional<Element> block;
    std::uint32_t duration = kNoDuration;
    bool refers = false;
    std::uint64_t position = group.data;
    for (int i = 0; i < kMaxChildren && position < group.end(); ++i) {
        auto child = window_.element(position, group.end());
        ++elements_;
        if (!child && child.error().fault == Fault::Io) return std::move(child).error();
        if (!child || child->unknown_size || child->end() > group.end()) break;
        if (child->id == id::kBlock && !block) block = *child;
        if (child->id == id::kReferenceBlock) refers = true;
        if (child->id == id::kBlockDuration) {
            BT_TRY(const ByteView body, window_.look(child->data, static_cast<std::size_t>(std::min<std::uint64_t>(child->size, 8))));
            duration = static_cast<std::uint32_t>(
                std::min<std::uint64_t>(Child{.id = child->id, .data = body}.number(), kNoDuration - 1));
        }
        position = child->end();
    }
    if (!block) return true;
    block->offset = group.offset;  // Cues point at the BlockGroup
    return visit_block(*block, place, /*is_key=*/!refers, duration, visit);
}

Result<bool> ClusterWalker::visit_block(const Element& block, Place& place, bool is_key, std::uint32_t duration, const Visit& visit) {
    constexpr std::size_t kLongestBlockHeader = 11;  // 8 bytes of track number, 2 of time, 1 of flags
    if (block.size > kMaxBlockBytes) return true;
    BT_TRY(const ByteView bytes, window_.look(block.data, static_cast<std::size_t>(std::min<std::uint64_t>(block.size, kLongestBlockHeader))));
    const auto number = read_vint(bytes);
    if (!number || bytes.size() < number->length + 3) return true;
    const auto track = layout_->track_of(number->value);
    if (!track) return true;
    ByteReader fields(bytes.subspan(number->length));
    BT_TRY(const std::int16_t relative, fields.i16());
    BT_TRY(const std::uint8_t flags, fields.u8());

    Frame frame{.block = block.offset - place.data, .time = place.timestamp + relative, .duration = duration, .track = *track};
    if (frame.time > layout_->latest() || frame.time < -layout_->latest()) return true;
    frame.is_key = block.id == id::kBlock ? is_key : (flags & 0x80) != 0;
    const auto lacing = static_cast<Lacing>((flags >> 1) & 3);
    const std::uint64_t payload = block.data + number->length + 3;
    const auto total = static_cast<std::uint32_t>(block.end() - payload);
    if (lacing == Lacing::None) {
        frame.offset = payload;
        frame.size = total;
        ++place.frames;
        return total == 0 || visit(frame);
    }

    BT_TRY(const ByteView beginning, window_.look(payload, std::min<std::size_t>(total, 64)));
    auto lace = read_lace(lacing, beginning, total);
    if (!lace && lace.error().fault == Fault::Truncated) {
        BT_TRY(const Bytes more, window_.read_once({payload, std::min<std::uint64_t>(total, kMaxLaceHeader)}));
        lace = read_lace(lacing, more, total);
    }
    if (!lace) return true;  // as for any block that makes no sense: it is left out
    frame.is_laced = lace->sizes.size() > 1;
    frame.offset = payload + lace->header_size;
    place.frames += lace->sizes.size();
    for (std::size_t i = 0; i < lace->sizes.size(); ++i) {
        frame.lace_index = static_cast<std::uint8_t>(i);
        frame.size = lace->sizes[i];
        if (frame.size > 0 && !visit(frame)) return false;
        frame.offset += frame.size;
    }
    return true;
}

Result<std::optional<std::uint64_t>> ClusterWalker::next_cluster(std::uint64_t position,
                                                                 const std::function<void(const Element&)>& other) {
    constexpr int kMaxBetweenClusters = 4'096;  // Void, Cues, Tags, ...: a handful in real files
    for (int i = 0; i < kMaxBetweenClusters && position < layout_->end; ++i) {
        auto element = window_.element(position, layout_->end);
        ++elements_;
        if (!element && element.error().fault == Fault::Io) return std::move(element).error();
        if (!element || (element->unknown_size && element->id != id::kCluster)) return resync(position);
        if (element->id == id::kCluster) return std::optional{position};
        if (element->id == id::kEbml || element->id == id::kSegment) break;  // another Segment begins
        if (!id::ends_a_cluster(element->id) && element->id != id::kVoid && element->id != id::kCrc32) return resync(position);
        if (other) other(*element);
        position = element->end();
    }
    return std::optional<std::uint64_t>{};
}

Result<std::optional<std::uint64_t>> ClusterWalker::resync(std::uint64_t position) {
    constexpr std::array kClusterId{std::byte{0x1F}, std::byte{0x43}, std::byte{0xB6}, std::byte{0x75}};
    const std::uint64_t limit = std::min(layout_->end, position + kMaxResync);
    while (position + kClusterId.size() < limit) {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(SourceWindow::kBytes, limit - position));
        BT_TRY(const ByteView bytes, window_.look(position, wanted));
        if (bytes.size() < kClusterId.size()) break;
        const auto found = std::search(bytes.begin(), bytes.end(), kClusterId.begin(), kClusterId.end());
        if (found == bytes.end()) {
            position += bytes.size() - (kClusterId.size() - 1);
            continue;
        }
        position += static_cast<std::uint64_t>(found - bytes.begin());
        const auto cluster = window_.element(position, layout_->end);
        if (cluster) {
            // The four bytes may occur in payload: what follows must look like the beginning of a cluster.
            const auto child = window_.element(cluster->data, layout_->end);
            if (child && (child->id == id::kTimestamp || child->id == id::kCrc32 || child->id == id::kVoid)) return std::optional{position};
        }
        position += 1;
    }
    return std::optional<std::uint64_t>{};
}

}  // namespace bt::media::matroska

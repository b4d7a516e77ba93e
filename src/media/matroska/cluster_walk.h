// Walking over block headers: which frames a cluster holds and where their bytes lie, without reading the bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/result.h"
#include "io/byte_source.h"
#include "media/matroska/ebml.h"

namespace bt::media::matroska {

inline constexpr std::uint64_t kUnknownPosition = ~std::uint64_t{0};
inline constexpr std::uint32_t kNoDuration = ~std::uint32_t{0};
/// Times beyond 2^53 ns (104 days) are damage: below, no sum of ours overflows.
inline constexpr std::int64_t kMaxNanoseconds = std::int64_t{1} << 53;
/// A file with more tracks than this is no film; it also lets a frame name its track with one byte.
inline constexpr std::size_t kMaxTracks = 128;

/// What a walk must know about the Segment.
struct SegmentLayout {
    std::uint64_t data = 0;             ///< first byte of its body: positions in SeekHead and Cues count from here
    std::uint64_t end = 0;              ///< of its body, never beyond the file
    std::uint64_t first_cluster = kUnknownPosition;
    std::uint64_t timestamp_scale = 1'000'000;  ///< nanoseconds a timestamp counts
    std::vector<std::uint64_t> track_numbers;   ///< TrackNumber by place in Description::tracks

    /// The latest timestamp that stays below kMaxNanoseconds.
    std::int64_t latest() const { return kMaxNanoseconds / static_cast<std::int64_t>(timestamp_scale); }
    std::optional<std::uint8_t> track_of(std::uint64_t number) const;
    friend bool operator==(const SegmentLayout&, const SegmentLayout&) = default;
};

/// One frame of a block. Times are in steps of TimestampScale, as stored.
struct Frame {
    std::uint64_t offset = 0;           ///< of its bytes in the file
    std::uint64_t block = 0;            ///< of its block's element, from the body of its cluster: as CueRelativePosition counts
    std::int64_t time = 0;              ///< of its block
    std::uint32_t size = 0;
    std::uint32_t duration = kNoDuration;  ///< BlockDuration, of the whole block
    std::uint8_t track = 0;             ///< place in Description::tracks
    std::uint8_t lace_index = 0;        ///< its place in the block's lace
    bool is_laced = false;
    bool is_key = false;
    friend bool operator==(const Frame&, const Frame&) = default;
};

/// How a cluster's walk ended.
struct WalkEnd {
    std::uint64_t next = 0;   ///< where the next element of the Segment begins, if anywhere; meaningless when stopped
    std::int64_t timestamp = 0;
    bool stopped = false;     ///< the visitor had enough
    bool damaged = false;     ///< something did not fit; what lies before was read
};

/// Reads clusters. Not for several threads; cheap to make.
class ClusterWalker {
public:
    /// Called for each frame of a known track in file order, but for those without a byte; false ends the walk.
    using Visit = std::function<bool(const Frame&)>;

    /// A cluster spans 65 s at most (16-bit times), usually 5: the densest sound, TrueHD, has 78 000 frames in 65 s. More than this is
    /// an attack on our memory.
    static constexpr std::size_t kMaxElements = 250'000;
    /// A block may be a lace of 256 frames of a byte each. Sound is laced by eight or so: no film comes near.
    static constexpr std::size_t kMaxFrames = 1'000'000;
    /// How far we look for the next cluster behind damage.
    static constexpr std::uint64_t kMaxResync = 16U << 20;

    ClusterWalker(const io::ByteSource& source, const SegmentLayout& layout) : window_(source), layout_(&layout) {}

    /// Goes through the cluster at `offset`, or only from the element on that begins `from` bytes into its body. Damage ends the
    /// cluster, it is no fault. Faults: Malformed when no cluster begins there; those of reading the file.
    Result<WalkEnd> walk(std::uint64_t offset, const Visit& visit, std::uint64_t from = 0);
    /// The timestamp of the cluster at `offset` and where it ends if that is written there.
    struct Head {
        std::int64_t timestamp = 0;
        std::uint64_t end = 0;  ///< kUnknownPosition when of unknown size
    };
    Result<Head> head(std::uint64_t offset);
    /// The first cluster at or behind `position`, a place between elements of the Segment. Other elements are passed over, and
    /// reported to `other`; behind damage the next cluster's ID is looked for. Nothing at the end.
    Result<std::optional<std::uint64_t>> next_cluster(std::uint64_t position,
                                                      const std::function<void(const Element&)>& other = {});

    SourceWindow& window() { return window_; }
    const SegmentLayout& layout() const { return *layout_; }
    /// Elements seen so far: with window().reads(), what bounds the work of a walk.
    std::uint64_t elements() const { return elements_; }

private:
    struct Place;
    Result<bool> visit_block_group(const Element& group, Place& place, const Visit& visit);
    Result<bool> visit_block(const Element& block, Place& place, bool is_key, std::uint32_t duration, const Visit& visit);
    Result<std::optional<std::uint64_t>> resync(std::uint64_t position);

    SourceWindow window_;
    const SegmentLayout* layout_;
    std::uint64_t elements_ = 0;
};

}  // namespace bt::media::matroska

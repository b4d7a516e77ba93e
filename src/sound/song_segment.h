// Songs made ready for search, as one immutable run of bytes that is mapped, never loaded: an album as a rule. Segments are written once,
// joined into larger ones when there are many, and read by any number of threads.
//
//   header | songs | keys' directory | postings | landmarks
//
// A posting is a place in the segment's own time, in which the songs lie one behind the other, and the low bits of its key; the directory
// says where the postings of a run of keys begin. Little-endian, so that a mapped segment is used as it lies.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "sound/landmarks.h"
#include "sound/pairs.h"

namespace bt::sound {

/// A song to be put into a segment. `name` is the caller's: a path, a content key; at most 64 KiB.
struct ReferenceSong {
    std::string name;
    Landmarks landmarks;
};

/// Landmarks to the second that songs are analysed with.
constexpr LandmarkDensity kSongDensity{.mid = 48, .side = 32, .faint_mid = 32, .faint_side = 16};

/// The bytes of a segment. Songs stay in the order given. Faults: TooLarge beyond kLongestSegment hours of music.
Result<Bytes> build_segment(std::span<const ReferenceSong> songs);
constexpr double kLongestSegment = 1'190;  // hours: 28 bits of frames

class SongSegment {
public:
    /// Borrows `bytes`, whose owner must outlive the segment. Every offset in them is checked here; what cannot be checked without
    /// walking everything (postings, landmarks) is checked when it is used.
    /// Faults: Unsupported (another version: build it again), Truncated, Malformed.
    static Result<SongSegment> open(ByteView bytes);

    std::size_t size() const { return songs_.size(); }
    std::string_view name(std::size_t song) const { return songs_[song].name; }
    double duration(std::size_t song) const { return songs_[song].duration; }
    /// Frames of all songs together; song i lies at [first_frame(i), first_frame(i + 1)) of the segment's time.
    std::uint32_t frames() const { return frames_; }
    std::uint32_t first_frame(std::size_t song) const { return song < songs_.size() ? songs_[song].first_frame : frames_; }
    /// The song at a frame of the segment's time.
    std::size_t song_at(std::uint32_t frame) const;
    /// Decoded anew each time. Frames count from the song's own start. A layer of bad bytes is empty.
    Landmarks landmarks(std::size_t song) const;

    /// Calls `visit(frame)` for each place with the key. More than `limit` of them: none, and false.
    template <class Visit>
    bool visit(PairKey key, std::size_t limit, Visit&& visit) const {
        const auto bucket = key >> directory_shift_;
        const std::uint32_t* at = postings_ + directory_[bucket];
        const std::uint32_t* end = postings_ + directory_[bucket + 1];
        if (directory_shift_ > 0) {
            const std::uint32_t low = key & kLowMask;
            while (at < end && (*at >> kFrameBits) < low) ++at;
            const auto* last = at;
            while (last < end && (*last >> kFrameBits) == low) ++last;
            end = last;
        }
        if (static_cast<std::size_t>(end - at) > limit) return false;
        for (; at < end; ++at) visit(*at & kFrameMask);
        return true;
    }
    std::uint64_t posting_count() const { return posting_count_; }

private:
    friend Result<Bytes> build_segment(std::span<const ReferenceSong> songs);
    static constexpr unsigned kFrameBits = 28;
    static constexpr std::uint32_t kFrameMask = (1U << kFrameBits) - 1;
    static constexpr unsigned kLowBits = 32 - kFrameBits;
    static constexpr std::uint32_t kLowMask = (1U << kLowBits) - 1;

    struct Song {
        std::string_view name;
        double duration;
        std::uint32_t first_frame;
        ByteView landmarks[kLayers], faint[kLayers], energy;
    };
    std::vector<Song> songs_;
    std::uint32_t frames_ = 0;
    unsigned directory_shift_ = 0;                ///< 0 to kLowBits
    const std::uint32_t* directory_ = nullptr;
    const std::uint32_t* postings_ = nullptr;
    std::uint64_t posting_count_ = 0;
};

}  // namespace bt::sound

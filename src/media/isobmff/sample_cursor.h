// Walks a track's sample tables from any remembered place, a sample or a whole stretch of alike samples at a time.
//
//   stts  |--- run ---|------- run -------|      the runs of the tables do not end together; a *stretch* is what lies
//   ctts  |-|--|-|-|--|-|-----|-|-|--|----|      before the next end of any run or chunk: within it times rise evenly
//   stsc  |-- chunk --|-- chunk --|-- chunk      and bytes follow each other
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

#include "base/result.h"
#include "io/byte_source.h"
#include "media/isobmff/sample_tables.h"
#include "media/isobmff/table_window.h"

namespace bt::media::isobmff {

/// No sum of sample durations beyond this is believed (at 10 MHz: 3,600 years); sums of a few such never overflow.
inline constexpr std::int64_t kLastTick = std::int64_t{1} << 60;

/// Where a sample is in every table. Counts from 0.
struct Place {
    std::int64_t decode_time = 0;       ///< on the media's own line, edits not applied
    std::uint64_t bytes_before = 0;     ///< of all samples before
    std::uint64_t offset_in_chunk = 0;  ///< bytes
    std::uint32_t sample = 0;
    std::uint32_t chunk = 0, sample_in_chunk = 0;
    std::uint32_t stts_run = 0, stts_used = 0;  ///< samples of the run that lie before
    std::uint32_t ctts_run = 0, ctts_used = 0;
    std::uint32_t stsc_run = 0;
    friend bool operator==(const Place&, const Place&) = default;
};

/// Order of calls: `(settle [accessors] advance)*`; when settle says no, the walk is over or fault() is set.
class SampleCursor {
public:
    /// `window_entries`: how many entries of a table to read at once. Refers to `tables` while it lives.
    SampleCursor(const io::ByteSource& source, const SampleTables& tables, const Place& from, std::uint32_t window_entries);

    /// Makes the current sample readable. False after the last chunk and on a fault.
    [[nodiscard]] bool settle() {
        if (stts_left_ == 0 && !enter_stts_run()) return false;
        if (ctts_left_ == 0 && !enter_ctts_run()) return false;
        return chunk_left_ != 0 || enter_chunk();
    }
    const std::optional<Error>& fault();

    const Place& place() const { return place_; }
    /// Samples from here on that share the runs and the chunk.
    std::uint32_t stretch() const { return std::min(std::min(stts_left_, ctts_left_), chunk_left_); }
    std::uint32_t sample_delta() const { return delta_; }
    std::int64_t composition_offset() const { return composition_offset_; }
    std::uint64_t chunk_offset() const { return chunk_offset_; }
    std::uint32_t sample_description_index() const { return description_; }

    /// Bytes of the next `count` samples together. False on a fault.
    [[nodiscard]] bool measure(std::uint32_t count, std::uint64_t& bytes);
    /// Goes `count` (at most `stretch()`) samples on; they are `bytes` long together.
    void advance(std::uint32_t count, std::uint64_t bytes);

private:
    static constexpr std::uint32_t kForever = std::numeric_limits<std::uint32_t>::max();

    bool enter_stts_run();
    bool enter_ctts_run();
    bool enter_chunk();
    bool enter_stsc_run();

    SampleSizes size_format_;
    std::uint8_t chunk_bytes_;
    TableWindow stts_, ctts_, stsc_, chunks_, sizes_;
    Place place_;
    std::uint32_t stts_left_ = 0, ctts_left_ = 0, chunk_left_ = 0;
    std::uint32_t delta_ = 0;
    std::int64_t composition_offset_ = 0;
    std::uint64_t chunk_offset_ = 0;
    std::uint32_t samples_per_chunk_ = 0, description_ = 1;
    std::uint32_t stsc_run_ends_ = 0;  ///< the chunk at which the next stsc run begins; 0: not in a run yet
    std::optional<Error> fault_;
};

/// A sample_delta as players read it: numbers just below 2^32 are negative ones some writers correct drift with, and become
/// 1, as libavformat reads them.
constexpr std::uint32_t believable_delta(std::uint32_t sample_delta) {
    constexpr std::uint32_t kLargest = std::numeric_limits<std::uint32_t>::max() - 480'000;
    return sample_delta > kLargest ? 1 : sample_delta;
}

}  // namespace bt::media::isobmff

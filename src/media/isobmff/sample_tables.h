// Where a track's sample tables lie: ISO/IEC 14496-12:2015 §8.6 (times) and §8.7 (places). Nothing is expanded here.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "media/isobmff/box.h"
#include "media/isobmff/table_window.h"

namespace bt::media::isobmff {

/// Bytes in an entry of each table.
inline constexpr std::uint32_t kSttsBytes = 8, kCttsBytes = 8, kStscBytes = 12, kStssBytes = 4;

/// SampleSizeBox or CompactSampleSizeBox: §8.7.3.
struct SampleSizes {
    std::uint32_t constant = 0;  ///< when not zero, every sample's size
    std::uint32_t count = 0;     ///< samples
    std::uint8_t bits = 32;      ///< of an entry: 32 in 'stsz'; 4, 8 or 16 in 'stz2'
    std::uint64_t offset = 0;    ///< of the entries, when `constant` is zero
    friend bool operator==(const SampleSizes&, const SampleSizes&) = default;
};

struct SampleTables {
    Table stts, ctts, stsc, chunks;
    std::uint8_t chunk_bytes = 4;  ///< 4 with 'stco', 8 with 'co64'
    SampleSizes sizes;
    std::optional<Table> stss;     ///< nothing: every sample is a sync sample
    friend bool operator==(const SampleTables&, const SampleTables&) = default;
};

/// Read the header of the box of that name; `box` is where it lies. Faults: Truncated when there are fewer entries than
/// declared; Malformed.
Result<Table> read_stts(FileWindow& window, const Box& box);  ///< TimeToSampleBox, §8.6.1.2
Result<Table> read_ctts(FileWindow& window, const Box& box);  ///< CompositionOffsetBox, §8.6.1.3
Result<Table> read_stsc(FileWindow& window, const Box& box);  ///< SampleToChunkBox, §8.7.4
Result<Table> read_stco(FileWindow& window, const Box& box);  ///< ChunkOffsetBox, §8.7.5
Result<Table> read_co64(FileWindow& window, const Box& box);  ///< ChunkLargeOffsetBox, §8.7.5
Result<Table> read_stss(FileWindow& window, const Box& box);  ///< SyncSampleBox, §8.6.2
Result<SampleSizes> read_stsz(FileWindow& window, const Box& box);
Result<SampleSizes> read_stz2(FileWindow& window, const Box& box);

/// One box of an 'stbl' into its field. Boxes that are none of the above are left alone.
Result<void> read_sample_table(FileWindow& window, const Box& box, SampleTables& into);

}  // namespace bt::media::isobmff

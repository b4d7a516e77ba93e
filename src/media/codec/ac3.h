// AC-3 and E-AC-3: syncframes and the boxes 'dac3' and 'dec3'. ETSI TS 102 366 v1.4.1.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace bt::media::codec {

/// The beginning of a syncframe of either kind, §4.3 and Annex E.1.2.
struct Ac3Frame {
    bool is_enhanced = false;       ///< E-AC-3
    std::uint8_t stream_type = 0;   ///< strmtyp: 0 independent, 1 dependent, 2 independent (converted AC-3); AC-3: 0
    std::uint8_t substream_id = 0;
    std::uint32_t frame_size = 0;   ///< bytes
    std::uint32_t sample_rate = 0;
    std::uint8_t fscod = 0;
    std::uint8_t bsid = 0, bsmod = 0, acmod = 0;
    bool has_lfe = false;
    std::uint8_t bit_rate_code = 0; ///< AC-3: frmsizecod / 2
    std::uint8_t blocks = 6;        ///< of 256 samples
    std::uint16_t channel_map = 0;  ///< chanmap of a dependent substream; 0 when it tells none
    std::uint8_t joc_complexity = 0;  ///< 0 without joint object coding (ETSI TS 103 420 §8.3)

    std::uint32_t channels() const;
};
/// Faults: Malformed, Truncated; Unsupported for a little-endian stream.
Result<Ac3Frame> read_ac3_frame(ByteView bytes);
/// The frames of one sample, as many as there are whole ones (at most 64). Faults: those of the first frame.
Result<std::vector<Ac3Frame>> read_ac3_frames(ByteView sample);

/// Channels of acmod without LFE, Table 4.3.
std::uint32_t ac3_channels(std::uint8_t acmod);

/// AC3SpecificBox, Annex F.4.
struct Ac3SpecificBox {
    std::uint8_t fscod = 0, bsid = 8, bsmod = 0, acmod = 2, bit_rate_code = 0;
    bool has_lfe = false;
};
Result<Ac3SpecificBox> read_dac3(ByteView body);
Bytes write_dac3(const Ac3SpecificBox& box);

/// EC3SpecificBox, Annex F.6, and its extension for joint object coding, ETSI TS 103 420 Annex E.
struct Eac3Substream {
    std::uint8_t fscod = 0, bsid = 16, bsmod = 0, acmod = 2;
    bool has_lfe = false;
    std::uint8_t dependent_substreams = 0;
    std::uint16_t channel_locations = 0;  ///< chan_loc, Table F.6.1: bit 0 is Lc/Rc
};
struct Eac3SpecificBox {
    std::uint16_t data_rate = 0;            ///< kbit/s
    std::vector<Eac3Substream> substreams;  ///< independent ones, 1 to 8
    std::uint8_t joc_complexity = 0;        ///< 0 without joint object coding

    /// Of the first independent substream and what depends on it.
    std::uint32_t channels() const;
};
Result<Eac3SpecificBox> read_dec3(ByteView body);
Bytes write_dec3(const Eac3SpecificBox& box);
/// What the frames of one sample say of themselves. `frames` is not empty.
Eac3SpecificBox describe_eac3(const std::vector<Ac3Frame>& frames);

/// Hz of fscod 0, 1, 2; 0 for the reserved 3.
std::uint32_t ac3_sample_rate(std::uint8_t fscod);

}  // namespace bt::media::codec

// Sample descriptions: which codec a track has and how its decoder is set up. ISO/IEC 14496-12:2015 §8.5.2 and §12.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "media/index/description.h"

namespace bt::media::isobmff {

/// One entry of an 'stsd'.
struct SampleEntry {
    FourCc format;                  ///< the codec's; of an encrypted entry the one in 'frma'
    std::uint16_t data_reference_index = 1;
    bool encrypted = false;         ///< 'encv', 'enca', 'enct', 'encs'
    Codec codec = Codec::Unknown;
    Bytes config;                   ///< body of the configuration box: Track::codec_private
    std::optional<VideoFormat> video;
    std::optional<AudioFormat> audio;
};

/// Reads the entries of an 'stsd' box's body; `kind` tells how they are laid out. At most 64.
/// Faults: Truncated, Malformed. An entry whose optional boxes are broken is still returned, with what could be read.
Result<std::vector<SampleEntry>> read_stsd(ByteReader in, TrackKind kind);

/// The kind of track that samples of this format are in, whatever the handler says; Other when it does not tell.
TrackKind kind_of_format(FourCc format);

/// The codec of an objectTypeIndication (the registry at mp4ra.org); Unknown for one that is none of ours.
Codec codec_of_object_type(std::uint8_t object_type_indication, ByteView decoder_specific_info);

}  // namespace bt::media::isobmff

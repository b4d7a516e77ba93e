// Tracks: what the streams of the file are. RFC 9559 §5.1.4.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "media/index/description.h"
#include "media/matroska/ebml.h"

namespace bt::media::matroska {

/// One TrackEntry: what everyone sees, and what only this reader needs.
struct TrackEntry {
    Track track;  ///< number, timescale, start and duration are filled in later
    std::uint64_t uid = 0;
    std::uint64_t default_duration_ns = 0;
    std::uint64_t codec_delay_ns = 0;
    double sampling_frequency = 0;  ///< of the Audio element: the core's rate with SBR
};

/// Reads the body of a Tracks element. Entries that make no sense are left out with a note; `notes` gets a sentence for each
/// oddity. Faults: Malformed when the body holds no usable entry; TooLarge for more than kMaxTracks.
Result<std::vector<TrackEntry>> read_tracks(ByteView body, std::uint64_t origin, std::vector<std::string>& notes);

/// Kind and codec for a CodecID, looking into CodecPrivate where the ID only names another scheme (VfW, ACM).
struct CodecName {
    TrackKind kind = TrackKind::Other;
    Codec codec = Codec::Unknown;
};
CodecName recognise_codec(std::string_view codec_id, ByteView codec_private, TrackKind by_track_type);

/// The Video element (§5.1.4.1.28).
VideoFormat read_video(const Child& video, std::string_view place, std::vector<std::string>& notes);

/// An AudioSpecificConfig (ISO/IEC 14496-3 §1.6.2.1) for the old CodecIDs that name the profile and have no CodecPrivate:
/// "A_AAC/MPEG4/LC/SBR". Empty when the ID says too little.
Bytes audio_specific_config(std::string_view codec_id, double sampling_frequency, double output_frequency, std::uint64_t channels);

}  // namespace bt::media::matroska

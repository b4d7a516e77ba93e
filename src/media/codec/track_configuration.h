// One function a codec, called by configure(); each fills what it knows of the configuration. Private to codec/.
#pragma once

#include "media/codec/configuration.h"
#include "media/codec/picture.h"

namespace bt::media::codec {

Result<CodecConfiguration> configure_h264(const Track& track, ByteView first_sample);
Result<CodecConfiguration> configure_hevc(const Track& track, ByteView first_sample);
Result<CodecConfiguration> configure_av1(const Track& track, ByteView first_sample);
Result<CodecConfiguration> configure_vp9(const Track& track, ByteView first_sample);
Result<CodecConfiguration> configure_aac(const Track& track, ByteView first_sample);
Result<CodecConfiguration> configure_ac3(const Track& track, ByteView first_sample);
Result<CodecConfiguration> configure_eac3(const Track& track, ByteView first_sample);
Result<CodecConfiguration> configure_opus(const Track& track, ByteView first_sample);
Result<CodecConfiguration> configure_flac(const Track& track, ByteView first_sample);
Result<CodecConfiguration> configure_mp3(const Track& track, ByteView first_sample);

/// The container's word and the bitstream's in one: see the members of VideoFacts for which wins.
VideoFacts join_facts(const Track& track, const PictureFormat& picture);

/// How H.264 and HEVC units lie in the samples: `length_size` as the container's record says (0 when it has none).
/// Faults: Malformed when the sample is neither.
Result<PayloadForm> nal_payload_form(unsigned length_size, ByteView first_sample);

/// CodecPrivate of V_MS/VFW/FOURCC is a BITMAPINFOHEADER; the codec's own bytes follow it.
ByteView without_bitmap_header(const Track& track);

/// "mono", "stereo", "5.1"; empty for counts without a usual name.
std::string layout_name(std::uint32_t channels, bool has_lfe);

}  // namespace bt::media::codec

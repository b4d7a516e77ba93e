// From what a container says about a track to what a player must be told: the CODECS string, the sample entry and its
// configuration box, and the facts people and playlists name.
//
// Enters: the track's stored configuration and, where that is missing or incomplete, the bytes of its first sample.
// Leaves: everything the fragment writer, the playlists and `inspect` need. Payload bytes are carried untouched, except in the
// few forms of `PayloadForm` that fMP4 does not know.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "media/index/description.h"

namespace bt::media::codec {

/// What must happen to each sample's bytes before they may lie in a CMAF fragment.
enum class PayloadForm {
    AsIs,                    ///< nothing: ranges of the original file are sent
    AnnexBToLengthPrefixed,  ///< H.264 and HEVC with start codes (Matroska V_MS/VFW/FOURCC)
    AdtsToRaw,               ///< AAC frames that carry their ADTS header
};

/// The sample's bytes in the form fMP4 wants. Output never exceeds the input by more than one byte for each three of it.
/// Faults: Malformed when the bytes are not of that form.
Result<Bytes> convert(PayloadForm form, ByteView sample);

/// A box by its type and everything after its header: version and flags included where it is a FullBox.
struct ConfigurationBox {
    FourCc type;
    Bytes body;
    friend bool operator==(const ConfigurationBox&, const ConfigurationBox&) = default;
};

enum class Chroma { Monochrome, Yuv420, Yuv422, Yuv444 };
/// "4:2:0".
std::string_view to_string(Chroma chroma);

/// VIDEO-RANGE, RFC 8216bis §4.4.6.2.
enum class VideoRange { Sdr, Pq, Hlg };
/// "SDR", "PQ" or "HLG".
std::string_view to_string(VideoRange range);
/// From transfer_characteristics, ISO/IEC 23091-2 §8.2.
VideoRange video_range(std::uint8_t transfer_characteristics);

struct VideoFacts {
    std::uint32_t width = 0, height = 0;      ///< coded pixels, cropped: the bitstream's where it tells, else the container's
    Rational sample_aspect_ratio{1, 1};       ///< the container's where it stretches the picture, else the bitstream's
    std::uint32_t bit_depth = 8;
    Chroma chroma = Chroma::Yuv420;
    Colour colour;                            ///< each code point the container's where it names one, else the bitstream's
    VideoRange range = VideoRange::Sdr;
    std::optional<Rational> frame_rate;       ///< the container's, else the bitstream's where it says "constant"
    friend bool operator==(const VideoFacts&, const VideoFacts&) = default;
};

struct PictureSize {
    std::uint32_t width = 0, height = 0;
};
/// Square pixels of the height that is coded, before any turn: what 'tkhd' says, ISO/IEC 14496-12 §8.3.2. No side is more than 65,535.
PictureSize display_size(const VideoFacts& facts);

struct AudioFacts {
    std::uint32_t sample_rate = 0;            ///< output Hz
    std::uint32_t channels = 0;               ///< LFE counted
    bool has_lfe = false;
    bool is_joc = false;                      ///< E-AC-3 with joint object coding (Dolby Atmos): CHANNELS is "16/JOC"
    std::uint32_t joc_complexity = 0;         ///< objects, as CHANNELS names them
    std::string layout;                       ///< "stereo", "5.1"; empty when the codec does not tell
    std::uint32_t samples_per_frame = 0;      ///< at the output rate; 0 when frames vary
    std::uint32_t bits_per_sample = 0;        ///< 0 when the codec has none
    std::uint32_t priming = 0;                ///< Opus pre-skip, at 48 kHz; 0 elsewhere
    std::uint8_t opus_mapping_family = 0;
    /// Frames a decoder must be fed before the first it may sound: the 'roll' group, ISO/IEC 14496-12 §10.1. 0 when none.
    std::uint16_t roll_frames = 0;
    /// The CHANNELS attribute, RFC 8216bis §4.4.6.1: "2", "6", "16/JOC".
    std::string channels_attribute() const;
    friend bool operator==(const AudioFacts&, const AudioFacts&) = default;
};

/// How one track is announced and written.
struct CodecConfiguration {
    Codec codec = Codec::Unknown;
    std::string rfc6381;                      ///< "avc1.64001f": the CODECS entry, RFC 6381 §3.3
    std::string supplemental;                 ///< SUPPLEMENTAL-CODECS, e.g. "dvh1.08.07/db1p"; mostly empty
    FourCc sample_entry;                      ///< "avc1"
    ConfigurationBox box;                     ///< avcC, hvcC, av1C, vpcC, esds, dac3, dec3, dOps or dfLa
    std::optional<ConfigurationBox> dolby_vision;  ///< dvcC, dvvC or dvwC, goes after `box`
    PayloadForm payload = PayloadForm::AsIs;
    std::string profile;                      ///< for people: "High 4.1", "Main 10 L4.0", "HE-AAC v2"
    std::optional<VideoFacts> video;
    std::optional<AudioFacts> audio;
    friend bool operator==(const CodecConfiguration&, const CodecConfiguration&) = default;
};

/// Whether HLS and DASH can carry the codec without conversion; nothing about the track's own bytes.
bool can_carry(Codec codec);

/// Whether configure() may have to see the track's first sample: reading it costs a seek.
bool needs_first_sample(const Track& track);
/// The beginning of the first sample (`track.sample_prefix` is already in front of it) that tells configure() as much as the whole:
/// sound up to 64 kB, of pictures only what comes before them.
Bytes opening_of(const Track& track, ByteView first_sample);

/// Everything above for one track. `first_sample` is the first sample or its opening_of() (it may be empty: then a configuration the
/// container lacks cannot be made up). `track.sample_prefix` is already in front of it.
/// Faults: Unsupported with a plain reason when HLS and DASH cannot carry the track; Malformed or Truncated when its
/// configuration contradicts its format.
Result<CodecConfiguration> configure(const Track& track, ByteView first_sample);

}  // namespace bt::media::codec

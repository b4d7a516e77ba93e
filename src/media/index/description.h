// What a media file says about itself: plain values, filled by the readers in isobmff/ and matroska/ and by libavformat for the rest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/media_time.h"

namespace bt::media {

enum class Container { IsoBmff, Matroska, Other };
enum class TrackKind { Video, Audio, Subtitle, Other };

enum class Codec {
    Unknown,
    // video
    H264, Hevc, Av1, Vp9, Vp8, Mpeg4Visual, Mpeg2Video, OtherVideo,
    // audio
    Aac, Ac3, Eac3, Opus, Flac, Mp3, Vorbis, Dts, TrueHd, Alac, Pcm, OtherAudio,
    // subtitles: text, then pictures
    SubRip, WebVtt, Ass, Tx3g, Ttml, OtherText, Pgs, VobSub, DvbSubtitle, OtherPicture,
};
/// As people write it: "H.264", "E-AC-3", "PGS".
std::string_view to_string(Codec codec);
std::string_view to_string(TrackKind kind);
std::string_view to_string(Container container);

struct Rational {
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;
    friend bool operator==(const Rational&, const Rational&) = default;
};

/// SMPTE ST 2086 in the units of ISO/IEC 14496-12 'mdcv': chromaticity in 0.00002, luminance in 0.0001 cd/m2.
struct MasteringDisplay {
    std::uint16_t primaries_x[3] = {};  ///< green, blue, red: the order of 'mdcv'
    std::uint16_t primaries_y[3] = {};
    std::uint16_t white_x = 0, white_y = 0;
    std::uint32_t max_luminance = 0, min_luminance = 0;
    friend bool operator==(const MasteringDisplay&, const MasteringDisplay&) = default;
};
struct ContentLightLevel {  ///< 'clli': cd/m2
    std::uint16_t max_content = 0, max_frame_average = 0;
    friend bool operator==(const ContentLightLevel&, const ContentLightLevel&) = default;
};

/// Code points of ISO/IEC 23091-2 (the numbers of 'colr' nclx and of Matroska's Colour); 2 is "unspecified".
struct Colour {
    std::uint8_t primaries = 2, transfer = 2, matrix = 2;
    bool full_range = false;
    std::optional<MasteringDisplay> mastering_display;
    std::optional<ContentLightLevel> content_light_level;
    friend bool operator==(const Colour&, const Colour&) = default;
};

struct VideoFormat {
    std::uint32_t width = 0, height = 0;                  ///< coded pixels, cropped
    std::uint32_t display_width = 0, display_height = 0;  ///< with the pixel aspect applied
    std::optional<Rational> frame_rate;                   ///< only when constant
    int rotation_degrees = 0;                             ///< clockwise, 0, 90, 180 or 270
    /// Some pictures lie behind a sync sample and are shown before it: they may need pictures from before it ("open GOP"). MP4's tables tell
    /// of all; Matroska, where nothing but the clusters does, of as many as is cheap to look at: matroska/survey.h.
    bool has_leading_pictures = false;
    std::optional<Colour> colour;
    Bytes dolby_vision;  ///< DOVIDecoderConfigurationRecord ('dvcC'/'dvvC' body), empty when none
    friend bool operator==(const VideoFormat&, const VideoFormat&) = default;
};

struct AudioFormat {
    std::uint32_t sample_rate = 0;  ///< output Hz
    std::uint32_t channels = 0;
    std::uint32_t bits_per_sample = 0;  ///< 0 when the codec has none
    friend bool operator==(const AudioFormat&, const AudioFormat&) = default;
};

/// How a sample's bytes lie in the file.
enum class Packing {
    Plain,           ///< as they are
    HeaderStripped,  ///< Track::sample_prefix goes before each (Matroska ContentCompAlgo 3)
    Zlib,            ///< each deflated (ContentCompAlgo 0); never sent without a copy
    Encrypted,       ///< cannot be read
    Other,           ///< compressed in a way we do not undo
};

/// An elementary stream of a media file. Never a song.
struct Track {
    TrackNumber number;             ///< its place in Description::tracks
    std::uint64_t source_id = 0;    ///< track_ID, or Matroska's TrackNumber
    TrackKind kind = TrackKind::Other;
    Codec codec = Codec::Unknown;
    std::string codec_id;           ///< as the container names it: "avc1", "V_MPEG4/ISO/AVC"
    /// As the container stores it. ISO BMFF: the body of the sample entry's configuration box (avcC, hvcC, av1C, vpcC, esds,
    /// dac3, dec3, dOps, dfLa, tx3g's sample entry body, ...). Matroska: CodecPrivate.
    Bytes codec_private;
    Packing packing = Packing::Plain;
    Bytes sample_prefix;            ///< goes before each sample's bytes; only with Packing::HeaderStripped

    std::string language = "und";   ///< BCP 47
    std::string name;
    bool is_default = false, is_forced = false;
    bool is_hearing_impaired = false, is_visual_impaired = false, is_commentary = false, is_original = false;

    /// Of its samples' times. Chosen by the reader so that they are exact (Matroska: see matroska/).
    Timescale timescale;
    MediaInstant start;             ///< presentation time of the first sample shown, on the movie's line
    MediaDuration duration;         ///< from start to the end of the last sample; 0 when not known
    std::optional<std::uint64_t> sample_count;  ///< nothing when only a whole walk would tell
    std::optional<std::uint64_t> byte_count;
    /// decode_time of the first sample: negative for audio priming and for trimmed beginnings.
    std::int64_t first_decode_time = 0;
    /// Samples the decoder throws away at the beginning (Opus pre-skip, AAC priming), in ticks; they lie before time 0.
    std::int64_t priming = 0;
    /// The longest time a picture is decoded after it is shown, in ticks: with signed composition offsets in MP4, and in Matroska,
    /// whose decode times are only an order. Told by the first seconds: an encoder keeps its depth.
    std::int64_t reordering = 0;
    Bytes opening;                  ///< codec::opening_of() the first sample, where codec::configure() needs it
    std::string unreadable;         ///< why its samples cannot be used; empty when they can

    std::optional<VideoFormat> video;
    std::optional<AudioFormat> audio;
    friend bool operator==(const Track&, const Track&) = default;
};
/// to_string(track.codec); of one that has no name here, the container's own between quotes: "'ac-4'".
std::string codec_name(const Track& track);

struct Chapter {
    MediaInstant start;
    std::optional<MediaInstant> end;
    std::string title;
    friend bool operator==(const Chapter&, const Chapter&) = default;
};

struct Attachment {  ///< a font or picture inside the file
    std::string name, media_type;
    ByteRange data;
    friend bool operator==(const Attachment&, const Attachment&) = default;
};

struct Description {
    Container container = Container::Other;
    std::string format;       ///< "mp4 (isom)", "fragmented mp4", "webm", "mpegts"
    std::string title;        ///< from the container's own tags
    MediaDuration duration{0, kMilliseconds};
    std::vector<Track> tracks;
    std::vector<Chapter> chapters;
    std::vector<Attachment> attachments;
    /// Oddities met and how they were read; shown by `inspect`, one sentence each.
    std::vector<std::string> notes;
    friend bool operator==(const Description&, const Description&) = default;
};

}  // namespace bt::media

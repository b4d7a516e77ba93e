// What of a track's first sample configure() has to see. It is kept for every film of a library, so a picture is left out of it.
#include <algorithm>

#include "media/codec/nal.h"
#include "media/codec/track_configuration.h"

namespace bt::media::codec {
namespace {

/// A frame of sound has some hundred bytes, an E-AC-3 frame with its dependent streams a few thousand. The headers of AV1 and VP9
/// pictures lie within the first hundred.
constexpr std::size_t kMostOfSound = 64U << 10, kMostOfPicture = 4U << 10;

bool is_picture_unit(Codec codec, ByteView unit) {
    const auto first = std::to_integer<unsigned>(unit[0]);
    if (codec == Codec::H264) return (first & 0x1F) >= 1 && (first & 0x1F) <= 5;  // Rec. ITU-T H.264 Table 7-1
    return (first >> 1 & 0x3F) < 32;                                             // Rec. ITU-T H.265 Table 7-1
}

/// lengthSizeMinusOne of avcC and hvcC; 0 when there is no record.
unsigned length_size_of(const Track& track) {
    const ByteView record = without_bitmap_header(track);
    const std::size_t at = track.codec == Codec::H264 ? 4 : 21;
    if (record.size() <= at || begins_with_start_code(record)) return 0;
    return (std::to_integer<unsigned>(record[at]) & 3U) + 1;
}

/// How many bytes of the sample come before the first unit that is a piece of a picture.
std::size_t before_the_picture(const Track& track, ByteView sample) {
    const auto length_size = length_size_of(track);
    auto units = length_size != 0 ? split_length_prefixed(sample, length_size) : split_annex_b(sample);
    const bool by_length = length_size != 0 && units;
    if (!units) units = split_annex_b(sample);
    if (!units) return std::min(sample.size(), kMostOfPicture);
    const auto picture = std::find_if(units->begin(), units->end(), [&](ByteView unit) { return is_picture_unit(track.codec, unit); });
    if (picture == units->end()) return sample.size();
    const auto at = static_cast<std::size_t>(picture->data() - sample.data());
    // The start code is what tells Annex B: that of the picture stays, though nothing of it.
    return by_length ? at - length_size : std::min(sample.size(), at + 1);
}

}  // namespace

bool needs_first_sample(const Track& track) {
    if (!can_carry(track.codec) || track.packing == Packing::Encrypted || track.packing == Packing::Zlib || track.packing == Packing::Other) return false;
    if (track.kind == TrackKind::Audio) return true;  // small, and AC-3 has its configuration nowhere else
    return track.codec_private.empty() || track.codec == Codec::Vp9 || track.codec_id == "avc3" || track.codec_id == "hev1" ||
           track.codec_id == "dvhe" || track.codec_id == "dvav" || track.codec_id == "V_MS/VFW/FOURCC";
}

Bytes opening_of(const Track& track, ByteView first_sample) {
    const bool has_units = track.codec == Codec::H264 || track.codec == Codec::Hevc;
    const auto most = track.kind == TrackKind::Audio ? kMostOfSound : has_units ? before_the_picture(track, first_sample) : kMostOfPicture;
    return to_bytes(first_sample.first(std::min(first_sample.size(), most)));
}

}  // namespace bt::media::codec

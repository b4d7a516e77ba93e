// The small boxes of a track that describe it: ISO/IEC 14496-12:2015 §8.3 to §8.6 and §8.10.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "media/isobmff/box.h"

namespace bt::media::isobmff {

/// TrackHeaderBox, §8.3.2.
struct TrackHeader {
    bool enabled = true;
    std::uint32_t track_id = 0;
    std::uint16_t alternate_group = 0;
    std::int32_t matrix[4] = {0x10000, 0, 0, 0x10000};  ///< a, b, c, d: 16.16
    std::uint32_t width = 0, height = 0;                ///< 16.16
};
Result<TrackHeader> read_tkhd(ByteReader in);

/// Clockwise degrees of a matrix that only turns; nothing for one that mirrors, stretches or turns otherwise.
std::optional<int> rotation_of(const std::int32_t (&matrix)[4]);

/// MediaHeaderBox, §8.4.2.
struct MediaHeader {
    std::uint32_t timescale = 0;
    std::uint64_t duration = 0;  ///< 0 when not known
    std::uint16_t language = 0;  ///< packed; see language_from_packed
};
Result<MediaHeader> read_mdhd(ByteReader in);

/// The BCP 47 tag of three letters of five bits each, or of a QuickTime language code (QuickTime File Format, Language Code
/// Values) when `quicktime`.
std::string language_from_packed(std::uint16_t packed, bool quicktime);

/// HandlerBox, §8.4.3. QuickTime writes the name as a counted string.
struct Handler {
    FourCc type;
    std::string name;  ///< empty when it only names the program that wrote it
};
Result<Handler> read_hdlr(ByteReader in);

/// ExtendedLanguageBox, §8.4.6: a BCP 47 tag.
Result<std::string> read_elng(ByteReader in);

/// EditListBox, §8.6.6: one edit.
struct Edit {
    std::uint64_t segment_duration = 0;  ///< in the movie's timescale
    std::int64_t media_time = 0;         ///< in the media's; -1: nothing is shown
    std::int16_t media_rate_integer = 1, media_rate_fraction = 0;
};
Result<std::vector<Edit>> read_elst(ByteReader in);

/// DataReferenceBox, §8.7.2: for each reference whether the samples lie in this file.
Result<std::vector<bool>> read_dref(ByteReader in);

/// KindBox, §8.10.4: a role such as "urn:mpeg:dash:role:2011", "caption".
struct Kind {
    std::string scheme_uri, value;
};
Result<Kind> read_kind(ByteReader in);

/// TrackReferenceBox, §8.3.3: the track_IDs of the references of type `wanted`.
Result<std::vector<std::uint32_t>> read_tref(ByteReader in, FourCc wanted);

}  // namespace bt::media::isobmff

// What a song's file says of itself, in whatever kind of tags it holds: ID3, Vorbis comments, iTunes atoms, APE, ASF.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "domain/song_tags.h"

namespace bt::transcode {

/// Raised when more is read than before.
inline constexpr std::uint32_t kSongTagsVersion = 4;

/// Fields are cut at 1,000 bytes; ISRC and ISWC are given in their plain spelling, or not at all when they are none.
/// Faults: Unsupported when the file is of no kind that carries tags, NotFound, Denied, Io.
Result<domain::SongTags> read_song_tags(const std::string& path);

/// "KR-A40-11-00051" and "kra401100051" are "KRA401100051" (ISO 3901); empty for anything else.
std::string plain_isrc(std::string_view text);
/// "T0345246801" is "T-034.524.680-1" (ISO 15707); empty for anything else.
std::string plain_iswc(std::string_view text);

/// The picture that the song's file brings along, an image file of any kind: its front cover, else the first.
/// Faults: NotFound when there is none; as above.
Result<Bytes> read_song_picture(const std::string& path);

}  // namespace bt::transcode

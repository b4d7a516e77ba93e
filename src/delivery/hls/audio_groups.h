// The sound of a presentation as HLS wants it: groups that differ in codec alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "delivery/joined.h"

namespace bt::delivery::hls {

/// Which codecs a player decodes, as codec_name() writes them; empty: any. Players that cannot decode one codec of a group have no use
/// for the group, and a file that has Korean in AAC and English in AC-3 has no group without either.
using AudioCodecs = std::vector<std::string>;

/// "aac", "eac3": the codec in lower case, letters and digits alone.
std::string codec_name(const MediaRendition& audio);

struct AudioMember {
    const JoinedMedia* rendition = nullptr;  ///< of the presentation asked about
    std::string name;                  ///< unique within the group
    bool is_default = false, autoselect = false;
};

struct AudioGroup {
    std::string id;
    std::vector<AudioMember> members;
};

/// A group for each codec, each with the same members in the same order: RFC 8216bis §4.4.6.1.1 asks for members with identical
/// attributes but for URI and CHANNELS. What a codec does not have is taken from another, so a group may hold several codecs; groups
/// that come out the same become one. Of sound whose files differ in codec a player must decode all. The group whose default
/// (commentary.h) is flagged as one comes first.
std::vector<AudioGroup> audio_groups(const Joined& presentation, const AudioCodecs& decodable);

}  // namespace bt::delivery::hls

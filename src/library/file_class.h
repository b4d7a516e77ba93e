// What a file probably is, by its extension. Only a hint: the content of everything that may be video decides.
#pragma once

#include <string_view>

namespace bt::library {

enum class FileClass {
    Video,
    Audio,
    Image,
    Subtitle,
    Nfo,
    Lyrics,      ///< lrc, elrc
    StreamLink,  ///< strm: a URL in a text file; never followed
    Known,       ///< something else that is certainly no video: text, archives, checksums, our own kinds of sidecar
    Unknown,     ///< an extension nobody knows, or none: looked into when the name has an episode number
};
/// `extension` in lower case, without the dot.
FileClass classify_extension(std::string_view extension);

}  // namespace bt::library

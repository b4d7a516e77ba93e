// Names from media files, fit for playlists and manifests.
#pragma once

#include <string>
#include <string_view>

namespace bt::delivery {

/// The text with each control character (U+0000 to U+001F, U+007F to U+009F) as a space: playlists must not hold them
/// (RFC 8216bis §4.1), and XML 1.0 §2.2 cannot.
std::string printable(std::string_view utf8);

}  // namespace bt::delivery

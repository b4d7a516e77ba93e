// Titles and chapters from user data: 'udta', 'meta', 'ilst', 'chpl', and QuickTime chapter tracks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "media/index/description.h"
#include "media/isobmff/box.h"
#include "media/isobmff/track_boxes.h"

namespace bt::media::isobmff {

/// More chapters than this are not read.
inline constexpr std::size_t kMostChapters = 1'000;

/// What a 'udta' of a movie or a track says, as far as we use it.
struct UserData {
    std::string title;                    ///< '©nam' of 'ilst' or of QuickTime
    std::string name;                     ///< 'name' of a track
    std::vector<Kind> kinds;
    std::vector<std::string> characteristics;  ///< 'tagc': "public.accessibility.describes-video"
    std::vector<Chapter> chapters;        ///< 'chpl'
};
/// Reads the box at `udta`. Boxes in it that make no sense are passed over.
UserData read_udta(FileWindow& window, const Box& udta);

/// Nero's ChapterListBox: starts in 100 ns, titles in UTF-8.
Result<std::vector<Chapter>> read_chpl(ByteReader in);

/// The text of a sample of a QuickTime text track: a length, then UTF-8 or UTF-16 with a byte order mark.
std::string read_text_sample(ByteView sample);

}  // namespace bt::media::isobmff

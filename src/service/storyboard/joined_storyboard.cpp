#include "service/storyboard/joined_storyboard.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "subtitle/read.h"
#include "subtitle/write.h"

namespace bt::service {
namespace {

Result<std::vector<subtitle::Cue>> tiles_of(const StoryboardShelf& shelf, ContentKey film) {
    BT_TRY(const auto file, shelf.open(film, kStoryboardIndex));
    BT_TRY(const auto text, file->read({0, file->size()}));
    auto streams = subtitle::read_webvtt(as_text(text)).streams;
    return streams.empty() ? std::vector<subtitle::Cue>{} : std::move(streams.front().cues);
}

}  // namespace

Result<std::string> joined_thumbnails(const StoryboardShelf& shelf, std::span<const ContentKey> films, const delivery::Joined& joined) {
    std::vector<subtitle::Cue> tiles;
    for (std::size_t i = 0; i < films.size(); ++i) {
        if (!shelf.has(films[i])) continue;
        BT_TRY(auto own, tiles_of(shelf, films[i]));
        const auto start = round_to_milliseconds(joined.start(i)), end = round_to_milliseconds(joined.start(i + 1));
        for (auto& tile : own) {
            // A film is as long here as in the playlists: its last tile may not reach into the next film.
            if (tile.start + start >= end) break;
            tile.end = std::min(tile.end + start, end);
            tile.start += start;
            // The index lies one folder down, as playlists do.
            tile.text = "../" + joined.files()[i].base + storyboard_path(tile.text);
            tiles.push_back(std::move(tile));
        }
    }
    if (tiles.empty()) return Error{.fault = Fault::NotFound, .message = "none of its files has a storyboard yet"};
    return subtitle::to_webvtt(tiles);
}

}  // namespace bt::service

// Any bytes are read as an NFO within bounds, and only text comes out.
#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "library/nfo.h"
#include "library/plexmatch.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bt::library;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto series = read_series_nfo(bytes)) {
        if (!bt::is_utf8(series->series.title.value) || !bt::is_utf8(series->series.plot)) __builtin_trap();
        for (const auto& art : series->series.artwork)
            if (!art.url.starts_with("http://") && !art.url.starts_with("https://")) __builtin_trap();
    }
    if (const auto episodes = read_episode_nfo(bytes); episodes && (episodes->empty() || episodes->size() > 50)) __builtin_trap();
    (void)read_season_nfo(bytes).ok();
    (void)read_album_nfo(bytes).ok();
    for (const auto& [file, hint] : read_plexmatch(bytes).episodes)
        if (hint.last < hint.first || hint.last - hint.first > 30) __builtin_trap();
    return 0;
}

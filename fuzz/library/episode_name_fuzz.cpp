// Any name gives an answer that keeps its promises, quickly.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "library/episode_name.h"
#include "library/extra_name.h"
#include "library/split_name.h"
#include "library/version_name.h"
#include "library/series_name.h"
#include "library/sidecar_name.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bt::library;
    if (size > 1024) return 0;  // a file's name has at most 255 bytes, its path four times that here
    const std::string_view path(reinterpret_cast<const char*>(data), size);
    const EpisodeName name = read_episode_path(path);
    if (name.first.has_value() != name.last.has_value()) __builtin_trap();
    if (name.first && (*name.first < 0 || *name.last < *name.first || *name.last - *name.first > 30)) __builtin_trap();
    if (name.aired && !name.aired->ok()) __builtin_trap();
    if ((name.form == NumberForm::None) != (!name.first && !name.aired)) __builtin_trap();
    if (!bt::is_utf8(name.title) || !bt::is_utf8(name.series)) __builtin_trap();
    const auto slash = path.find('/');
    const auto first = path.substr(0, slash);
    const auto second = slash == std::string_view::npos ? first : path.substr(slash + 1);
    if (const auto split = read_split(first); split && (split->part < 1 || split->base.empty())) __builtin_trap();
    if (const auto instalment = read_instalment(first); instalment && instalment->anthology.empty()) __builtin_trap();
    read_extra_suffix(first);
    read_season_folder(second, first, SeasonForm::Anywhere);
    is_soundtrack_folder(second, first);
    read_artwork_name(first);
    read_track_name(first);
    read_song_name(first);
    behind_stem(second, first);
    version_label(first, common_beginning({std::string(first), std::string(second)}));
    return 0;
}

#include "library/plexmatch.h"

#include <algorithm>

#include "base/text.h"
#include "library/episode_name.h"
#include "library/number_words.h"
#include "library/text.h"

namespace bt::library {
namespace {

constexpr std::size_t kMaxLines = 5000;
constexpr std::size_t kMaxValueBytes = 1024;

std::optional<int> whole_number(std::string_view text) {
    const auto number = digits_at(text, 0);
    return number && number->end == text.size() ? std::optional(number->value) : std::nullopt;
}

/// "tmdb://1", "tv.plex.agents.movie://...", "imdb://tt1", "tvdb://2".
void add_guid(std::string_view value, domain::ProviderIds& ids) {
    const auto colon = value.find("://");
    if (colon == std::string_view::npos) return;
    const std::string scheme = ascii_lower(value.substr(0, colon));
    const auto id = value.substr(colon + 3);
    if ((scheme == "tmdb" || scheme == "tvdb" || scheme == "imdb") && !id.empty() && std::ranges::all_of(id, is_ascii_word))
        ids.insert_or_assign(scheme, std::string(id));
}

/// "S01E02: name.mkv", "2: name.mkv", "2-3: name.mkv".
void add_episode(std::string_view value, bool is_special, Plexmatch& out) {
    const auto colon = value.find(':');
    if (colon == std::string_view::npos) return;
    const auto numbers = trim(value.substr(0, colon));
    const auto file = trim(value.substr(colon + 1));
    if (file.empty()) return;
    EpisodeHint hint;
    if (is_special) hint.season = 0;
    if (const auto first = digits_at(numbers, 0)) {
        hint.first = hint.last = first->value;
        if (first->end < numbers.size()) {
            const auto last = numbers[first->end] == '-' ? digits_at(numbers, first->end + 1) : std::nullopt;
            if (!last || last->end != numbers.size() || last->value < first->value || last->value - first->value > 30) return;
            hint.last = last->value;
        }
    } else {
        const auto name = read_episode_name(numbers, {});
        if (name.form != NumberForm::SeasonAndEpisode && name.form != NumberForm::EpisodeOnly) return;
        if (name.season) hint.season = name.season;
        hint.first = *name.first;
        hint.last = *name.last;
    }
    out.episodes.insert_or_assign(nfc(file), hint);
}

}  // namespace

Plexmatch read_plexmatch(std::string_view text) {
    Plexmatch out;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::size_t lines = 0;
    for (const std::string_view raw : split(text, '\n')) {
        if (++lines > kMaxLines) break;
        const auto line = trim(raw);
        const auto colon = line.find(':');
        if (line.empty() || line[0] == '#' || colon == std::string_view::npos || line.size() > kMaxValueBytes) continue;
        const std::string name = ascii_lower(trim(line.substr(0, colon)));
        const auto value = trim(line.substr(colon + 1));
        if (value.empty()) continue;
        if (name == "title" || name == "show") out.title = nfc(value);
        else if (name == "year") out.year = whole_number(value);
        else if (name == "season") out.season = whole_number(value);
        else if (name == "tmdbid" || name == "tvdbid" || name == "imdbid") {
            if (value.size() <= 32 && std::ranges::all_of(value, is_ascii_word)) out.ids.insert_or_assign(name.substr(0, 4), std::string(value));
        } else if (name == "guid") add_guid(value, out.ids);
        else if (name == "ep" || name == "episode") add_episode(value, false, out);
        else if (name == "sp" || name == "special") add_episode(value, true, out);
    }
    return out;
}

Plexmatch merge_plexmatch(const Plexmatch& outer, Plexmatch inner) {
    if (inner.title.empty()) inner.title = outer.title;
    if (!inner.year) inner.year = outer.year;
    if (!inner.season) inner.season = outer.season;
    inner.ids.insert(outer.ids.begin(), outer.ids.end());
    return inner;
}

}  // namespace bt::library

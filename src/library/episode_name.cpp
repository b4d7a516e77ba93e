#include "library/episode_name.h"

#include "base/text.h"
#include "library/number_words.h"
#include "library/series_name.h"
#include "library/text.h"

namespace bt::library {
namespace {

/// The episode's title out of what stands behind the number.
std::string title_behind(std::string_view text) {
    const std::string lower = lower_in_place(text);
    std::string_view rest = text.substr(0, find_release_talk(lower));
    std::string plain = blank_brackets(rest);
    if (rest.find(' ') == std::string_view::npos) plain = spaces_for_dots(plain);
    if (const auto open = plain.find_first_of("[("); open != std::string::npos) plain.resize(open);
    if (has_version_mark(ascii_lower(plain), 0)) plain.erase(0, 2);
    // The air date of a broadcast: "E01.231206".
    for (auto date = find_date(plain, 0); date; date = find_date(plain, date->end)) plain.replace(date->begin, date->end - date->begin, date->end - date->begin, ' ');
    std::string title = clean_title(plain);
    for (const std::string_view word : {"END", "end", "完", "완결", "최종회", "마지막회"})
        if (title == word || title.ends_with(' ' + std::string(word))) title = clean_title(title.substr(0, title.size() - word.size()));
    return title;
}

/// Behind the letter of "S18E01a", a piece of the episode.
std::size_t skip_piece(std::string_view lower, std::size_t position) {
    const bool is_piece = position > 0 && position < lower.size() && is_digit(lower[position - 1]) && lower[position] >= 'a' && lower[position] <= 'd';
    return is_piece && ends_word(lower, position + 1) ? position + 1 : position;
}

std::string series_before(std::string_view text) {
    std::string plain = blank_brackets(text);
    if (clean_title(plain).empty()) {  // "[Group][Title][21]": the last bracket before the number
        const auto close = text.rfind(']');
        const auto open = close == std::string_view::npos ? close : text.rfind('[', close);
        if (open == std::string_view::npos) return {};
        return clean_title(text.substr(open + 1, close - open - 1));
    }
    const std::string lower = lower_in_place(plain);
    if (const auto season = find_season(lower)) plain.resize(season->begin);
    return clean_title(plain);
}

}  // namespace

EpisodeName read_episode_name(std::string_view name_stem, const NameContext& context) {
    std::string name = nfc(name_stem);
    EpisodeName out;
    out.ids = take_id_tags(name);
    const std::string lower = lower_in_place(name);
    const std::size_t title_end = skip_title(name, context.series);
    const auto match = find_episode_number(lower, title_end, context.season.has_value());
    out.season = context.season;
    if (!match) {
        out.title = title_behind(std::string_view(name).substr(title_end));
        if (const auto year = year_at(out.title, 0); year && year->end == out.title.size()) out.title.clear();
        return out;
    }
    out.form = match->form;
    out.first = match->first;
    out.last = match->last;
    if (match->season && (match->form != NumberForm::Guess || !context.season)) out.season = match->season;
    out.aired = match->aired;
    if (!out.aired)
        if (const auto date = find_date(lower, match->end)) out.aired = date->aired;
    out.series = series_before(std::string_view(name).substr(0, match->begin));
    out.title = title_behind(std::string_view(name).substr(skip_piece(lower, match->end)));
    if (title_key(out.title) == title_key(context.series)) out.title.clear();
    return out;
}

EpisodeName read_episode_path(std::string_view path) {
    const auto name = stem(file_name(path));
    const auto folder = parent_path(path);
    if (folder.empty()) return read_episode_name(name, {});
    const auto above = parent_path(folder);
    if (above.empty()) {
        const SeriesName series = read_series_name(file_name(folder));
        auto out = read_episode_name(name, {.series = series.title, .season = series.season});
        out.series = series.title;
        return out;
    }
    const SeriesName series = read_series_name(file_name(above));
    auto out = read_episode_name(name, {.series = series.title, .season = read_season_folder(file_name(folder), series.title, SeasonForm::Anywhere)});
    out.series = series.title;
    return out;
}

}  // namespace bt::library

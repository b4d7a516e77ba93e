#include "library/episode_number.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <span>

#include "library/number_words.h"
#include "library/text.h"

namespace bt::library {
namespace {

// A file with more episodes than this is a misread number: "S01E01-480".
constexpr int kMaxEpisodesInFile = 30;

constexpr std::array kEpisodeWords = {
    std::string_view("episodio"), std::string_view("episode"), std::string_view("épisode"), std::string_view("capítulo"),
    std::string_view("capitulo"), std::string_view("folge"), std::string_view("серия"), std::string_view("eps"), std::string_view("ep"),
};
constexpr std::array kCounters = {std::string_view("화"), std::string_view("회"), std::string_view("話"), std::string_view("话"),
                                  std::string_view("集")};
// "11부" counts episodes too, but in "1부 12회" it is a part of something else: read only where nothing else counts.
constexpr std::array kPartCounters = {std::string_view("부")};

/// The digits of an episode number: what follows is no letter but a version mark ("01v2") or an 'x'/'e' that goes on.
std::optional<NumberAt> episode_digits(std::string_view lower, std::size_t position) {
    const auto number = digits_at(lower, position);
    if (!number || is_resolution_suffix(lower, number->end)) return std::nullopt;
    return number;
}

bool number_ends(std::string_view lower, std::size_t position) {
    return ends_word(lower, position) || has_version_mark(lower, position);
}

/// "e02", "ep.02", "episode 16" at `position`.
std::optional<NumberAt> episode_mark_at(std::string_view lower, std::size_t position) {
    for (const auto word : kEpisodeWords) {
        if (!lower.substr(position).starts_with(word)) continue;
        const auto number = episode_digits(lower, skip_separators(lower, position + word.size(), 2));
        if (number) return NumberAt{number->value, position, number->end};
    }
    if (position < lower.size() && lower[position] == 'e')
        if (const auto number = episode_digits(lower, position + 1)) return NumberAt{number->value, position, number->end};
    return std::nullopt;
}

/// "1화", "제 1 회", "第1話" at `position`.
std::optional<NumberAt> counted_episode_at(std::string_view lower, std::size_t position, std::span<const std::string_view> counters = kCounters) {
    std::size_t at = position;
    bool is_opened = false;
    for (const std::string_view opener : {"제", "第"})
        if (lower.substr(at).starts_with(opener)) {
            at = skip_separators(lower, at + opener.size(), 1);
            is_opened = true;
            break;
        }
    const auto number = digits_at(lower, at);
    if (!number || (!is_opened && !starts_word(lower, at))) return std::nullopt;
    const auto counter_at = number->end < lower.size() && lower[number->end] == ' ' ? number->end + 1 : number->end;
    for (const auto counter : counters) {
        if (!lower.substr(counter_at).starts_with(counter)) continue;
        const auto end = counter_at + counter.size();
        // "2 화이트" is a word, not the second episode.
        const auto next = code_point_at(lower, end).value;
        if (!is_opened && next >= 0xAC00 && next <= 0xD7A3) return std::nullopt;
        return NumberAt{number->value, position, end};
    }
    return std::nullopt;
}

bool can_end(const EpisodeNumber& match, int last) { return last > *match.last && last - *match.first < kMaxEpisodesInFile; }

/// One more episode of the same file at `match.end`: "E02", "-E02", "-02", " - S01E02", "-1x02", "-2화", "~2화".
std::optional<NumberAt> next_episode(std::string_view lower, const EpisodeNumber& match) {
    const auto at = skip_separators(lower, match.end, 3);
    if (const auto mark = episode_mark_at(lower, at)) return mark;
    if (const auto season = season_at(lower, at); season && season->value == match.season) {
        if (const auto mark = episode_mark_at(lower, season->end)) return mark;
    }
    if (const auto season = digits_at(lower, at); season && season->value == match.season && season->end < lower.size() && lower[season->end] == 'x')
        if (const auto number = episode_digits(lower, season->end + 1)) return number;
    if (at < lower.size() && lower[at] == 'x')
        if (const auto number = episode_digits(lower, at + 1)) return number;
    // A bare number only directly behind a hyphen or a tilde: " - 02" may begin a title.
    if (match.end < lower.size() && (lower[match.end] == '-' || lower[match.end] == '~')) {
        if (const auto counted = counted_episode_at(lower, match.end + 1)) return counted;
        if (const auto counted = counted_episode_at(lower, match.end + 1, kPartCounters)) return counted;
        if (const auto number = episode_digits(lower, match.end + 1); number && number_ends(lower, number->end)) return number;
    }
    return std::nullopt;
}

EpisodeNumber with_further_episodes(std::string_view lower, EpisodeNumber match) {
    for (int count = 1; count < kMaxEpisodesInFile; ++count) {
        const auto next = next_episode(lower, match);
        if (!next || !can_end(match, next->value) || !number_ends(lower, next->end)) {
            // "S01E01E02E03": the next mark follows without a break.
            if (!next || !can_end(match, next->value) || (lower[next->end] != 'e' && lower[next->end] != 's' && lower[next->end] != 'x')) break;
        }
        match.last = next->value;
        match.end = next->end;
    }
    return match;
}

std::optional<EpisodeNumber> season_and_episode_at(std::string_view lower, std::size_t position) {
    const auto season = season_at(lower, position);
    if (!season) return std::nullopt;
    std::size_t at = season->end;
    for (int i = 0; i < 3 && at < lower.size() && (is_separator(lower[at]) || lower[at] == ','); ++i) ++at;
    if (at < lower.size() && lower[at] == 'x') at = skip_separators(lower, at + 1);
    auto episode = episode_mark_at(lower, at);
    if (!episode) episode = counted_episode_at(lower, at);
    if (!episode) return std::nullopt;
    if (is_no_season(season->value)) {  // the episode's number is as good as that of "E01"
        return EpisodeNumber{.begin = position, .end = episode->end, .season = {}, .first = episode->value, .last = episode->value,
                     .form = NumberForm::EpisodeOnly};
    }
    return EpisodeNumber{.begin = position, .end = episode->end, .season = season->value, .first = episode->value, .last = episode->value,
                 .form = NumberForm::SeasonAndEpisode};
}

/// "1x02". Seasons as large as a picture ("1920x1080", "640x480") are refused.
std::optional<EpisodeNumber> season_x_episode_at(std::string_view lower, std::size_t position) {
    if (!starts_word(lower, position)) return std::nullopt;
    const auto season = digits_at(lower, position);
    if (!season || season->end >= lower.size() || lower[season->end] != 'x') return std::nullopt;
    if (is_no_season(season->value)) return std::nullopt;
    const auto episode = digits_at(lower, season->end + 1, 3);
    if (!episode || is_resolution_suffix(lower, episode->end)) return std::nullopt;
    if (!number_ends(lower, episode->end) && lower[episode->end] != 'x' && lower[episode->end] != 'e') return std::nullopt;
    return EpisodeNumber{.begin = position, .end = episode->end, .season = season->value, .first = episode->value, .last = episode->value,
                 .form = NumberForm::SeasonAndEpisode};
}

std::optional<EpisodeNumber> episode_only_at(std::string_view lower, std::size_t position) {
    std::optional<NumberAt> episode;
    if (starts_word(lower, position)) episode = episode_mark_at(lower, position);
    if (episode && !number_ends(lower, episode->end) && lower[episode->end] != 'e') episode.reset();
    if (!episode) episode = counted_episode_at(lower, position);
    if (!episode) return std::nullopt;
    return EpisodeNumber{.begin = position, .end = episode->end, .season = {}, .first = episode->value, .last = episode->value,
                 .form = NumberForm::EpisodeOnly};
}

/// "1-2화", "1~2화": the counter stands behind the last number only.
std::optional<EpisodeNumber> counted_range_at(std::string_view lower, std::size_t position, std::span<const std::string_view> counters) {
    if (!starts_word(lower, position)) return std::nullopt;
    const auto first = digits_at(lower, position);
    if (!first || first->end >= lower.size() || (lower[first->end] != '-' && lower[first->end] != '~' && lower[first->end] != ',')) return std::nullopt;
    const auto last = counted_episode_at(lower, first->end + 1, counters);
    if (!last || last->value <= first->value || last->value - first->value >= kMaxEpisodesInFile) return std::nullopt;
    return EpisodeNumber{.begin = position, .end = last->end, .season = {}, .first = first->value, .last = last->value,
                 .form = NumberForm::EpisodeOnly};
}

std::optional<EpisodeNumber> episode_range_at(std::string_view lower, std::size_t position) { return counted_range_at(lower, position, kCounters); }

/// "11부", "1-2부".
std::optional<EpisodeNumber> counted_part_at(std::string_view lower, std::size_t position) {
    if (auto range = counted_range_at(lower, position, kPartCounters)) return range;
    const auto part = counted_episode_at(lower, position, kPartCounters);
    if (!part) return std::nullopt;
    return EpisodeNumber{.begin = position, .end = part->end, .season = {}, .first = part->value, .last = part->value, .form = NumberForm::EpisodeOnly};
}

bool looks_like_year(const NumberAt& number) {
    return number.end - number.begin == 4 && number.value >= 1900 && number.value <= 2099;
}
bool is_picture_height(int value) { return value == 480 || value == 540 || value == 576 || value == 720 || value == 1080 || value == 2160; }

/// "[21]" and " - 21", as groups number: over the whole run of the series.
std::optional<EpisodeNumber> absolute_at(std::string_view lower, std::size_t position) {
    std::size_t at = 0;
    bool in_bracket = false;
    if (lower[position] == '[') {
        at = position + 1;
        in_bracket = true;
    } else if (lower.substr(position).starts_with("- ") && (position == 0 || lower[position - 1] == ' ')) {
        at = position + 2;
    } else {
        return std::nullopt;
    }
    const auto number = digits_at(lower, at);
    if (!number || looks_like_year(*number) || is_picture_height(number->value)) return std::nullopt;
    const auto end = has_version_mark(lower, number->end) ? number->end + 2 : number->end;
    if (in_bracket) {
        if (end >= lower.size() || lower[end] != ']') return std::nullopt;
    } else if (end < lower.size() && lower[end] != ' ' && lower[end] != '[' && lower[end] != '(' && lower[end] != '.') {
        return std::nullopt;
    }
    return EpisodeNumber{.begin = position, .end = in_bracket ? end + 1 : end, .season = {}, .first = number->value, .last = number->value,
                 .form = NumberForm::Absolute};
}

std::optional<domain::Date> valid_date(int year, int month, int day) {
    const domain::Date date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok() || year < 1930 || year > 2099) return std::nullopt;
    return date;
}

/// "2023-12-06", "06.12.2023", "20231206", "231206" at `position`. Two-digit years are of 1970 to 2069.
std::optional<EpisodeNumber> date_at(std::string_view text, std::size_t position) {
    if (!starts_word(text, position)) return std::nullopt;
    const auto first = digits_at(text, position, 8);
    if (!first) return std::nullopt;
    const auto found = [&](std::optional<domain::Date> date, std::size_t end) -> std::optional<EpisodeNumber> {
        if (!date || !ends_word(text, end)) return std::nullopt;
        return EpisodeNumber{.begin = position, .end = end, .season = {}, .first = {}, .last = {}, .aired = date, .form = NumberForm::Date};
    };
    const auto length = first->end - first->begin;
    const int n = first->value;
    if (length == 8) return found(valid_date(n / 10000, n / 100 % 100, n % 100), first->end);
    if (length == 6) return found(valid_date(n / 10000 + (n / 10000 < 70 ? 2000 : 1900), n / 100 % 100, n % 100), first->end);
    if (first->end >= text.size() || !is_separator(text[first->end])) return std::nullopt;
    const char separator = text[first->end];
    const auto second = digits_at(text, first->end + 1, 2);
    if (!second || second->end >= text.size() || text[second->end] != separator) return std::nullopt;
    const auto third = digits_at(text, second->end + 1, 4);
    if (!third) return std::nullopt;
    const auto third_length = third->end - third->begin;
    if (length == 4 && third_length <= 2) return found(valid_date(n, second->value, third->value), third->end);
    if (length <= 2 && third_length == 4) return found(valid_date(third->value, second->value, n), third->end);
    return std::nullopt;
}

template <class Matcher>
std::optional<EpisodeNumber> find_first(std::string_view lower, std::size_t from, Matcher matcher) {
    for (std::size_t i = from; i < lower.size(); ++i)
        if (auto match = matcher(lower, i)) return match;
    return std::nullopt;
}

/// A lone number: directly behind the series title, at the front, or as the last word.
std::optional<EpisodeNumber> lone_number(std::string_view lower, std::size_t title_end, bool has_season) {
    std::string text = blank_brackets(lower);
    text.resize(std::min(text.size(), std::max(title_end, find_release_talk(text))));
    std::size_t front = title_end;
    while (front < text.size() && (is_separator(text[front]) || text[front] == '#')) ++front;
    if (const auto year = year_at(text, front); year && year->end < text.size()) {  // "Rain 2016 05"
        front = year->end;
        while (front < text.size() && is_separator(text[front])) ++front;
    }
    std::optional<NumberAt> number = digits_at(text, front);
    if (number && !number_ends(text, number->end)) number.reset();
    if (!number) {
        std::size_t end = text.size();
        while (end > front && is_separator(text[end - 1])) --end;
        std::size_t begin = end;
        while (begin > front && is_digit(text[begin - 1])) --begin;
        if (begin > front && !starts_word(text, begin)) return std::nullopt;
        number = digits_at(text, begin);
    }
    // A name that is wholly a number may be any number; beside words, four digits are a year or a title.
    if (!number || looks_like_year(*number) || number->end - number->begin > 3) return std::nullopt;
    EpisodeNumber match{.begin = number->begin, .end = number->end, .season = {}, .first = number->value, .last = number->value,
                .form = NumberForm::Guess};
    // "102" is season 1, episode 2, where no folder names the season.
    if (!has_season && number->end - number->begin == 3 && text[number->begin] != '0' && number->value % 100 != 0) {
        match.season = number->value / 100;
        match.first = match.last = number->value % 100;
    }
    return match;
}

}  // namespace

std::optional<EpisodeNumber> find_episode_number(std::string_view lower, std::size_t title_end, bool has_season) {
    auto match = find_first(lower, title_end, season_and_episode_at);
    if (!match) match = find_first(lower, title_end, season_x_episode_at);
    if (!match) match = find_first(lower, title_end, episode_range_at);
    if (!match) match = find_first(lower, title_end, episode_only_at);
    if (!match) match = find_first(lower, title_end, counted_part_at);
    if (match) {
        match = with_further_episodes(lower, *match);
        // "[Group] Title S2 - E05": the season stands apart from the number.
        if (!match->season)
            if (const auto season = find_season(lower.substr(0, match->begin)); season && season->begin >= title_end) match->season = season->value;
        return match;
    }
    // A date is looked for before a lone number, which might be a piece of it.
    const auto date = find_date(lower, title_end);
    const auto absolute = find_first(lower, title_end, absolute_at);
    if (absolute && (!date || absolute->begin != date->begin)) {
        auto with_range = with_further_episodes(lower, *absolute);
        if (const auto season = find_season(lower.substr(0, absolute->begin)); season && season->begin >= title_end)
            with_range.season = season->value;
        return with_range;
    }
    if (date) return date;
    return lone_number(lower, title_end, has_season);
}

std::optional<EpisodeNumber> find_date(std::string_view lower, std::size_t from) { return find_first(lower, from, date_at); }

}  // namespace bt::library

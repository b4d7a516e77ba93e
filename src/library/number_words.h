// The small pattern matchers that names are read with: positions in, positions out, no backtracking that could grow.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace bt::library {

/// A number found in a text and where it lies.
struct NumberAt {
    int value = 0;
    std::size_t begin = 0, end = 0;
};

/// One to `most` digits at `position`, not followed by another digit.
std::optional<NumberAt> digits_at(std::string_view text, std::size_t position, std::size_t most = 4);
/// Behind at most `most` separators (space, dot, underscore, hyphen).
std::size_t skip_separators(std::string_view text, std::size_t position, std::size_t most = 3);
/// No ASCII letter or digit stands directly before `position`.
bool starts_word(std::string_view text, std::size_t position);
/// No ASCII letter or digit stands at `position`.
bool ends_word(std::string_view text, std::size_t position);

/// A season named in `lower` (lower case, NFC), at `position`: "s01", "season 1", "시즌 2", "2nd season", "2기", "第2季".
std::optional<NumberAt> season_at(std::string_view lower, std::size_t position);
/// The first of them in `lower`.
std::optional<NumberAt> find_season(std::string_view lower);

/// Numbers that stand for no season, 200 to 1927 and above 2500: other servers take them for a picture's size ("1920x1080") too.
bool is_no_season(int number);

/// A year in 1900..2099 at `position` that stands alone.
std::optional<NumberAt> year_at(std::string_view text, std::size_t position);
/// Of a number that ends at `position`, the letter of a picture's height: "1080p", "576i".
bool is_resolution_suffix(std::string_view text, std::size_t position);
/// "v2" at `position`, the second release of an episode.
bool has_version_mark(std::string_view lower, std::size_t position);
/// Where release talk ("1080p", "WEB-DL", "x264") begins in `lower`; its size when there is none.
std::size_t find_release_talk(std::string_view lower);

}  // namespace bt::library

#include "names/spelled_letters.h"

#include <algorithm>
#include <iterator>

#include "names/scripts.h"

namespace bt::names {
namespace {

constexpr std::size_t kFewestLetters = 2, kMostLetters = 5;
constexpr std::size_t kMostSpellings = 8;  // of one name: each letter with two names doubles them

/// The commonest first, as the standard has it and as people write.
constexpr std::u32string_view kNames[26][2] = {
    {U"에이", U""}, {U"비", U""}, {U"씨", U"시"}, {U"디", U""}, {U"이", U""}, {U"에프", U""}, {U"지", U"쥐"}, {U"에이치", U"에이취"}, {U"아이", U""},
    {U"제이", U""}, {U"케이", U""}, {U"엘", U""}, {U"엠", U""}, {U"엔", U""}, {U"오", U""}, {U"피", U""}, {U"큐", U""}, {U"알", U"아르"}, {U"에스", U""},
    {U"티", U""}, {U"유", U""}, {U"브이", U"비"}, {U"더블유", U"더블류"}, {U"엑스", U""}, {U"와이", U""}, {U"제트", U"지"}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// The row of letters that begins at `at`, and where it ends in the text: dots and brackets between single letters belong to it ("f(x)").
struct Row {
    std::string letters;
    std::size_t end = 0;
};
Row row_at(std::string_view text, std::size_t at) {
    Row row{.letters = {}, .end = at};
    const auto letter_at = [&](std::size_t i) { return i < text.size() && is_letter(text[i]); };
    while (letter_at(row.end)) row.letters += text[row.end++];
    if (row.letters.size() > 1) return row;
    while (row.end < text.size() && (text[row.end] == '.' || text[row.end] == '(') && letter_at(row.end + 1) && !letter_at(row.end + 2)) {
        row.letters += text[row.end + 1];
        row.end += 2;
    }
    return row;
}

/// "Zoë": the row is a piece of a word with accents, which UTF-8 writes with these bytes first.
bool is_piece(std::string_view text, std::size_t begin, std::size_t end) {
    const auto begins_accented = [&](std::size_t i) { return i < text.size() && static_cast<unsigned char>(text[i]) >= 0xC3 && static_cast<unsigned char>(text[i]) <= 0xCD; };
    return begins_accented(end) || (begin >= 2 && begins_accented(begin - 2));
}

bool is_said(std::string_view text, std::size_t at, const Row& row, bool is_typed) {
    if (row.letters.size() < kFewestLetters || row.letters.size() > kMostLetters || is_piece(text, at, row.end)) return false;
    const bool has_marks = row.end - at != row.letters.size();
    return is_typed || has_marks || std::all_of(row.letters.begin(), row.letters.end(), is_capital);
}

void append(std::vector<std::u32string>& spellings, std::string_view letters) {
    for (const char letter : letters) {
        const auto& names = kNames[static_cast<unsigned>((letter | 0x20) - 'a')];
        const auto count = spellings.size();
        if (!names[1].empty() && 2 * count <= kMostSpellings) {
            for (std::size_t i = 0; i < count; ++i) spellings.push_back(spellings[i] + std::u32string(names[1]));
        }
        for (std::size_t i = 0; i < count; ++i) spellings[i] += names[0];
    }
}

}  // namespace

std::vector<std::u32string> letters_said(std::string_view text, bool is_typed) {
    std::vector<std::u32string> spellings{U""};
    bool is_any = false;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_letter(text[at])) {
            const auto end = static_cast<std::size_t>(std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_letter) - text.begin());
            const auto between = join(fold(text.substr(at, end - at)));
            for (auto& each : spellings) each += between;
            at = end;
            continue;
        }
        const auto row = row_at(text, at);
        if (!is_said(text, at, row, is_typed) || (is_typed && is_any)) return {};
        append(spellings, row.letters);
        is_any = true;
        at = row.end;
    }
    if (!is_any) return {};
    std::erase_if(spellings, [](const std::u32string& each) { return units_of(each).empty(); });
    return spellings;
}

}  // namespace bt::names

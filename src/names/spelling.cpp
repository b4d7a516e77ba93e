#include "names/spelling.h"

#include <algorithm>

#include "names/hangul.h"

namespace bt::names {
namespace {

constexpr std::uint8_t kS = 9, kH = 18;                          // ㅅ, ㅎ
constexpr std::uint8_t kA = 0, kAe = 1, kU = 13, kEui = 19, kI = 20, kEu = 18;          // ㅜ, ㅢ, ㅣ, ㅡ

/// Vowels that begin with an i or y sound.
constexpr bool is_bright(std::uint8_t vowel) { return vowel == 2 || vowel == 3 || vowel == 6 || vowel == 7 || vowel == 12 || vowel == 16 || vowel == 17 || vowel == kI; }

}  // namespace

int context_cost(std::uint8_t initial, std::string_view initial_text, std::uint8_t vowel, std::string_view vowel_text) {
    int cost = 0;
    const bool is_silent = initial == kSilentInitial;
    if (initial == kS && initial_text == "sh") cost += is_bright(vowel) ? 6 : 40;
    // "wha", "whun": the h and the w have changed places.
    const bool is_wh = vowel_text.starts_with("wh");
    if (is_wh && initial == kH && initial_text.empty()) return -90;
    if (is_wh && vowel == kU) return 200;
    if (vowel == kU && vowel_text.starts_with('w')) cost += (is_silent ? 0 : 70);
    // "Ji-yae" for 지애: a y where the voice glides.
    if ((vowel == kA || vowel == kAe) && vowel_text.starts_with('y')) cost += (is_silent && initial_text.empty() ? 0 : 200);
    if (vowel == kU && is_silent && vowel_text == "oo") cost += 30;
    if (vowel == kEui && vowel_text == "ee") cost += (initial == kH ? 0 : 40);
    if (vowel == kI && vowel_text.starts_with('y') && vowel_text.size() > 1) cost += (is_silent ? 0 : 40);
    // "Lee" for 이 within a given name; a lone "e" is 이 too.
    if (is_silent && initial_text == "l") cost += (vowel == kI && vowel_text == "ee" ? 0 : 200);
    if (!is_silent && vowel == kI && vowel_text == "e") cost += 35;
    // A silent vowel after a silent initial would let a syllable vanish.
    if (vowel == kEu && vowel_text.empty() && initial_text.empty()) cost += 100;
    return cost;
}

Cost closing_cost(std::uint8_t vowel, std::string_view vowel_text, std::string_view final_text) {
    return vowel == kU && vowel_text == "u" && final_text.starts_with('h') ? 25 : 0;
}

int custom_cost(char16_t syllable, std::string_view vowel_text) {
    if (vowel_text != "u") return 0;
    switch (syllable) {
        case u'정': case u'선': case u'석': case u'성': case u'범': case u'철': case u'덕': return -5;
        case u'중': case u'순': case u'숙': case u'숭': case u'붐': case u'춘': case u'국': return 5;
        default: return 0;
    }
}

Cost customary_cost(char16_t syllable, std::string_view text, Cost by_letters) {
    for (const auto& way : given_spellings(syllable)) {
        if (way.text == text) return way.cost;
    }
    return by_letters;
}

std::vector<Spelling> common_spellings(char16_t syllable, bool as_surname, std::size_t limit, std::vector<std::string>& storage) {
    storage.clear();
    std::vector<std::pair<Cost, std::string>> ways;
    for (const auto& way : given_spellings(syllable)) ways.emplace_back(way.cost, way.text);
    if (as_surname) {
        for (const auto& way : surname_spellings(syllable)) ways.emplace_back(way.cost, way.text);
    }
    const auto s = decompose(syllable);
    for (const auto& initial : initial_spellings(s.initial)) {
        if (initial.cost > 20) break;
        for (const auto& vowel : vowel_spellings(s.vowel)) {
            if (vowel.cost > 30) break;
            for (const auto& final : final_spellings(s.final)) {
                if (final.cost > 15) break;
                const auto cost = static_cast<Cost>(std::max(0, initial.cost + vowel.cost + final.cost + context_cost(s.initial, initial.text, s.vowel, vowel.text) +
                                                                    closing_cost(s.vowel, vowel.text, final.text) + custom_cost(syllable, vowel.text)));
                auto text = std::string(initial.text).append(vowel.text).append(final.text);
                ways.emplace_back(customary_cost(syllable, text, cost), std::move(text));
            }
        }
    }
    std::stable_sort(ways.begin(), ways.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Spelling> out;
    storage.reserve(limit);
    for (auto& [cost, text] : ways) {
        if (storage.size() == limit) break;
        if (text.empty() || std::find(storage.begin(), storage.end(), text) != storage.end()) continue;
        storage.push_back(std::move(text));
        out.push_back({storage.back(), static_cast<std::uint8_t>(cost)});
    }
    return out;
}

}  // namespace bt::names

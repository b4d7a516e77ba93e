// The ways to write each letter. Costs follow how often Korean actors, athletes, singers and politicians choose a way for their own
// names: about -25 log10 of its share beside the commonest, rounded; ways that only slips explain stay above 80.
#include "names/spelling.h"

#include <iterator>

#include "names/hangul.h"

namespace bt::names {
namespace {

// In the order of the letters; the first way of each is the commonest.
constexpr Spelling kInitial[] = {
    /* ㄱ */ {"g", 0}, {"k", 4}, {"gh", 45}, {"kh", 60}, {"c", 70}, {"kk", 80}, {"q", 90},
    /* ㄲ */ {"kk", 0}, {"gg", 15}, {"k", 15}, {"g", 25}, {"gh", 60},
    /* ㄴ */ {"n", 0}, {"nn", 50}, {"l", 85}, {"r", 95},
    /* ㄷ */ {"d", 0}, {"t", 12}, {"dh", 60}, {"th", 60}, {"tt", 80},
    /* ㄸ */ {"tt", 0}, {"dd", 10}, {"d", 20}, {"t", 30},
    /* ㄹ */ {"r", 0}, {"l", 10}, {"rh", 30}, {"rr", 40}, {"ll", 40}, {"n", 70}, {"ry", 90},
    /* ㅁ */ {"m", 0}, {"mm", 50}, {"mh", 70},
    /* ㅂ */ {"b", 0}, {"p", 10}, {"v", 55}, {"bh", 60}, {"bb", 60}, {"ph", 80}, {"f", 95},
    /* ㅃ */ {"pp", 0}, {"bb", 10}, {"b", 20}, {"p", 25},
    /* ㅅ */ {"s", 0}, {"sh", 0}, {"ss", 45}, {"sy", 70}, {"sch", 80}, {"x", 85}, {"c", 85}, {"z", 90},
    /* ㅆ */ {"ss", 0}, {"s", 12}, {"sh", 60},
    /* ㅇ */ {"", 0}, {"l", 60},
    /* ㅈ */ {"j", 0}, {"ch", 20}, {"jh", 40}, {"z", 45}, {"c", 55}, {"jj", 60}, {"dj", 60}, {"tj", 70}, {"zh", 70}, {"g", 75}, {"dz", 80}, {"ts", 85},
        {"y", 90},
    /* ㅉ */ {"jj", 0}, {"j", 20}, {"tch", 30}, {"tj", 30}, {"ch", 40}, {"zz", 50},
    /* ㅊ */ {"ch", 0}, {"c", 45}, {"tch", 45}, {"chh", 60}, {"j", 65}, {"ts", 70}, {"cz", 90}, {"q", 95}, {"sh", 95},
    /* ㅋ */ {"k", 0}, {"c", 30}, {"kh", 35}, {"ck", 50}, {"q", 60}, {"kk", 60}, {"g", 75},
    /* ㅌ */ {"t", 0}, {"th", 30}, {"tt", 60}, {"d", 75},
    /* ㅍ */ {"p", 0}, {"ph", 25}, {"f", 35}, {"pp", 60}, {"b", 75},
    /* ㅎ */ {"h", 0}, {"hh", 60}, {"", 80},
};
constexpr std::uint16_t kInitialStart[] = {0, 7, 12, 16, 21, 25, 32, 35, 42, 46, 54, 57, 59, 72, 78, 87, 94, 98, 103, 106};

// In the order of the letters; the first way of each is the commonest.
constexpr Spelling kVowel[] = {
    /* ㅏ */ {"a", 0}, {"ah", 20}, {"aa", 45}, {"ar", 50}, {"u", 75}, {"ha", 90}, {"o", 95}, {"e", 95}, {"ya", 55},
    /* ㅐ */ {"ae", 0}, {"ai", 25}, {"e", 35}, {"ay", 35}, {"eh", 45}, {"ea", 50}, {"aeh", 50}, {"ei", 55}, {"ey", 60}, {"a", 65}, {"aye", 70}, {"yae", 45}, {"yai", 55},
    /* ㅑ */ {"ya", 0}, {"yah", 20}, {"ia", 40}, {"yaa", 60}, {"ja", 70}, {"a", 85},
    /* ㅒ */ {"yae", 0}, {"yai", 30}, {"ye", 35}, {"ya", 70},
    /* ㅓ */ {"eo", 0}, {"u", 6}, {"o", 30}, {"uh", 30}, {"eoh", 30}, {"eu", 45}, {"er", 45}, {"ur", 45}, {"ou", 45}, {"e", 50}, {"oe", 55}, {"eou",
        55}, {"oh", 55}, {"au", 70}, {"uo", 70}, {"aw", 75}, {"a", 75}, {"ue", 75}, {"ea", 75}, {"eow", 80}, {"oo", 90}, {"ew", 90},
    /* ㅔ */ {"e", 0}, {"eh", 25}, {"ae", 30}, {"ei", 40}, {"ey", 40}, {"ay", 45}, {"a", 80}, {"ee", 80}, {"je", 80},
    /* ㅕ */ {"yeo", 0}, {"yu", 6}, {"you", 25}, {"yo", 28}, {"yeoh", 30}, {"ye", 38}, {"yeou", 40}, {"yuh", 45}, {"eo", 45}, {"io", 45}, {"yeu", 45},
        {"iu", 50}, {"u", 50}, {"ieo", 50}, {"ou", 55}, {"o", 60}, {"yer", 60}, {"eou", 60}, {"youh", 60}, {"iou", 60}, {"yoo", 70}, {"yuo", 70},
        {"ue", 75}, {"yaw", 80}, {"ew", 80}, {"y", 90},
    /* ㅖ */ {"ye", 0}, {"yeh", 25}, {"e", 30}, {"yae", 35}, {"ie", 40}, {"ey", 40}, {"ae", 42}, {"yei", 45}, {"yea", 50}, {"eh", 60}, {"ei", 60},
        {"ay", 60}, {"ea", 70}, {"ya", 80}, {"y", 80}, {"yi", 80}, {"yeo", 95}, {"oe", 95},
    /* ㅗ */ {"o", 0}, {"oh", 18}, {"wo", 45}, {"ou", 50}, {"ow", 55}, {"or", 60}, {"oo", 65}, {"aw", 80}, {"eo", 85}, {"au", 85}, {"u", 90}, {"ho", 95},
    /* ㅘ */ {"wa", 0}, {"oa", 30}, {"wah", 30}, {"ua", 40}, {"wha", 40}, {"oua", 45}, {"owa", 50}, {"hwa", 90}, {"a", 90},
    /* ㅙ */ {"wae", 0}, {"wai", 30}, {"we", 30}, {"oae", 40}, {"way", 50}, {"ue", 60}, {"oai", 60}, {"ae", 90},
    /* ㅚ */ {"oe", 0}, {"oi", 25}, {"we", 30}, {"oy", 35}, {"wae", 35}, {"oei", 50}, {"wei", 50}, {"ue", 60}, {"way", 60}, {"ui", 65}, {"uei", 70},
        {"o", 80}, {"e", 80}, {"ey", 80}, {"wee", 80}, {"oo", 90}, {"ae", 90},
    /* ㅛ */ {"yo", 0}, {"yoh", 20}, {"io", 40}, {"yoo", 40}, {"you", 50}, {"yow", 60}, {"yeo", 70}, {"yu", 70}, {"o", 80}, {"eo", 90},
    /* ㅜ */ {"woo", 0}, {"u", 3}, {"oo", 4}, {"wu", 30}, {"ou", 40}, {"wo", 40}, {"uu", 50}, {"uh", 55}, {"ue", 60}, {"ooh", 60}, {"wou", 60}, {"o",
        75}, {"w", 80}, {"eu", 85}, {"yu", 95}, {"whu", 40}, {"whoo", 40},
    /* ㅝ */ {"wo", 0}, {"weo", 22}, {"wu", 35}, {"uo", 40}, {"ueo", 50}, {"o", 55}, {"woo", 55}, {"wou", 55}, {"u", 60}, {"uh", 80}, {"oo", 80},
        {"wau", 80}, {"eo", 85}, {"weon", 90}, {"oe", 90}, {"who", 40},
    /* ㅞ */ {"we", 0}, {"wae", 30}, {"weh", 30}, {"ue", 50}, {"wei", 50}, {"e", 80},
    /* ㅟ */ {"wi", 0}, {"wee", 18}, {"ui", 28}, {"wy", 40}, {"uy", 45}, {"wie", 45}, {"we", 50}, {"ooi", 60}, {"uee", 60}, {"whee", 70}, {"ue", 70},
        {"i", 80}, {"ee", 85}, {"hwi", 90}, {"whi", 40},
    /* ㅠ */ {"yu", 0}, {"yoo", 3}, {"you", 25}, {"iu", 45}, {"u", 45}, {"yew", 50}, {"oo", 50}, {"yuu", 50}, {"ew", 60}, {"yuh", 60}, {"ju", 70},
        {"ou", 70}, {"ue", 80}, {"yo", 85}, {"eu", 90}, {"io", 90},
    /* ㅡ */ {"eu", 0}, {"u", 18}, {"oo", 45}, {"e", 45}, {"uh", 45}, {"ue", 55}, {"eo", 60}, {"eui", 60}, {"ou", 65}, {"o", 65}, {"i", 75}, {"eou",
        75}, {"oe", 80}, {"y", 90}, {"", 95},
    /* ㅢ */ {"ui", 0}, {"ee", 0}, {"eui", 18}, {"i", 22}, {"yi", 35}, {"ie", 40}, {"y", 48}, {"ei", 50}, {"uee", 50}, {"ey", 60}, {"e", 60}, {"wi",
        60}, {"ih", 60}, {"ue", 70}, {"eu", 75}, {"eei", 80}, {"ea", 80}, {"u", 80}, {"eey", 80},
    /* ㅣ */ {"i", 0}, {"ee", 12}, {"e", 25}, {"yi", 35}, {"y", 38}, {"ie", 45}, {"ih", 45}, {"ii", 50}, {"yee", 50}, {"ey", 60}, {"ea", 65}, {"ye", 85}, {"eui", 90}, {"hi", 95}, {"ui", 95}, {"eu", 95},
};
constexpr std::uint16_t kVowelStart[] = {0, 9, 22, 28, 32, 54, 63, 89, 107, 119, 128, 136, 153, 163, 180, 196, 202, 217, 233, 248, 267, 283};

// In the order of the letters; the first way of each is the commonest.
constexpr Spelling kFinal[] = {
    /* none */ {"", 0}, {"h", 25}, {"r", 65},
    /* ㄱ */ {"k", 0}, {"g", 10}, {"ck", 15}, {"c", 40}, {"gk", 55}, {"gg", 60}, {"kk", 60}, {"q", 70}, {"", 90}, {"cg", 90}, {"h", 95}, {"ng", 95},
        {"x", 95},
    /* ㄲ */ {"k", 0}, {"kk", 10}, {"g", 20}, {"ck", 20},
    /* ㄳ */ {"k", 0}, {"g", 15}, {"ks", 20}, {"gs", 20},
    /* ㄴ */ {"n", 0}, {"hn", 15}, {"nn", 50}, {"nh", 50}, {"ne", 60}, {"rn", 60}, {"ng", 85}, {"m", 90}, {"en", 95},
    /* ㄵ */ {"n", 0}, {"nj", 20},
    /* ㄶ */ {"n", 0}, {"nh", 15},
    /* ㄷ */ {"t", 0}, {"d", 15}, {"dt", 50}, {"s", 70},
    /* ㄹ */ {"l", 0}, {"r", 25}, {"ll", 30}, {"rl", 30}, {"hl", 35}, {"lh", 45}, {"le", 50}, {"rr", 70}, {"el", 80}, {"", 95}, {"n", 95},
    /* ㄺ */ {"k", 0}, {"lg", 15}, {"l", 20}, {"lk", 20}, {"g", 20},
    /* ㄻ */ {"m", 0}, {"lm", 20},
    /* ㄼ */ {"l", 0}, {"lb", 20}, {"p", 20}, {"b", 30},
    /* ㄽ */ {"l", 0}, {"ls", 20},
    /* ㄾ */ {"l", 0}, {"lt", 20},
    /* ㄿ */ {"p", 0}, {"lp", 20},
    /* ㅀ */ {"l", 0}, {"lh", 15},
    /* ㅁ */ {"m", 0}, {"hm", 25}, {"mm", 50}, {"me", 60}, {"mh", 60}, {"n", 85}, {"b", 95},
    /* ㅂ */ {"p", 0}, {"b", 8}, {"pp", 50}, {"bb", 50}, {"v", 60}, {"ph", 70}, {"f", 80}, {"m", 95},
    /* ㅄ */ {"p", 0}, {"ps", 15}, {"bs", 15}, {"b", 15},
    /* ㅅ */ {"t", 0}, {"s", 10}, {"d", 30}, {"ss", 50}, {"tt", 60}, {"sh", 60},
    /* ㅆ */ {"t", 0}, {"ss", 20}, {"s", 20}, {"d", 35},
    /* ㅇ */ {"ng", 0}, {"hng", 35}, {"n", 50}, {"nng", 50}, {"ngh", 60}, {"nge", 70}, {"g", 80}, {"nk", 80}, {"gn", 80}, {"m", 95}, {"", 95},
    /* ㅈ */ {"t", 0}, {"j", 15}, {"d", 25}, {"s", 50},
    /* ㅊ */ {"t", 0}, {"ch", 15}, {"j", 30}, {"d", 30}, {"s", 50},
    /* ㅋ */ {"k", 0}, {"g", 25}, {"ck", 30},
    /* ㅌ */ {"t", 0}, {"d", 30}, {"th", 40}, {"s", 60},
    /* ㅍ */ {"p", 0}, {"b", 25}, {"f", 40}, {"ph", 40},
    /* ㅎ */ {"h", 0}, {"t", 10}, {"", 10},
};
constexpr std::uint16_t kFinalStart[] = {0, 3, 16, 20, 24, 33, 35, 37, 41, 52, 57, 59, 63, 65, 67, 69, 71, 78, 86, 90, 96, 100, 111, 115, 120, 123,
        127, 131, 134};

static_assert(kInitialStart[kInitialCount] == std::size(kInitial) && kVowelStart[kVowelCount] == std::size(kVowel) &&
              kFinalStart[kFinalCount] == std::size(kFinal), "the last letter ends where its table ends");

}  // namespace

std::span<const Spelling> initial_spellings(std::uint8_t initial) {
    return std::span(kInitial).subspan(kInitialStart[initial], static_cast<std::size_t>(kInitialStart[initial + 1] - kInitialStart[initial]));
}
std::span<const Spelling> vowel_spellings(std::uint8_t vowel) {
    return std::span(kVowel).subspan(kVowelStart[vowel], static_cast<std::size_t>(kVowelStart[vowel + 1] - kVowelStart[vowel]));
}
std::span<const Spelling> final_spellings(std::uint8_t final) {
    return std::span(kFinal).subspan(kFinalStart[final], static_cast<std::size_t>(kFinalStart[final + 1] - kFinalStart[final]));
}

}  // namespace bt::names

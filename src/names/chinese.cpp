// Wade-Giles is made from pinyin by rule, for every syllable that a character has; what is typed is then read against these lists.
// Hong Kong has no system: aspiration is not written, and vowels in two or three ways. There both sides are made coarse instead.
#include "names/chinese.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

#include "names/hangul.h"
#include "names/han.h"

namespace bt::names {
namespace {

struct Change {
    std::string_view from, to;
};

/// The first change whose `from` begins the text: that beginning is taken off and what it becomes is returned.
template <std::size_t N>
std::string_view take(const Change (&changes)[N], std::string_view& text) {
    for (const auto& change : changes) {
        if (!text.starts_with(change.from)) continue;
        text.remove_prefix(change.from.size());
        return change.to;
    }
    return {};
}

using Syllables = std::unordered_set<std::string>;

template <class Make>
Syllables all_syllables(Make make) {
    Syllables out;
    for (char32_t c = han_table::kFirst; c <= han_table::kLast; ++c) {
        if (auto syllable = make(c); !syllable.empty()) out.insert(std::move(syllable));
    }
    return out;
}

const Syllables& pinyin_syllables() {
    static const auto known = all_syllables([](char32_t c) { return std::string(mandarin_reading(c)); });
    return known;
}
const Syllables& wade_giles_syllables() {
    static const auto known = all_syllables([](char32_t c) { return to_wade_giles(mandarin_reading(c)); });
    return known;
}
const Syllables& cantonese_syllables() {
    static const auto known = all_syllables([](char32_t c) { return cantonese_key(cantonese_reading(c)); });
    return known;
}

constexpr std::size_t kMostSyllables = 6, kLongestSyllable = 7;

/// Cuts a word into the fewest syllables of the list: "chaowei" into chao and wei.
std::optional<std::vector<std::string>> cut(std::string_view word, const Syllables& known) {
    struct Way {
        std::size_t count = SIZE_MAX, from = 0;
    };
    std::vector<Way> ways(word.size() + 1);
    ways[0].count = 0;
    for (std::size_t end = 1; end <= word.size(); ++end) {
        for (std::size_t size = 1; size <= std::min(end, kLongestSyllable); ++size) {
            const auto& before = ways[end - size];
            if (before.count >= kMostSyllables || before.count + 1 >= ways[end].count) continue;
            if (known.contains(std::string(word.substr(end - size, size)))) ways[end] = {before.count + 1, end - size};
        }
    }
    if (word.empty() || ways.back().count > kMostSyllables) return std::nullopt;
    std::vector<std::string> out;
    for (auto end = word.size(); end > 0; end = ways[end].from) out.emplace_back(word.substr(ways[end].from, end - ways[end].from));
    std::reverse(out.begin(), out.end());
    return out;
}

std::optional<std::string> as_letters(const std::u32string& word) {
    std::string out;
    for (const char32_t c : word) {
        if (c < U'a' || c > U'z') return std::nullopt;
        out += static_cast<char>(c);
    }
    return out;
}

void add_marked(Words& key, char32_t system, std::string_view syllable) {
    std::u32string marked(1, system);
    marked.append(syllable.begin(), syllable.end());
    key.push_back(std::move(marked));
}

std::vector<Words> sounds_of_characters(std::u32string_view characters) {
    Words pinyin, wade, cantonese;
    for (const char32_t c : characters) {
        const auto mandarin = mandarin_reading(c), jyutping = cantonese_reading(c);
        if (!mandarin.empty()) add_marked(pinyin, U'p', mandarin), add_marked(wade, U'w', to_wade_giles(mandarin));
        if (!jyutping.empty()) add_marked(cantonese, U'c', cantonese_key(jyutping));
    }
    std::vector<Words> out;
    for (auto* key : {&pinyin, &wade, &cantonese}) {
        if (key->size() == characters.size()) out.push_back(std::move(*key));
    }
    return out;
}

// A family's character and its spellings: Mandarin (pinyin, Wade-Giles), Cantonese, Hokkien and Teochew, Hakka.
struct Family {
    char32_t character;
    std::string_view spellings;
};
constexpr Family kFamilies[] = {
    {U'王', "wang wong ong heng bong"}, {U'黃', "huang wong ng ooi wee oei uy"}, {U'陳', "chen chan tan chin ting"}, {U'李', "li lee lei"},
    {U'張', "zhang chang cheung teo teoh tiong chong cheong"}, {U'林', "lin lam lim lum"}, {U'劉', "liu lau low lao lew"}, {U'吳', "wu ng goh go"},
    {U'周', "zhou chou chow chau chew chiu jau"}, {U'楊', "yang yeung yeo yong young"}, {U'鄭', "zheng cheng cheang tay teh tee"}, {U'梁', "liang leung leong neo nio"},
    {U'郭', "guo kuo kwok kwek quek kuek koay"}, {U'謝', "xie hsieh tse cheah chia tjia"}, {U'許', "xu hsu hui hooi koh khoo kho"}, {U'蔡', "cai tsai choi choy chua chai"},
    {U'徐', "xu hsu tsui chui chee cher"}, {U'何', "he ho hor"}, {U'朱', "zhu chu choo gee"}, {U'葉', "ye yeh yip ip yap yapp"}, {U'曾', "zeng tseng tsang chan chen"},
    {U'蕭', "xiao hsiao siu seow siow siew"}, {U'盧', "lu lo loh low"}, {U'蘇', "su so soh"}, {U'馮', "feng fung foong pang"}, {U'鄧', "deng teng tang"}, {U'胡', "hu wu woo oh"},
    {U'趙', "zhao chao chiu chew jew"}, {U'孫', "sun suen soon"}, {U'馬', "ma mah beh"}, {U'高', "gao kao ko"}, {U'羅', "luo lo law loh"}, {U'方', "fang fong hong pang"},
    {U'洪', "hong hung ang"}, {U'余', "yu yue yee ee"}, {U'沈', "shen shum sim sum"}, {U'江', "jiang chiang kong kang"}, {U'潘', "pan poon pun phua"},
    {U'姚', "yao yiu yeow"}, {U'彭', "peng pang phang"}, {U'杜', "du tu to toh"}, {U'袁', "yuan yuen juan"}, {U'關', "guan kuan kwan"}, {U'古', "gu ku koo"}, {U'顧', "gu ku koo"},
    {U'成', "cheng shing seng"}, {U'章', "zhang chang cheung"}, {U'莫', "mo mok"}, {U'甄', "zhen chen yan"}, {U'邱', "qiu chiu yau khoo khu"}, {U'鍾', "zhong chung"},
    {U'鞏', "gong kung"}, {U'唐', "tang tong tng"}, {U'白', "bai pai pak"}, {U'石', "shi shih shek sek"}, {U'賴', "lai"}, {U'戴', "dai tai"}, {U'譚', "tan tam"}, {U'溫', "wen wan oon"},
    {U'嚴', "yan yen yim"}, {U'侯', "hou hau"}, {U'鄺', "kuang kwong fong"}, {U'歐', "ou au"}, {U'湯', "tang tong"}, {U'任', "ren jen yam"}, {U'夏', "xia hsia ha"},
};

}  // namespace

std::string to_wade_giles(std::string_view pinyin) {
    if (pinyin.empty()) return {};
    constexpr Change kWholes[] = {{"zhi", "chih"}, {"chi", "chih"}, {"shi", "shih"}, {"ri", "jih"}, {"zi", "tzu"}, {"ci", "tzu"}, {"si", "ssu"}, {"yi", "i"}, {"you", "yu"}, {"ye", "yeh"},
                                  {"yan", "yen"}, {"yue", "yueh"}, {"yong", "yung"}, {"er", "erh"}, {"e", "o"}, {"ge", "ko"}, {"ke", "ko"}, {"he", "ho"}, {"gui", "kuei"}, {"kui", "kuei"},
                                  {"guo", "kuo"}, {"kuo", "kuo"}, {"huo", "huo"}, {"shuo", "shuo"}};
    for (const auto& whole : kWholes) {
        if (whole.from == pinyin) return std::string(whole.to);
    }
    // The first of each group that fits: the longer before the shorter.
    constexpr Change kInitials[] = {{"zh", "ch"}, {"ch", "ch"}, {"sh", "sh"}, {"b", "p"}, {"d", "t"}, {"g", "k"}, {"j", "ch"}, {"q", "ch"}, {"x", "hs"}, {"z", "ts"}, {"c", "ts"}, {"r", "j"},
                                    {"p", "p"}, {"t", "t"}, {"k", "k"}, {"m", "m"}, {"f", "f"}, {"n", "n"}, {"l", "l"}, {"h", "h"}, {"s", "s"}, {"y", "y"}, {"w", "w"}};
    std::string out(take(kInitials, pinyin));
    constexpr Change kFinals[] = {{"iong", "iung"}, {"ong", "ung"}, {"ian", "ien"}, {"ie", "ieh"}, {"ue", "ueh"}, {"ve", "ueh"}, {"uo", "o"}, {"v", "u"}};
    for (const auto& final : kFinals) {
        if (final.from == pinyin) return out.append(final.to);
    }
    return out.append(pinyin);
}

std::string cantonese_key(std::string_view syllable) {
    if (syllable.empty()) return {};
    if (syllable == "tsz" || syllable == "tze" || syllable == "tzi") return "ci";
    if (syllable == "sze" || syllable == "sz") return "si";
    std::string out;
    if (syllable != "ng" && syllable != "m") {
        constexpr Change kInitials[] = {{"ng", ""}, {"gw", "kw"}, {"qu", "kw"}, {"kw", "kw"}, {"ts", "c"}, {"ch", "c"}, {"tz", "c"}, {"sh", "s"}, {"b", "p"}, {"d", "t"},
                                        {"g", "k"}, {"z", "c"}, {"j", "y"}, {"c", "c"}, {"p", "p"}, {"t", "t"}, {"k", "k"}, {"m", "m"}, {"f", "f"}, {"n", "n"}, {"l", "l"}, {"h", "h"}, {"s", "s"},
                                        {"y", "y"}, {"w", "w"}};
        out = take(kInitials, syllable);
    }
    constexpr Change kFinals[] = {{"oeng", "eung"}, {"eong", "eung"}, {"oek", "euk"}, {"eoi", "ui"}, {"eon", "un"}, {"eot", "ut"}, {"aai", "ai"}, {"aau", "au"}, {"aam", "am"},
                                  {"aang", "ang"}, {"aan", "an"}, {"aap", "ap"}, {"aat", "at"}, {"aak", "ak"}, {"aa", "a"}, {"ah", "a"}, {"ar", "a"}, {"yun", "un"}, {"yut", "ut"}, {"uen", "un"},
                                  {"uet", "ut"}, {"yu", "u"}, {"ue", "u"}, {"ow", "au"}, {"oon", "un"}, {"ooi", "ui"}, {"oo", "u"}, {"oy", "oi"}, {"oh", "o"}, {"ou", "o"}, {"oe", "eu"},
                                  {"ee", "i"}, {"ei", "i"}, {"ay", "i"}, {"um", "am"}, {"ew", "iu"}};
    for (const auto& final : kFinals) {
        if (final.from == syllable) return out.append(final.to);
    }
    return out.append(syllable);
}

std::vector<Words> chinese_sounds(const Words& folded) {
    const auto letters = join(folded);
    if (letters.empty() || letters.size() > kMostSyllables * kLongestSyllable) return {};
    if (std::all_of(letters.begin(), letters.end(), is_han)) return letters.size() > kMostSyllables ? std::vector<Words>{} : sounds_of_characters(letters);
    std::optional<Words> pinyin = Words{}, wade = Words{}, cantonese = Words{};
    for (const auto& word : folded) {
        const auto text = as_letters(word);
        if (!text) return {};
        const auto as_pinyin = pinyin ? cut(*text, pinyin_syllables()) : std::nullopt;
        if (as_pinyin && pinyin) for (const auto& each : *as_pinyin) add_marked(*pinyin, U'p', each);
        else pinyin.reset();
        const auto as_wade = wade ? cut(*text, wade_giles_syllables()) : std::nullopt;
        if (as_wade && wade) for (const auto& each : *as_wade) add_marked(*wade, U'w', each);
        else wade.reset();
        // Too many ways to find the syllables in joined ones: hyphens or spaces must part them.
        const auto key = cantonese_key(*text);
        if (cantonese && cantonese_syllables().contains(key)) add_marked(*cantonese, U'c', key);
        else cantonese.reset();
    }
    std::vector<Words> out;
    for (auto* key : {&pinyin, &wade, &cantonese}) {
        if (*key && (*key)->size() > 1 && (*key)->size() <= kMostSyllables) out.push_back(std::move(**key));
    }
    // Pinyin is Wade-Giles by rule as well.
    if (pinyin) {
        Words converted;
        for (const auto& word : folded) {
            const auto syllables = cut(*as_letters(word), pinyin_syllables());
            for (const auto& each : *syllables) add_marked(converted, U'w', to_wade_giles(each));
        }
        if (converted.size() > 1 && converted.size() <= kMostSyllables) out.push_back(std::move(converted));
    }
    return out;
}

std::vector<Words> chinese_families(const Words& folded) {
    std::vector<Words> out;
    if (folded.size() < 2) return out;
    const auto holds = [](std::string_view spellings, std::string_view wanted) {
        for (auto at = spellings.find(wanted); at != std::string_view::npos; at = spellings.find(wanted, at + 1)) {
            const auto end = at + wanted.size();
            if ((at == 0 || spellings[at - 1] == ' ') && (end == spellings.size() || spellings[end] == ' ')) return true;
        }
        return false;
    };
    for (const auto place : {std::size_t{0}, folded.size() - 1}) {
        const auto text = as_letters(folded[place]);
        if (!text) continue;
        for (const auto& family : kFamilies) {
            if (!holds(family.spellings, *text)) continue;
            Words key{std::u32string(1, family.character)};
            for (std::size_t i = 0; i < folded.size(); ++i) {
                if (i != place) key.push_back(folded[i]);
            }
            out.push_back(std::move(key));
        }
    }
    return out;
}

std::vector<std::u32string> korean_readings(std::u32string_view characters) {
    if (characters.empty()) return {};
    std::u32string plain;
    for (const char32_t c : characters) {
        const char32_t reading = is_syllable(c) ? c : korean_reading(c);
        if (reading == 0) return {};
        plain += reading;
    }
    // 두음법칙: at the beginning of a word ㄹ and ㄴ are silent before i and y, and ㄹ is ㄴ before the other vowels.
    auto initial = decompose(plain.front());
    constexpr std::uint8_t kNieun = 2, kRieul = 5;
    constexpr std::array<std::uint8_t, 7> kBeforeI{2, 3, 6, 7, 12, 17, 20};  // ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ
    const bool before_i = std::find(kBeforeI.begin(), kBeforeI.end(), initial.vowel) != kBeforeI.end();
    std::vector<std::u32string> out{plain};
    if (initial.initial == kRieul || (initial.initial == kNieun && before_i)) {
        initial.initial = before_i ? kSilentInitial : kNieun;
        plain.front() = compose(initial);
        out.push_back(plain);
    }
    // 金 is the family 김, and 금 in every other word.
    if (characters.front() == U'金' && characters.size() > 1) {
        plain.front() = U'김';
        out.push_back(plain);
    }
    return out;
}

}  // namespace bt::names

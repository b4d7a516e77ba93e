// Syllables of given names that their bearers write otherwise than the letters' own costs add up to. Set from counts of how names are
// written, and only where the two are far apart: tables of every syllable fitted the names they were counted in, and no others.
#include "names/spelling.h"

#include <array>
#include <iterator>

#include "names/hangul.h"

namespace bt::names {
namespace {

// By code point.
constexpr char16_t kSyllables[] = {u'경', u'국', u'길', u'명', u'병', u'빈', u'서', u'선', u'성', u'숙', u'승', u'아', u'여', u'연', u'영', u'용', u'이',
        u'익', u'정', u'택', u'현', u'형', u'회'};
constexpr std::uint8_t kStart[] = {0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16, 17, 19, 20, 25, 26, 27, 29, 31, 32, 33};
constexpr Spelling kWays[] = {
    /* 경 */ {"kyoung", 18}, {"kyeong", 18},
    /* 국 */ {"kook", 4},
    /* 길 */ {"ghil", 25},
    /* 명 */ {"myoung", 18},
    /* 병 */ {"byoung", 18},
    /* 빈 */ {"vin", 40},
    /* 서 */ {"suh", 16},
    /* 선 */ {"sean", 40},
    /* 성 */ {"seoung", 30},
    /* 숙 */ {"sook", 0}, {"suk", 8},
    /* 승 */ {"seoung", 35}, {"seong", 40},
    /* 아 */ {"ah", 6},
    /* 여 */ {"yuh", 20},
    /* 연 */ {"youn", 14},
    /* 영 */ {"young", 0}, {"yeong", 12},
    /* 용 */ {"young", 28},
    /* 이 */ {"yi", 4}, {"lee", 28}, {"e", 18}, {"ee", 16}, {"rhee", 40},
    /* 익 */ {"ihk", 30},
    /* 정 */ {"jeoung", 30},
    /* 택 */ {"taec", 25}, {"taik", 20},
    /* 현 */ {"hyoun", 20}, {"hyon", 20},
    /* 형 */ {"hyoung", 18},
    /* 회 */ {"hoi", 18},
};
static_assert(std::size(kStart) == std::size(kSyllables) + 1 && kStart[std::size(kSyllables)] == std::size(kWays), "each syllable has its ways");

/// By syllable: its row and one more; 0 for none. Asked for at every turn of a query's letters.
constexpr auto places() {
    std::array<std::uint8_t, kLastSyllable - kFirstSyllable + 1> out{};
    for (std::size_t row = 0; row < std::size(kSyllables); ++row) out[kSyllables[row] - kFirstSyllable] = static_cast<std::uint8_t>(row + 1);
    return out;
}
constexpr auto kPlaces = places();

}  // namespace

std::span<const Spelling> given_spellings(char16_t syllable) {
    if (!is_syllable(syllable) || kPlaces[syllable - kFirstSyllable] == 0) return {};
    const auto row = kPlaces[syllable - kFirstSyllable] - 1U;
    return std::span(kWays).subspan(kStart[row], static_cast<std::size_t>(kStart[row + 1] - kStart[row]));
}

}  // namespace bt::names

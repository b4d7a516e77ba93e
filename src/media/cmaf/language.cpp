#include "media/cmaf/language.h"

#include <optional>
#include <string>

#include "base/text.h"

namespace bt::media::cmaf {
namespace {

/// ISO 639-1 codes, each followed by its ISO 639-2/T code.
constexpr std::string_view kTwoToThree =
    "aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bhbih bibis "
    "bmbam bnben bobod brbre bsbos cacat ceche chcha cocos crcre csces cuchu cvchv cycym dadan dedeu dvdiv "
    "dzdzo eeewe elell eneng eoepo esspa etest eueus fafas ffful fifin fjfij fofao frfra fyfry gagle gdgla "
    "glglg gngrn guguj gvglv hahau heheb hihin hohmo hrhrv hthat huhun hyhye hzher iaina idind ieile igibo "
    "iiiii ikipk ioido isisl itita iuiku jajpn jvjav kakat kgkon kikik kjkua kkkaz klkal kmkhm knkan kokor "
    "krkau kskas kukur kvkom kwcor kykir lalat lbltz lglug lilim lnlin lolao ltlit lulub lvlav mgmlg mhmah "
    "mimri mkmkd mlmal mnmon mrmar msmsa mtmlt mymya nanau nbnob ndnde nenep ngndo nlnld nnnno nonor nrnbl "
    "nvnav nynya ococi ojoji omorm orori ososs papan pipli plpol pspus ptpor quque rmroh rnrun roron rurus "
    "rwkin sasan scsrd sdsnd sesme sgsag shhbs sisin skslk slslv smsmo snsna sosom sqsqi srsrp ssssw stsot "
    "susun svswe swswa tatam tetel tgtgk ththa titir tktuk tltgl tntsn toton trtur tstso tttat twtwi tytah "
    "uguig ukukr ururd uzuzb veven vivie vovol wawln wowol xhxho yiyid yoyor zazha zhzho zuzul ";
constexpr std::size_t kEntry = 6;

std::optional<std::string_view> three_letters_of(std::string_view two) {
    for (std::size_t i = 0; i + kEntry <= kTwoToThree.size(); i += kEntry) {
        if (kTwoToThree.substr(i, 2) == two) return kTwoToThree.substr(i + 2, 3);
    }
    return std::nullopt;
}

bool is_three_letters(std::string_view code) {
    if (code.size() != 3) return false;
    for (const char c : code) {
        if (c < 'a' || c > 'z') return false;
    }
    return true;
}

std::uint16_t pack(std::string_view three) {
    std::uint16_t packed = 0;
    for (const char c : three) packed = static_cast<std::uint16_t>((packed << 5) | (c - 0x60));
    return packed;
}

}  // namespace

std::uint16_t pack_language(std::string_view tag) {
    const std::string primary = ascii_lower(tag.substr(0, tag.find('-')));
    if (is_three_letters(primary)) return pack(primary);
    return pack(three_letters_of(primary).value_or("und"));
}

bool is_whole_in_packed_language(std::string_view tag) {
    const std::string lower = ascii_lower(tag);
    return lower.empty() || is_three_letters(lower) || three_letters_of(lower).has_value();
}

}  // namespace bt::media::cmaf

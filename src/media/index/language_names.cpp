#include "media/index/language_names.h"

#include <algorithm>
#include <iterator>

namespace bt::media {
namespace {

struct Row {
    std::string_view tag, name;
};
// As CLDR writes them, with the capital that a list wants.
constexpr Row kNames[] = {
    {"ar", "العربية"}, {"bg", "Български"}, {"bn", "বাংলা"}, {"ca", "Català"}, {"cs", "Čeština"}, {"da", "Dansk"}, {"de", "Deutsch"}, {"el", "Ελληνικά"},
    {"en", "English"}, {"es", "Español"}, {"et", "Eesti"}, {"eu", "Euskara"}, {"fa", "فارسی"}, {"fi", "Suomi"}, {"fil", "Filipino"}, {"fr", "Français"},
    {"gl", "Galego"}, {"he", "עברית"}, {"hi", "हिन्दी"}, {"hr", "Hrvatski"}, {"hu", "Magyar"}, {"id", "Indonesia"}, {"is", "Íslenska"}, {"it", "Italiano"},
    {"ja", "日本語"}, {"ko", "한국어"}, {"lt", "Lietuvių"}, {"lv", "Latviešu"}, {"mn", "Монгол"}, {"ms", "Melayu"}, {"my", "မြန်မာ"}, {"nb", "Norsk bokmål"},
    {"nl", "Nederlands"}, {"no", "Norsk"}, {"pl", "Polski"}, {"pt", "Português"}, {"pt-BR", "Português (Brasil)"}, {"ro", "Română"}, {"ru", "Русский"},
    {"sk", "Slovenčina"}, {"sl", "Slovenščina"}, {"sr", "Српски"}, {"sv", "Svenska"}, {"ta", "தமிழ்"}, {"te", "తెలుగు"}, {"th", "ไทย"}, {"tr", "Türkçe"},
    {"uk", "Українська"}, {"vi", "Tiếng Việt"}, {"yue", "粵語"}, {"zh", "中文"},
    {"zh-CN", "简体中文"}, {"zh-HK", "繁體中文"}, {"zh-TW", "繁體中文"}, {"zh-Hans", "简体中文"}, {"zh-Hant", "繁體中文"},
};

}  // namespace

std::string own_language_name(std::string_view tag) {
    if (tag == "und") return {};
    // RFC 4647 §3.4: the tag is cut from behind until it is one that is known.
    for (auto length = tag.size(); length != tag.npos; length = tag.substr(0, length).find_last_of('-')) {
        const auto* const row = std::ranges::find(kNames, tag.substr(0, length), &Row::tag);
        if (row != std::end(kNames)) return std::string(row->name);
    }
    return std::string(tag);
}

}  // namespace bt::media

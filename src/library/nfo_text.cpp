// The bytes of an NFO file as UTF-8.
#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"
#include "library/nfo.h"
#include "library/text.h"

namespace bt::library {
namespace {

/// The encoding of <?xml ... encoding="...">, or empty.
std::string declared_encoding(std::string_view bytes) {
    const auto head = bytes.substr(0, 200);
    const auto at = head.find("encoding=");
    if (!trim(head).starts_with("<?xml") || at == std::string_view::npos || at > head.find("?>")) return {};
    const auto quote = at + 9;
    if (quote >= head.size() || (head[quote] != '"' && head[quote] != '\'')) return {};
    const auto end = head.find(head[quote], quote + 1);
    if (end == std::string_view::npos) return {};
    const auto name = head.substr(quote + 1, end - quote - 1);
    const bool is_plain = std::ranges::all_of(name, [](char c) { return is_ascii_word(c) || c == '-' || c == '_'; });
    return is_plain && name.size() <= 32 ? ascii_lower(name) : std::string();
}

}  // namespace

std::string nfo_text(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return to_valid_utf8(bytes.substr(3));
    if (bytes.starts_with("\xFF\xFE") && !bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4)))
        return utf8_from(bytes.substr(2), "UTF-16LE").value_or(std::string());
    if (bytes.starts_with("\xFE\xFF")) return utf8_from(bytes.substr(2), "UTF-16BE").value_or(std::string());
    if (is_utf8(bytes)) return std::string(bytes);
    // The declaration is believed only where the bytes are no UTF-8: editors change one and not the other.
    const std::string declared = declared_encoding(bytes);
    if (!declared.empty() && declared != "utf-8" && declared != "utf8") {
        const std::string encoding = declared == "euc-kr" || declared == "ks_c_5601-1987" ? "cp949" : declared;
        if (auto text = utf8_from(bytes, encoding)) return *text;
    }
    // CP949 holds all of EUC-KR. A file that is UTF-8 but for a few bytes would turn to nonsense in it: keep what is readable.
    auto korean = utf8_from(bytes, "CP949");
    const auto damage = [](std::string_view text) {
        std::size_t count = 0;
        for (auto at = text.find("\xEF\xBF\xBD"); at != std::string_view::npos; at = text.find("\xEF\xBF\xBD", at + 3)) ++count;
        return count;
    };
    std::string as_is = to_valid_utf8(bytes);
    if (!korean || damage(*korean) > damage(as_is)) return as_is;
    return *std::move(korean);
}

}  // namespace bt::library

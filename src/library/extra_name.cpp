#include "library/extra_name.h"

#include "base/text.h"
#include "library/text.h"

namespace bt::library {

std::optional<ExtraName> read_extra_suffix(std::string_view name_stem) {
    using domain::ExtraKind;
    struct Suffix {
        std::string_view word;
        ExtraKind kind;
        bool any_separator;  ///< '.' and '_' as well as '-'
    };
    static constexpr Suffix kSuffixes[] = {
        {"trailer", ExtraKind::Trailer, true}, {"sample", ExtraKind::Sample, true},
        {"behindthescenes", ExtraKind::BehindTheScenes, false}, {"deletedscene", ExtraKind::DeletedScene, false},
        {"deleted", ExtraKind::DeletedScene, false}, {"featurette", ExtraKind::Featurette, false},
        {"interview", ExtraKind::Interview, false}, {"scene", ExtraKind::Scene, false}, {"short", ExtraKind::Short, false},
        {"clip", ExtraKind::Clip, false}, {"other", ExtraKind::Other, false}, {"extra", ExtraKind::Other, false},
    };
    const std::string name = nfc(name_stem);
    const std::string lower = lower_in_place(name);
    for (const auto& [word, kind, any_separator] : kSuffixes) {
        if (any_separator && lower == word) return ExtraName{kind, ""};
        if (lower.size() <= word.size() + 1 || !lower.ends_with(word)) continue;
        const auto at = lower.size() - word.size() - 1;
        if (lower[at] != '-' && !(any_separator && (lower[at] == '.' || lower[at] == '_'))) continue;
        // "Rain - Trailer" is a title with a space; "Rain -trailer" and "Rain-trailer" are suffixes.
        return ExtraName{kind, std::string(trim(std::string_view(name).substr(0, at)))};
    }
    return std::nullopt;
}

std::optional<domain::ExtraKind> read_extras_folder(std::string_view name) {
    using domain::ExtraKind;
    struct Folder {
        std::string_view word;
        ExtraKind kind;
    };
    static constexpr Folder kFolders[] = {
        {"trailers", ExtraKind::Trailer}, {"behind the scenes", ExtraKind::BehindTheScenes}, {"deleted scenes", ExtraKind::DeletedScene},
        {"interviews", ExtraKind::Interview}, {"scenes", ExtraKind::Scene}, {"samples", ExtraKind::Sample}, {"shorts", ExtraKind::Short},
        {"featurettes", ExtraKind::Featurette}, {"clips", ExtraKind::Clip}, {"other", ExtraKind::Other}, {"extras", ExtraKind::Other},
        {"extra", ExtraKind::Other}, {"backdrops", ExtraKind::ThemeVideo},
    };
    const std::string lower = lower_in_place(nfc(name));
    for (const auto& [word, kind] : kFolders)
        if (lower == word) return kind;
    return std::nullopt;
}

}  // namespace bt::library

#include "library/theme_music.h"

#include "base/text.h"
#include "library/file_class.h"
#include "library/text.h"

namespace bt::library {
namespace {

bool is_sound(const TreeFile& file) { return classify_extension(extension(file.name)) == FileClass::Audio; }

}  // namespace

bool is_theme_folder(const TreeFolder& folder) { return lower_in_place(nfc(folder.name)) == "theme-music"; }

bool is_theme(const TreeFile& file) { return is_sound(file) && equals_ignoring_ascii_case(stem(file.name), "theme"); }

domain::ThemeMusic theme_from(const TreeFolder& folder, const TreeFile& file, std::optional<int> season) {
    return {.path = join_path(folder.path, file.name), .stamp = file.stamp, .season = season};
}

std::vector<domain::ThemeMusic> themes_of(const TreeFolder& folder, std::optional<int> season) {
    std::vector<domain::ThemeMusic> themes;
    for (const auto& file : folder.files)
        if (is_sound(file)) themes.push_back(theme_from(folder, file, season));
    return themes;
}

}  // namespace bt::library

#include "library/extras.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "library/episode_builder.h"
#include "library/extra_name.h"
#include "library/file_class.h"
#include "library/sidecar_name.h"
#include "library/text.h"

namespace bt::library {
namespace {

bool has_video_name(const TreeFile& file) { return classify_extension(extension(file.name)) == FileClass::Video; }

domain::MediaFile media_file(const TreeFolder& folder, const TreeFile& file) { return {.path = join_path(folder.path, file.name), .stamp = file.stamp}; }

domain::Episode* episode_with_stem(domain::Series& series, std::string_view folder, std::string_view base) {
    const std::string wanted = lower_in_place(nfc(base));
    for (auto& season : series.seasons)
        for (auto& episode : season.episodes)
            for (const auto& version : episode.versions)
                for (const auto& part : version.parts)
                    if (parent_path(part.path) == folder && lower_in_place(nfc(stem(file_name(part.path)))) == wanted) return &episode;
    return nullptr;
}

}  // namespace

bool Extras::add_by_name(const TreeFolder& folder, const TreeFile& file, std::optional<int> season) {
    const auto own_stem = stem(file.name);
    const auto extra = has_video_name(file) ? read_extra_suffix(own_stem) : std::nullopt;
    if (!extra) return false;
    pending_.push_back({.kind = extra->kind, .base = extra->base, .title = extra->base.empty() ? std::string(own_stem) : clean_title(extra->base),
                        .season = season, .file = media_file(folder, file)});
    return true;
}

void Extras::add_all_of(const TreeFolder& folder, domain::ExtraKind kind, std::optional<int> season) {
    for (const auto& file : folder.files) {
        if (!has_video_name(file)) continue;
        const auto own_stem = stem(file.name);
        const auto suffix = read_extra_suffix(own_stem);
        const auto own_kind = suffix && kind == domain::ExtraKind::Other ? suffix->kind : kind;
        pending_.push_back({.kind = own_kind, .base = {}, .title = clean_title(nfc(suffix && !suffix->base.empty() ? suffix->base : own_stem)),
                            .season = season, .file = media_file(folder, file)});
    }
}

void Extras::add_clips_of(const TreeFolder& album, std::optional<int> season) {
    for (const auto& file : album.files)
        if (has_video_name(file))
            pending_.push_back({.kind = domain::ExtraKind::Clip, .base = {}, .title = clean_title(nfc(stem(file.name))), .season = season,
                                .file = media_file(album, file)});
}

void Extras::place(domain::Series& series) {
    std::ranges::sort(pending_, {}, [](const Pending& extra) -> const std::string& { return extra.file.path; });
    for (auto& extra : std::exchange(pending_, {})) {
        domain::Extra value{.id = {}, .kind = extra.kind, .title = nfc(extra.title), .file = std::move(extra.file)};
        if (auto* episode = extra.base.empty() ? nullptr : episode_with_stem(series, parent_path(value.file.path), extra.base)) {
            value.title = to_string(value.kind);  // its name is the episode's
            episode->extras.push_back(std::move(value));
        } else if (extra.season) {
            season_with(series, *extra.season).extras.push_back(std::move(value));
        } else {
            series.extras.push_back(std::move(value));
        }
    }
}

}  // namespace bt::library

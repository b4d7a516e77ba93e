#include "library/layout.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "library/album.h"
#include "library/episode_name.h"
#include "library/extra_name.h"
#include "library/file_class.h"
#include "library/series_name.h"
#include "library/sidecar_name.h"
#include "library/stem_index.h"
#include "library/text.h"

namespace bt::library {
namespace {

constexpr int kMaxCollectionDepth = 3;

bool is_video(const TreeFile& file) { return classify_extension(extension(file.name)) == FileClass::Video; }
bool has_direct_video(const TreeFolder& folder) { return !folder.is_sound_only && std::ranges::any_of(folder.files, is_video); }
bool has_video(const TreeFolder& folder) { return has_direct_video(folder) || std::ranges::any_of(folder.folders, has_video); }

bool has_marker(const TreeFolder& folder) {
    return std::ranges::any_of(folder.files, [](const TreeFile& file) {
        return equals_ignoring_ascii_case(file.name, "tvshow.nfo") || equals_ignoring_ascii_case(file.name, ".plexmatch");
    });
}

/// Rule 2.
bool has_season_folders(const TreeFolder& folder, std::string_view title) {
    bool has_weak = false;  // begins a row of bare numbers, or holds specials
    bool has_other_video = false;
    for (const auto& child : folder.folders) {
        const auto season = read_season_folder(child.name, title, SeasonForm::Whole);
        if (!season) {
            has_other_video = has_other_video || (is_plain_folder(child, title) && has_video(child));
            continue;
        }
        if (!has_video(child)) continue;
        if (!is_bare_number(child.name) && *season != 0) return true;
        has_weak = has_weak || *season <= 1;
    }
    return has_weak && !has_other_video;
}

/// Rule 5.
bool holds_episode_folders(const TreeFolder& folder, std::string_view title) {
    std::vector<const TreeFolder*> with_video;
    for (const auto& child : folder.folders)
        if (is_plain_folder(child, title) && has_video(child)) with_video.push_back(&child);
    if (with_video.empty()) return false;
    const auto is_episode = [&](const TreeFolder* child) {
        const auto form = read_episode_name(child->name, {.series = title, .season = {}}).form;
        return form == NumberForm::SeasonAndEpisode || form == NumberForm::EpisodeOnly;
    };
    if (std::ranges::all_of(with_video, is_episode)) return true;
    if (with_video.size() != 1) return false;
    const auto child = read_series_name(with_video.front()->name);
    return !child.year && !read_instalment(child.title) && skip_title(nfc(with_video.front()->name), title) > 0;
}

class Finder {
public:
    explicit Finder(std::string_view root_name) : root_name_(root_name) {}

    std::vector<SeriesPlace> run(const TreeFolder& root) {
        const std::string title = read_series_name(root_name_).title;
        if (has_marker(root) || has_season_folders(root, title) || is_one_loose_series(root)) {
            add(root, root_name_);
            return std::move(places_);
        }
        visit_collection(root, 0);
        return std::move(places_);
    }

private:
    void add(const TreeFolder& folder, std::string_view name) {
        places_.push_back({.folder = folder.path, .name = std::string(name), .tree = &folder});
    }

    /// Rule 4: the root holds the videos of one series and no other folder with videos of its own.
    bool is_one_loose_series(const TreeFolder& root) const {
        if (!has_direct_video(root)) return false;
        const std::string title = read_series_name(root_name_).title;
        for (const auto& child : root.folders)
            if (is_plain_folder(child, title) && has_video(child)) return false;
        std::set<std::string> titles;
        for (const auto& file : root.files)
            if (is_video(file) && !read_extra_suffix(stem(file.name))) titles.insert(loose_title(file, title).first);
        return titles.size() <= 1;
    }

    /// Key and title of the series a loose video belongs to; both empty for a bare "E01".
    static std::pair<std::string, std::string> loose_title(const TreeFile& file, std::string_view folder_title) {
        const auto name = read_episode_name(stem(file.name), {.series = folder_title, .season = {}});
        if (name.form != NumberForm::None && name.series.empty()) return {};
        const std::string title = name.form == NumberForm::None ? read_series_name(stem(file.name)).title : read_series_name(name.series).title;
        if (title_key(title) == title_key(folder_title)) return {};
        return {title_key(title), title};
    }

    void visit_collection(const TreeFolder& folder, int depth) {
        add_loose_videos(folder);
        for (const auto& child : folder.folders) {
            if (!has_video(child)) continue;
            const std::string title = read_series_name(child.name).title;
            const bool is_series = has_marker(child) || has_season_folders(child, title) || has_direct_video(child) ||
                                   holds_episode_folders(child, title) || depth + 1 >= kMaxCollectionDepth;
            if (is_series) add(child, child.name);
            else visit_collection(child, depth + 1);
        }
    }

    void add_loose_videos(const TreeFolder& folder) {
        if (!has_direct_video(folder)) return;
        std::map<std::string, SeriesPlace> by_title;
        const std::string folder_title = folder.path.empty() ? std::string() : read_series_name(folder.name).title;
        for (const auto& file : folder.files) {
            if (!is_video(file)) continue;
            auto [key, title] = loose_title(file, folder_title);
            if (key.empty()) {
                title = folder.path.empty() ? root_name_ : folder.name;
                key = title_key(title);
            }
            auto& place = by_title[key];
            place.folder = "//" + join_path(folder.path, key);
            if (place.name.empty()) place.name = title;
            place.tree = &folder;
            place.loose_files.push_back(&file);
        }
        add_sidecars(folder, by_title);
        for (auto& [key, place] : by_title) places_.push_back(std::move(place));
    }

    /// Subtitles, NFO files and pictures with the stem of one of the videos go where it goes.
    static void add_sidecars(const TreeFolder& folder, std::map<std::string, SeriesPlace>& by_title) {
        std::vector<SeriesPlace*> owners;
        StemIndex index;
        for (auto& [key, place] : by_title)
            for (const auto* video : place.loose_files) {
                index.add(stem(video->name), owners.size());
                owners.push_back(&place);
            }
        for (const auto& file : folder.files) {
            if (is_video(file)) continue;
            if (const auto match = index.find(stem(file.name))) owners[match->video]->loose_files.push_back(&file);
        }
        for (auto& [key, place] : by_title)
            std::ranges::sort(place.loose_files, {}, [](const TreeFile* file) -> const std::string& { return file->name; });
    }

    std::string root_name_;
    std::vector<SeriesPlace> places_;
};

domain::FolderSignature signature_of_files(const SeriesPlace& place) {
    if (place.loose_files.empty()) return signature_of(*place.tree);
    TreeFolder only{.name = place.name, .path = place.folder};
    for (const auto* file : place.loose_files) only.files.push_back(*file);
    return signature_of(only);
}

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
    const std::array<std::uint64_t, 2> both{a, b};
    return XXH3_64bits(both.data(), sizeof both);
}

void collect_music(const TreeFolder& folder, const std::set<const TreeFolder*>& series, MusicElsewhere& out) {
    if (series.contains(&folder)) return;
    if (!folder.path.empty() && !has_video(folder) && holds_sound(folder)) {
        out.folders.push_back(&folder);
        out.signature = mixed(out.signature, signature_of(folder).value);
    }
    for (const auto& child : folder.folders) collect_music(child, series, out);
}

}  // namespace

bool is_plain_folder(const TreeFolder& folder, std::string_view series_title) {
    const std::string lower = ascii_lower(folder.name);
    return !read_extras_folder(folder.name) && !is_subtitle_folder(folder.name) && !is_soundtrack_folder(folder.name, series_title) &&
           !read_season_folder(folder.name, series_title, SeasonForm::Whole) && lower != "theme-music" && lower != "metadata" &&
           lower != "extrafanart" && lower != ".actors";
}

std::vector<SeriesPlace> find_series(const Tree& tree, std::string_view root_name) { return Finder(root_name).run(tree.root); }

MusicElsewhere find_music(const Tree& tree, const std::vector<SeriesPlace>& places) {
    std::set<const TreeFolder*> series;
    for (const auto& place : places) {
        if (place.loose_files.empty()) series.insert(place.tree);
    }
    MusicElsewhere out;
    collect_music(tree.root, series, out);
    return out;
}

domain::FolderSignature signature_of(const SeriesPlace& place) {
    auto signature = signature_of_files(place);
    if (place.music != nullptr && place.music->signature != 0) signature.value = mixed(signature.value, place.music->signature);
    return signature;
}

}  // namespace bt::library

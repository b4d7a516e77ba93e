#include "library/tracks.h"

#include <algorithm>
#include <set>

#include "library/file_class.h"
#include "library/sidecar_name.h"
#include "library/text.h"

namespace bt::library {
namespace {

class TrackFinder {
public:
    TrackFinder(const std::vector<NamedVideo>& videos, const StemIndex& stems, const NameContext& context)
        : videos_(videos), stems_(stems), context_(context), tracks_(videos.size()) {}

    std::vector<std::vector<domain::ExternalTrack>> run(const TreeFolder& folder) {
        if (videos_.empty()) return tracks_;
        for (const auto& file : folder.files) add_if_named(folder, file);
        for (const auto& child : folder.folders)
            if (is_subtitle_folder(child.name)) add_subtitle_folder(child);
        for (auto& list : tracks_) std::ranges::sort(list, {}, &domain::ExternalTrack::path);
        return std::move(tracks_);
    }

private:
    static bool is_track(const TreeFolder& folder, const TreeFile& file) {
        const auto kind = extension(file.name);
        const auto file_class = classify_extension(kind);
        if (file_class != FileClass::Subtitle && file_class != FileClass::Audio) return false;
        // VobSub: the .idx names its .sub.
        if (kind != "sub") return true;
        return std::ranges::none_of(folder.files, [&](const TreeFile& other) {
            return extension(other.name) == "idx" && stem(other.name) == stem(file.name);
        });
    }

    bool add_if_named(const TreeFolder& folder, const TreeFile& file) {
        if (!is_track(folder, file)) return false;
        const auto match = stems_.find(stem(file.name));
        if (match) add(match->video, folder, file, match->behind);
        return match.has_value();
    }

    void add(std::size_t video, const TreeFolder& folder, const TreeFile& file, std::string_view behind_stem) {
        const TrackName name = read_track_name(behind_stem);
        const auto kind = extension(file.name);
        const bool is_audio = classify_extension(kind) == FileClass::Audio;
        tracks_[video].push_back({.kind = is_audio ? domain::StreamKind::Audio : domain::StreamKind::Subtitle,
                                  .path = join_path(folder.path, file.name), .format = kind, .language = name.language, .title = name.title,
                                  .is_default = name.is_default, .is_forced = name.is_forced,
                                  .is_hearing_impaired = name.is_hearing_impaired, .stamp = file.stamp, .content = {}});
    }

    void add_subtitle_folder(const TreeFolder& folder) {
        for (const auto& child : folder.folders) {
            const auto match = stems_.find(child.name);
            if (!match || !match->behind.empty()) {
                // "Subs/English/S01E01.srt": the folder is a language.
                if (read_language(child.name)) add_loose(child, child.name);
                continue;
            }
            for (const auto& file : child.files)
                if (is_track(child, file)) add(match->video, child, file, without_number(stem(file.name)));
        }
        add_loose(folder, {});
    }

    /// "2_English" is the second track, in English.
    static std::string_view without_number(std::string_view name) {
        std::size_t i = 0;
        while (i < name.size() && is_digit(name[i])) ++i;
        return i > 0 && i < name.size() && is_separator(name[i]) ? name.substr(i + 1) : name;
    }

    void add_loose(const TreeFolder& folder, std::string_view language) {
        std::vector<const TreeFile*> unplaced;
        const auto words = [&](std::string_view behind) { return std::string(behind) + (language.empty() ? "" : "." + std::string(language)); };
        for (const auto& file : folder.files) {
            if (!is_track(folder, file)) continue;
            const auto own_stem = stem(file.name);
            if (const auto match = stems_.find(own_stem)) add(match->video, folder, file, words(match->behind));
            else if (const auto video = by_number(own_stem)) add(*video, folder, file, words(language_words(own_stem)));
            else unplaced.push_back(&file);
        }
        const bool one_for_all = videos_.size() == 1;
        if (!one_for_all && unplaced.size() != videos_.size()) return;
        for (std::size_t i = 0; i < unplaced.size(); ++i)
            add(one_for_all ? 0 : i, folder, *unplaced[i], words(language_words(stem(unplaced[i]->name))));
    }

    /// The only video with the episode number the name states.
    std::optional<std::size_t> by_number(std::string_view own_stem) const {
        const auto name = read_episode_name(own_stem, context_);
        if (!name.first) return std::nullopt;
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < videos_.size(); ++i) {
            if (!videos_[i].first || *name.first < *videos_[i].first || *name.first > videos_[i].last.value_or(*videos_[i].first)) continue;
            if (found) return std::nullopt;
            found = i;
        }
        return found;
    }

    /// Of a name that does not begin with a video's stem, only the last words that are flags or languages.
    static std::string language_words(std::string_view own_stem) {
        std::string out;
        for (int count = 0; count < 3; ++count) {
            const auto dot = own_stem.find_last_of(". _");
            const auto word = dot == std::string_view::npos ? own_stem : own_stem.substr(dot + 1);
            const TrackName name = read_track_name(word);
            if (name == TrackName{} || !name.title.empty()) break;
            out = "." + std::string(word) + out;
            if (dot == std::string_view::npos) break;
            own_stem = own_stem.substr(0, dot);
        }
        return out;
    }

    const std::vector<NamedVideo>& videos_;
    const StemIndex& stems_;
    const NameContext& context_;
    std::vector<std::vector<domain::ExternalTrack>> tracks_;
};

}  // namespace

std::vector<std::vector<domain::ExternalTrack>> find_tracks(const TreeFolder& folder, const std::vector<NamedVideo>& videos,
                                                            const StemIndex& stems, const NameContext& context) {
    return TrackFinder(videos, stems, context).run(folder);
}

}  // namespace bt::library

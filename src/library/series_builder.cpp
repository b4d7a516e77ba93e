#include "library/series_builder.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "library/album.h"
#include "library/artwork.h"
#include "library/episode_builder.h"
#include "library/episode_name.h"
#include "library/extra_name.h"
#include "library/extras.h"
#include "library/file_class.h"
#include "library/folder_artwork.h"
#include "library/nfo.h"
#include "library/number_words.h"
#include "library/plexmatch.h"
#include "library/series_name.h"
#include "library/sidecar_name.h"
#include "library/stem_index.h"
#include "library/text.h"
#include "library/theme_music.h"
#include "library/tracks.h"

namespace bt::library {
namespace {

using domain::Source;

// A file nobody can name by its extension is opened only when it is larger than any text a person writes.
constexpr std::uint64_t kMinUnknownVideoBytes = 64U << 10;

/// What the folders above a file say.
struct FolderContext {
    const TreeFolder* season_folder = nullptr;
    std::optional<int> season;
    Plexmatch hints;
};

template <class Is>
const TreeFolder* find_folder(const std::vector<const TreeFolder*>& folders, Is is) {
    const auto found = std::ranges::find_if(folders, is);
    return found == folders.end() ? nullptr : *found;
}

class Planner {
public:
    Planner(const SeriesPlace& place, const TextReader& read_text) : place_(place), read_text_(read_text) {}

    domain::ScannedSeries run() {
        out_.folder = place_.folder;
        out_.signature = signature_of(place_);
        out_.is_partial = place_.tree->is_partial;
        name_ = read_series_name(place_.name);
        const bool is_loose = !place_.loose_files.empty();
        const TreeFolder loose = is_loose ? loose_folder() : TreeFolder{};
        const TreeFolder& top = is_loose ? loose : *place_.tree;
        read_series_files(top);
        visit(top, {.season_folder = nullptr, .season = name_.season, .hints = hints_});
        add_albums_elsewhere(top);
        add_albums_by_tag();
        number_a_lone_video();
        build_episodes();
        extras_.place(series());
        add_season_details();
        if (!is_loose) add_actors();
        return std::move(out_);
    }

private:
    domain::Series& series() { return out_.series; }
    void problem(const std::string& path, std::string message) { out_.problems.push_back({path, std::move(message)}); }

    /// A folder of only the loose files of this series.
    TreeFolder loose_folder() const {
        TreeFolder folder{.name = place_.name, .path = place_.tree->path};
        for (const auto* file : place_.loose_files) folder.files.push_back(*file);
        return folder;
    }

    // ---- the series itself -------------------------------------------------------------------------------------------------

    void read_series_files(const TreeFolder& top) {
        std::optional<NfoSeries> nfo;
        for (const auto& file : top.files) {
            const std::string path = join_path(top.path, file.name);
            if (equals_ignoring_ascii_case(file.name, "tvshow.nfo")) nfo = read_nfo<NfoSeries>(path, read_series_nfo);
            else if (equals_ignoring_ascii_case(file.name, ".plexmatch")) hints_ = read_hints(path);
        }
        if (nfo) {
            series() = std::move(nfo->series);
            season_titles_ = std::move(nfo->season_titles);
            artwork_.add_from_nfo(std::move(nfo->season_artwork));
            soundtracks_ = std::move(nfo->soundtracks);
        }
        auto& s = series();
        if (!hints_.title.empty()) s.title.offer(hints_.title, Source::Plexmatch);
        if (hints_.year) s.year.offer(hints_.year, Source::Plexmatch);
        if (!name_.title.empty()) s.title.offer(name_.title, Source::FileName);
        if (name_.year) s.year.offer(name_.year, Source::FileName);
        s.ids.insert(hints_.ids.begin(), hints_.ids.end());
        s.ids.insert(name_.ids.begin(), name_.ids.end());
        for (const auto& other : {hints_.title, name_.title})
            if (!other.empty() && title_key(other) != title_key(s.title.value) && std::ranges::find(s.other_titles, other) == s.other_titles.end())
                s.other_titles.push_back(other);
        if (!s.instalment) s.instalment = read_instalment(s.title.value);
        if (!s.instalment) s.instalment = read_instalment(name_.title);
        for (const auto& known : {name_.title, s.title.value, s.original_title, hints_.title})
            if (!known.empty()) titles_.push_back(known);
        artwork_.add(top, s.artwork, {});
    }

    template <class Nfo, class Reader>
    std::optional<Nfo> read_nfo(const std::string& path, Reader reader) {
        auto text = read_text_(path);
        if (!text) {
            problem(path, text.error().message);
            return std::nullopt;
        }
        Result<Nfo> nfo = reader(*text);
        if (nfo) return std::move(nfo).value();
        problem(path, nfo.error().message);
        return std::nullopt;
    }

    Plexmatch read_hints(const std::string& path) {
        const auto text = read_text_(path);
        if (!text) {
            problem(path, text.error().message);
            return {};
        }
        return read_plexmatch(nfo_text(*text));
    }

    // ---- folders -----------------------------------------------------------------------------------------------------------

    std::string_view title() const { return name_.title; }
    /// The title a file's name begins with: files may carry the NFO's or the original title where the folder has another.
    std::string_view title_of(std::string_view name_stem) const {
        const std::string name = nfc(name_stem);
        const auto found = std::ranges::find_if(titles_, [&](const std::string& known) { return skip_title(name, known) > 0; });
        return found == titles_.end() ? title() : std::string_view(*found);
    }

    void visit(const TreeFolder& folder, const FolderContext& context) {
        if (folder.is_sound_only) return add_albums(folder, context.season);
        visit_files(folder, context);
        for (const auto& child : folder.folders) visit_child(child, context);
    }

    void visit_child(const TreeFolder& child, const FolderContext& context) {
        const std::string lower = lower_in_place(nfc(child.name));
        if (is_subtitle_folder(child.name) || lower == "metadata" || lower == ".actors") return;  // read with their neighbours
        if (lower == "extrafanart") return add_extra_fanart(child, series().artwork);
        if (is_theme_folder(child)) {
            for (auto& theme : themes_of(child, context.season)) series().themes.push_back(std::move(theme));
            return;
        }
        if (is_soundtrack_folder(child.name, title()) && holds_sound(child)) return add_albums(child, context.season);
        if (const auto kind = read_extras_folder(child.name)) return add_extras_folder(child, *kind, context.season);
        const auto season = read_season_folder(child.name, title(), SeasonForm::Anywhere);
        FolderContext inner = context;
        if (season) {
            inner.season = season;
            inner.season_folder = &child;
            season_folders_[*season].push_back(&child);
        }
        inner.hints.episodes.clear();
        visit(child, inner);
    }

    void visit_files(const TreeFolder& folder, FolderContext context) {
        if (&folder == context.season_folder)
            for (const auto& file : folder.files)
                if (equals_ignoring_ascii_case(file.name, ".plexmatch")) {
                    context.hints = merge_plexmatch(context.hints, read_hints(join_path(folder.path, file.name)));
                    if (context.hints.season) context.season = context.hints.season;
                }
        const std::size_t first_video = videos_.size();
        StemIndex stems;
        for (const auto& file : folder.files) add_video_or_extra(folder, file, context, first_video, stems);
        std::vector<NamedVideo> named;
        for (std::size_t i = first_video; i < videos_.size(); ++i) named.push_back({videos_[i].path, videos_[i].first, videos_[i].last});
        auto tracks = find_tracks(folder, named, stems, {.series = title(), .season = context.season});
        for (std::size_t i = 0; i < tracks.size(); ++i) videos_[first_video + i].tracks = std::move(tracks[i]);
        add_sidecars(folder, first_video, stems);
    }

    void add_video_or_extra(const TreeFolder& folder, const TreeFile& file, const FolderContext& context, std::size_t first_video, StemIndex& stems) {
        const auto file_class = classify_extension(extension(file.name));
        const std::string path = join_path(folder.path, file.name);
        if (file_class == FileClass::StreamLink) return problem(path, "links to streams (.strm) are not followed");
        const auto season = context.season_folder != nullptr ? context.season : std::nullopt;
        if (is_theme(file)) return series().themes.push_back(theme_from(folder, file, season));
        if (extras_.add_by_name(folder, file, season)) return;
        const bool is_video = file_class == FileClass::Video;
        if (!is_video && (file_class != FileClass::Unknown || file.stamp.size < kMinUnknownVideoBytes)) return;
        const auto own_stem = is_video ? stem(file.name) : std::string_view(file.name);
        Video video{.file = &file, .path = path, .name = read_episode_name(own_stem, {.series = title_of(own_stem), .season = context.season})};
        if (video.name.form == NumberForm::None) name_by_folder(folder, context, video);
        // Only a clear episode number makes a file of unknown kind worth opening.
        if (!is_video && video.name.form != NumberForm::SeasonAndEpisode && video.name.form != NumberForm::EpisodeOnly) return;
        decide_number(video, context);
        stems.add(own_stem, videos_.size() - first_video);
        videos_.push_back(std::move(video));
    }

    /// "Rain E02/movie.mkv": the folder holds one episode and its number.
    void name_by_folder(const TreeFolder& folder, const FolderContext& context, Video& video) const {
        if (&folder == context.season_folder || folder.path == place_.folder || folder.name == place_.name) return;
        auto name = read_episode_name(folder.name, {.series = title(), .season = context.season});
        if (name.form == NumberForm::SeasonAndEpisode || name.form == NumberForm::EpisodeOnly) video.name = std::move(name);
    }

    void decide_number(Video& video, const FolderContext& context) {
        video.season = video.name.season.value_or(1);
        video.season_source = video.name.season ? Source::FileName : Source::Unknown;
        if (!video.name.season && context.hints.season) video.season = *context.hints.season;
        if (context.hints.season && video.name.form != NumberForm::SeasonAndEpisode) video.season_source = Source::Plexmatch;
        video.first = video.name.first;
        video.last = video.name.last;
        if (video.first) video.number_source = Source::FileName;
        const auto hint = context.hints.episodes.find(nfc(video.file->name));
        if (hint == context.hints.episodes.end()) return;
        video.first = hint->second.first;
        video.last = hint->second.last;
        video.number_source = Source::Plexmatch;
        if (hint->second.season) {
            video.season = *hint->second.season;
            video.season_source = Source::Plexmatch;
        }
    }

    /// NFO files and pictures that share a video's stem, here and in a `metadata` folder.
    void add_sidecars(const TreeFolder& folder, std::size_t first_video, const StemIndex& stems) {
        const auto add_from = [&](const TreeFolder& from) {
            for (const auto& file : from.files) {
                const auto file_class = classify_extension(extension(file.name));
                if ((file_class != FileClass::Nfo && file_class != FileClass::Image) || file.stamp.size == 0) continue;
                const auto match = stems.find(stem(file.name));
                if (!match) continue;
                Video& video = videos_[first_video + match->video];
                if (file_class == FileClass::Nfo && match->behind.empty()) apply_episode_nfo(join_path(from.path, file.name), video);
                else if (file_class == FileClass::Image) add_episode_picture(from, file, match->behind, video);
            }
        };
        add_from(folder);
        for (const auto& child : folder.folders)
            if (equals_ignoring_ascii_case(child.name, "metadata")) add_from(child);
    }

    static void add_episode_picture(const TreeFolder& from, const TreeFile& file, const std::string& behind, Video& video) {
        const std::string lower = ascii_lower(behind);
        if (!lower.empty() && lower != "-thumb") return;
        auto picture = artwork_from(from, file, {.kind = domain::ArtworkKind::Thumb, .rank = lower.empty() ? 1 : 0});
        video.artwork.push_back(std::move(picture));
    }

    void apply_episode_nfo(const std::string& path, Video& video) {
        auto nfo = read_nfo<std::vector<NfoEpisode>>(path, read_episode_nfo);
        if (!nfo) return;
        const auto& first = nfo->front().episode;
        const auto& last = nfo->back();
        if (first.season.known()) {
            if (video.season_source == Source::FileName && video.season != first.season.value)
                problem(path, "the NFO says season " + std::to_string(first.season.value) + ", the name says " + std::to_string(video.season) + "; the NFO is followed");
            video.season = first.season.value;
            video.season_source = Source::Nfo;
        }
        if (first.number.known() && first.number.value) {
            if (video.first && *video.first != *first.number.value)
                problem(path, "the NFO says episode " + std::to_string(*first.number.value) + ", the name says " + std::to_string(*video.first) + "; the NFO is followed");
            const int from = *first.number.value;
            const int stated_last = last.last_number.value_or(last.episode.number.value.value_or(from));
            // A name that states a range keeps it where the NFO states only the first.
            const int named_last = video.first == from ? video.last.value_or(from) : from;
            video.last = std::clamp(std::max(stated_last, named_last), from, from + 30);
            video.first = from;
            video.number_source = Source::Nfo;
        }
        video.nfo = *std::move(nfo);
    }

    // ---- extras and sound --------------------------------------------------------------------------------------------------

    void add_extras_folder(const TreeFolder& folder, domain::ExtraKind kind, std::optional<int> season) {
        extras_.add_all_of(folder, kind, season);
        for (const auto& child : folder.folders) {
            if (is_subtitle_folder(child.name)) continue;
            if (is_soundtrack_folder(child.name, title()) && holds_sound(child)) add_albums(child, season);
            else add_extras_folder(child, read_extras_folder(child.name).value_or(kind), season);
        }
    }

    void add_albums(const TreeFolder& folder, std::optional<int> season) {
        const auto read_album = [&](const std::string& path) { return read_nfo<NfoAlbum>(path, read_album_nfo); };
        for (auto& album : find_albums(folder, series().title.value, season, read_album)) series().albums.push_back(std::move(album));
        for (const auto& path : empty_songs(folder)) problem(path, "the file is empty");
        for (const auto& child : folder.folders)
            if (!folder.is_sound_only && !holds_sound(child) && read_extras_folder(child.name)) add_extras_folder(child, *read_extras_folder(child.name), season);
        if (!folder.is_sound_only) extras_.add_clips_of(folder, season);
    }

    /// Albums that the NFO names and that lie outside the series: by their folder's name, or its path under the library.
    void add_albums_elsewhere(const TreeFolder& top) {
        for (const auto& wanted : soundtracks_) {
            const auto is_it = [&](const TreeFolder* folder) { return title_key(folder->name) == title_key(wanted) || nfc(folder->path) == nfc(wanted); };
            const auto found = place_.music == nullptr ? nullptr : find_folder(place_.music->folders, is_it);
            const auto is_here = [&](const domain::Album& album) { return title_key(album.title) == title_key(wanted) || title_key(file_name(album.folder)) == title_key(wanted); };
            if (found != nullptr) add_albums(*found, std::nullopt);
            else if (std::ranges::none_of(series().albums, is_here)) problem(join_path(top.path, "tvshow.nfo"), "the soundtrack \"" + wanted + "\" is no folder of music in this library");
        }
    }

    /// Albums elsewhere whose folder carries an id of this series: "Rain OST [tmdbid-42]".
    void add_albums_by_tag() {
        if (place_.music == nullptr || series().ids.empty()) return;
        for (const TreeFolder* folder : place_.music->folders) {
            std::string name = nfc(folder->name);
            const auto tags = take_id_tags(name);
            const auto is_ours = [&](const auto& tag) { return series().ids.contains(tag.first) && series().ids.at(tag.first) == tag.second; };
            const auto is_there = [&](const domain::Album& album) { return (album.folder + '/').starts_with(folder->path + '/'); };
            if (std::ranges::any_of(tags, is_ours) && std::ranges::none_of(series().albums, is_there)) add_albums(*folder, std::nullopt);
        }
    }

    void add_actors() {
        const auto actors = std::ranges::find(place_.tree->folders, std::string(".actors"), &TreeFolder::name);
        if (actors != place_.tree->folders.end()) add_people_pictures(*actors, series());
    }

    // ---- episodes ----------------------------------------------------------------------------------------------------------

    /// A series of one video without any number: that is its first episode.
    void number_a_lone_video() {
        if (videos_.size() != 1 || videos_.front().first || videos_.front().name.aired) return;
        videos_.front().first = videos_.front().last = 1;
    }

    void build_episodes() {
        for (auto& season : build_seasons(videos_, [this](std::string_view name) { return title_of(name); })) series().seasons.push_back(std::move(season));
    }

    // ---- seasons -----------------------------------------------------------------------------------------------------------

    void add_season_details() {
        for (const auto& [number, folders] : season_folders_) {
            const auto& seasons = series().seasons;
            if (std::ranges::find(seasons, number, &domain::Season::number) == seasons.end()) continue;
            auto& season = season_with(series(), number);
            for (const TreeFolder* folder : folders) read_season_folder_files(*folder, season);
        }
        for (auto& season : series().seasons) {
            if (const auto title = season_titles_.find(season.number); title != season_titles_.end() && !title->second.empty())
                season.title.offer(title->second, Source::Nfo);
            artwork_.give(season);
        }
    }

    void read_season_folder_files(const TreeFolder& folder, domain::Season& season) {
        for (const auto& file : folder.files) {
            if (!equals_ignoring_ascii_case(file.name, "season.nfo")) continue;
            const std::string path = join_path(folder.path, file.name);
            auto nfo = read_nfo<NfoSeason>(path, read_season_nfo);
            if (!nfo) continue;
            if (nfo->number && *nfo->number != season.number)
                problem(path, "the NFO says season " + std::to_string(*nfo->number) + ", the folder says " + std::to_string(season.number) + "; the folder is followed");
            season.title = nfo->season.title;
            season.plot = std::move(nfo->season.plot);
            season.year = nfo->season.year;
            season.premiered = nfo->season.premiered;
            season.ids = std::move(nfo->season.ids);
            season.artwork = std::move(nfo->season.artwork);
        }
        if (season.folder.empty()) season.folder = folder.path;
        artwork_.add(folder, season.artwork, season.number);
    }

    const SeriesPlace& place_;
    const TextReader& read_text_;
    domain::ScannedSeries out_;
    SeriesName name_;
    Plexmatch hints_;
    std::vector<std::string> titles_;  ///< every title the series is known by; the folder's first
    std::vector<Video> videos_;
    Extras extras_;
    FolderArtwork artwork_;
    std::vector<std::string> soundtracks_;  ///< albums elsewhere, as the NFO names them
    std::map<int, std::string> season_titles_;
    std::map<int, std::vector<const TreeFolder*>> season_folders_;
};

}  // namespace

domain::ScannedSeries plan_series(const SeriesPlace& place, const TextReader& read_text) { return Planner(place, read_text).run(); }

PlanFiles files_of(domain::Series& series) {
    PlanFiles out;
    for (const auto* file : domain::media_files_of(series)) out.media.push_back(const_cast<domain::MediaFile*>(file));  // NOLINT: series is ours
    for (auto& season : series.seasons)
        for (auto& episode : season.episodes)
            for (auto& version : episode.versions)
                for (auto& track : version.tracks) out.tracks.push_back(&track);
    for (auto& album : series.albums)
        for (auto& song : album.songs) out.songs.push_back(&song);
    for (auto& theme : series.themes) out.themes.push_back(&theme);
    return out;
}

}  // namespace bt::library

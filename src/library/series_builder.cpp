#include "library/series_builder.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "library/album.h"
#include "library/artwork.h"
#include "library/episode_name.h"
#include "library/file_class.h"
#include "library/nfo.h"
#include "library/number_words.h"
#include "library/plexmatch.h"
#include "library/series_name.h"
#include "library/sidecar_name.h"
#include "library/stem_index.h"
#include "library/text.h"
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

/// One video file that is (part of) an episode.
struct Video {
    const TreeFile* file = nullptr;
    std::string path;
    EpisodeName name;
    int season = 1;
    Source season_source = Source::Unknown;
    std::optional<int> first, last;
    Source number_source = Source::Unknown;
    std::vector<NfoEpisode> nfo;
    std::vector<domain::ExternalTrack> tracks;
    std::vector<domain::Artwork> artwork;
};

struct PendingExtra {
    domain::ExtraKind kind;
    std::string base;  ///< stem of the video it belongs to, if it names one
    std::string title;
    std::optional<int> season;
    domain::MediaFile file;
};

domain::MediaFile media_file(const std::string& path, const TreeFile& file) { return {.path = path, .stamp = file.stamp}; }

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
        number_a_lone_video();
        build_episodes();
        place_extras();
        add_season_details();
        add_people_pictures();
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
            season_artwork_ = std::move(nfo->season_artwork);
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
        add_folder_artwork(top, s.artwork, {});
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
        if (lower == "extrafanart") return add_extra_fanart(child);
        if (lower == "theme-music") return add_theme_folder(child, context.season);
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
        if (file_class == FileClass::Audio && equals_ignoring_ascii_case(stem(file.name), "theme"))
            return series().themes.push_back({.path = path, .stamp = file.stamp, .season = context.season_folder != nullptr ? context.season : std::nullopt});
        const bool is_video = file_class == FileClass::Video;
        if (!is_video && (file_class != FileClass::Unknown || file.stamp.size < kMinUnknownVideoBytes)) return;
        const auto own_stem = is_video ? stem(file.name) : std::string_view(file.name);
        if (const auto extra = is_video ? read_extra_suffix(own_stem) : std::nullopt) {
            extras_.push_back({.kind = extra->kind, .base = extra->base, .title = extra->base.empty() ? std::string(own_stem) : clean_title(extra->base),
                               .season = context.season_folder != nullptr ? context.season : std::nullopt, .file = media_file(path, file)});
            return;
        }
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

    // ---- extras, sound, pictures -------------------------------------------------------------------------------------------

    void add_extras_folder(const TreeFolder& folder, domain::ExtraKind kind, std::optional<int> season) {
        for (const auto& file : folder.files) {
            if (classify_extension(extension(file.name)) != FileClass::Video) continue;
            const auto own_stem = stem(file.name);
            const auto suffix = read_extra_suffix(own_stem);
            const auto own_kind = suffix && kind == domain::ExtraKind::Other ? suffix->kind : kind;
            extras_.push_back({.kind = own_kind, .base = {}, .title = clean_title(nfc(suffix && !suffix->base.empty() ? suffix->base : own_stem)),
                               .season = season, .file = media_file(join_path(folder.path, file.name), file)});
        }
        for (const auto& child : folder.folders) {
            if (is_subtitle_folder(child.name)) continue;
            if (is_soundtrack_folder(child.name, title()) && holds_sound(child)) add_albums(child, season);
            else add_extras_folder(child, read_extras_folder(child.name).value_or(kind), season);
        }
    }

    void add_theme_folder(const TreeFolder& folder, std::optional<int> season) {
        for (const auto& file : folder.files)
            if (classify_extension(extension(file.name)) == FileClass::Audio)
                series().themes.push_back({.path = join_path(folder.path, file.name), .stamp = file.stamp, .season = season});
    }

    void add_albums(const TreeFolder& folder, std::optional<int> season) {
        const auto read_album = [&](const std::string& path) { return read_nfo<NfoAlbum>(path, read_album_nfo); };
        for (auto& album : find_albums(folder, series().title.value, season, read_album)) series().albums.push_back(std::move(album));
        for (const auto& child : folder.folders)
            if (!folder.is_sound_only && !holds_sound(child) && read_extras_folder(child.name)) add_extras_folder(child, *read_extras_folder(child.name), season);
        if (folder.is_sound_only) return;
        for (const auto& file : folder.files)  // a music video among the songs
            if (classify_extension(extension(file.name)) == FileClass::Video)
                extras_.push_back({.kind = domain::ExtraKind::Clip, .base = {}, .title = clean_title(nfc(stem(file.name))), .season = season,
                                   .file = media_file(join_path(folder.path, file.name), file)});
    }

    void add_extra_fanart(const TreeFolder& folder) {
        int order = 1000;
        for (const auto& file : folder.files)
            if (is_picture(file)) series().artwork.push_back(artwork_from(folder, file, {.kind = domain::ArtworkKind::Backdrop, .rank = order++}));
        tidy_artwork(series().artwork);
    }

    /// Pictures named for the folder: of the series where `season` is nothing, else of that season.
    void add_folder_artwork(const TreeFolder& folder, std::vector<domain::Artwork>& into, std::optional<int> season) {
        for (const auto& file : folder.files) {
            if (!is_picture(file)) continue;
            const auto name = read_artwork_name(stem(file.name));
            if (!name) continue;
            if (name->for_all_seasons) all_seasons_artwork_.push_back(artwork_from(folder, file, *name));
            else if (name->season && name->season != season) season_artwork_[*name->season].push_back(artwork_from(folder, file, *name));
            else into.push_back(artwork_from(folder, file, *name));
        }
        tidy_artwork(into);
    }

    void add_people_pictures() {
        const auto actors = std::ranges::find(place_.tree->folders, std::string(".actors"), &TreeFolder::name);
        if (actors == place_.tree->folders.end() || !place_.loose_files.empty()) return;
        std::map<std::string, std::string> by_name;
        for (const auto& file : actors->files)
            if (is_picture(file)) by_name.emplace(title_key(stem(file.name)), join_path(actors->path, file.name));
        const auto add = [&](std::vector<domain::Credit>& people) {
            for (auto& credit : people)
                if (const auto found = by_name.find(title_key(credit.name)); found != by_name.end()) credit.thumb = found->second;
        };
        add(series().people);
        for (auto& season : series().seasons)
            for (auto& episode : season.episodes) add(episode.people);
    }

    // ---- episodes ----------------------------------------------------------------------------------------------------------

    /// A series of one video without any number: that is its first episode.
    void number_a_lone_video() {
        if (videos_.size() != 1 || videos_.front().first || videos_.front().name.aired) return;
        videos_.front().first = videos_.front().last = 1;
    }

    /// Files of one episode share this key: its numbers, or else its date, or else its name without the part of a split.
    using EpisodeKey = std::tuple<int, int, std::string>;
    EpisodeKey key_of(const Video& video, std::optional<int> number) const {
        if (number) return {video.season, *number, {}};
        if (const auto& aired = video.name.aired)
            return {video.season, -1, std::to_string(static_cast<int>(aired->year())) + '-' + std::to_string(100 + static_cast<unsigned>(aired->month())) + '-' +
                                          std::to_string(100 + static_cast<unsigned>(aired->day()))};
        const auto own_stem = stem(video.file->name);
        const auto split = read_split(own_stem);
        return {video.season, -1, "~" + title_key(split ? std::string_view(split->base) : own_stem)};
    }

    void build_episodes() {
        std::map<EpisodeKey, std::vector<const Video*>> groups;
        for (const auto& video : videos_) {
            if (!video.first) groups[key_of(video, std::nullopt)].push_back(&video);
            else for (int n = *video.first; n <= video.last.value_or(*video.first); ++n) groups[key_of(video, n)].push_back(&video);
        }
        std::map<int, domain::Season> seasons;
        for (const auto& [key, videos] : groups) {
            auto& season = seasons[std::get<0>(key)];
            season.number = std::get<0>(key);
            season.episodes.push_back(build_episode(key, videos));
        }
        for (auto& [number, season] : seasons) {
            // Numbered episodes first, then the dated and unnumbered ones.
            std::stable_partition(season.episodes.begin(), season.episodes.end(), [](const domain::Episode& e) { return e.number.value.has_value(); });
            series().seasons.push_back(std::move(season));
        }
    }

    domain::Episode build_episode(const EpisodeKey& key, const std::vector<const Video*>& videos) {
        const int number = std::get<1>(key);
        domain::Episode episode;
        for (const Video* video : videos)
            if (!video->nfo.empty()) {
                episode = nfo_for(*video, number);
                break;
            }
        const Video& lead = *videos.front();
        episode.season = {lead.season, lead.season_source};
        episode.number = number >= 0 ? domain::Sourced<std::optional<int>>{number, lead.number_source} : domain::Sourced<std::optional<int>>{};
        if (lead.name.form == NumberForm::Absolute && number >= 0) episode.absolute_number = number;
        if (!episode.aired) episode.aired = lead.name.aired;
        for (const Video* video : videos) {
            episode.ids.insert(video->name.ids.begin(), video->name.ids.end());
            episode.artwork.insert(episode.artwork.end(), video->artwork.begin(), video->artwork.end());
        }
        tidy_artwork(episode.artwork);
        std::string named = shared_title(videos);
        if (!named.empty()) episode.title.offer(std::move(named), Source::FileName);
        episode.versions = build_versions(videos);
        return episode;
    }

    /// The block of a multi-episode NFO that is for `number`; the only block for all of them.
    static domain::Episode nfo_for(const Video& video, int number) {
        for (const auto& nfo : video.nfo)
            if (nfo.episode.number.value == number) return nfo.episode;
        return video.nfo.size() == 1 ? video.nfo.front().episode : domain::Episode{};
    }

    /// The title all versions' names agree on: what their common beginning says behind the number.
    std::string shared_title(const std::vector<const Video*>& videos) const {
        if (videos.size() == 1) return videos.front()->name.title;
        std::vector<std::string> stems;
        for (const Video* video : videos) stems.push_back(nfc(stem(video->file->name)));
        const std::string common = common_beginning(stems);
        const auto shared = read_episode_name(read_split(stems.front()) ? read_split(stems.front())->base : common,
                                                {.series = title_of(common), .season = videos.front()->season}).title;
        return shared;
    }

    /// Pieces of a split file ("- part1", "- part2") make one version; every other file is a version of its own.
    std::vector<domain::MediaVersion> build_versions(const std::vector<const Video*>& videos) const {
        struct Piece {
            int part;
            const Video* video;
        };
        std::map<std::string, std::vector<Piece>> splits;
        for (const Video* video : videos)
            if (const auto split = read_split(stem(video->file->name)))
                splits[std::string(parent_path(video->path)) + '/' + title_key(split->base)].push_back({split->part, video});
        std::set<const Video*> used;
        std::vector<domain::MediaVersion> versions;
        for (auto& [base, pieces] : splits) {
            std::ranges::stable_sort(pieces, {}, &Piece::part);
            const auto repeated = std::ranges::adjacent_find(pieces, {}, &Piece::part) != pieces.end();
            if (pieces.size() < 2 || pieces.front().part != 1 || repeated) continue;
            auto& version = versions.emplace_back(version_of(*pieces.front().video));
            for (const auto& piece : pieces) {
                used.insert(piece.video);
                if (&piece != &pieces.front()) version.parts.push_back(media_file(piece.video->path, *piece.video->file));
            }
        }
        for (const Video* video : videos)
            if (!used.contains(video)) versions.push_back(version_of(*video));
        return versions;
    }

    static domain::MediaVersion version_of(const Video& video) {
        return {.label = {}, .parts = {media_file(video.path, *video.file)}, .first_episode = video.first, .last_episode = video.last, .tracks = video.tracks};
    }

    // ---- what hangs on the episodes ----------------------------------------------------------------------------------------

    void place_extras() {
        std::ranges::sort(extras_, {}, [](const PendingExtra& e) -> const std::string& { return e.file.path; });
        for (auto& extra : extras_) {
            domain::Extra value{.id = {}, .kind = extra.kind, .title = nfc(extra.title), .file = std::move(extra.file)};
            if (auto* episode = extra.base.empty() ? nullptr : episode_with_stem(parent_path(value.file.path), extra.base)) {
                value.title = to_string(value.kind);  // its name is the episode's
                episode->extras.push_back(std::move(value));
            } else if (extra.season) {
                season_with(*extra.season).extras.push_back(std::move(value));
            } else {
                series().extras.push_back(std::move(value));
            }
        }
    }

    domain::Episode* episode_with_stem(std::string_view folder, std::string_view base) {
        const std::string wanted = lower_in_place(nfc(base));
        for (auto& season : series().seasons)
            for (auto& episode : season.episodes)
                for (const auto& version : episode.versions)
                    for (const auto& part : version.parts)
                        if (parent_path(part.path) == folder && lower_in_place(nfc(stem(file_name(part.path)))) == wanted) return &episode;
        return nullptr;
    }

    domain::Season& season_with(int number) {
        auto& seasons = series().seasons;
        const auto found = std::ranges::lower_bound(seasons, number, {}, &domain::Season::number);
        if (found != seasons.end() && found->number == number) return *found;
        return *seasons.insert(found, domain::Season{.number = number});
    }

    void add_season_details() {
        for (const auto& [number, folders] : season_folders_) {
            const auto& seasons = series().seasons;
            if (std::ranges::find(seasons, number, &domain::Season::number) == seasons.end()) continue;
            auto& season = season_with(number);
            for (const TreeFolder* folder : folders) read_season_folder_files(*folder, season);
        }
        for (auto& season : series().seasons) {
            if (const auto title = season_titles_.find(season.number); title != season_titles_.end() && !title->second.empty())
                season.title.offer(title->second, Source::Nfo);
            if (const auto art = season_artwork_.find(season.number); art != season_artwork_.end())
                season.artwork.insert(season.artwork.end(), art->second.begin(), art->second.end());
            season.artwork.insert(season.artwork.end(), all_seasons_artwork_.begin(), all_seasons_artwork_.end());
            tidy_artwork(season.artwork);
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
        add_folder_artwork(folder, season.artwork, season.number);
    }

    const SeriesPlace& place_;
    const TextReader& read_text_;
    domain::ScannedSeries out_;
    SeriesName name_;
    Plexmatch hints_;
    std::vector<std::string> titles_;  ///< every title the series is known by; the folder's first
    std::vector<Video> videos_;
    std::vector<PendingExtra> extras_;
    std::map<int, std::string> season_titles_;
    std::map<int, std::vector<domain::Artwork>> season_artwork_;
    std::vector<domain::Artwork> all_seasons_artwork_;
    std::map<int, std::vector<const TreeFolder*>> season_folders_;
};

// ---- after probing -----------------------------------------------------------------------------------------------------------

bool is_video_file(const domain::MediaFile& file) {
    if (classify_extension(extension(file_name(file.path))) == FileClass::Video) return true;
    return file.summary && std::ranges::any_of(file.summary->streams, [](const auto& s) { return s.kind == domain::StreamKind::Video; });
}

int picture_height(const domain::MediaVersion& version) {
    std::uint32_t height = 0;
    const auto& file = version.parts.front();
    if (file.summary)
        for (const auto& stream : file.summary->streams) {
            // A wide film is less high than its class: 1920x800 is "1080p".
            if (stream.kind == domain::StreamKind::Video) height = std::max({height, stream.height, stream.width * 9 / 16});
        }
    if (height > 0) return static_cast<int>(std::min<std::uint32_t>(height, 100'000));
    return stated_resolution(stem(file_name(file.path)));
}

void order_and_label(domain::Episode& episode) {
    auto& versions = episode.versions;
    if (versions.size() < 2) return;
    std::ranges::stable_sort(versions, [](const domain::MediaVersion& a, const domain::MediaVersion& b) {
        const bool a_split = a.parts.size() > 1, b_split = b.parts.size() > 1;
        if (a_split != b_split) return a_split;
        const int a_height = picture_height(a), b_height = picture_height(b);
        if (a_height != b_height) return a_height > b_height;
        return a.parts.front().path < b.parts.front().path;
    });
    std::vector<std::string> stems;
    for (const auto& version : versions) {
        const auto own = nfc(stem(file_name(version.parts.front().path)));
        const auto split = version.parts.size() > 1 ? read_split(own) : std::nullopt;
        stems.push_back(split ? split->base : own);
    }
    const std::string common = common_beginning(stems);
    for (std::size_t i = 0; i < versions.size(); ++i) {
        versions[i].label = version_label(stems[i], common);
        if (versions[i].label.empty())
            if (const int height = picture_height(versions[i]); height > 0) versions[i].label = std::to_string(height) + 'p';
    }
}

/// Container titles are often a release's name or an address: only plain words are taken.
bool is_usable_title(const std::string& text, const std::string& series) {
    if (text.empty() || text.size() > 200 || title_key(text) == title_key(series)) return false;
    const std::string lower = lower_in_place(nfc(text));
    if (find_release_talk(lower) != lower.size() || lower.find("www.") != std::string::npos || lower.find("://") != std::string::npos) return false;
    if (text.find(' ') == std::string::npos && text.find_first_of("._") != std::string::npos) return false;
    return read_episode_name(text, {.series = series, .season = 1}).form == NumberForm::None;
}

void fill_title(domain::Episode& episode, const std::string& series) {
    if (episode.title.known() || episode.versions.empty()) return;
    const auto& file = episode.versions.front().parts.front();
    if (file.summary && is_usable_title(file.summary->title, series)) episode.title.offer(nfc(file.summary->title), Source::ContainerTag);
}

/// Copies what probing told about a path to every place the path stands in: a double episode's file stands in two.
void spread_media(domain::Series& series) {
    std::map<std::string, domain::MediaFile> by_path;
    for (const auto* file : domain::media_files_of(series)) by_path.emplace(file->path, *file);
    for (auto& season : series.seasons)
        for (auto& episode : season.episodes)
            for (auto& version : episode.versions)
                for (auto& part : version.parts) part = by_path.at(part.path);
}

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

void finish_series(domain::ScannedSeries& scanned) {
    auto& series = scanned.series;
    spread_media(series);
    for (auto& season : series.seasons) {
        for (auto& episode : season.episodes) {
            std::erase_if(episode.versions, [](const domain::MediaVersion& v) { return !std::ranges::all_of(v.parts, is_video_file); });
            order_and_label(episode);
            fill_title(episode, series.title.value);
        }
        std::erase_if(season.episodes, [](const domain::Episode& e) { return e.versions.empty(); });
    }
    std::erase_if(series.seasons, [](const domain::Season& s) { return s.episodes.empty() && s.extras.empty(); });
    for (const auto* file : domain::media_files_of(series))
        if (!file->unreadable.empty()) scanned.problems.push_back({file->path, file->unreadable});
    std::ranges::stable_sort(scanned.problems, {}, &domain::ScanProblem::path);
}

}  // namespace bt::library

#include "tests/library/dump.h"

#include <fmt/format.h>

#include "domain/provenance.h"

// Built into the test program beside the tests that use it.
namespace bt::library::test {
namespace {

class Dumper {
public:
    std::string run(const domain::ScannedSeries& scanned) {
        const auto& s = scanned.series;
        line("series \"{}\" ({}) in \"{}\"{}", s.title.value, to_string(s.title.source), scanned.folder, scanned.is_partial ? " partial" : "");
        ++depth_;
        if (s.year.value) line("year {} ({})", *s.year.value, to_string(s.year.source));
        if (!s.original_title.empty()) line("original \"{}\"", s.original_title);
        for (const auto& other : s.other_titles) line("also \"{}\"", other);
        for (const auto& [provider, id] : s.ids) line("id {} {}", provider, id);
        if (s.instalment) line("instalment {} of \"{}\"", s.instalment->number.value_or(0), s.instalment->anthology);
        for (const auto& credit : s.people) line("{} {} as \"{}\" {}", credit.type, credit.name, credit.role, credit.thumb);
        artwork(s.artwork);
        extras(s.extras);
        for (const auto& theme : s.themes) line("theme {}{}", theme.path, theme.season ? fmt::format(" (season {})", *theme.season) : "");
        for (const auto& album : s.albums) dump_album(album);
        for (const auto& season : s.seasons) dump_season(season);
        for (const auto& problem : scanned.problems) line("problem {}: {}", problem.path, problem.message);
        return std::move(out_);
    }

private:
    template <class... Args>
    void line(fmt::format_string<Args...> format, Args&&... args) {
        out_ += std::string(static_cast<std::size_t>(depth_) * 2, ' ') + fmt::format(format, std::forward<Args>(args)...) + '\n';
    }
    void artwork(const std::vector<domain::Artwork>& list) {
        for (const auto& art : list) line("{} {} {}", to_string(art.kind), art.order, art.path.empty() ? art.url : art.path);
    }
    void extras(const std::vector<domain::Extra>& list) {
        for (const auto& extra : list) line("{} \"{}\" {}", to_string(extra.kind), extra.title, extra.file.path);
    }
    void dump_album(const domain::Album& album) {
        line("album \"{}\" in {}{} {}", album.title, album.folder, album.season ? fmt::format(" (season {})", *album.season) : "", album.cover_path);
        ++depth_;
        for (const auto& song : album.songs)
            line("{}.{} \"{}\" {} {} {}", song.disc.value_or(0), song.number.value_or(0), song.title, song.artist, song.path, song.lyrics_path);
        --depth_;
    }
    void dump_season(const domain::Season& season) {
        line("season {} \"{}\" in \"{}\"", season.number, season.title.value, season.folder);
        ++depth_;
        artwork(season.artwork);
        extras(season.extras);
        for (const auto& episode : season.episodes) dump_episode(episode);
        --depth_;
    }
    void dump_episode(const domain::Episode& episode) {
        std::string aired;
        if (episode.aired)
            aired = fmt::format(" aired {}-{:02}-{:02}", static_cast<int>(episode.aired->year()), static_cast<unsigned>(episode.aired->month()),
                                static_cast<unsigned>(episode.aired->day()));
        line("episode {} ({}) \"{}\" ({}){}", episode.number.value.value_or(-1), to_string(episode.number.source), episode.title.value,
             to_string(episode.title.source), aired);
        ++depth_;
        artwork(episode.artwork);
        for (const auto& version : episode.versions) {
            line("version \"{}\"{}", version.label, version.first_episode != version.last_episode ? fmt::format(" of {}-{}", *version.first_episode, *version.last_episode) : "");
            ++depth_;
            for (const auto& part : version.parts) line("{}{}", part.path, part.unreadable.empty() ? "" : " unreadable");
            for (const auto& track : version.tracks)
                line("{} {} {} \"{}\"{}{}{} {}", track.kind == domain::StreamKind::Audio ? "audio" : "subtitle", track.format, track.language, track.title,
                     track.is_default ? " default" : "", track.is_forced ? " forced" : "", track.is_hearing_impaired ? " hearing-impaired" : "", track.path);
            --depth_;
        }
        extras(episode.extras);
        --depth_;
    }

    std::string out_;
    int depth_ = 0;
};

}  // namespace

std::string dump(const domain::ScannedSeries& scanned) { return Dumper().run(scanned); }

}  // namespace bt::library::test

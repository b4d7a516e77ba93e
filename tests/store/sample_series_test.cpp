#include "tests/store/sample_series.h"

#include <gtest/gtest.h>

namespace bt::store {

using namespace domain;  // NOLINT(google-build-using-namespace): every other word here is a domain value

std::string ArbitrarySeries::text() {
    static const std::string kTexts[] = {"", "Soundtrack #1", "사운드트랙", "it's \"quoted\"", "a\nb\tc", "\xF0\x9F\x8E\xB5 금새록", "{}[]\\u0000", "0"};
    return kTexts[below(8)] + (coin() ? std::to_string(below(1'000)) : "");
}
std::string ArbitrarySeries::path() {
    static const std::string kParts[] = {"plain", "사운드트랙", "broken \xFF\xC0 bytes", "escape \xF4\x8F\xBC\x81 itself", "it's", "a  b"};
    return folder_ + "/" + kParts[below(6)] + "/" + std::to_string(++files_) + ".mkv";
}
std::vector<std::string> ArbitrarySeries::texts() { return some<std::string>(3, [&] { return text() + "x"; }); }
std::vector<std::string> ArbitrarySeries::different_texts() {
    auto out = texts();
    for (std::size_t i = 0; i < out.size(); ++i) out[i] += std::to_string(i);
    return out;
}
ProviderIds ArbitrarySeries::ids() {
    ProviderIds out;
    if (coin()) out["tmdb"] = std::to_string(random_());
    if (coin()) out["imdb"] = "tt" + std::to_string(random_());
    return out;
}
Date ArbitrarySeries::date() {
    return Date{std::chrono::year{1'900 + below(200)}, std::chrono::month{1 + number(12)},
                std::chrono::day{1 + number(28)}};
}
FileStamp ArbitrarySeries::stamp() {
    const std::uint64_t inode = (std::uint64_t{random_()} << 32) | random_();  // above INT64_MAX half of the time
    return {.size = random_(), .modified_ns = static_cast<std::int64_t>(random_()) * 1'000'000'007 - 5, .inode = inode};
}
std::optional<ContentKey> ArbitrarySeries::key() {
    return coin() ? std::optional(ContentKey{random_(), ++content_}) : std::nullopt;
}
MediaFile ArbitrarySeries::file() {
    MediaFile out;
    out.path = path();
    out.stamp = stamp();
    out.content = key();
    if (out.content) {
        out.summary = MediaSummary{.container = text(), .title = text(), .duration = {below(1'000'000), Timescale{90'000}},
                                   .streams = some<StreamSummary>(4, [&] {
                                       return StreamSummary{.kind = static_cast<StreamKind>(below(4)), .codec = text(), .language = text(), .name = text(),
                                                            .width = number(8'192), .height = number(8'192), .channels = number(9),
                                                            .is_default = coin(), .is_forced = coin(), .is_hearing_impaired = coin()};
                                   }),
                                   .is_direct = coin()};
    } else {
        out.unreadable = "it ends in the middle " + text();
    }
    return out;
}
ExternalTrack ArbitrarySeries::track() {
    return {.kind = static_cast<StreamKind>(below(4)), .path = path(), .format = text(), .language = text(), .title = text(), .is_default = coin(),
            .is_forced = coin(), .is_hearing_impaired = coin(), .stamp = stamp(), .content = key()};
}
MediaVersion ArbitrarySeries::version() {
    MediaVersion out;
    out.label = text();
    out.parts = some<MediaFile>(2, [&] { return file(); });
    if (out.parts.empty()) out.parts.push_back(file());
    out.first_episode = perhaps<int>([&] { return below(100); });
    out.last_episode = perhaps<int>([&] { return below(100); });
    out.tracks = some<ExternalTrack>(3, [&] { return track(); });
    return out;
}
Credit ArbitrarySeries::credit() { return {.person = {}, .name = "Person " + std::to_string(below(20)), .role = text(), .type = text(), .order = below(100), .thumb = path()}; }
Artwork ArbitrarySeries::artwork() {
    return {.kind = static_cast<ArtworkKind>(below(8)), .path = coin() ? path() : "", .url = text(), .order = below(4), .stamp = stamp()};
}
Extra ArbitrarySeries::extra() { return {.id = {}, .kind = static_cast<ExtraKind>(below(11)), .title = text(), .file = file()}; }
Rating ArbitrarySeries::rating() { return {text(), below(1'000) / 7.0, below(2) == 0 ? 10.0 : 5.0, below(1'000'000)}; }
Episode ArbitrarySeries::episode(int season, int number) {
    Episode out;
    out.season = {season, static_cast<Source>(below(9))};
    out.number = {coin() ? std::optional(number) : std::nullopt, static_cast<Source>(below(9))};
    out.absolute_number = perhaps<int>([&] { return below(500); });
    out.aired = perhaps<Date>([&] { return date(); });
    out.title = {text(), static_cast<Source>(below(9))};
    out.original_title = text();
    out.sort_title = text();
    out.plot = text();
    out.outline = text();
    out.tagline = text();
    out.runtime = perhaps<std::chrono::minutes>([&] { return std::chrono::minutes(below(200)); });
    out.added = perhaps<std::chrono::sys_seconds>([&] { return std::chrono::sys_seconds(std::chrono::seconds(below(2'000'000'000))); });
    out.airs_before_season = perhaps<int>([&] { return below(5); });
    out.airs_before_episode = perhaps<int>([&] { return below(5); });
    out.airs_after_season = perhaps<int>([&] { return below(5); });
    out.ids = ids();
    out.ratings = some<Rating>(2, [&] { return rating(); });
    out.certification = text();
    out.genres = texts();
    out.studios = texts();
    out.tags = texts();
    out.people = some<Credit>(4, [&] { return credit(); });
    out.artwork = some<Artwork>(2, [&] { return artwork(); });
    out.versions = some<MediaVersion>(2, [&] { return version(); });
    out.extras = some<Extra>(1, [&] { return extra(); });
    return out;
}
Season ArbitrarySeries::season(int number) {
    Season out;
    out.number = number;
    out.title = {text(), static_cast<Source>(below(9))};
    out.plot = text();
    out.folder = coin() ? path() : "";
    out.year = perhaps<int>([&] { return 1'990 + below(50); });
    out.premiered = perhaps<Date>([&] { return date(); });
    out.ids = ids();
    out.artwork = some<Artwork>(2, [&] { return artwork(); });
    const int episodes = below(5);
    for (int i = 1; i <= episodes; ++i) out.episodes.push_back(episode(number, i));
    // A double episode's file stands, the same, in each of its episodes.
    if (episodes >= 2 && !out.episodes[0].versions.empty()) out.episodes[1].versions = out.episodes[0].versions;
    out.extras = some<Extra>(2, [&] { return extra(); });
    return out;
}
Song ArbitrarySeries::song() {
    return {.id = {}, .path = path(), .stamp = stamp(), .content = key(), .disc = perhaps<int>([&] { return below(3); }),
            .number = perhaps<int>([&] { return below(30); }), .title = text(), .artist = text(), .duration = {below(10'000'000), Timescale{44'100}},
            .lyrics_path = coin() ? path() : ""};
}
Album ArbitrarySeries::album() {
    return {.id = {}, .folder = path(), .title = text(), .artist = text(), .year = perhaps<int>([&] { return 2'000 + below(30); }),
            .season = perhaps<int>([&] { return below(3); }), .cover_path = coin() ? path() : "", .songs = some<Song>(4, [&] { return song(); })};
}

ScannedSeries ArbitrarySeries::scanned(const std::string& folder) {
    folder_ = folder;
    ScannedSeries out;
    out.folder = folder;
    out.signature = FolderSignature{(std::uint64_t{random_()} << 32) | random_()};
    Series& series = out.series;
    series.title = {text(), static_cast<Source>(below(9))};
    series.original_title = text();
    series.sort_title = text();
    series.other_titles = texts();
    series.year = {perhaps<int>([&] { return 1'950 + below(100); }), static_cast<Source>(below(9))};
    series.plot = text();
    series.outline = text();
    series.tagline = text();
    series.status = text();
    series.premiered = perhaps<Date>([&] { return date(); });
    series.ended = perhaps<Date>([&] { return date(); });
    series.airs_day_of_week = text();
    series.airs_time = text();
    series.runtime = perhaps<std::chrono::minutes>([&] { return std::chrono::minutes(below(200)); });
    series.added = perhaps<std::chrono::sys_seconds>([&] { return std::chrono::sys_seconds(std::chrono::seconds(below(2'000'000'000))); });
    series.studios = different_texts();
    series.genres = different_texts();
    series.tags = different_texts();
    series.countries = different_texts();
    series.ids = ids();
    series.ratings = some<Rating>(3, [&] { return rating(); });
    series.certification = text();
    series.display_order = text();
    series.people = some<Credit>(6, [&] { return credit(); });
    series.artwork = some<Artwork>(4, [&] { return artwork(); });
    series.trailers = texts();
    series.instalment = perhaps<Instalment>([&] {
        return Instalment{"Soundtrack", perhaps<int>([&] { return below(5); }), static_cast<Source>(below(9))};
    });
    for (int number = 0; number < 3; ++number) {
        if (coin()) series.seasons.push_back(season(number));
    }
    series.extras = some<Extra>(3, [&] { return extra(); });
    series.themes = some<ThemeMusic>(2, [&] { return ThemeMusic{path(), stamp(), key(), perhaps<int>([&] { return below(3); })}; });
    series.albums = some<Album>(3, [&] { return album(); });
    out.problems = some<ScanProblem>(2, [&] { return ScanProblem{path(), text()}; });
    return out;
}

Series without_ids(Series series) {
    const auto clean = [](auto& owner) {
        for (auto& extra : owner.extras) extra.id = {}, extra.file.id = {};
        for (auto& picture : owner.artwork) picture.id = {}, picture.facts.reset();
    };
    series.id = {};
    clean(series);
    for (auto& credit : series.people) credit.person = {};
    for (auto& season : series.seasons) {
        season.id = {};
        clean(season);
        for (auto& episode : season.episodes) {
            episode.id = {};
            clean(episode);
            for (auto& credit : episode.people) credit.person = {};
            for (auto& version : episode.versions)
                for (auto& part : version.parts) part.id = {};
        }
    }
    for (auto& album : series.albums) {
        album.id = {};
        for (auto& song : album.songs) song.id = {};
    }
    return series;
}

TEST(ArbitrarySeriesItself, IsTheSameForEqualSeedsAndDifferentForOthers) {
    EXPECT_EQ(ArbitrarySeries(1).scanned("a"), ArbitrarySeries(1).scanned("a"));
    EXPECT_NE(ArbitrarySeries(1).scanned("a"), ArbitrarySeries(2).scanned("a"));
}

}  // namespace bt::store

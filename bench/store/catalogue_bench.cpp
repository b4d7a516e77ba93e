// How long do the questions of a page take when the library holds 100,000 episodes?
// Data: 6,250 series of 16 episodes, each with four pictures, ten credits and two external subtitles; one more series of 1,000
// episodes. Unit: time of one call in process, warm; build in release. The database is made once, in the temporary folder (about a minute).
#include <benchmark/benchmark.h>

#include <filesystem>
#include <random>
#include <string>

#include "store/catalogue_writer.h"
#include "store/episode_reader.h"
#include "store/file_reader.h"
#include "store/people_reader.h"
#include "store/scan_state_store.h"
#include "store/series_reader.h"

namespace bt::store {
namespace {

constexpr int kSeries = 6'250;
constexpr int kEpisodes = 16;

domain::MediaFile media_file(const std::string& path, std::uint64_t number) {
    domain::MediaFile file;
    file.path = path;
    file.stamp = {.size = number, .modified_ns = 1, .inode = number};
    file.content = ContentKey{1, number};
    file.summary = domain::MediaSummary{.container = "matroska", .title = {}, .duration = {3'600'000, kMilliseconds},
                                        .streams = {{.kind = domain::StreamKind::Video, .codec = "H.264", .width = 1'920, .height = 1'080},
                                                    {.kind = domain::StreamKind::Audio, .codec = "AAC", .language = "ko", .channels = 2}},
                                        .is_direct = true};
    return file;
}

domain::Episode make_episode(const std::string& folder, std::uint64_t series, int number) {
    const std::string stem = folder + "/Season 01/" + folder + " S01E" + std::to_string(number);
    const std::uint64_t content = series * 10'000 + static_cast<std::uint64_t>(number);
    domain::Episode episode;
    episode.season.value = 1;
    episode.number.value = number;
    episode.title.value = "Episode " + std::to_string(number);
    episode.plot = std::string(200, 'p');
    episode.artwork = {{.kind = domain::ArtworkKind::Thumb, .path = stem + "-thumb.jpg"}};
    for (int i = 0; i < 4; ++i) episode.people.push_back({.person = {}, .name = "Guest " + std::to_string((content + static_cast<unsigned>(i)) % 9'000), .role = "Guest", .type = "guest star", .order = i, .thumb = {}});
    domain::MediaVersion version;
    version.parts = {media_file(stem + ".mkv", content)};
    for (const char* language : {"ko", "en"}) {
        version.tracks.push_back({.path = stem + "." + language + ".srt", .format = "srt", .language = language, .title = {}, .stamp = {}, .content = ContentKey{2, content * 2 + (language[0] == 'k')}});
    }
    episode.versions = {version};
    return episode;
}

domain::ScannedSeries make_series(std::uint64_t number, int episodes) {
    domain::ScannedSeries scanned;
    scanned.folder = "The Series Number " + std::to_string(number * 7'919 % 10'007);
    scanned.signature = domain::FolderSignature{number};
    auto& series = scanned.series;
    series.title.value = scanned.folder;
    series.year.value = static_cast<int>(1'960 + number % 65);
    series.plot = std::string(500, 'p');
    series.genres = {number % 3 ? "Drama" : "Comedy", "Genre " + std::to_string(number % 20)};
    for (const auto kind : {domain::ArtworkKind::Poster, domain::ArtworkKind::Backdrop, domain::ArtworkKind::Logo}) {
        series.artwork.push_back({.kind = kind, .path = scanned.folder + "/" + std::string(to_string(kind)) + ".jpg"});
    }
    for (int i = 0; i < 10; ++i) series.people.push_back({.person = {}, .name = "Actor " + std::to_string((number * 3 + static_cast<unsigned>(i)) % 12'000), .role = "Role", .type = "actor", .order = i, .thumb = {}});
    domain::Season season;
    for (int i = 1; i <= episodes; ++i) season.episodes.push_back(make_episode(scanned.folder, number, i));
    series.seasons = {season};
    return scanned;
}

struct Library {
    std::string path = (std::filesystem::temp_directory_path() / "bonustrack-catalogue-bench.db").string();
    std::shared_ptr<Database> database;
    domain::LibraryId library;
    domain::SeriesId large;

    Library() {
        const bool is_new = !std::filesystem::exists(path);
        database = Database::open(path).value();
        library = ScanStateStore(*database).library_at("/series").value();
        CatalogueWriter writer(*database);
        for (std::uint64_t i = 0; is_new && i < kSeries; ++i) static_cast<void>(writer.apply(library, make_series(i, kEpisodes)).value());
        large = writer.apply(library, make_series(kSeries, 1'000)).value().series;
    }
};

Library& library() {
    static Library one;
    return one;
}

std::int64_t any_up_to(int limit) {
    static std::mt19937 random(1);
    return std::uniform_int_distribution<std::int64_t>(1, limit)(random);
}

void first_page(benchmark::State& state, SeriesOrder order, const SeriesFilter& filter) {
    const SeriesReader reader(*library().database);
    for (auto _ : state) benchmark::DoNotOptimize(reader.page(order, {.limit = 50}, filter).value());
}

void page_in_the_middle(benchmark::State& state) {
    const SeriesReader reader(*library().database);
    Cursor cursor;
    for (int i = 0; i < 6; ++i) cursor = reader.page(SeriesOrder::Title, {.after = cursor, .limit = 500}).value().next;
    for (auto _ : state) benchmark::DoNotOptimize(reader.page(SeriesOrder::Title, {.after = cursor, .limit = 50}).value());
}

void series_of_16(benchmark::State& state) {
    const SeriesReader reader(*library().database);
    for (auto _ : state) benchmark::DoNotOptimize(reader.by_id(domain::SeriesId{any_up_to(kSeries)}).value());
}

void series_of_1000(benchmark::State& state) {
    const SeriesReader reader(*library().database);
    for (auto _ : state) benchmark::DoNotOptimize(reader.by_id(library().large).value());
}

void episode_by_id(benchmark::State& state) {
    const EpisodeReader reader(*library().database);
    for (auto _ : state) benchmark::DoNotOptimize(reader.by_id(domain::EpisodeId{any_up_to(kSeries * kEpisodes)}).value());
}

void file_by_content(benchmark::State& state) {
    const FileReader reader(*library().database);
    std::mt19937 random(1);
    for (auto _ : state) benchmark::DoNotOptimize(reader.by_content({1, (random() % kSeries) * 10'000 + 1 + random() % kEpisodes}).value());
}

void people_page(benchmark::State& state) {
    const PeopleReader reader(*library().database);
    for (auto _ : state) benchmark::DoNotOptimize(reader.page({.limit = 50}).value());
}

void letters_of_all(benchmark::State& state) {
    const SeriesReader reader(*library().database);
    for (auto _ : state) benchmark::DoNotOptimize(reader.letters().value());
}

void labels_of_all(benchmark::State& state) {
    const SeriesReader reader(*library().database);
    for (auto _ : state) benchmark::DoNotOptimize(reader.labels(LabelKind::Genre).value());
}

void similar_series(benchmark::State& state) {
    const SeriesReader reader(*library().database);
    for (auto _ : state) benchmark::DoNotOptimize(reader.similar(domain::SeriesId{any_up_to(kSeries)}, 12).value());
}

/// The state a rescan begins with: 6,251 folders stand for 101,000 files.
void known_folders(benchmark::State& state) {
    const ScanStateStore store(*library().database);
    for (auto _ : state) benchmark::DoNotOptimize(store.known_folders(library().library).value());
}

void apply_unchanged(benchmark::State& state) {
    CatalogueWriter writer(*library().database);
    const auto scanned = make_series(5, kEpisodes);
    for (auto _ : state) benchmark::DoNotOptimize(writer.apply(library().library, scanned).value());
}

void apply_changed(benchmark::State& state) {
    CatalogueWriter writer(*library().database);
    auto scanned = make_series(6, kEpisodes);
    int count = 0;
    for (auto _ : state) {
        scanned.series.tagline = std::to_string(++count);
        benchmark::DoNotOptimize(writer.apply(library().library, scanned).value());
    }
}

BENCHMARK_CAPTURE(first_page, by_title, SeriesOrder::Title, SeriesFilter{})->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(first_page, by_added, SeriesOrder::Added, SeriesFilter{})->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(first_page, of_a_common_genre, SeriesOrder::Title, SeriesFilter{.genre = "Drama"})->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(first_page, of_a_common_genre_by_year, SeriesOrder::Year, SeriesFilter{.genre = "Drama"})->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(first_page, of_a_rare_genre, SeriesOrder::Title, SeriesFilter{.genre = "Genre 7"})->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(first_page, of_a_genre_and_year, SeriesOrder::Title, SeriesFilter{.year = 2'000, .genre = "Drama"})->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(first_page, of_a_letter, SeriesOrder::Title, SeriesFilter{.letter = "S"})->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(first_page, of_a_person, SeriesOrder::Title, SeriesFilter{.person = domain::PersonId{7}})->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(first_page, of_a_year, SeriesOrder::Title, SeriesFilter{.year = 2'000})->Unit(benchmark::kMicrosecond);
BENCHMARK(page_in_the_middle)->Unit(benchmark::kMicrosecond);
BENCHMARK(series_of_16)->Unit(benchmark::kMicrosecond);
BENCHMARK(series_of_1000)->Unit(benchmark::kMicrosecond);
BENCHMARK(episode_by_id)->Unit(benchmark::kMicrosecond);
BENCHMARK(file_by_content)->Unit(benchmark::kMicrosecond);
BENCHMARK(people_page)->Unit(benchmark::kMicrosecond);
BENCHMARK(letters_of_all)->Unit(benchmark::kMicrosecond);
BENCHMARK(labels_of_all)->Unit(benchmark::kMicrosecond);
BENCHMARK(similar_series)->Unit(benchmark::kMicrosecond);
BENCHMARK(known_folders)->Unit(benchmark::kMicrosecond);
BENCHMARK(apply_unchanged)->Unit(benchmark::kMicrosecond);
BENCHMARK(apply_changed)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace bt::store

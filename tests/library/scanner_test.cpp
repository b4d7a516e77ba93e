#include "library/scanner.h"

#include <gmock/gmock.h>
#include <utf8proc.h>

#include <cstdlib>
#include <thread>

#include "library/tree.h"
#include "source_dir.h"
#include "tests/library/dump.h"
#include "tests/library/temporary_library.h"

namespace bt::library {
namespace {

using test::MemoryLibrary;
using test::TemporaryLibrary;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> folders_of(const MemoryLibrary& library) {
    std::vector<std::string> out;
    for (const auto& [folder, scanned] : library.series) out.push_back(folder);
    return out;
}

std::string dump_all(const MemoryLibrary& library) {
    std::string out;
    for (const auto& [folder, scanned] : library.series) out += test::dump(scanned);
    return out;
}

/// Series of invented names with everything the conventions know.
void make_realistic_library(const TemporaryLibrary& at) {
    at.write("Rain in Seoul (2023) [tmdbid-42]/tvshow.nfo",
             "<tvshow><title>Rain in Seoul</title><originaltitle>비 오는 서울</originaltitle><year>2023</year>"
             "<actor><name>Han Biwon</name><role>Noh Ara</role></actor><namedseason number=\"2\">Snow</namedseason></tvshow>\n"
             "https://www.imdb.com/title/tt7654321/");
    at.add({"Rain in Seoul (2023) [tmdbid-42]/poster.jpg", "Rain in Seoul (2023) [tmdbid-42]/folder.jpg",
            "Rain in Seoul (2023) [tmdbid-42]/fanart.jpg", "Rain in Seoul (2023) [tmdbid-42]/fanart-1.jpg",
            "Rain in Seoul (2023) [tmdbid-42]/clearlogo.svg", "Rain in Seoul (2023) [tmdbid-42]/season01-poster.jpg",
            "Rain in Seoul (2023) [tmdbid-42]/season-all-banner.jpg", "Rain in Seoul (2023) [tmdbid-42]/theme.mp3",
            "Rain in Seoul (2023) [tmdbid-42]/.actors/Han_Biwon.jpg",
            "Rain in Seoul (2023) [tmdbid-42]/extrafanart/a.jpg",
            "Rain in Seoul (2023) [tmdbid-42]/Season 01/Rain in Seoul S01E01 - The Bus Stop - 1080p.mkv",
            "Rain in Seoul (2023) [tmdbid-42]/Season 01/Rain in Seoul S01E01 - The Bus Stop - 720p.mkv",
            "Rain in Seoul (2023) [tmdbid-42]/Season 01/Rain in Seoul S01E01 - The Bus Stop - 1080p.ko.srt",
            "Rain in Seoul (2023) [tmdbid-42]/Season 01/Rain in Seoul S01E01 - The Bus Stop - 1080p.en.forced.ass",
            "Rain in Seoul (2023) [tmdbid-42]/Season 01/Rain in Seoul S01E02-E03.mkv",
            "Rain in Seoul (2023) [tmdbid-42]/Season 01/Rain in Seoul S01E02-E03-thumb.jpg",
            "Rain in Seoul (2023) [tmdbid-42]/Season 01/Rain in Seoul S01E04 - part1.mkv",
            "Rain in Seoul (2023) [tmdbid-42]/Season 01/Rain in Seoul S01E04 - part2.mkv",
            "Rain in Seoul (2023) [tmdbid-42]/Season 01/Rain in Seoul S01E04 - part1.smi",
            "Rain in Seoul (2023) [tmdbid-42]/Season 01/Rain in Seoul S01E02-E03-behindthescenes.mkv",
            "Rain in Seoul (2023) [tmdbid-42]/Season 01/Season01.jpg",
            "Rain in Seoul (2023) [tmdbid-42]/시즌 2/비 오는 서울 1화 첫눈.mp4",
            "Rain in Seoul (2023) [tmdbid-42]/시즌 2/Subs/비 오는 서울 1화.한국어.smi",
            "Rain in Seoul (2023) [tmdbid-42]/Specials/Rain in Seoul S00E01 Making.mkv",
            "Rain in Seoul (2023) [tmdbid-42]/Extras/Bloopers.mkv", "Rain in Seoul (2023) [tmdbid-42]/trailers/First.mkv",
            "Rain in Seoul (2023) [tmdbid-42]/OST Part 1/01 - Umbrella.flac", "Rain in Seoul (2023) [tmdbid-42]/OST Part 1/02 Kim Garam - 빗소리.mp3",
            "Rain in Seoul (2023) [tmdbid-42]/OST Part 1/02 Kim Garam - 빗소리.lrc", "Rain in Seoul (2023) [tmdbid-42]/OST Part 1/cover.jpg",
            "Rain in Seoul (2023) [tmdbid-42]/음악/Piano.flac", "Rain in Seoul (2023) [tmdbid-42]/@eaDir/x.mkv"});
    at.write("Rain in Seoul (2023) [tmdbid-42]/음악/.ignore", "");
    at.write("Rain in Seoul (2023) [tmdbid-42]/Season 01/Rain in Seoul S01E02-E03.nfo",
             "<episodedetails><title>Late Bus</title><season>1</season><episode>2</episode></episodedetails>"
             "<episodedetails><title>Last Bus</title><season>1</season><episode>3</episode><aired>2023-12-13</aired></episodedetails>");
    at.write("Rain in Seoul (2023) [tmdbid-42]/Season 01/Rain in Seoul S01E05.mkv", "text inside a video's name");
    at.add({"Melody #1/Melody.#1.E01.220323.1080p.WEB-DL.mkv", "Melody #1/Melody.#1.E02.220330.1080p.WEB-DL.mkv", "Melody #1/Melody.#1.E01.220323.1080p.WEB-DL.ko.srt",
            "Melody #2/E01.mkv", "Melody #2/E02.mkv", "Melody #2/Subs/1.srt", "Melody #2/Subs/2.srt",
            "장르/우산 (2020)/제1화.mp4", "장르/우산 (2020)/제2화.mp4", "장르/Reply 1977/Reply.1977.E05.mkv"});
    at.write("Melody #2/.plexmatch", "title: Melody the Second\nyear: 2024\n");
}

TEST(ScanLibrary, ReadsARealisticLibraryAsItsGoldenFileSays) {
    const TemporaryLibrary at;
    make_realistic_library(at);
    MemoryLibrary library;
    library.scan(at.root());
    const std::string golden_path = std::string(BT_SOURCE_DIR) + "/tests/golden/library/realistic.txt";
    const std::string now = dump_all(library);
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(golden_path) << now;
    std::ifstream file(golden_path);
    const std::string golden{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(now, golden) << "set UPDATE_GOLDEN to write it anew";
}

/// The same library with every name decomposed, as macOS writes it.
TEST(ScanLibrary, ReadsDecomposedNamesAsComposedOnes) {
    const auto decompose = [](const char* text) {
        auto* mapped = utf8proc_NFD(reinterpret_cast<const utf8proc_uint8_t*>(text));
        std::string out(reinterpret_cast<const char*>(mapped));
        std::free(mapped);
        return out;
    };
    const TemporaryLibrary at;
    at.add({decompose("도깨비/시즌 2/도깨비 3화 첫눈.mp4").c_str(), decompose("도깨비/시즌 2/도깨비 3화 첫눈.한국어.smi").c_str(), decompose("도깨비/음악/노래.mp3").c_str()});
    MemoryLibrary library;
    library.scan(at.root());
    ASSERT_EQ(library.series.size(), 1U);
    const auto& series = library.series.begin()->second.series;
    EXPECT_EQ(series.title.value, "도깨비");
    ASSERT_EQ(series.seasons.size(), 1U);
    EXPECT_EQ(series.seasons[0].number, 2);
    const auto& episode = series.seasons[0].episodes.at(0);
    EXPECT_EQ(episode.number.value, 3);
    EXPECT_EQ(episode.title.value, "첫눈");
    EXPECT_EQ(episode.versions[0].tracks.at(0).language, "ko");
    EXPECT_EQ(series.albums.at(0).songs.at(0).title, "노래");
}

TEST(ScanLibrary, KnowsTheSeriesByItsOtherTitlesInFileNames) {
    const TemporaryLibrary at;
    at.add({"Reply 1977/응답해 1977 05.mkv"});
    at.write("Reply 1977/tvshow.nfo", "<tvshow><title>Reply 1977</title><originaltitle>응답해 1977</originaltitle></tvshow>");
    MemoryLibrary library;
    library.scan(at.root());
    const auto& episode = library.series.at("Reply 1977").series.seasons.at(0).episodes.at(0);
    EXPECT_EQ(episode.number.value, 5);
    EXPECT_EQ(episode.title.value, "");
}

TEST(ScanLibrary, FindsSeriesInEveryLayout) {
    struct Case {
        const char* name;
        std::vector<const char*> files;
        std::vector<std::string> series;
    };
    const std::vector<Case> kCases = {
        {"a root of series", {"A/E01.mkv", "B/Season 1/E01.mkv"}, {"A", "B"}},
        {"the root is one series with seasons", {"Season 1/E01.mkv", "Season 2/E01.mkv"}, {""}},
        {"the root is one series without seasons", {"E01.mkv", "E02.mkv"}, {""}},
        {"the root is one series with an NFO", {"tvshow.nfo", "odd name/E01.mkv"}, {""}},
        {"the root is one series with extras and a soundtrack", {"E01.mkv", "extras/a.mkv", "OST/01.flac"}, {""}},
        {"series in genres", {"Drama/A/E01.mkv", "Drama/B/E01.mkv", "Crime/C/Season 1/E01.mkv"}, {"Crime/C", "Drama/A", "Drama/B"}},
        {"loose videos beside series", {"Rain.S01E01.mkv", "Rain.S01E02.mkv", "Snow - 01.mkv", "A/E01.mkv"}, {"//rain", "//snow", "A"}},
        {"loose videos of one series", {"Rain.S01E01.mkv", "Rain.S01E02.mkv"}, {""}},
        {"loose videos of two series", {"Rain.S01E01.mkv", "Snow.S01E02.mkv"}, {"//rain", "//snow"}},
        {"series named by numbers", {"24/E01.mkv", "1987/E01.mkv"}, {"1987", "24"}},
        {"seasons named by numbers", {"Rain/1/E01.mkv", "Rain/2/E01.mkv"}, {"Rain"}},
        {"an episode in each folder", {"Rain/Rain E01/a.mkv", "Rain/Rain E02/b.mkv", "A/E01.mkv"}, {"A", "Rain"}},
        {"an anthology in a folder of its own", {"Melody/Melody #1/E01.mkv", "Melody/Melody #2/E01.mkv"}, {"Melody/Melody #1", "Melody/Melody #2"}},
        {"nothing but other files", {"A/readme.txt", "B/song.mp3"}, {}},
        {"specials beside odd folders", {"Rain/Specials/E01.mkv", "Rain/Rain Complete/E01.mkv"}, {"Rain"}},
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.name);
        const TemporaryLibrary at;
        for (const char* file : row.files) at.write(file, file);
        MemoryLibrary library;
        library.scan(at.root());
        EXPECT_EQ(folders_of(library), row.series);
    }
}

TEST(ScanLibrary, OpensNothingAgainWhenNothingChanged) {
    const TemporaryLibrary at;
    make_realistic_library(at);
    MemoryLibrary library;
    const auto first = library.scan(at.root());
    EXPECT_GT(library.probed.size(), 10U);
    const auto before = library.series;
    const auto second = library.scan(at.root());
    EXPECT_THAT(library.probed, IsEmpty());
    EXPECT_EQ(second.files_probed, 0U);
    EXPECT_EQ(second.series_changed, 0U);
    EXPECT_EQ(second.series_unchanged, first.series_changed);
    EXPECT_EQ(library.series, before);
}

TEST(ScanLibrary, ProbesOnlyTheFilesThatAreNew) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv", "A/E02.mkv", "B/E01.mkv"});
    MemoryLibrary library;
    library.scan(at.root());
    at.add({"A/E03.mkv"});
    const auto report = library.scan(at.root());
    EXPECT_EQ(report.series_changed, 1U);
    EXPECT_THAT(library.probed, ElementsAre(at.path("A/E03.mkv").string()));
    EXPECT_THAT(library.series.at("A").series.seasons.at(0).episodes, SizeIs(3));
}

TEST(ScanLibrary, KeepsAFilesContentKeyThroughRenameAndMove) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv"});
    MemoryLibrary library;
    library.scan(at.root());
    const auto key = library.series.at("A").series.seasons[0].episodes[0].versions[0].parts[0].content;
    ASSERT_TRUE(key);
    std::filesystem::create_directories(at.path("B/Season 2"));
    std::filesystem::rename(at.path("A/E01.mkv"), at.path("B/Season 2/B S02E05.mkv"));
    const auto report = library.scan(at.root());
    EXPECT_THAT(report.vanished, ElementsAre("A"));
    EXPECT_EQ(library.series.at("B").series.seasons[0].episodes[0].versions[0].parts[0].content, key);
    at.write("B/Season 2/B S02E05.mkv", "something else");
    library.scan(at.root());
    EXPECT_NE(library.series.at("B").series.seasons[0].episodes[0].versions[0].parts[0].content, key);
}

TEST(ScanLibrary, LooksIntoAnUnknownExtensionOnlyAtAnEpisodesPlace) {
    const TemporaryLibrary at;
    const std::string large(100'000, 'x');
    at.add({"A/E01.mkv"});
    at.write("A/E02.strange", large);
    at.write("A/notes.strange", large);
    at.write("A/E03.txt", large);
    at.write("A/E04.strange", "text" + large);
    MemoryLibrary library;
    library.scan(at.root());
    EXPECT_THAT(library.probed, SizeIs(3));
    const auto& episodes = library.series.at("A").series.seasons.at(0).episodes;
    ASSERT_THAT(episodes, SizeIs(2));
    EXPECT_EQ(episodes[1].versions[0].parts[0].path, "A/E02.strange");
}

TEST(ScanLibrary, GoesOnBesideFoldersItMayNotRead) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv", "B/Season 1/E01.mkv", "B/Season 2/E01.mkv"});
    MemoryLibrary library;
    library.scan(at.root());
    std::filesystem::permissions(at.path("A"), std::filesystem::perms::none);
    std::filesystem::permissions(at.path("B/Season 2"), std::filesystem::perms::none);
    const auto report = test::scan_as_nobody(library, at);
    EXPECT_THAT(report.vanished, IsEmpty()) << "A cannot be read; it is not known to be gone";
    EXPECT_THAT(report.problems, SizeIs(2));
    EXPECT_TRUE(library.series.at("B").is_partial);
    EXPECT_THAT(folders_of(library), ElementsAre("A", "B"));
}

TEST(ScanLibrary, TakesNothingAsGoneWhenTheRootIsEmpty) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv"});
    MemoryLibrary library;
    library.scan(at.root());
    std::filesystem::remove_all(at.path("A"));
    const auto report = library.scan(at.root());
    EXPECT_THAT(report.vanished, IsEmpty());
    ASSERT_THAT(report.problems, SizeIs(1));
    EXPECT_THAT(report.problems[0].message, HasSubstr("empty"));
    std::filesystem::remove(at.root());
    const auto failed = scan_library(at.root(), library, test::fake_probe, [](domain::ScannedSeries) { return Result<void>(); });
    EXPECT_EQ(failed.error().fault, Fault::NotFound);
}

TEST(ScanLibrary, SurvivesFilesThatVanishWhileItReads) {
    const TemporaryLibrary at;
    for (int i = 1; i <= 40; ++i) at.write("A/E" + std::to_string(100 + i) + ".mkv", std::to_string(i));
    MemoryLibrary library;
    std::mutex lock;
    int probes = 0;
    const auto probe = [&](const ProbeRequest& request) {
        const std::scoped_lock guard(lock);  // nobody reads on while they vanish
        if (probes++ == 3)
            for (int i = 20; i <= 40; ++i) std::filesystem::remove(at.path("A/E" + std::to_string(100 + i) + ".mkv"));
        return test::fake_probe(request);
    };
    const auto sink = [&](domain::ScannedSeries scanned) -> Result<void> {
        library.series.insert_or_assign(scanned.folder, std::move(scanned));
        return {};
    };
    const auto report = scan_library(at.root(), library, probe, sink).value();
    EXPECT_GT(report.files_unreadable, 10U);
    library.scan(at.root());
    EXPECT_THAT(library.series.at("A").series.seasons.at(0).episodes, SizeIs(19)) << "the next scan sets it right";
}

TEST(ScanLibrary, FollowsALinkOnceAndNeverInCircles) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv"});
    std::filesystem::create_directory_symlink(at.root(), at.path("A/up"));
    std::filesystem::create_directory_symlink(at.path("A"), at.path("A/self"));
    std::filesystem::create_symlink("nowhere", at.path("A/E02.mkv"));
    std::filesystem::create_symlink("E03.mkv", at.path("A/E03.mkv"));
    std::filesystem::create_symlink("E01.mkv", at.path("A/E04.mkv"));
    MemoryLibrary library;
    const auto report = library.scan(at.root());
    std::vector<std::string> told;
    for (const auto& problem : report.problems) told.push_back(problem.path + ": " + problem.message);
    EXPECT_THAT(told, ElementsAre("A/E02.mkv: a link to a file that is not there", "A/E03.mkv: a link that leads to itself",
                                  "A/self: a link to a folder that was read already; it is not followed again",
                                  "A/up: a link to a folder that was read already; it is not followed again"));
    EXPECT_THAT(library.series.at("A").series.seasons.at(0).episodes, SizeIs(2));
}

TEST(ScanLibrary, StopsWhenAskedTo) {
    const TemporaryLibrary at;
    for (int i = 1; i <= 200; ++i) at.write("S" + std::to_string(i) + " x/E01.mkv", std::to_string(i));
    const MemoryLibrary library;
    std::stop_source stop;
    std::atomic<int> probes{0};
    const auto probe = [&](const ProbeRequest& request) {
        if (++probes == 5) stop.request_stop();
        return test::fake_probe(request);
    };
    const auto result = scan_library(at.root(), library, probe, [](domain::ScannedSeries) { return Result<void>(); }, {.stop = stop.get_token()});
    EXPECT_EQ(result.error().fault, Fault::Busy);
    EXPECT_LT(probes, 20);
}

TEST(ScanLibrary, TellsItsProgressUpToTheEnd) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv", "A/E02.mkv", "B/E01.mkv"});
    MemoryLibrary library;
    ScanProgress last;
    library.scan(at.root(), {.progress = [&](const ScanProgress& progress) { last = progress; }});
    EXPECT_EQ(last.files_seen, 3U);
    EXPECT_EQ(last.folders_seen, 3U);
    EXPECT_EQ(last.series_changed, 2U);
    EXPECT_EQ(last.series_done, 2U);
    EXPECT_EQ(last.files_probed, 3U);
    EXPECT_EQ(last.files_to_probe, 3U);
}

TEST(ScanLibrary, HonoursIgnoreFiles) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv", "A/E02.mkv", "A/Season 2/E01.mkv", "A/OST/01 Song.mp3", "A/OST/clip.mkv", "Hidden/E01.mkv"});
    at.write(".ignore", "E02.mkv\n");
    at.write("Hidden/.ignore", " \n");
    at.write("A/.plexignore", "Season 2/*\n");
    at.write("A/OST/.ignore", "");
    MemoryLibrary library;
    library.scan(at.root());
    ASSERT_THAT(folders_of(library), ElementsAre("A"));
    const auto& series = library.series.at("A").series;
    ASSERT_THAT(series.seasons, SizeIs(1));
    EXPECT_THAT(series.seasons[0].episodes, SizeIs(1));
    EXPECT_THAT(series.albums, SizeIs(1));
    EXPECT_THAT(series.extras, IsEmpty()) << "an empty .ignore hides videos, not songs";
    library.scan(at.root(), {.keep_hidden_soundtracks = false});
    EXPECT_THAT(library.series.at("A").series.albums, IsEmpty());
}

TEST(ScanLibrary, TiesAnAlbumElsewhereByTheNfo) {
    const TemporaryLibrary at;
    at.add({"Rain/E01.mkv", "Snow/E01.mkv", "Music/Rain Songs/01 First.flac", "Music/Rain Songs/02 Second.flac", "Music/Other/01 Other.flac"});
    at.write("Rain/tvshow.nfo", "<tvshow><title>Rain</title><soundtrack>rain songs</soundtrack><soundtrack>Music/Other</soundtrack><soundtrack>Gone</soundtrack></tvshow>");
    MemoryLibrary library;
    library.scan(at.root());
    const auto albums = [&] { return library.series.at("Rain").series.albums; };
    ASSERT_THAT(albums(), SizeIs(2));
    EXPECT_EQ(albums()[0].folder, "Music/Rain Songs");
    EXPECT_THAT(albums()[0].songs, SizeIs(2));
    EXPECT_EQ(albums()[1].folder, "Music/Other");
    EXPECT_THAT(library.series.at("Snow").series.albums, IsEmpty());
    ASSERT_THAT(library.series.at("Rain").problems, SizeIs(1));
    EXPECT_EQ(library.series.at("Rain").problems[0].path, "Rain/tvshow.nfo");
    EXPECT_THAT(library.series.at("Rain").problems[0].message, ::testing::HasSubstr("Gone"));

    EXPECT_EQ(library.scan(at.root()).series_changed, 0U);
    at.add({"Music/Rain Songs/03 Third.flac"});
    library.scan(at.root());
    EXPECT_THAT(albums()[0].songs, SizeIs(3)) << "a song that was added is noticed";
}

TEST(ScanLibrary, TiesAnAlbumElsewhereByTheIdInItsName) {
    const TemporaryLibrary at;
    at.add({"Rain [tmdbid-42]/E01.mkv", "Snow {tvdb-42}/E01.mkv", "Music/Rain OST [tmdb-42]/CD1/01 First.flac", "Music/Rain OST [tmdb-42]/CD2/01 Second.flac",
            "Music/Other [tmdbid-4]/01 Other.flac"});
    at.write("Music/Rain OST [tmdb-42]/artist.nfo", "<artist><name>The Umbrellas</name></artist>");
    at.write("Rain [tmdbid-42]/tvshow.nfo", "<tvshow><title>Rain</title><soundtrack>Other [tmdbid-4]</soundtrack></tvshow>");
    MemoryLibrary library;
    library.scan(at.root());
    const auto& albums = library.series.at("Rain [tmdbid-42]").series.albums;
    ASSERT_THAT(albums, SizeIs(2));
    EXPECT_EQ(albums[0].title, "Other");
    EXPECT_EQ(albums[1].title, "Rain OST");
    EXPECT_EQ(albums[1].artist, "The Umbrellas");
    EXPECT_THAT(albums[1].songs, SizeIs(2));
    EXPECT_THAT(library.series.at("Snow {tvdb-42}").series.albums, IsEmpty());
    EXPECT_THAT(library.series.at("Rain [tmdbid-42]").problems, IsEmpty());
}

TEST(ScanLibrary, PutsTheHighestResolutionFirstAndASplitFileBeforeAll) {
    const TemporaryLibrary at;
    at.write("A/A S01E01 - a.mkv", "height=720");
    at.write("A/A S01E01 - b.mkv", "height=2160");
    at.write("A/A S01E01 - c - part1.mkv", "height=480 one");
    at.write("A/A S01E01 - c - part2.mkv", "height=480 two");
    MemoryLibrary library;
    library.scan(at.root());
    const auto& versions = library.series.at("A").series.seasons.at(0).episodes.at(0).versions;
    ASSERT_THAT(versions, SizeIs(3));
    EXPECT_THAT(versions[0].parts, SizeIs(2));
    EXPECT_EQ(versions[0].label, "c");
    EXPECT_EQ(versions[1].label, "b");
    EXPECT_EQ(versions[2].label, "a");
}

TEST(ScanLibrary, SaysWhichFileOfASplitEpisodeATrackLiesBeside) {
    const TemporaryLibrary at;
    at.add({"A/A S01E01 cd1.mkv", "A/A S01E01 cd2.mkv", "A/A S01E01 cd1.ko.srt", "A/A S01E01 cd2.ko.srt", "A/A S01E01 cd2.en.srt"});
    MemoryLibrary library;
    library.scan(at.root());
    std::vector<std::string> beside;
    for (const auto& track : library.series.at("A").series.seasons.at(0).episodes.at(0).versions.at(0).tracks) beside.push_back(std::to_string(track.file) + " " + track.path);
    EXPECT_THAT(beside, ElementsAre("0 A/A S01E01 cd1.ko.srt", "1 A/A S01E01 cd2.en.srt", "1 A/A S01E01 cd2.ko.srt"));
}

TEST(ScanLibrary, APictureForAllSeasonsStandsBehindThoseOfASeasonItself) {
    const TemporaryLibrary at;
    at.add({"A/Season 1/E01.mkv", "A/Season 2/E01.mkv", "A/Season 3/E01.mkv", "A/Specials/E01.mkv", "A/season-all-poster.jpg", "A/season01-poster.jpg",
            "A/season-specials-poster.jpg", "A/Season 2/Season02.jpg"});
    MemoryLibrary library;
    library.scan(at.root());
    std::vector<std::string> first;
    for (const auto& season : library.series.at("A").series.seasons) first.push_back(season.artwork.at(0).path);
    EXPECT_THAT(first, ElementsAre("A/season-specials-poster.jpg", "A/season01-poster.jpg", "A/Season 2/Season02.jpg", "A/season-all-poster.jpg"));
}

TEST(ScanLibrary, LogsAClashBetweenNfoAndNameAndFollowsTheNfo) {
    const TemporaryLibrary at;
    at.add({"A/A S01E03.mkv"});
    at.write("A/A S01E03.nfo", "<episodedetails><season>2</season><episode>4</episode></episodedetails>");
    MemoryLibrary library;
    library.scan(at.root());
    const auto& scanned = library.series.at("A");
    EXPECT_EQ(scanned.series.seasons.at(0).number, 2);
    EXPECT_EQ(scanned.series.seasons.at(0).episodes.at(0).number, (domain::Sourced<std::optional<int>>{4, domain::Source::Nfo}));
    EXPECT_THAT(scanned.problems, SizeIs(2));
}

}  // namespace
}  // namespace bt::library

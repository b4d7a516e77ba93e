// Files that a scan cannot use: for what they hold, for ever; for what lies outside of them, until the next scan.
#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "library/scanner.h"
#include "tests/library/temporary_library.h"

namespace bt::library {
namespace {

using test::MemoryLibrary;
using test::scan_as_nobody;
using test::TemporaryLibrary;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ScanOfUnreadableFiles, ListsAFileThatCannotBeReadWithItsReason) {
    const TemporaryLibrary at;
    at.write("A/E01.mkv", "text");
    at.write("A/E02.mkv", "");
    at.add({"A/E03.mkv"});
    MemoryLibrary library;
    const auto report = library.scan(at.root());
    EXPECT_EQ(report.files_unreadable, 2U);
    const auto& episodes = library.series.at("A").series.seasons.at(0).episodes;
    ASSERT_THAT(episodes, SizeIs(3));
    EXPECT_EQ(episodes[0].versions[0].parts[0].unreadable, "this is text, not a video");
    EXPECT_EQ(episodes[1].versions[0].parts[0].unreadable, "the file is empty");
    EXPECT_EQ(episodes[2].versions[0].parts[0].unreadable, "");
    library.scan(at.root());
    EXPECT_THAT(library.probed, IsEmpty()) << "the reason is remembered";
}

TEST(ScanOfUnreadableFiles, LooksAgainIntoAFileThatCouldNotBeLookedIntoJustThen) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv", "A/E02.mkv"});
    MemoryLibrary library;
    const auto keep = [&](domain::ScannedSeries scanned) -> Result<void> {
        library.series.insert_or_assign(scanned.folder, std::move(scanned));
        return {};
    };
    const auto busy = [](const ProbeRequest& request) -> Result<media::Description> {
        if (request.path.ends_with("E02.mkv")) return Error{.fault = Fault::Busy, .message = "the process that decodes was ended from outside"};
        return test::fake_probe(request);
    };
    EXPECT_EQ(scan_library(at.root(), library, busy, keep).value().files_unreadable, 1U);
    library.scan(at.root());
    EXPECT_THAT(library.probed, ElementsAre(at.path("A/E02.mkv").string()));
    EXPECT_EQ(library.series.at("A").series.seasons.at(0).episodes[1].versions[0].parts[0].unreadable, "");
    library.scan(at.root());
    EXPECT_THAT(library.probed, IsEmpty());
}

TEST(ScanOfUnreadableFiles, TriesAFileItMightNotOpenAgainAtEveryScanUntilItMay) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv", "A/E02.mkv", "B/E01.mkv"});
    std::filesystem::permissions(at.path("A/E02.mkv"), std::filesystem::perms::none);
    MemoryLibrary library;
    EXPECT_EQ(scan_as_nobody(library, at).files_unreadable, 1U);
    const auto reason = [&] { return library.series.at("A").series.seasons.at(0).episodes[1].versions[0].parts[0].unreadable; };
    EXPECT_THAT(reason(), HasSubstr("Permission denied; the next scan tries again"));
    const auto again = scan_as_nobody(library, at);
    EXPECT_EQ(again.files_probed, 1U) << "no file but that";
    EXPECT_EQ(again.series_unchanged, 1U);
    std::filesystem::permissions(at.path("A/E02.mkv"), std::filesystem::perms(0644));
    EXPECT_EQ(scan_as_nobody(library, at).files_unreadable, 0U);
    EXPECT_EQ(reason(), "");
    EXPECT_EQ(scan_as_nobody(library, at).files_probed, 0U);
}

TEST(ScanOfUnreadableFiles, SaysWhichSongsAndNotesItMightNotOpenAndTriesThemAgain) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv", "A/OST/01 - Rain.flac", "A/E01.ko.srt"});
    at.write("A/tvshow.nfo", "<tvshow><title>Rain in Seoul</title></tvshow>");
    const auto closed = {"A/OST/01 - Rain.flac", "A/E01.ko.srt", "A/tvshow.nfo"};
    for (const char* file : closed) std::filesystem::permissions(at.path(file), std::filesystem::perms::none);
    MemoryLibrary library;
    const auto report = scan_as_nobody(library, at);
    const auto& scanned = library.series.at("A");
    std::vector<std::string> told;
    for (const auto& problem : scanned.problems) {
        told.push_back(problem.path);
        EXPECT_EQ(problem.message.find(at.root()), std::string::npos) << "where it lies on the disk is nobody's business: " << problem.message;
    }
    EXPECT_THAT(told, ElementsAre("A/E01.ko.srt", "A/OST/01 - Rain.flac", "A/tvshow.nfo"));
    EXPECT_EQ(report.files_unreadable, 2U) << "a note is no file of the library";
    for (const char* file : closed) std::filesystem::permissions(at.path(file), std::filesystem::perms(0644));
    scan_as_nobody(library, at);
    EXPECT_THAT(scanned.problems, IsEmpty());
    EXPECT_EQ(scanned.series.title.value, "Rain in Seoul");
    EXPECT_TRUE(scanned.series.albums.at(0).songs.at(0).content);
    EXPECT_EQ(scan_as_nobody(library, at).files_probed, 0U);
}

TEST(ScanOfUnreadableFiles, NamesSongsAndSubtitlesThatAreEmptyOrThatAGlanceFindsOfNoUse) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv", "A/E01.en.srt", "A/OST/01 - Rain.flac", "A/OST/02 - Snow.flac"});
    at.write("A/E01.ko.srt", "");
    at.write("A/OST/03 - Hail.mp3", "");
    at.write("A/OST/CD 2/01 - Fog.mp3", "");
    MemoryLibrary library;
    const auto keep = [&](domain::ScannedSeries scanned) -> Result<void> {
        library.series.insert_or_assign(scanned.folder, std::move(scanned));
        return {};
    };
    std::mutex lock;
    std::vector<std::string> looked_at;
    const auto glance = [&](const SidecarRequest& request) -> Result<void> {
        const std::string content(as_text(request.bytes.read({0, request.bytes.size()}).value()));
        const std::scoped_lock held(lock);
        looked_at.push_back(std::string(request.kind == SidecarRequest::Kind::Song ? "song " : "text ") + request.format);
        if (content.ends_with("Rain.flac")) return Error{.fault = Fault::Unsupported, .message = "no sound"};
        return {};
    };
    EXPECT_EQ(scan_library(at.root(), library, test::fake_probe, keep, {.glance = glance}).value().files_unreadable, 2U) << "an empty song is none";
    EXPECT_THAT(looked_at, ::testing::UnorderedElementsAre("text srt", "song flac", "song flac"));
    std::vector<std::string> told;
    for (const auto& problem : library.series.at("A").problems) told.push_back(problem.path + ": " + problem.message);
    EXPECT_THAT(told, ElementsAre("A/E01.ko.srt: the file is empty", "A/OST/01 - Rain.flac: no sound", "A/OST/03 - Hail.mp3: the file is empty",
                                  "A/OST/CD 2/01 - Fog.mp3: the file is empty"));
    const auto& album = library.series.at("A").series.albums.at(0);
    EXPECT_THAT(album.songs, SizeIs(2));
    EXPECT_TRUE(album.songs.at(0).content) << "it may be heard all the same";
}

TEST(ScanOfUnreadableFiles, GivesAFileThatIsFilledInPlaceANewKeyWhenItRests) {
    const TemporaryLibrary at;
    const auto age = [&](std::chrono::minutes minutes) {
        std::filesystem::last_write_time(at.path("A/E01.mkv"), std::filesystem::file_time_type::clock::now() - minutes);
    };
    std::string film(1U << 20, '\0');
    at.write("A/E01.mkv", film);
    MemoryLibrary library;
    library.scan(at.root());
    const auto file = [&] { return library.series.at("A").series.seasons.at(0).episodes[0].versions[0].parts[0]; };
    const auto first = file().content;
    age(std::chrono::minutes(1));
    library.scan(at.root());
    EXPECT_EQ(file().content, first) << "touched, no more";

    film.replace(200'000, 200'000, 200'000, 'x');
    at.write("A/E01.mkv", film);
    EXPECT_EQ(library.scan(at.root()).files_being_written, 1U);
    EXPECT_FALSE(file().content);
    EXPECT_EQ(file().unreadable, "it is still being written; the next scan tries again");
    age(std::chrono::minutes(3));
    EXPECT_EQ(library.scan(at.root()).files_being_written, 0U);
    ASSERT_TRUE(file().content);
    EXPECT_NE(file().content, first);
    EXPECT_EQ(file().unreadable, "");

    const auto filled = file().content;
    std::filesystem::rename(at.path("A/E01.mkv"), at.path("A/E02.mkv"));
    library.scan(at.root());
    EXPECT_EQ(file().content, filled) << "by whatever name";
}

}  // namespace
}  // namespace bt::library

#include "service/sound/listening_files.h"

#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "service/sound/listening.h"
#include "tests/temporary_folder.h"

namespace bt::service {
namespace {

using ::testing::ElementsAre;

class EpisodesToHear : public ::testing::Test {
protected:
    std::string make(const std::string& inside) {
        const std::filesystem::path path = folder_.file(inside);
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << "film";
        return path.string();
    }
    static std::vector<std::string> shown(const std::vector<std::string>& paths) {
        std::vector<std::string> out;
        for (const auto& season : find_episodes(paths).seasons) {
            for (const auto& file : season.episodes) out.push_back(file.shown);
        }
        return out;
    }

    tests::TemporaryFolder folder_;
};

TEST_F(EpisodesToHear, AreShownByTheirPathInAFolderAndByTheirWholePathWhereThatTellsNoTwoApart) {
    const auto first = make("A/Season 1/S01E01.mkv"), second = make("B/Season 1/S01E01.mkv"), third = make("B/Season 2/S02E01.mkv");
    const auto a = folder_.file("A/Season 1"), b = folder_.file("B/Season 1"), other = folder_.file("B/Season 2");
    EXPECT_THAT(shown({a}), ElementsAre("S01E01.mkv"));
    EXPECT_THAT(shown({a, other}), ElementsAre("S01E01.mkv", "S02E01.mkv"));
    EXPECT_THAT(shown({a, b, other}), ElementsAre(first, second, third));
    EXPECT_THAT(shown({a, a, first}), ElementsAre("S01E01.mkv")) << "one file is one episode";
    EXPECT_THAT(shown({folder_.file("B")}), ElementsAre("Season 1/S01E01.mkv", "Season 2/S02E01.mkv"));
}

TEST_F(EpisodesToHear, InPiecesAreOneEpisodeAsTheLibraryHasThem) {
    const auto following = [](const std::vector<std::string>& paths) {
        std::vector<std::string> out;
        for (const auto& season : find_episodes(paths).seasons) {
            for (const auto& episode : season.episodes) {
                out.push_back(episode.shown);
                for (const auto& path : episode.following) out.push_back("+ " + std::filesystem::path(path).filename().string());
            }
        }
        return out;
    };
    for (const char* name : {"S01E01 cd1", "S01E01 cd2", "S01E02", "S01E03 - part2", "S01E03 - part10", "S01E03 - part1"}) make("A/" + std::string(name) + ".mkv");
    EXPECT_THAT(following({folder_.file("A")}),
                ElementsAre("S01E01 cd1.mkv", "+ S01E01 cd2.mkv", "S01E02.mkv", "S01E03 - part1.mkv", "+ S01E03 - part2.mkv", "+ S01E03 - part10.mkv"));
    const auto second = folder_.file("A/S01E01 cd2.mkv"), first = folder_.file("A/S01E01 cd1.mkv");
    EXPECT_THAT(following({second, first}), ElementsAre(first, "+ S01E01 cd2.mkv")) << "whoever names both means one";
    EXPECT_THAT(following({second}), ElementsAre(second)) << "a piece that is named alone is heard alone";
    make("B/S01E01 cd2.mkv");
    make("B/S01E01 cd3.mkv");
    EXPECT_THAT(following({folder_.file("B")}), ElementsAre("S01E01 cd2.mkv", "S01E01 cd3.mkv")) << "nobody begins in the middle";
    make("C/S01E01 cd1.mkv");
    make("C/S01E01 cd2.mkv");
    make("C/S01E01.cd2.mkv");
    EXPECT_EQ(following({folder_.file("C")}).size(), 3U) << "which of two is the second nobody can tell";
}

TEST_F(EpisodesToHear, AreFilesAndNoPipes) {
    const auto pipe = folder_.file("pipe.mkv");
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    const auto found = find_episodes({pipe});
    EXPECT_TRUE(found.seasons.empty());
    ASSERT_EQ(found.problems.size(), 1U);
    EXPECT_EQ(found.problems[0].first, pipe);
    EXPECT_EQ(found.problems[0].second.message, "not a regular file: " + pipe);
}

TEST(HeardEpisode, NothingInItIsSaidToSoundLongerThanItLasts) {
    HeardEpisode episode{.file = "S01E01.mkv", .path = "S01E01.mkv", .sound = {}, .song_names = {}, .song_paths = {}};
    episode.sound.duration = 66.304;
    episode.sound.themes = {{.theme = sound::ThemeNumber{0}, .span = {50, 66.336}, .confidence = 0.9}};
    EXPECT_EQ(to_json(episode), R"({"file": "S01E01.mkv", "duration": 66.304, "cues": [], "parts": [], "themes": [{"theme": 1, "start": 50.0, "end": 66.304, "confidence": 0.900}]})");
}

}  // namespace
}  // namespace bt::service

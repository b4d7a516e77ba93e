#include "library/ignore_rules.h"

#include <gtest/gtest.h>

#include "library/plexmatch.h"

namespace bt::library {
namespace {

using Verdict = IgnoreRules::Verdict;

// Every row was checked against `git check-ignore`.
TEST(IgnoreRules, JudgeAsGitDoes) {
    struct Case {
        const char* patterns;
        const char* path;
        bool is_directory;
        Verdict verdict;
    };
    constexpr Case kCases[] = {
        {"*.mkv", "a.mkv", false, Verdict::Hidden},
        {"*.mkv", "deep/er/a.mkv", false, Verdict::Hidden},
        {"/*.mkv", "deep/a.mkv", false, Verdict::Silent},
        {"/*.mkv", "a.mkv", false, Verdict::Hidden},
        {"OST/", "OST", true, Verdict::Hidden},
        {"OST/", "OST", false, Verdict::Silent},
        {"deep/*.mkv", "deep/a.mkv", false, Verdict::Hidden},
        {"deep/*.mkv", "deep/er/a.mkv", false, Verdict::Silent},
        {"**/er", "deep/er", true, Verdict::Hidden},
        {"**/er", "er", true, Verdict::Hidden},
        {"**/er", "deeper", true, Verdict::Silent},
        {"deep/**", "deep/er/a.mkv", false, Verdict::Hidden},
        {"deep/**/a.mkv", "deep/a.mkv", false, Verdict::Hidden},
        {"deep/**/a.mkv", "deep/er/more/a.mkv", false, Verdict::Hidden},
        {"deep/**/a.mkv", "deep/era.mkv", false, Verdict::Silent},
        {"*\n!keep.mkv", "keep.mkv", false, Verdict::Shown},
        {"*\n!keep.mkv", "other.mkv", false, Verdict::Hidden},
        {"!keep.mkv\n*", "keep.mkv", false, Verdict::Hidden},
        {"# *", "a", false, Verdict::Silent},
        {"\\#a", "#a", false, Verdict::Hidden},
        {"S0[1-3]*", "S02E01.mkv", false, Verdict::Hidden},
        {"S0[!1-3]*", "S02E01.mkv", false, Verdict::Silent},
        {"a?c", "abc", false, Verdict::Hidden},
        {"a?c", "a/c", false, Verdict::Silent},
        {"trailing   ", "trailing", false, Verdict::Hidden},
        {"[", "[", false, Verdict::Hidden},  // git hides nothing here; a bracket that never closes is itself
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(std::string(row.patterns) + " | " + row.path);
        EXPECT_EQ(IgnoreRules::parse(row.patterns).judge(row.path, row.is_directory), row.verdict);
    }
}

TEST(IgnoreRules, AnEmptyFileHidesItsFolder) {
    EXPECT_TRUE(IgnoreRules::hides_everything(""));
    EXPECT_TRUE(IgnoreRules::hides_everything("\xEF\xBB\xBF \r\n"));
    EXPECT_FALSE(IgnoreRules::hides_everything("*.mkv"));
}

TEST(GlobMatches, StaysFastOnPatternsThatBacktrackElsewhere) {
    std::string glob;
    for (int i = 0; i < 200; ++i) glob += "*a";
    EXPECT_FALSE(glob_matches(glob + "b", std::string(255, 'a')));
    EXPECT_TRUE(glob_matches(glob, std::string(255, 'a')));
}

TEST(SkippedNames, AreTheOnesThatHoldNothingForViewers) {
    for (const char* name : {"@eaDir", "#recycle", "$RECYCLE.BIN", "lost+found", ".snapshot", ".snapshots", "System Volume Information", "S01E01.trickplay", ".hidden"}) {
        SCOPED_TRACE(name);
        EXPECT_TRUE(is_skipped_name(name, true));
    }
    for (const char* name : {".hidden.mkv", "sample.mkv", "Sample.avi", "x.grab", "._S01E01.mkv", ".DS_Store", "Thumbs.db"}) {
        SCOPED_TRACE(name);
        EXPECT_TRUE(is_skipped_name(name, false));
    }
    for (const char* name : {".ignore", ".plexignore", ".plexmatch", "S01E01.mkv", "samples.mkv", "poster.jpg"}) {
        SCOPED_TRACE(name);
        EXPECT_FALSE(is_skipped_name(name, false));
    }
    EXPECT_FALSE(is_skipped_name(".actors", true));
}

TEST(Plexmatch, ReadsHintsWithoutCaseAndPassesOverNonsense) {
    const auto hints = read_plexmatch(
        "# hints\r\nTitle: 비 오는 서울\nYEAR: 2023\nTmdbId: 42\nguid: tvdb://77\nnonsense\nseason: 2\n"
        "ep: S01E02: Rain two.mkv\nEpisode: 3-4: Rain: three.mkv\nsp: 1: Making.mkv\nep: x: y.mkv\nep: 5\nyear:\n");
    EXPECT_EQ(hints.title, "비 오는 서울");
    EXPECT_EQ(hints.year, 2023);
    EXPECT_EQ(hints.season, 2);
    EXPECT_EQ(hints.ids, (domain::ProviderIds{{"tmdb", "42"}, {"tvdb", "77"}}));
    const std::map<std::string, EpisodeHint> expected = {
        {"Rain two.mkv", {1, 2, 2}}, {"Rain: three.mkv", {{}, 3, 4}}, {"Making.mkv", {0, 1, 1}}};
    EXPECT_EQ(hints.episodes, expected);
    EXPECT_TRUE(read_plexmatch("").empty());
}

TEST(Plexmatch, TheInnerFolderOverridesTheOuter) {
    const auto merged = merge_plexmatch(read_plexmatch("title: Outer\nyear: 2020\ntmdbid: 1\nep: 1: a.mkv"), read_plexmatch("title: Inner\ntmdbid: 2"));
    EXPECT_EQ(merged.title, "Inner");
    EXPECT_EQ(merged.year, 2020);
    EXPECT_EQ(merged.ids, (domain::ProviderIds{{"tmdb", "2"}}));
    EXPECT_TRUE(merged.episodes.empty());
}

}  // namespace
}  // namespace bt::library

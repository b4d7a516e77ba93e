#include "library/sidecar_name.h"

#include <gtest/gtest.h>

namespace bt::library {
namespace {

using domain::ArtworkKind;

TEST(ArtworkName, RanksTheNamesOfOneKind) {
    struct Case {
        const char* stem;
        ArtworkKind kind;
        int rank;
    };
    constexpr Case kCases[] = {
        {"poster", ArtworkKind::Poster, 0}, {"Folder", ArtworkKind::Poster, 1}, {"cover", ArtworkKind::Poster, 2}, {"default", ArtworkKind::Poster, 3},
        {"show", ArtworkKind::Poster, 4}, {"fanart", ArtworkKind::Backdrop, 0}, {"backdrop", ArtworkKind::Backdrop, 3},
        {"fanart-1", ArtworkKind::Backdrop, 20}, {"backdrop1", ArtworkKind::Backdrop, 23}, {"fanart-2", ArtworkKind::Backdrop, 30},
        {"clearlogo", ArtworkKind::Logo, 1}, {"logo", ArtworkKind::Logo, 0}, {"landscape", ArtworkKind::Landscape, 0},
        {"thumb", ArtworkKind::Landscape, 1}, {"cdart", ArtworkKind::Disc, 1}, {"clearart", ArtworkKind::ClearArt, 0},
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.stem);
        const auto name = read_artwork_name(row.stem);
        ASSERT_TRUE(name);
        EXPECT_EQ(name->kind, row.kind);
        EXPECT_EQ(name->rank, row.rank);
        EXPECT_FALSE(name->season);
    }
    for (const char* other : {"posters", "screenshot", "fanart-", "season", "seasonal", "art-x", ""}) {
        SCOPED_TRACE(other);
        EXPECT_EQ(read_artwork_name(other), std::nullopt);
    }
}

TEST(ArtworkName, KnowsWhichSeasonItIsFor) {
    EXPECT_EQ(read_artwork_name("season01-poster"), (ArtworkName{.kind = ArtworkKind::Poster, .season = 1}));
    EXPECT_EQ(read_artwork_name("season02-fanart"), (ArtworkName{.kind = ArtworkKind::Backdrop, .season = 2}));
    EXPECT_EQ(read_artwork_name("season-specials-banner"), (ArtworkName{.kind = ArtworkKind::Banner, .season = 0}));
    EXPECT_EQ(read_artwork_name("season-all-poster"), (ArtworkName{.kind = ArtworkKind::Poster, .for_all_seasons = true}));
    EXPECT_EQ(read_artwork_name("Season01"), (ArtworkName{.kind = ArtworkKind::Poster, .rank = 5, .season = 1}));
}

TEST(TrackName, ReadsFlagsLanguageAndTitle) {
    struct Case {
        const char* rest;
        TrackName name;
    };
    const Case kCases[] = {
        {"", {}},
        {".ko", {.language = "ko"}},
        {".kor.forced", {.language = "ko", .is_forced = true}},
        {".English", {.language = "en"}},
        {".한국어", {.language = "ko"}},
        {".zh-Hant.default", {.language = "zh-Hant", .is_default = true}},
        {".pt_BR", {.language = "pt-BR"}},
        {".en.sdh", {.language = "en", .is_hearing_impaired = true}},
        {".en.hi", {.language = "en", .is_hearing_impaired = true}},
        {".hi.en", {.language = "en", .is_hearing_impaired = true}},
        {".hi", {.language = "hi"}},
        {".hi.forced", {.language = "hi", .is_forced = true}},
        {".foreign.ger", {.language = "de", .is_forced = true}},
        {".Director Notes.en", {.language = "en", .title = "Director Notes"}},
        {" [English SDH]", {.language = "en", .is_hearing_impaired = true}},
        {".the.end", {.title = "the end"}},
        {".en.fr", {.language = "fr", .title = "en"}},
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.rest);
        EXPECT_EQ(read_track_name(row.rest), row.name);
    }
}

TEST(TrackName, TakesAShortWordInsideAPhraseForAWordOfTheTitle) {
    struct Case {
        const char* rest;
        TrackName name;
    };
    const Case kCases[] = {
        {".My Title.ko", {.language = "ko", .title = "My Title"}},
        {".It is me.ko", {.language = "ko", .title = "It is me"}},
        {".[Ki Team].ko", {.language = "ko", .title = "Ki Team"}},
        {" - My Love.ko", {.language = "ko", .title = "My Love"}},
        {".Say Hi.ko", {.language = "ko", .title = "Say Hi"}},
        {".My Love", {.title = "My Love"}},
        {".The English Lesson.ko", {.language = "ko", .title = "The English Lesson"}},
        {".My.Love.ko", {.language = "ko", .title = "My Love"}},
        {".My Title [ko]", {.language = "ko", .title = "My Title"}},
        {".My Title (eng)", {.language = "en", .title = "My Title"}},
        {".Korean Commentary", {.language = "ko", .title = "Commentary"}},
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.rest);
        EXPECT_EQ(read_track_name(row.rest), row.name);
    }
}

TEST(TrackName, ReadsWholePhrasesOfCodes) {
    struct Case {
        const char* rest;
        TrackName name;
    };
    const Case kCases[] = {
        {".[ko]", {.language = "ko"}},
        {".(eng)", {.language = "en"}},
        {".ko forced", {.language = "ko", .is_forced = true}},
        {".Simplified Chinese", {.language = "zh-Hans"}},
        {".Chinese Traditional", {.language = "zh-Hant"}},
        {".Brazilian Portuguese", {.language = "pt-BR"}},
        {".2_Korean", {.language = "ko"}},
        {".ko[cc]", {.language = "ko", .is_hearing_impaired = true}},
        {".2.ko", {.language = "ko", .title = "2"}},
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.rest);
        EXPECT_EQ(read_track_name(row.rest), row.name);
    }
}

TEST(BehindStem, NeedsTheWholeStemWithoutCaseAndInAnyUnicodeForm) {
    EXPECT_EQ(behind_stem("Rain S01E01.ko", "rain s01e01"), ".ko");
    EXPECT_EQ(behind_stem("Rain S01E01", "Rain S01E01"), "");
    EXPECT_EQ(behind_stem("Rain S01E010.ko", "Rain S01E01"), std::nullopt);
    EXPECT_EQ(behind_stem("Rain", "Rain S01E01"), std::nullopt);
    EXPECT_EQ(behind_stem("\u1103\u1169.ko", "도"), ".ko");  // ᄃ + ᅩ
}

TEST(SoundtrackFolder, IsKnownByItsName) {
    for (const char* name : {"OST", "ost", "O.S.T", "Soundtrack", "Soundtracks", "Original Soundtrack", "Music", "음악", "OST Part 1", "OST Part.3 [FLAC]",
                             "Goblin OST", "Goblin - Original Soundtrack (2016)", "사운드트랙", "OST Special", "OST 2"}) {
        SCOPED_TRACE(name);
        EXPECT_TRUE(is_soundtrack_folder(name, "Goblin"));
    }
    for (const char* name : {"Season 1", "Ostriches", "Music of the Night", "Musical", "Goblin", "Extras", ""}) {
        SCOPED_TRACE(name);
        EXPECT_FALSE(is_soundtrack_folder(name, "Goblin"));
    }
    EXPECT_TRUE(is_soundtrack_folder("Soundtrack #1 OST", "Soundtrack #1"));
}

TEST(SongName, ReadsDiscNumberArtistAndTitle) {
    EXPECT_EQ(read_song_name("03 - Rain"), (SongName{{}, 3, "", "Rain"}));
    EXPECT_EQ(read_song_name("03. Rain"), (SongName{{}, 3, "", "Rain"}));
    EXPECT_EQ(read_song_name("1-03 Rain"), (SongName{1, 3, "", "Rain"}));
    EXPECT_EQ(read_song_name("03 Kim Biwon - 빗소리"), (SongName{{}, 3, "Kim Biwon", "빗소리"}));
    EXPECT_EQ(read_song_name("Rain"), (SongName{{}, {}, "", "Rain"}));
    EXPECT_EQ(read_song_name("03"), (SongName{{}, 3, "", "03"}));
    EXPECT_EQ(read_song_name("99Rains"), (SongName{{}, {}, "", "99Rains"}));
    EXPECT_EQ(read_disc_folder("CD 2"), 2);
    EXPECT_EQ(read_disc_folder("Disc1"), 1);
    EXPECT_EQ(read_disc_folder("Part 1"), std::nullopt);
}

}  // namespace
}  // namespace bt::library

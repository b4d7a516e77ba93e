// What was heard, through its repositories: kept by content, corrected by hand, found by song.
#include <gmock/gmock.h>

#include <algorithm>
#include <gtest/gtest.h>

#include "store/catalogue_writer.h"
#include "store/correction_store.h"
#include "store/listening_plan.h"
#include "store/scan_state_store.h"
#include "store/series_reader.h"
#include "store/song_reader.h"
#include "store/sound_reader.h"
#include "store/sound_store.h"
#include "store/succession.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"

namespace bt::store {
namespace {

using domain::Correction;
using domain::CorrectionAction;
using domain::CorrectionOf;
using domain::Music;
using domain::PartType;
using domain::Provenance;
using std::chrono::seconds;
using ::testing::ElementsAre;

const ContentKey kRain = content(501);
const ContentKey kSea = content(502);

domain::Stretch between(int start, int end) { return {seconds{start}, seconds{end}}; }
domain::Cue cue(ContentKey song, int start, int end) {
    return {.music = song, .stretch = between(start, end), .offset = seconds{5}, .rate = 1.01, .level = -9.5, .confidence = 0.875};
}

domain::Song song(const std::string& path, ContentKey key) {
    domain::Song out;
    out.path = path;
    out.content = key;
    out.title = path.substr(path.rfind('/') + 1);
    out.duration = {180'000, kMilliseconds};
    return out;
}

/// A series of three episodes (contents 1, 2, 3) with an album of one song, another series with the other song.
class Sound : public ::testing::Test {
protected:
    void SetUp() override {
        auto opened = Database::open(folder_.file("db"));
        ASSERT_TRUE(opened) << opened.error().describe();
        database_ = *opened;
        auto library = ScanStateStore(*database_).library_at("/library");
        ASSERT_TRUE(library);
        library_ = *library;
        series_ = apply("Rain", 1, kRain);
        other_ = apply("Sea", 11, kSea);
        for (const std::uint64_t number : {1U, 2U, 3U, 11U, 12U, 13U}) {
            const auto noted = SoundStore(*database_).note_listened(content(number), 1, {.duration = seconds{3'600}, .loudness = {.integrated = -23.5}, .energy = {-20.5F, -70.0F}});
            ASSERT_TRUE(noted) << noted.error().describe();
        }
    }

    domain::SeriesId apply(const std::string& folder, std::uint64_t first, ContentKey key) {
        auto scanned = sample_series(folder, 3, first);
        domain::Album album;
        album.folder = folder + "/OST";
        album.title = folder + " OST";
        album.songs = {song(folder + "/OST/01 - " + folder, key)};
        scanned.series.albums = {album};
        auto applied = CatalogueWriter(*database_).apply(library_, scanned);
        EXPECT_TRUE(applied) << applied.error().describe();
        return applied->series;
    }

    /// At the path of the first episode lies another content from now on, and it was listened to.
    void replace_first_episode_by(std::uint64_t number, seconds duration) {
        auto scanned = sample_series("Rain", 3, 1);
        episode_at(scanned, 0).versions[0].parts[0].content = content(number);
        scanned.signature = domain::FolderSignature{number};
        ASSERT_TRUE(CatalogueWriter(*database_).apply(library_, scanned));
        ASSERT_TRUE(SoundStore(*database_).note_listened(content(number), 1, {.duration = duration, .loudness = {}, .energy = {}}));
    }
    void hear(const std::vector<HeardEpisode>& episodes, const std::string& digest = "1") {
        const auto saved = SoundStore(*database_).save_season({.series = series_, .season = 1, .digest = digest, .episodes = episodes});
        ASSERT_TRUE(saved) << saved.error().describe();
    }
    SoundView view(std::uint64_t number) {
        auto found = SoundReader(*database_).by_content(content(number), series_);
        EXPECT_TRUE(found) << found.error().describe();
        return std::move(*found);
    }
    domain::CorrectionId correct(std::uint64_t number, CorrectionAction action, CorrectionOf<Music> about) {
        const auto added = CorrectionStore(*database_).add(content(number), {.action = action, .about = about});
        EXPECT_TRUE(added) << added.error().describe();
        return *added;
    }

    tests::TemporaryFolder folder_;
    std::shared_ptr<Database> database_;
    domain::LibraryId library_;
    domain::SeriesId series_, other_;
};

TEST_F(Sound, ComesBackAsItWasHeardWithTheNamesOfTheMusic) {
    const domain::Part credits{.type = PartType::Credits, .stretch = between(3'400, 3'500), .confidence = 0.9};
    hear({{.content = content(1), .sound = {.cues = {cue(kRain, 60, 120), cue(kSea, 100, 160)}, .parts = {credits}}, .themes = {}}});
    const auto shown = view(1);
    EXPECT_EQ(shown.stage, SoundStage::Heard);
    EXPECT_EQ(shown.sound.duration, seconds{3'600});
    EXPECT_THAT(shown.sound.cues, ElementsAre(cue(kRain, 60, 120), cue(kSea, 100, 160)));
    EXPECT_THAT(shown.sound.parts, ElementsAre(credits));
    EXPECT_EQ(shown.songs.at(kRain).title, "01 - Rain");
    EXPECT_EQ(shown.songs.at(kSea).series, other_);
    EXPECT_TRUE(shown.songs.at(kSea).id.has_value());
}

TEST_F(Sound, TellsHowFarAnEpisodeIs) {
    ASSERT_TRUE(SoundStore(*database_).note_unheard(content(3), 1, "it has no sound track"));
    hear({{.content = content(1), .sound = {.parts = {{.type = PartType::Epilogue, .stretch = between(3'000, 3'100)}}}, .themes = {}}});
    EXPECT_EQ(view(3).stage, SoundStage::Unheard);
    EXPECT_EQ(view(3).failure, "it has no sound track");
    EXPECT_EQ(view(99).stage, SoundStage::Waiting);
    EXPECT_EQ(view(11).stage, SoundStage::Listened) << "of a season nobody has heard yet";
    const auto summaries = SoundReader(*database_).summaries(series_);
    ASSERT_TRUE(summaries);
    EXPECT_EQ(summaries->at(content(1)), (SoundSummary{SoundStage::Heard, true, 0}));
    EXPECT_EQ(summaries->at(content(3)), (SoundSummary{SoundStage::Unheard, false, 0}));
}

TEST_F(Sound, KeepsLoudnessAndEnergyToHalfADecibel) {
    const auto measures = SoundStore(*database_).measures(content(1));
    ASSERT_TRUE(measures);
    EXPECT_EQ(measures->loudness.integrated, -23.5);
    EXPECT_EQ(measures->loudness.true_peak, std::nullopt);
    EXPECT_THAT(measures->energy, ElementsAre(-20.5F, -70.0F));
    EXPECT_EQ(SoundStore(*database_).measures(content(99)).error().fault, Fault::NotFound);
}

TEST_F(Sound, CorrectionsSurviveEveryAnalysisAndCanBeTakenBack) {
    hear({{.content = content(1), .sound = {.cues = {cue(kRain, 60, 120)}}, .themes = {}}});
    const auto id = correct(1, CorrectionAction::Rename, {.was = {kRain, between(60, 120)}, .now = {kSea, between(60, 120)}});
    for (const char* digest : {"2", "3"}) {
        hear({{.content = content(1), .sound = {.cues = {cue(kRain, 58, 121)}}, .themes = {}}}, digest);
        const auto shown = view(1).sound.cues;
        ASSERT_EQ(shown.size(), 1U);
        EXPECT_EQ(shown[0].music, Music(kSea));
        EXPECT_EQ(shown[0].provenance, Provenance::Hand);
        EXPECT_EQ(shown[0].correction, id);
    }
    EXPECT_EQ(CorrectionStore(*database_).remove(content(2), id).error().fault, Fault::NotFound) << "it is another episode's";
    ASSERT_TRUE(CorrectionStore(*database_).remove(content(1), id));
    EXPECT_THAT(view(1).sound.cues, ElementsAre(cue(kRain, 58, 121)));
}

TEST_F(Sound, CorrectionsComeBackAsTheyWereMade) {
    const Correction made[] = {
        {.action = CorrectionAction::Add, .about = CorrectionOf<Music>{{Music("Moon"), between(1, 2)}, {Music("Moon"), between(1, 2)}}},
        {.action = CorrectionAction::Move, .about = CorrectionOf<Music>{{kRain, between(60, 120)}, {kRain, between(61, 119)}}},
        {.action = CorrectionAction::Rename, .about = CorrectionOf<PartType>{{PartType::Intro, between(0, 50)}, {PartType::Recap, between(0, 50)}}},
    };
    CorrectionStore store(*database_);
    std::vector<Correction> expected;
    for (auto correction : made) {
        const auto id = store.add(content(1), correction);
        ASSERT_TRUE(id) << id.error().describe();
        correction.id = *id;
        expected.push_back(correction);
    }
    const auto stored = store.of(content(1));
    ASSERT_TRUE(stored);
    EXPECT_EQ(*stored, expected);
    EXPECT_EQ(store.add(content(1), {.action = CorrectionAction::Add, .about = CorrectionOf<Music>{{kRain, between(3'700, 3'800)}, {kRain, between(3'700, 3'800)}}}).error().fault, Fault::Invalid);
    EXPECT_EQ(store.add(content(1), {.action = CorrectionAction::Add, .about = CorrectionOf<Music>{{domain::ThemeId{77}, between(1, 2)}, {domain::ThemeId{77}, between(1, 2)}}}).error().fault, Fault::Invalid);
}

TEST_F(Sound, ACorrectionOfASongThatNobodyEverHadIsRefused) {
    const auto refused = CorrectionStore(*database_).add(content(1), {.action = CorrectionAction::Add, .about = CorrectionOf<Music>{{content(999), between(1, 2)}, {content(999), between(1, 2)}}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault, Fault::Invalid);
    EXPECT_THAT(refused.error().message, ::testing::HasSubstr("there is no song with the content"));
}

TEST_F(Sound, ASongOfWhichNoCueIsLeftIsStillNamedInItsCorrection) {
    hear({{.content = content(1), .sound = {.cues = {cue(kRain, 60, 120)}}, .themes = {}}});
    correct(1, CorrectionAction::Delete, {.was = {kRain, between(60, 120)}, .now = {kRain, between(60, 120)}});
    const auto shown = view(1);
    EXPECT_THAT(shown.sound.cues, ::testing::IsEmpty());
    EXPECT_EQ(shown.songs.at(kRain).title, "01 - Rain");
    EXPECT_TRUE(shown.songs.at(kRain).id.has_value());
}

TEST_F(Sound, WhatWasSaidOfAnEpisodeGoesOverToTheContentThatTookItsPlace) {
    const HeardTheme theme{0, between(600, 630), 0.8};
    hear({{.content = content(1), .sound = {.cues = {cue(kRain, 60, 120)}}, .themes = {theme}}, {.content = content(2), .sound = {}, .themes = {theme}}});
    const auto id = correct(1, CorrectionAction::Rename, {.was = {kRain, between(60, 120)}, .now = {kSea, between(60, 120)}});
    Succession succession(*database_);
    EXPECT_THAT(*succession.possible_episodes(), ::testing::IsEmpty()) << "it is still there";

    replace_first_episode_by(21, seconds{3'600});
    const Successor successor{content(1), content(21)};
    EXPECT_THAT(*succession.possible_episodes(), ::testing::Contains(successor));
    EXPECT_EQ(*succession.hand_on_episode(successor), 1);
    EXPECT_THAT(*succession.possible_episodes(), ::testing::IsEmpty());
    const auto shown = view(21).sound.cues;
    ASSERT_EQ(shown.size(), 2U);
    EXPECT_EQ(shown[0].music, Music(kSea));
    EXPECT_EQ(shown[0].correction, id);
    EXPECT_TRUE(std::holds_alternative<domain::ThemeId>(shown[1].music)) << "the machine's answer holds until the next";
    EXPECT_THAT(view(1).sound.cues, ::testing::IsEmpty());
    ASSERT_TRUE(CorrectionStore(*database_).remove(content(21), id));
    EXPECT_EQ(view(21).sound.cues.at(0), cue(kRain, 60, 120));
}

TEST_F(Sound, AThemeThatWasNamedIsToldInTheContentThatTookItsPlace) {
    hear({{.content = content(1), .sound = {}, .themes = {{0, between(600, 630), 0.8}}}});
    const auto theme = SoundReader(*database_).themes(series_)->at(0).id;
    ASSERT_TRUE(SoundReader(*database_).name_theme(theme, "The bus"));
    replace_first_episode_by(21, seconds{3'600});
    Succession succession(*database_);
    const Successor successor{content(1), content(21)};
    ASSERT_THAT(*succession.possible_episodes(), ::testing::Contains(successor));
    EXPECT_EQ(*succession.hand_on_episode(successor), 0) << "there were no corrections";
    hear({{.content = content(21), .sound = {}, .themes = {{0, between(599, 631), 0.8}}}}, "2");
    EXPECT_EQ(view(21).themes.at(theme).label(), "The bus");
}

TEST_F(Sound, AnEpisodeOfAnotherLengthIsNoSuccessor) {
    correct(1, CorrectionAction::Add, {.was = {kRain, between(1, 2)}, .now = {kRain, between(1, 2)}});
    replace_first_episode_by(21, seconds{3'602});
    const auto pairs = Succession(*database_).possible_episodes();
    ASSERT_TRUE(pairs);
    for (const auto& pair : *pairs) EXPECT_NE(pair.present, content(21));
}

TEST_F(Sound, LandmarksOfAReplacedEpisodeAreWantedWhileCorrectionsHangOnIt) {
    const auto id = correct(1, CorrectionAction::Add, {.was = {kRain, between(1, 2)}, .now = {kRain, between(1, 2)}});
    replace_first_episode_by(21, seconds{3'600});
    const auto wanted = [&] { return *SoundStore(*database_).wanted_contents(std::chrono::hours{1}); };
    EXPECT_THAT(wanted(), ::testing::Contains(content(1)));
    ASSERT_TRUE(CorrectionStore(*database_).remove(content(1), id));
    EXPECT_THAT(wanted(), ::testing::Not(::testing::Contains(content(1))));
}

TEST_F(Sound, CorrectionsNameTheContentThatTookTheirSongsPlace) {
    SoundStore store(*database_);
    const ContentKey retagged = content(511);
    for (const auto key : {kRain, kSea, retagged}) {
        ASSERT_TRUE(store.note_tags(key, 1, {.title = key == retagged ? "New name" : "Name", .duration = seconds{180}}));
        ASSERT_TRUE(store.note_learned(key, {.version = 1}));
    }
    hear({{.content = content(1), .sound = {.cues = {cue(kRain, 60, 120)}}, .themes = {}}});
    correct(1, CorrectionAction::Confirm, {.was = {kRain, between(60, 120)}, .now = {kRain, between(60, 120)}});
    Succession succession(*database_);
    EXPECT_THAT(*succession.possible_songs(), ::testing::IsEmpty()) << "it is still there";

    apply("Rain", 1, retagged);
    const Successor successor{kRain, retagged};
    ASSERT_THAT(*succession.possible_songs(), ::testing::UnorderedElementsAre(successor, Successor{kRain, kSea}));
    EXPECT_THAT(*store.wanted_contents(std::chrono::hours{1}), ::testing::Contains(kRain));
    EXPECT_EQ(*succession.hand_on_song(successor), 1);
    EXPECT_EQ(view(1).sound.cues.size(), 1U) << "before the season is heard again, too";
    hear({{.content = content(1), .sound = {.cues = {cue(retagged, 61, 121)}}, .themes = {}}}, "2");
    const auto shown = view(1);
    ASSERT_EQ(shown.sound.cues.size(), 1U);
    EXPECT_EQ(shown.sound.cues[0].provenance, Provenance::Hand);
    EXPECT_EQ(shown.songs.at(retagged).title, "New name");
}

TEST_F(Sound, OutlivesARenameOfTheFile) {
    hear({{.content = content(1), .sound = {.cues = {cue(kRain, 60, 120)}}, .themes = {}}});
    auto scanned = sample_series("Rain", 3, 1);
    episode_at(scanned, 0).versions[0].parts[0].path = "Rain/Season 01/Another name S01E01.mkv";
    scanned.signature = domain::FolderSignature{77};
    ASSERT_TRUE(CatalogueWriter(*database_).apply(library_, scanned));
    EXPECT_EQ(view(1).sound.cues.size(), 1U);
    EXPECT_EQ(view(1).stage, SoundStage::Heard);
    EXPECT_EQ(view(1).songs.at(kRain).id, std::nullopt) << "its album is gone";
}

TEST_F(Sound, AThemeKeepsItsNameWhereverItSoundsLater) {
    const auto first = [&](int start) { return HeardTheme{0, between(start, start + 30), 0.8}; };
    hear({{.content = content(1), .sound = {}, .themes = {first(100)}}, {.content = content(2), .sound = {}, .themes = {first(200)}}});
    SoundReader reader(*database_);
    auto themes = reader.themes(series_);
    ASSERT_TRUE(themes);
    ASSERT_EQ(themes->size(), 1U);
    EXPECT_EQ(themes->at(0).label(), "Theme A");
    EXPECT_EQ(themes->at(0).uses, 2);
    ASSERT_TRUE(reader.name_theme(themes->at(0).id, "  The bus  "));

    // The next analysis numbers differently, hears one a second earlier and the theme in a third episode.
    const HeardTheme other{0, between(900, 930), 0.7};
    hear({{.content = content(1), .sound = {}, .themes = {other, {1, between(99, 129), 0.8}}}, {.content = content(2), .sound = {}, .themes = {other}},
          {.content = content(3), .sound = {}, .themes = {{1, between(300, 330), 0.8}}}}, "2");
    themes = reader.themes(series_);
    ASSERT_EQ(themes->size(), 2U);
    EXPECT_EQ(themes->at(0).label(), "The bus");
    EXPECT_EQ(themes->at(1).label(), "Theme B");
    const auto third = view(3);
    ASSERT_EQ(third.sound.cues.size(), 1U);
    EXPECT_EQ(third.themes.at(std::get<domain::ThemeId>(third.sound.cues[0].music)).label(), "The bus");

    hear({{.content = content(1), .sound = {}, .themes = {}}, {.content = content(2), .sound = {}, .themes = {}}, {.content = content(3), .sound = {}, .themes = {}}}, "3");
    themes = reader.themes(series_);
    ASSERT_EQ(themes->size(), 1U) << "what a person named is kept, the other forgotten";
    EXPECT_EQ(themes->at(0).name, "The bus");
}

TEST_F(Sound, AThemeThatAnotherSeasonAnswersForFromNowOnKeepsItsNameAndItsCorrections) {
    const HeardTheme theme{0, between(100, 130), 0.8};
    hear({{.content = content(1), .sound = {}, .themes = {theme}}, {.content = content(2), .sound = {}, .themes = {theme}}});
    SoundReader reader(*database_);
    const auto id = reader.themes(series_)->at(0).id;
    ASSERT_TRUE(reader.name_theme(id, "The bus"));
    correct(2, CorrectionAction::Move, {.was = {id, between(100, 130)}, .now = {id, between(90, 130)}});
    ASSERT_TRUE(SoundStore(*database_).save_season({.series = other_, .season = 1, .digest = "1", .episodes = {
        {.content = content(11), .sound = {}, .themes = {{0, between(5, 35), 0.8}}},
        {.content = content(1), .sound = {}, .themes = {{1, between(101, 131), 0.8}}}, {.content = content(2), .sound = {}, .themes = {{1, between(101, 131), 0.8}}}}}));
    EXPECT_THAT(*reader.themes(series_), ::testing::IsEmpty());
    const auto themes = *reader.themes(other_);
    ASSERT_EQ(themes.size(), 2U);
    EXPECT_EQ(reader.theme(id)->series, other_);
    EXPECT_EQ(reader.theme(id)->label(), "The bus");
    const auto cues = view(2).sound.cues;
    ASSERT_EQ(cues.size(), 1U) << "as it was corrected, and nothing beside it";
    EXPECT_EQ(cues[0].stretch, between(90, 130));
}

TEST_F(Sound, AThemeThatSoundsOnlyWhereAnotherSeasonAnswersTakesNoLetter) {
    hear({{.content = content(1), .sound = {}, .themes = {{1, between(100, 130), 0.8}}}, {.content = content(2), .sound = {}, .themes = {{1, between(100, 130), 0.8}}}});
    EXPECT_EQ(SoundReader(*database_).themes(series_)->at(0).label(), "Theme A");
}

TEST_F(Sound, ASongKnowsAllItsUses) {
    hear({{.content = content(1), .sound = {.cues = {cue(kRain, 60, 120), cue(kRain, 600, 610), cue(kSea, 5, 25)}}, .themes = {}},
          {.content = content(2), .sound = {.cues = {cue(kRain, 7, 37)}}, .themes = {}}});
    const SongReader reader(*database_);
    const auto all = reader.page({});
    ASSERT_TRUE(all) << all.error().describe();
    ASSERT_EQ(all->rows.size(), 2U);
    EXPECT_EQ(all->total, 2);
    EXPECT_EQ(all->rows[0].uses, 3);
    EXPECT_EQ(all->rows[0].total, seconds{100});
    EXPECT_EQ(all->rows[0].duration, seconds{180});

    const auto first = reader.uses(*all->rows[0].song.id, {.limit = 2});
    ASSERT_TRUE(first) << first.error().describe();
    ASSERT_EQ(first->rows.size(), 2U);
    EXPECT_EQ(first->total, 3);
    EXPECT_EQ(first->rows[1].cue.stretch, between(600, 610));
    const auto rest = reader.uses(*all->rows[0].song.id, {.after = first->next, .limit = 2});
    ASSERT_TRUE(rest);
    ASSERT_EQ(rest->rows.size(), 1U);
    EXPECT_EQ(rest->rows[0].number, 2);
    EXPECT_TRUE(rest->next.empty());

    correct(2, CorrectionAction::Delete, {.was = {kRain, between(7, 37)}, .now = {kRain, between(7, 37)}});
    EXPECT_EQ(reader.by_id(*all->rows[0].song.id)->uses, 2);
}

TEST_F(Sound, ASongSoundsOnceInAFileOfTwoEpisodes) {
    auto scanned = sample_series("Rain", 3, 1);
    auto &first = episode_at(scanned, 0).versions.front(), &second = episode_at(scanned, 1).versions.front();
    first.last_episode = 2;
    second = first;
    ASSERT_TRUE(CatalogueWriter(*database_).apply(library_, scanned));
    hear({{.content = content(1), .sound = {.cues = {cue(kSea, 60, 120), cue(kSea, 600, 610)}}, .themes = {}},
          {.content = content(3), .sound = {.cues = {cue(kSea, 7, 37)}}, .themes = {}}});
    const SongReader reader(*database_);
    const auto songs = reader.of_series(series_, {});
    ASSERT_TRUE(songs) << songs.error().describe();
    ASSERT_EQ(songs->rows.size(), 1U) << "this scan had no album";
    const auto& sea = songs->rows.front();
    EXPECT_EQ(sea.uses, 3);
    const auto uses = reader.uses(*sea.song.id, {});
    ASSERT_TRUE(uses) << uses.error().describe();
    EXPECT_EQ(uses->total, 3);
    std::vector<int> numbers;
    for (const auto& use : uses->rows) numbers.push_back(use.number.value_or(0));
    EXPECT_THAT(numbers, ElementsAre(1, 1, 3));
}

TEST_F(Sound, TheSongsOfASeriesAreItsOwnAndThoseThatSoundInIt) {
    const SongReader reader(*database_);
    EXPECT_EQ(reader.of_series(series_, {})->rows.size(), 1U);
    hear({{.content = content(1), .sound = {.cues = {cue(kSea, 5, 25)}}, .themes = {}}});
    const auto songs = reader.of_series(series_, {});
    ASSERT_TRUE(songs) << songs.error().describe();
    ASSERT_EQ(songs->rows.size(), 2U);
    EXPECT_EQ(songs->rows[0].uses, 0);
    EXPECT_EQ(songs->rows[1].uses, 1);
    EXPECT_EQ(songs->rows[1].song.series, other_);
    EXPECT_EQ(reader.of_series(other_, {})->rows.at(0).uses, 0) << "it sounds, but in another series";
    EXPECT_EQ(reader.of_series(domain::SeriesId{999}, {}).error().fault, Fault::NotFound);
}

TEST_F(Sound, TagsNameASongBeforeItsFileName) {
    domain::SongTags tags{.title = "Rain", .artist = "The Band", .album = "Rain OST", .composer = "A; B", .isrc = "KRA401100051", .year = 2024, .duration = seconds{181}};
    SoundStore store(*database_);
    ASSERT_TRUE(store.note_learned(kRain, {.version = 3}));
    EXPECT_EQ(*store.tags(kRain), std::nullopt) << "nobody has read them yet";
    ASSERT_TRUE(store.note_tags(kRain, 1, tags));
    EXPECT_EQ(*store.tags(kRain), tags);
    EXPECT_EQ(store.song_states()->at(kRain), (SongState{.tags_version = 1, .learning = {.version = 3}}));
    const auto row = SongReader(*database_).page({})->rows.at(0);
    EXPECT_EQ(row.song.title, "Rain");
    EXPECT_EQ(row.duration, seconds{181});
    EXPECT_EQ(row.song.tags.isrc, "KRA401100051");
}

TEST_F(Sound, ThePlanNamesEachContentOnceAndSkipsWhatIsGone) {
    auto plan = read_listening_plan(*database_);
    ASSERT_TRUE(plan) << plan.error().describe();
    ASSERT_EQ(plan->seasons.size(), 2U);
    EXPECT_THAT(plan->songs, ElementsAre(PlannedFile{kRain, "/library/Rain/OST/01 - Rain"}, PlannedFile{kSea, "/library/Sea/OST/01 - Sea"}));
    const auto& rain = plan->seasons[plan->seasons[0].series == series_ ? 0 : 1];
    ASSERT_EQ(rain.episodes.size(), 3U);
    EXPECT_THAT(rain.soundtrack, ElementsAre(kRain)) << "and not the other series' songs";
    EXPECT_EQ(rain.episodes[0], (PlannedFile{content(1), "/library/Rain/Season 01/Rain S01E1.mkv"}));
    ASSERT_TRUE(CatalogueWriter(*database_).retire(library_, std::vector<std::string>{"Sea"}));
    plan = read_listening_plan(*database_);
    EXPECT_EQ(plan->seasons.size(), 1U);
    EXPECT_EQ(plan->songs.size(), 1U);
}

TEST_F(Sound, AContentOfSeveralSeasonsIsAnsweredForByTheFullestOfThem) {
    const auto copy = [&](const std::string& folder, const std::vector<std::uint64_t>& contents) {
        auto scanned = sample_series(folder, static_cast<int>(contents.size()), 90);
        for (std::size_t i = 0; i < contents.size(); ++i) episode_at(scanned, i).versions[0].parts[0].content = content(contents[i]);
        return CatalogueWriter(*database_).apply(library_, scanned)->series;
    };
    const auto foreign = [&](domain::SeriesId series) {
        const auto plan = *read_listening_plan(*database_);
        return std::ranges::find(plan.seasons, series, &PlannedSeason::series)->foreign;
    };
    const auto one = copy("One", {2});
    EXPECT_THAT(foreign(one), ElementsAre(content(2)));
    EXPECT_THAT(foreign(series_), ElementsAre());
    EXPECT_EQ(read_listening_plan(*database_)->seasons.back().series, one) << "a season that answers for nothing comes last";
    const auto twin = copy("Twin", {1, 2, 3});
    EXPECT_THAT(foreign(twin), ElementsAre(content(1), content(2), content(3))) << "of equal ones the older answers";
    const auto more = copy("More", {1, 2, 60, 61});
    EXPECT_THAT(foreign(series_), ElementsAre(content(1), content(2)));
    EXPECT_THAT(foreign(more), ElementsAre());
}

TEST_F(Sound, ThePlanTakesTheVersionThatPlaysFirst) {
    auto scanned = sample_series("Wind", 1, 40);
    auto& versions = episode_at(scanned, 0).versions;
    versions.push_back(versions[0]);
    versions[0].parts[0].summary->is_direct = false;
    versions[1].parts[0] = media_file("Wind/Season 01/better.mkv", 41);
    ASSERT_TRUE(CatalogueWriter(*database_).apply(library_, scanned));
    const auto plan = read_listening_plan(*database_);
    for (const auto& season : plan->seasons) {
        if (season.series != series_ && season.series != other_) { EXPECT_EQ(season.episodes.at(0).content, content(41)); }
    }
    EXPECT_EQ(plan->seasons.size(), 3U);
}

TEST_F(Sound, ThePlanNamesEveryFileOfASplitEpisodeThatPlays) {
    auto scanned = sample_series("Wind", 1, 40);
    auto& versions = episode_at(scanned, 0).versions;
    for (const std::uint64_t number : {41U, 42U, 43U}) versions[0].parts.push_back(media_file("Wind/Season 01/cd" + std::to_string(number) + ".mkv", number));
    versions[0].parts[2].summary->is_direct = false;
    versions.push_back(versions[0]);
    versions[1].parts = {media_file("Wind/Season 01/other.mkv", 44), media_file("Wind/Season 01/other cd2.mkv", 45)};
    ASSERT_TRUE(CatalogueWriter(*database_).apply(library_, scanned));
    const auto plan = read_listening_plan(*database_);
    const auto wind = std::ranges::find_if(plan->seasons, [&](const PlannedSeason& each) { return each.series != series_ && each.series != other_; });
    ASSERT_NE(wind, plan->seasons.end());
    const auto contents = [](const std::vector<PlannedFile>& files) {
        std::vector<ContentKey> out;
        for (const auto& file : files) out.push_back(file.content);
        return out;
    };
    EXPECT_THAT(contents(wind->episodes), ElementsAre(content(40)));
    EXPECT_THAT(contents(wind->films), ElementsAre(content(40), content(41), content(43))) << "in their order, of the version that plays";
}

TEST_F(Sound, LandmarksAreWantedForAWhileAfterAFileIsGone) {
    ASSERT_TRUE(CatalogueWriter(*database_, {}, [] { return std::int64_t{1'000'000'000}; }).retire(library_, std::vector<std::string>{"Sea"}));
    const auto wanted = [&](std::int64_t hours_later) {
        const auto found = SoundStore(*database_, [=] { return 1'000'000'000 + hours_later * 3'600'000; }).wanted_contents(std::chrono::hours{24});
        EXPECT_TRUE(found) << found.error().describe();
        return std::ranges::count_if(*found, [](const ContentKey& key) { return key == content(11) || key == kSea; });
    };
    EXPECT_EQ(wanted(23), 2);
    EXPECT_EQ(wanted(25), 0);
}

TEST_F(Sound, LetsReadersNoticeEveryChange) {
    const auto version = [&] { return *SeriesReader(*database_).catalogue_version(); };
    auto before = version();
    hear({{.content = content(1), .sound = {.cues = {cue(kRain, 60, 120)}}, .themes = {}}});
    EXPECT_GT(version(), before);
    before = version();
    correct(1, CorrectionAction::Confirm, {.was = {kRain, between(60, 120)}, .now = {kRain, between(60, 120)}});
    EXPECT_GT(version(), before);
}

}  // namespace
}  // namespace bt::store

// What was heard, through its repositories: kept by content, corrected by hand, found by song.
#include <gmock/gmock.h>

#include <algorithm>
#include <gtest/gtest.h>

#include "store/catalogue_writer.h"
#include "store/correction_store.h"
#include "store/series_reader.h"
#include "store/song_reader.h"
#include "store/sound_reader.h"
#include "store/sound_store.h"
#include "tests/store/heard_library.h"

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

class Sound : public HeardLibrary {};

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
    hear({{.content = content(1), .sound = {.cues = {cue(kRain, 60, 120)}, .parts = {{.type = PartType::Intro, .stretch = between(0, 50)}}}, .themes = {}}});
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

TEST_F(Sound, ACorrectionIsAboutWhatIsShownAndInventsNothing) {
    CorrectionStore store(*database_);
    const auto about = [](const Music& was, int start, int end, const Music& now, int from, int to) { return CorrectionOf<Music>{{was, between(start, end)}, {now, between(from, to)}}; };
    const auto refusal = [&](CorrectionAction action, const auto& claim) {
        const auto added = store.add(content(1), {.action = action, .about = claim});
        EXPECT_TRUE(added || added.error().fault == Fault::NotFound) << added.error().describe();
        return added ? std::string() : added.error().message;
    };
    EXPECT_THAT(refusal(CorrectionAction::Confirm, about(kRain, 60, 120, kRain, 60, 120)), ::testing::HasSubstr("nothing was heard of it yet"));
    hear({{.content = content(1), .sound = {.cues = {cue(kRain, 60, 120)}}, .themes = {}}});
    EXPECT_THAT(refusal(CorrectionAction::Rename, about(kSea, 60, 120, Music("Moon"), 60, 120)), ::testing::HasSubstr("no such cue there: other music sounds"));
    EXPECT_THAT(view(1).sound.cues, ElementsAre(cue(kRain, 60, 120))) << "nothing was kept of what was refused";

    EXPECT_EQ(refusal(CorrectionAction::Move, about(kRain, 60, 120, kRain, 200, 260)), "");
    EXPECT_THAT(refusal(CorrectionAction::Move, about(kRain, 60, 120, kRain, 300, 360)), ::testing::HasSubstr("nothing sounds at 60.00-120.00")) << "it was moved away";
    EXPECT_EQ(refusal(CorrectionAction::Move, about(kRain, 200, 260, kRain, 210, 270)), "") << "what a correction made can be corrected";
    EXPECT_EQ(refusal(CorrectionAction::Delete, about(kRain, 210, 270, kRain, 210, 270)), "");
    EXPECT_THAT(view(1).sound.cues, ::testing::IsEmpty());
    hear({{.content = content(1), .sound = {}, .themes = {}}}, "2");
    EXPECT_EQ(store.of(content(1))->size(), 3U) << "they hold when the machine hears nothing there any more";
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

TEST_F(Sound, OutlivesARenameOfTheFile) {
    hear({{.content = content(1), .sound = {.cues = {cue(kRain, 60, 120)}}, .themes = {}}});
    auto scanned = sample_series("Rain", 3, 1);
    episode_at(scanned, 0).versions[0].parts[0].path = "Rain/Season 01/Another name S01E01.mkv";
    scanned.signature = domain::FolderSignature{77};
    ASSERT_TRUE(CatalogueWriter(*database_).apply(library_, scanned));
    EXPECT_EQ(view(1).sound.cues.size(), 1U);
    EXPECT_EQ(view(1).stage, SoundStage::Heard);
    EXPECT_EQ(view(1).songs.at(kRain).id, std::nullopt) << "its album is gone";
    EXPECT_EQ(view(1).songs.at(kRain).title, "01 - Rain") << "and its name is known";
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
    ASSERT_TRUE(SoundStore(*database_).name_theme(themes->at(0).id, "  The bus  "));

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
    ASSERT_TRUE(SoundStore(*database_).name_theme(id, "The bus"));
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

TEST_F(Sound, SongsAreListedAsTheyStandOnTheirAlbumsAlsoThoseThatCameLater) {
    const auto scan = [&](std::initializer_list<std::string> names) {
        auto scanned = sample_series("Rain", 3, 1);
        domain::Album album;
        album.folder = "Rain/OST";
        for (const auto& name : names) album.songs.push_back(song("Rain/OST/" + name, content(600 + album.songs.size())));
        scanned.series.albums = {album};
        scanned.signature = domain::FolderSignature{names.size()};
        ASSERT_TRUE(CatalogueWriter(*database_).apply(library_, scanned));
    };
    scan({"1 Rain", "3 Snow"});
    scan({"1 Rain", "2 Fog", "3 Snow"});
    const auto titles = [](const auto& read) {
        std::vector<std::string> out;
        PageRequest request{.limit = 1};
        do {
            const auto page = read(request);
            EXPECT_TRUE(page) << page.error().describe();
            for (const auto& row : page->rows) out.push_back(row.song.title);
            request.after = page->next;
        } while (!request.after.empty());
        return out;
    };
    const SongReader reader(*database_);
    EXPECT_THAT(titles([&](const auto& request) { return reader.of_series(series_, request); }), ElementsAre("1 Rain", "2 Fog", "3 Snow"));
    EXPECT_THAT(titles([&](const auto& request) { return reader.page(request); }), ElementsAre("1 Rain", "2 Fog", "3 Snow", "01 - Sea"));
}

TEST_F(Sound, TagsNameASongBeforeItsFileName) {
    domain::SongTags tags{.title = "Rain", .artist = "The Band", .album = "Rain OST", .composer = "A; B", .isrc = "KRA401100051", .year = 2024, .duration = seconds{181}, .media_type = "audio/flac"};
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

}  // namespace
}  // namespace bt::store

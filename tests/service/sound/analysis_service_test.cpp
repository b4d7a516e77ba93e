#include "service/sound/analysis_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "domain/whole.h"
#include "io/byte_source.h"
#include "store/catalogue_writer.h"
#include "store/connection.h"
#include "store/correction_store.h"
#include "store/scan_state_store.h"
#include "store/song_reader.h"
#include "store/sound_reader.h"
#include "store/sound_store.h"
#include "tests/eventually.h"
#include "tests/service/sound/fake_engine.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"
#include "transcode/song_tags.h"

namespace bt::service {
namespace {

using State = AnalysisStatus::State;
using domain::Provenance;
using std::chrono::seconds;
using store::content;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr auto kPatience = tests::kNever;

/// A library of one series: two episodes and an album of one song, all text files.
class Analysis : public ::testing::Test {
protected:
    void SetUp() override {
        auto opened = store::Database::open(folder_.file("db"));
        ASSERT_TRUE(opened) << opened.error().describe();
        database_ = *opened;
        write("Rain/Season 01/Rain S01E1.mkv", "talk RAINSONG talk EPILOGUE");
        write("Rain/Season 01/Rain S01E2.mkv", "talk talk SEASONG");
        write("Rain/OST/rain", "RAINSONG");
        write("Rain/OST/sea", "SEASONG");
        apply(2, {"rain"});
    }

    void write(const std::string& path, const std::string& text) {
        const auto whole = folder_.path() / "library" / path;
        std::filesystem::create_directories(whole.parent_path());
        std::ofstream(whole) << text;
    }
    /// A series in a folder of its own whose episodes have these contents, whatever else has them.
    void apply_copies(const std::string& name, const std::vector<std::uint64_t>& contents) {
        const auto library = store::ScanStateStore(*database_).library_at(folder_.file("library"));
        ASSERT_TRUE(library);
        auto scanned = store::sample_series(name, static_cast<int>(contents.size()), 1);
        for (std::size_t i = 0; i < contents.size(); ++i) store::episode_at(scanned, i).versions[0].parts[0].content = content(contents[i]);
        scanned.signature = domain::FolderSignature{++signature_};
        const auto applied = store::CatalogueWriter(*database_).apply(*library, scanned);
        ASSERT_TRUE(applied) << applied.error().describe();
    }
    /// The first episode comes in files of these contents.
    void apply_split(const std::vector<std::uint64_t>& contents) {
        const auto library = store::ScanStateStore(*database_).library_at(folder_.file("library"));
        ASSERT_TRUE(library);
        auto scanned = store::sample_series("Rain", 2, 1);
        auto& parts = store::episode_at(scanned, 0).versions[0].parts;
        for (std::size_t i = 1; i < contents.size(); ++i) parts.push_back(store::media_file("Rain/Season 01/Rain S01E1 cd" + std::to_string(i + 1) + ".mkv", contents[i]));
        parts[0].content = content(contents[0]);
        scanned.signature = domain::FolderSignature{++signature_};
        domain::Album album;
        album.folder = "Rain/OST";
        domain::Song rain;
        rain.path = "Rain/OST/rain";
        rain.content = content(501);
        album.songs = {rain};
        scanned.series.albums = {album};
        const auto applied = store::CatalogueWriter(*database_).apply(*library, scanned);
        ASSERT_TRUE(applied) << applied.error().describe();
        series_ = applied->series;
    }
    static ContentKey whole(const std::vector<std::uint64_t>& numbers) {
        std::vector<ContentKey> contents;
        for (const auto number : numbers) contents.push_back(content(number));
        return domain::whole_key(contents);
    }
    /// At the path of the first episode lies another content.
    void apply_replaced(std::uint64_t number) { apply(2, {"rain"}, 501, number); }
    void apply(int episodes, const std::vector<std::string>& songs, std::uint64_t rain = 501, std::uint64_t first_episode = 1) {
        const auto library = store::ScanStateStore(*database_).library_at(folder_.file("library"));
        ASSERT_TRUE(library);
        auto scanned = store::sample_series("Rain", episodes, 1);
        store::episode_at(scanned, 0).versions[0].parts[0].content = content(first_episode);
        scanned.signature = domain::FolderSignature{++signature_};
        domain::Album album;
        album.folder = "Rain/OST";
        for (const auto& name : songs) {
            domain::Song song;
            song.path = "Rain/OST/" + name;
            song.content = content(name == "rain" ? rain : 502);
            song.title = name;
            album.songs.push_back(song);
        }
        scanned.series.albums = {album};
        const auto applied = store::CatalogueWriter(*database_).apply(*library, scanned);
        ASSERT_TRUE(applied) << applied.error().describe();
        series_ = applied->series;
    }

    std::unique_ptr<AnalysisService> start(std::uint64_t room = 0) {
        return std::make_unique<AnalysisService>(*database_, std::make_unique<FakeEngine>(book_),
                                                 AnalysisService::Options{.folder = folder_.file("sound"), .retry_after = seconds{1}, .room = room});
    }
    static bool wait_for(const std::function<bool()>& what) {
        const auto end = std::chrono::steady_clock::now() + kPatience;
        while (std::chrono::steady_clock::now() < end) {
            if (what()) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return false;
    }
    static bool rests(const AnalysisService& service) {
        return wait_for([&] {
            const auto status = service.status();
            return status.state == State::Idle && status.seasons_total > 0 && status.seasons_done == status.seasons_total;
        });
    }
    store::SoundView view(std::uint64_t number) { return *store::SoundReader(*database_).by_content(content(number), series_); }

    tests::TemporaryFolder folder_;
    std::shared_ptr<store::Database> database_;
    std::shared_ptr<FakeEngineBook> book_ = std::make_shared<FakeEngineBook>();
    domain::SeriesId series_;
    std::uint64_t signature_ = 0;
};

TEST_F(Analysis, HearsTheWholeLibraryAndSaysHowFarItIs) {
    const auto service = start();
    ASSERT_TRUE(rests(*service));
    const auto status = service->status();
    EXPECT_EQ(status.songs_done, 1);
    EXPECT_EQ(status.episodes_done, 2);
    EXPECT_EQ(status.listened, seconds{200});
    EXPECT_GT(status.speed, 0);
    EXPECT_FALSE(status.failure);
    const auto first = view(1);
    EXPECT_EQ(first.stage, store::SoundStage::Heard);
    ASSERT_EQ(first.sound.cues.size(), 1U);
    EXPECT_EQ(first.sound.cues[0].music, domain::Music(content(501)));
    EXPECT_EQ(first.sound.cues[0].stretch, (domain::Stretch{seconds{5}, seconds{13}}));
    ASSERT_EQ(first.sound.parts.size(), 1U);
    EXPECT_EQ(first.sound.parts[0].type, domain::PartType::Epilogue);
    EXPECT_THAT(view(2).sound.cues, IsEmpty());
}

TEST_F(Analysis, ANewAlbumIsFoundWithoutListeningAgainAndIsTheSeasonsOwn) {
    const auto service = start();
    ASSERT_TRUE(rests(*service));
    ASSERT_EQ(book_->listened_to().size(), 2U);
    EXPECT_THAT(book_->own, ElementsAre("RAINSONG"));
    apply(2, {"rain", "sea"});
    service->look_again();
    ASSERT_TRUE(wait_for([&] { return view(2).sound.cues.size() == 1; }));
    EXPECT_EQ(book_->listened_to().size(), 2U);
    EXPECT_THAT(book_->learnt, ElementsAre("rain", "sea"));
    EXPECT_THAT(book_->own, ElementsAre("RAINSONG", "SEASONG"));
}

TEST_F(Analysis, ANewEpisodeIsListenedToAloneAndItsSeasonHeardAnew) {
    const auto service = start();
    ASSERT_TRUE(rests(*service));
    const int heard = book_->heard();
    write("Rain/Season 01/Rain S01E3.mkv", "RAINSONG RAINSONG");
    apply(3, {"rain"});
    service->look_again();
    ASSERT_TRUE(wait_for([&] { return view(3).stage == store::SoundStage::Heard; }));
    EXPECT_THAT(book_->listened_to(), UnorderedElementsAre("Rain S01E1.mkv", "Rain S01E2.mkv", "Rain S01E3.mkv"));
    EXPECT_EQ(book_->heard(), heard + 1);
}

TEST_F(Analysis, NothingIsDoneTwiceAfterARestart) {
    ASSERT_TRUE(rests(*start()));
    const int heard = book_->heard();
    ASSERT_TRUE(rests(*start()));
    EXPECT_EQ(book_->listened_to().size(), 2U);
    EXPECT_EQ(book_->learnt.size(), 1U);
    EXPECT_EQ(book_->heard(), heard);
    EXPECT_EQ(view(1).sound.cues.size(), 1U);
}

TEST_F(Analysis, AnotherVersionOfTheEngineListensAgain) {
    ASSERT_TRUE(rests(*start()));
    book_->version = 2;
    ASSERT_TRUE(rests(*start()));
    EXPECT_EQ(book_->listened_to().size(), 4U);
    EXPECT_EQ(book_->learnt.size(), 2U);
}

TEST_F(Analysis, ACopyOfAnEpisodeInAnotherFolderTakesItsAnswerFromTheFullerSeason) {
    write("Rain/Season 01/Rain S01E2.mkv", "RECAP talk SEASONG");
    const auto service = start();
    ASSERT_TRUE(rests(*service));
    ASSERT_EQ(view(2).sound.parts.size(), 1U);
    write("Copy/Season 01/Copy S01E1.mkv", "RECAP talk SEASONG");
    apply_copies("Copy", {2});
    const int heard = book_->heard();
    service->look_again();
    ASSERT_TRUE(wait_for([&] { return service->status().seasons_total == 2 && rests(*service); }));
    EXPECT_EQ(view(2).sound.parts.size(), 1U);
    EXPECT_EQ(book_->heard(), heard) << "there was nothing to answer";
    EXPECT_EQ(view(2).stage, store::SoundStage::Heard);
}

TEST_F(Analysis, ASeasonThatBecomesTheFullerOneAnswersAnew) {
    write("Rain/Season 01/Rain S01E2.mkv", "RECAP talk SEASONG");
    apply_copies("Copy", {2});
    apply(1, {"rain"});
    write("Copy/Season 01/Copy S01E1.mkv", "RECAP talk SEASONG");
    const auto service = start();
    ASSERT_TRUE(rests(*service));
    EXPECT_THAT(view(2).sound.parts, IsEmpty()) << "it is alone in its season";
    apply(2, {"rain"});
    service->look_again();
    ASSERT_TRUE(wait_for([&] { return view(2).sound.parts.size() == 1; }));
    apply(1, {"rain"});
    service->look_again();
    EXPECT_TRUE(wait_for([&] { return view(2).sound.parts.empty(); })) << "and the copy, when it is alone again";
}

TEST_F(Analysis, ASplitEpisodeIsHeardAsOne) {
    write("Rain/Season 01/Rain S01E1 cd2.mkv", "talk RAINSONG talk SEASONG");
    write("Rain/Season 01/Rain S01E1 cd3.mkv", "silence");
    apply_split({1, 71, 72});
    const auto key = whole({1, 71, 72});
    const auto service = start();
    ASSERT_TRUE(rests(*service));
    EXPECT_THAT(book_->listened_to(), UnorderedElementsAre("Rain S01E1.mkv", "Rain S01E2.mkv")) << "once, with all its files";
    EXPECT_EQ(service->status().episodes_total, 2);
    const auto heard = *store::SoundReader(*database_).by_content(key, series_);
    EXPECT_EQ(heard.stage, store::SoundStage::Heard);
    EXPECT_EQ(heard.sound.cues.size(), 1U);
    EXPECT_THAT(heard.unheard_files, ElementsAre(domain::UnheardFile{2, "it has no sound track"}));
    EXPECT_EQ(view(1).stage, store::SoundStage::Waiting) << "its first file is no episode";
}

TEST_F(Analysis, AnotherOrderOrAnotherFileOfASplitEpisodeIsHeardAnewAndAFileAloneIsNot) {
    write("Rain/Season 01/Rain S01E1 cd2.mkv", "talk");
    apply_split({1, 71});
    const auto service = start();
    ASSERT_TRUE(rests(*service));
    const auto listened_again = [&](const std::vector<std::uint64_t>& files, std::size_t times) {
        apply_split(files);
        service->look_again();
        ASSERT_TRUE(wait_for([&] { return store::SoundReader(*database_).by_content(whole(files), series_)->stage == store::SoundStage::Heard; }));
        EXPECT_EQ(book_->listened_to().size(), times);
    };
    listened_again({1, 72}, 3);
    listened_again({72, 1}, 4);
    EXPECT_EQ(std::ranges::count(book_->listened_to(), "Rain S01E2.mkv"), 1);
}

TEST_F(Analysis, CorrectionsOfASplitEpisodeGoOverWhenAnotherTagIsInItsSecondFile) {
    write("Rain/Season 01/Rain S01E1 cd2.mkv", "talk");
    apply_split({1, 71});
    const auto service = start();
    ASSERT_TRUE(rests(*service));
    const domain::CorrectionOf<domain::Music> about{.was = {content(501), {seconds{5}, seconds{13}}}, .now = {content(501), {seconds{4}, seconds{13}}}};
    ASSERT_TRUE(store::CorrectionStore(*database_).add(whole({1, 71}), {.action = domain::CorrectionAction::Move, .about = about}));
    apply_split({1, 72});
    service->look_again();
    const auto moved = [&] {
        const auto cues = store::SoundReader(*database_).by_content(whole({1, 72}), series_)->sound.cues;
        return cues.size() == 1 && cues[0].provenance == Provenance::Hand;
    };
    EXPECT_TRUE(wait_for(moved));
}

TEST_F(Analysis, SongsGetTheirTempoAndKeyAndABetterEstimatorDecodesNothing) {
    const auto rain = [&] { return store::SongReader(*database_).page({})->rows.at(0).character; };
    ASSERT_TRUE(rests(*start()));
    EXPECT_EQ(rain(), (domain::SongCharacter{.tempo = 108.0, .key = "A minor"}));
    ASSERT_TRUE(database_->write("forget the tempo", [](store::Connection& sql) -> Result<void> {
        sql.run("UPDATE song_facts SET tempo = 1");
        return {};
    }));
    book_->character_version = 2;
    ASSERT_TRUE(rests(*start()));
    EXPECT_EQ(rain().tempo, 108.0);
    EXPECT_EQ(book_->learnt.size(), 1U);
}

TEST_F(Analysis, LostOrDamagedLandmarksAreMadeAgain) {
    ASSERT_TRUE(rests(*start()));
    const LandmarkStore landmarks(folder_.file("sound") + "/episodes", 1);
    std::filesystem::remove(landmarks.path_of(content(1)));
    std::ofstream(landmarks.path_of(content(2)), std::ios::trunc) << "BT";
    ASSERT_TRUE(rests(*start()));
    EXPECT_THAT(book_->listened_to(), UnorderedElementsAre("Rain S01E1.mkv", "Rain S01E2.mkv", "Rain S01E1.mkv", "Rain S01E2.mkv"));
}

TEST_F(Analysis, AFileThatCannotBeHeardIsTriedOnce) {
    write("Rain/Season 01/Rain S01E2.mkv", "silence");
    ASSERT_TRUE(rests(*start()));
    const auto service = start();
    ASSERT_TRUE(rests(*service));
    EXPECT_EQ(service->status().unheard, 1);
    EXPECT_EQ(view(2).stage, store::SoundStage::Unheard);
    EXPECT_EQ(view(2).failure, "it has no sound track");
    EXPECT_EQ(view(1).stage, store::SoundStage::Heard);
}

TEST_F(Analysis, AsksForTagsOnceAndOnceMoreWhereAHelperWasKilled) {
    for (const int failures : {0, 1}) {
        apply(2, {failures == 0 ? "rain" : "sea"});
        book_->tags_asked = 0;
        book_->tags_fail = failures;
        const auto service = start();
        ASSERT_TRUE(rests(*service));
        EXPECT_EQ(book_->tags_asked, failures + 1);
        const auto states = store::SoundStore(*database_).song_states().value();
        for (const auto& [song, state] : states) EXPECT_EQ(state.tags_version, transcode::kSongTagsVersion);
    }
}

TEST_F(Analysis, ADiskThatDoesNotAnswerIsTriedUntilItDoes) {
    book_->disk_fails = true;
    const auto service = start();
    ASSERT_TRUE(wait_for([&] { return service->status().state == State::Waiting; }));
    EXPECT_EQ(service->status().failure->message, "the disk does not answer");
    book_->disk_fails = false;
    ASSERT_TRUE(wait_for([&] { return view(2).stage == store::SoundStage::Heard; }));
}

TEST_F(Analysis, WithoutRoomItDecodesNothingAndSaysSo) {
    const auto service = start(UINT64_MAX);
    ASSERT_TRUE(wait_for([&] { return service->status().state == State::Waiting; }));
    EXPECT_THAT(service->status().failure->message, ::testing::HasSubstr("nearly full"));
    EXPECT_THAT(book_->listened_to(), IsEmpty());
}

TEST_F(Analysis, CorrectionsStandWhateverIsHeardAgain) {
    ASSERT_TRUE(rests(*start()));
    const domain::Claim<domain::Music> claim{content(501), {seconds{5}, seconds{13}}};
    ASSERT_TRUE(store::CorrectionStore(*database_).add(content(1), {.action = domain::CorrectionAction::Move, .about = domain::CorrectionOf<domain::Music>{claim, {content(501), {seconds{6}, seconds{20}}}}}));
    book_->version = 2;
    ASSERT_TRUE(rests(*start()));
    const auto shown = view(1);
    ASSERT_EQ(shown.sound.cues.size(), 1U);
    EXPECT_EQ(shown.sound.cues[0].stretch, (domain::Stretch{seconds{6}, seconds{20}}));
    EXPECT_EQ(shown.sound.cues[0].provenance, Provenance::Hand);
}

TEST_F(Analysis, AnotherTagInAFileTakesNoCorrectionWithIt) {
    ASSERT_TRUE(rests(*start()));
    const domain::Claim<domain::Music> claim{content(501), {seconds{5}, seconds{13}}};
    const auto added = store::CorrectionStore(*database_).add(content(1), {.action = domain::CorrectionAction::Move, .about = domain::CorrectionOf<domain::Music>{claim, {content(501), {seconds{6}, seconds{20}}}}});
    ASSERT_TRUE(added);
    apply_replaced(11);
    ASSERT_TRUE(rests(*start()));
    const auto shown = view(11).sound.cues;
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_EQ(shown[0].stretch, (domain::Stretch{seconds{6}, seconds{20}}));
    EXPECT_EQ(shown[0].correction, *added);
}

TEST_F(Analysis, AnotherSoundOfTheSameLengthInheritsNoCorrection) {
    ASSERT_TRUE(rests(*start()));
    const domain::Claim<domain::Music> claim{content(501), {seconds{5}, seconds{13}}};
    ASSERT_TRUE(store::CorrectionStore(*database_).add(content(1), {.action = domain::CorrectionAction::Confirm, .about = domain::CorrectionOf<domain::Music>{claim, claim}}));
    write("Rain/Season 01/Rain S01E1.mkv", "RAINSONG that sounds elsewhere");
    apply_replaced(11);
    ASSERT_TRUE(rests(*start()));
    ASSERT_EQ(view(11).sound.cues.size(), 1U);
    EXPECT_EQ(view(11).sound.cues[0].provenance, Provenance::Machine);
    EXPECT_EQ(store::CorrectionStore(*database_).of(content(1))->size(), 1U) << "it waits for the sound it was made for";
    apply(2, {"rain"});
    write("Rain/Season 01/Rain S01E1.mkv", "talk RAINSONG talk EPILOGUE");
    ASSERT_TRUE(rests(*start()));
    EXPECT_EQ(view(1).sound.cues.at(0).provenance, Provenance::Hand);
}

TEST_F(Analysis, AnotherTagInASongLeavesItsCorrectionsWithTheirSong) {
    ASSERT_TRUE(rests(*start()));
    const domain::Claim<domain::Music> claim{content(501), {seconds{5}, seconds{13}}};
    ASSERT_TRUE(store::CorrectionStore(*database_).add(content(1), {.action = domain::CorrectionAction::Confirm, .about = domain::CorrectionOf<domain::Music>{claim, claim}}));
    apply(2, {"rain"}, 511);
    ASSERT_TRUE(rests(*start()));
    const auto shown = view(1);
    ASSERT_EQ(shown.sound.cues.size(), 1U) << "the machine's cue is not beside it";
    EXPECT_EQ(shown.sound.cues[0].provenance, Provenance::Hand);
    EXPECT_EQ(shown.songs.at(content(511)).title, "rain");
}

TEST_F(Analysis, EndsAtOnceInTheMiddleOfAFile) {
    book_->waits = true;
    auto service = start();
    ASSERT_TRUE(wait_for([&] { return service->status().current == "Rain S01E1.mkv"; }));
    service.reset();
    EXPECT_EQ(view(1).stage, store::SoundStage::Waiting);
    book_->waits = false;
    ASSERT_TRUE(rests(*start()));
    EXPECT_EQ(view(1).stage, store::SoundStage::Heard);
}

TEST_F(Analysis, LandmarksOfWhatIsNoLongerWantedAreRemoved) {
    ASSERT_TRUE(rests(*start()));
    const LandmarkStore landmarks(folder_.file("sound") + "/episodes", 1);
    ASSERT_TRUE(landmarks.keep(content(77), as_bytes("of no file")));
    const std::filesystem::path half = folder_.file("sound") + "/episodes/half.part";
    std::ofstream(half) << "half";
    std::filesystem::last_write_time(half, std::filesystem::file_time_type::clock::now() - std::chrono::hours(2));
    ASSERT_TRUE(rests(*start()));
    ASSERT_TRUE(wait_for([&] { return !landmarks.has(content(77)); }));
    EXPECT_FALSE(std::filesystem::exists(half)) << "a program that was killed left it";
    EXPECT_TRUE(landmarks.has(content(1)));
}

TEST(Landmarks, ComeBackAsTheyWereKeptOrNotAtAll) {
    const tests::TemporaryFolder folder;
    const LandmarkStore landmarks(folder.file("sound"), 3);
    EXPECT_EQ(landmarks.read(content(1)).error().fault, Fault::NotFound);
    ASSERT_TRUE(landmarks.keep(content(1), as_bytes("landmarks")));
    ASSERT_TRUE(landmarks.keep(content(2), {}));
    EXPECT_EQ(as_text(*landmarks.read(content(1))), "landmarks");
    EXPECT_EQ(landmarks.read(content(2))->size(), 0U);
    EXPECT_EQ(LandmarkStore(folder.file("sound"), 4).read(content(1)).error().fault, Fault::NotFound) << "of another version";
    const auto whole = *io::File::open(landmarks.path_of(content(1)));
    const auto bytes = *whole->read({0, whole->size()});
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        std::ofstream(landmarks.path_of(content(1)), std::ios::trunc | std::ios::binary).write(as_text(bytes).data(), static_cast<std::streamsize>(length));
        EXPECT_FALSE(landmarks.read(content(1))) << length;
    }
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        auto flipped = bytes;
        flipped[at] ^= std::byte{1};
        std::ofstream(landmarks.path_of(content(1)), std::ios::trunc | std::ios::binary).write(as_text(flipped).data(), static_cast<std::streamsize>(flipped.size()));
        EXPECT_FALSE(landmarks.read(content(1))) << at;
    }
}

}  // namespace
}  // namespace bt::service

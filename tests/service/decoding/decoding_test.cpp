// What helpers do, and what becomes of those who ask when a helper dies. A file of strangers that kills its decoder is hard to come by: here
// it is a pipe that nobody writes to, which a decoder waits for, and somebody who sends the decoder the signal it would have died of.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <functional>
#include <thread>
#include <vector>

#include "library/fingerprint.h"
#include "service/decoding/ask.h"
#include "service/sound/analysis_service.h"
#include "service/sound/studio_engine.h"
#include "store/catalogue_writer.h"
#include "store/scan_state_store.h"
#include "store/sound_reader.h"
#include "tests/eventually.h"
#include "tests/media/ffmpeg.h"
#include "tests/service/decoding/helpers.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"
#include "transcode/picture.h"

namespace bt::service {
namespace {

using std::chrono::seconds;

/// Does something whenever somebody reads `pipe`: only then it can be opened for writing.
class WhoeverReads {
public:
    WhoeverReads(const std::string& pipe, const std::function<void()>& then)
        : thread_([pipe, then](const std::stop_token& stop) {
              while (!stop.stop_requested()) {
                  if (const int file = ::open(pipe.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC); file >= 0) {
                      then();
                      ::close(file);
                  }
                  std::this_thread::sleep_for(std::chrono::milliseconds(5));
              }
          }) {}

private:
    std::jthread thread_;
};
/// Of its own code's fault, as far as anybody can tell, and without a report of a sanitizer.
void crash_helpers() { testing::signal_helpers(SIGABRT); }

class Decoding : public ::testing::Test {
protected:
    std::string pipe(const std::string& name) {
        const auto path = folder.file(name);
        EXPECT_EQ(::mkfifo(path.c_str(), 0600), 0);
        return path;
    }
    /// A red picture.
    PlacedContent picture(const std::string& name) {
        transcode::Picture red{.width = 300, .height = 450, .rgba = {}};
        for (std::uint32_t i = 0; i < red.width * red.height; ++i) red.rgba.insert(red.rgba.end(), {200, 30, 30, 255});
        std::ofstream(folder.file(name), std::ios::binary) << as_text(transcode::encode_picture(red, transcode::ImageType::Jpeg).value());
        return {folder.file(name), library::read_content_key(**io::File::open(folder.file(name))).value()};
    }

    tests::TemporaryFolder folder;
    studio::Studio studio{{}};
};

TEST_F(Decoding, MakesAPictureSmallerInTheFormThatIsAskedFor) {
    const auto file = picture("poster.jpg");
    const auto webp = ask(studio, ShrinkPicture{.file = file, .width = 160, .form = PictureForm::WebP});
    ASSERT_TRUE(webp) << webp.error().describe();
    EXPECT_EQ(transcode::image_type(*webp), transcode::ImageType::WebP);
    const auto plain = ask(studio, ShrinkPicture{.file = file, .width = 160, .form = PictureForm::Plain});
    ASSERT_TRUE(plain);
    EXPECT_EQ(transcode::image_type(*plain), transcode::ImageType::Jpeg);
    EXPECT_EQ(transcode::decode_picture(*plain, 4'096)->picture.width, 160U);
}

TEST_F(Decoding, RefusesAFileThatHoldsSomethingElseByNow) {
    auto file = picture("poster.jpg");
    file.content.low ^= 1;
    EXPECT_EQ(ask(studio, ShrinkPicture{.file = file, .width = 160}).error().fault, Fault::Conflict);
    EXPECT_EQ(ask(studio, DescribePicture{file}).error().fault, Fault::Conflict);
    EXPECT_EQ(ask(studio, MakeStoryboard{.film = file, .index_folder = folder.file("index"), .most_work = seconds(1)}).error().fault, Fault::Conflict);
    file.path += "x";
    EXPECT_EQ(ask(studio, TakeStill{.film = file, .index_folder = folder.file("index"), .width = 160}).error().fault, Fault::NotFound);
}

TEST_F(Decoding, FaultsOfFilesComeBackAsTheyAre) {
    std::ofstream(folder.file("text.mp4")) << "this is no film";
    EXPECT_EQ(ask(studio, ListenTo{.files = {folder.file("text.mp4")}, .unheard = {}}).error().fault, Fault::Unsupported);
    EXPECT_EQ(ask(studio, LearnSong{folder.file("gone.mp3")}).error().fault, Fault::NotFound);
    EXPECT_EQ(ask(studio, DescribeContainer{folder.file("text.mp4")}).error().fault, Fault::Unsupported);
    EXPECT_EQ(ask(studio, ReadSongTags{folder.file("gone.mp3")}).error().fault, Fault::NotFound);
    EXPECT_EQ(studio.helpers(), 1U) << "nobody died of it";
}

TEST_F(Decoding, ADecoderThatCrashesIsToldAndTheNextRequestWorks) {
    StudioEngine engine(studio, folder.file("sound"));
    const auto path = pipe("hostile.mkv");
    {
        const WhoeverReads dies(path, crash_helpers);
        const auto listened = engine.listen(std::vector{path}, [](auto) { return true; });
        ASSERT_FALSE(listened);
        EXPECT_EQ(listened.error().fault, Fault::Malformed);
        EXPECT_EQ(listened.error().message, "the decoder crashed on this file");
    }
    EXPECT_TRUE(ask(studio, DescribePicture{picture("poster.jpg")}));
}

TEST_F(Decoding, OneThatSomebodyKillsIsReplacedUnderWay) {
    if (!bt::testing::has_ffmpeg()) GTEST_SKIP() << "ffmpeg is not installed";
    ASSERT_TRUE(bt::testing::run("ffmpeg -v error -y -f lavfi -i sine=d=3 " + folder.file("a.flac")).ok);
    StudioEngine engine(studio, folder.file("sound"));
    const auto path = pipe("a.mkv");
    const WhoeverReads is_killed(path, [&] {
        std::error_code gone;
        std::filesystem::rename(folder.file("a.flac"), path, gone);  // what the next helper finds there
        if (!gone) testing::signal_helpers(SIGKILL);
    });
    const auto listened = engine.listen(std::vector{path}, [](auto) { return true; });
    ASSERT_TRUE(listened) << listened.error().describe();
    EXPECT_NEAR(static_cast<double>(listened->measures.duration.count()), 3'000, 20);
}

TEST_F(Decoding, OfASplitEpisodeTheFileThatKillsItsDecoderIsSilenceAndTheOthersAreHeard) {
    if (!bt::testing::has_ffmpeg()) GTEST_SKIP() << "ffmpeg is not installed";
    // Long enough for somebody to kill the decoder while it is in it.
    const std::vector<std::string> files{folder.file("cd1.mka"), folder.file("cd2.mka"), folder.file("cd3.mka")};
    ASSERT_TRUE(bt::testing::run("ffmpeg -v error -y -f lavfi -i sine=d=4 -c:a flac " + files[0]).ok);
    ASSERT_TRUE(bt::testing::run("ffmpeg -v error -y -f lavfi -i anoisesrc=d=2400:c=pink -c:a flac " + files[1]).ok);
    ASSERT_TRUE(bt::testing::run("ffmpeg -v error -y -f lavfi -i sine=d=5 -c:a flac " + files[2]).ok);
    StudioEngine engine(studio, folder.file("sound"));
    // Two: whatever a decoder crashes on is given another chance. The other has begun when it is at another place.
    int died = 0;
    std::chrono::milliseconds died_at{0};
    const auto listened = engine.listen(files, [&](std::chrono::milliseconds place) {
        if (place < seconds(20) || place > seconds(2'000) || place == died_at || died == 2) return true;
        ++died;
        died_at = place;
        crash_helpers();
        return true;
    });
    ASSERT_TRUE(listened) << listened.error().describe();
    EXPECT_EQ(died, 2);
    EXPECT_NEAR(static_cast<double>(listened->measures.duration.count()), 2'409'000, 100);
    ASSERT_EQ(listened->measures.unheard_files, (std::vector<domain::UnheardFile>{{.file = 1, .reason = "the decoder crashed on this file"}}));
    const auto& energy = listened->measures.energy;
    EXPECT_GT(energy.at(2), -40);
    EXPECT_LE(energy.at(1'000), -69);
    EXPECT_GT(energy.at(2'406), -40);
}

TEST_F(Decoding, AnEpisodeWhosePictureKillsItsDecoderIsHeardWithoutIt) {
    if (!bt::testing::has_ffmpeg()) GTEST_SKIP() << "ffmpeg is not installed";
    ASSERT_TRUE(bt::testing::run("ffmpeg -v error -y -f lavfi -i sine=d=30 " + folder.file("a.flac")).ok);
    StudioEngine engine(studio, folder.file("sound"));
    const auto listened = engine.listen(std::vector<std::string>{folder.file("a.flac")}, [](auto) { return true; });
    ASSERT_TRUE(listened);
    const LandmarkStore landmarks(folder.file("sound") + "/episodes", engine.landmarks_version());
    std::vector<KnownSound> season;
    for (const std::uint64_t episode : {1U, 2U}) {
        ASSERT_TRUE(landmarks.keep(store::content(episode), listened->landmarks));
        season.push_back({.content = store::content(episode), .files = {folder.file("a.flac")}, .landmarks = landmarks.path_of(store::content(episode))});
    }
    season[1].files = {pipe("hostile.mkv")};
    std::atomic<int> died = 0;
    const WhoeverReads dies(season[1].files[0], [&] {
        ++died;
        crash_helpers();
    });
    const auto heard = engine.hear(season, {}, [](auto) { return true; });
    ASSERT_TRUE(heard) << heard.error().describe();
    ASSERT_EQ(heard->size(), 2U);
    EXPECT_NEAR((*heard)[1].duration, 30, 0.1);
    EXPECT_GE(died, 2);
}

TEST_F(Decoding, OneThatHangsIsEndedWhenTheWorkIsToStop) {
    StudioEngine engine(studio, folder.file("sound"));
    const auto begun = std::chrono::steady_clock::now();
    const auto listened = engine.listen(std::vector<std::string>{pipe("endless.mkv")}, [&](auto) { return std::chrono::steady_clock::now() - begun < std::chrono::milliseconds(300); });
    EXPECT_EQ(listened.error().fault, Fault::Busy);
    EXPECT_TRUE(tests::eventually([] { return testing::helpers().empty(); }));
    EXPECT_EQ(engine.learn(folder.file("gone.mp3"), [](auto) { return true; }).error().fault, Fault::NotFound);
}

TEST_F(Decoding, AFileThatKillsItsDecoderIsNotedWithTheReasonAndTriedOnce) {
    const auto database = store::Database::open(folder.file("db")).value();
    const auto library = store::ScanStateStore(*database).library_at(folder.file("library")).value();
    std::filesystem::create_directories(folder.file("library") + "/Rain/Season 01");
    const auto hostile = pipe("library/Rain/Season 01/Rain S01E1.mkv");
    std::ofstream(folder.file("library") + "/Rain/Season 01/Rain S01E2.mkv") << "no film";
    const auto applied = store::CatalogueWriter(*database).apply(library, store::sample_series("Rain", 2, 1)).value();
    const auto view = [&](std::uint64_t number) { return *store::SoundReader(*database).by_content(store::content(number), applied.series); };
    const auto start = [&] {
        return std::make_unique<AnalysisService>(*database, std::make_unique<StudioEngine>(studio, folder.file("sound")), AnalysisService::Options{.folder = folder.file("sound"), .room = 0});
    };
    const auto rests = [](const AnalysisService& service) {
        return tests::eventually([&] {
            const auto status = service.status();
            return status.state == AnalysisStatus::State::Idle && status.seasons_total > 0 && status.seasons_done == status.seasons_total;
        });
    };
    {
        const auto service = start();
        const WhoeverReads dies(hostile, crash_helpers);
        EXPECT_TRUE(tests::eventually([&] { return view(1).stage != store::SoundStage::Waiting; }));
    }
    EXPECT_EQ(view(1).stage, store::SoundStage::Unheard);
    EXPECT_EQ(view(1).failure, "the decoder crashed on this file");
    const auto service = start();
    ASSERT_TRUE(rests(*service)) << "the pipe would be waited for";
    EXPECT_EQ(service->status().unheard, 2);
    EXPECT_EQ(view(2).stage, store::SoundStage::Unheard);
}

}  // namespace
}  // namespace bt::service

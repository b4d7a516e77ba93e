#include "service/storyboard/storyboard.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "io/byte_source.h"
#include "subtitle/read.h"
#include "tests/media/ffmpeg.h"
#include "transcode/picture.h"

namespace bt::service {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using tests::TemporaryFolder;
using std::chrono::milliseconds;

std::vector<media::SyncPoint> points_each(std::int64_t ticks, int count) {
    std::vector<media::SyncPoint> points;
    for (int i = 0; i < count; ++i) points.push_back({.presentation_time = i * ticks});
    return points;
}

TEST(Storyboard, TilesAreKeyFramesAtLeastFiveSecondsApart) {
    EXPECT_THAT(choose_tiles(points_each(2'000, 10), kMilliseconds, {20'000, kMilliseconds}), ElementsAre(0, 3, 6, 9));
    EXPECT_THAT(choose_tiles(points_each(10'000, 3), kMilliseconds, {30'000, kMilliseconds}), ElementsAre(0, 1, 2));
    EXPECT_TRUE(choose_tiles({}, kMilliseconds, {0, kMilliseconds}).empty());
}

TEST(Storyboard, ALongFilmHasTilesFurtherApartAndNeverMoreThanFiveSheets) {
    const auto three_hours = choose_tiles(points_each(2'000, 5'400), kMilliseconds, {10'800'000, kMilliseconds});
    EXPECT_LE(three_hours.size(), kMostTiles);
    EXPECT_EQ(three_hours[1], 11U) << "21.6 s are the next key frame at or after";
    // A file that says nothing of its length, or something absurd.
    EXPECT_EQ(choose_tiles(points_each(6'000, 100'000), kMilliseconds, {0, kMilliseconds}).size(), kMostTiles);
}

TEST(Storyboard, ATileHasTheShapeOfThePictureAsItIsShown) {
    struct Case {
        media::VideoFormat video;
        TileSize tile;
    };
    const Case kCases[] = {{{.width = 1'920, .height = 1'080}, {320, 180}},
                           {{.width = 720, .height = 480, .display_width = 854, .display_height = 480}, {320, 180}},
                           {{.width = 1'920, .height = 800}, {320, 133}},
                           {{.width = 1'440, .height = 1'080}, {320, 240}},
                           {{.width = 1'080, .height = 1'920}, {180, 320}},
                           {{.width = 1'920, .height = 1'080, .rotation_degrees = 90}, {180, 320}},
                           {{.width = 1'920, .height = 1'080, .rotation_degrees = 180}, {320, 180}},
                           {{.width = 16'000, .height = 2}, {320, 1}}};
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.video.width);
        EXPECT_EQ(tile_size(row.video, kTileSide), row.tile);
    }
}

TEST(KeyFrames, APictureIsAsWideAsAskedForAndNeverLargerThanTheFilm) {
    EXPECT_EQ(tile_size_of_width({.width = 1'920, .height = 1'080}, 640), (TileSize{640, 360}));
    EXPECT_EQ(tile_size_of_width({.width = 320, .height = 180}, 640), (TileSize{320, 180}));
    EXPECT_EQ(tile_size_of_width({.width = 1'920, .height = 1'080, .rotation_degrees = 270}, 640), (TileSize{640, 1'138}));
    EXPECT_EQ(tile_size_of_width({.width = 2, .height = 16'000}, 640), (TileSize{2, 8}));
}

TEST(Storyboard, TheIndexNamesSheetAndRectangleOfEachStretch) {
    std::vector<milliseconds> times;
    for (int i = 0; i < 102; ++i) times.emplace_back(i * 5'000 + (i == 0 ? 83 : 0));
    const auto text = thumbnails_webvtt(times, milliseconds(512'000), {320, 180});
    EXPECT_TRUE(text.starts_with("WEBVTT\n\n00:00:00.000 --> 00:00:05.000\n1.webp#xywh=0,0,320,180\n"));
    EXPECT_THAT(text, HasSubstr("00:00:55.000 --> 00:01:00.000\n1.webp#xywh=320,180,320,180\n"));
    EXPECT_THAT(text, HasSubstr("00:08:20.000 --> 00:08:25.000\n2.webp#xywh=0,0,320,180\n"));
    EXPECT_TRUE(text.ends_with("00:08:25.000 --> 00:08:32.000\n2.webp#xywh=320,0,320,180\n"));
}

/// Six seconds each of red, green and blue, a key frame every six seconds.
std::string coloured_film(const TemporaryFolder& folder, const std::string& name, const std::string& encoder) {
    const std::string size = ":s=320x180:r=10:d=6";
    const auto path = folder.file(name);
    const auto made = bt::testing::run("ffmpeg -v error -y -f lavfi -i color=red" + size + " -f lavfi -i color=lime" + size + " -f lavfi -i color=blue" + size +
                                          " -filter_complex '[0][1][2]concat=n=3' -g 60 -pix_fmt yuv420p -c:v " + encoder + " '" + path + "'");
    return made.ok ? path : "";
}

Result<std::shared_ptr<const media::MediaFile>> open_film(const std::string& path) {
    BT_TRY(auto file, io::File::open(path));
    return media::open_media(std::move(file));
}

struct Made {
    Result<std::string> index = std::string();
    std::vector<Bytes> sheets;
};
Made make(const media::MediaFile& film, const std::function<bool()>& goes_on = [] { return true; }) {
    Made made;
    made.index = make_storyboard(film, [&](std::size_t number, ByteView webp) -> Result<void> {
        EXPECT_EQ(number, made.sheets.size() + 1);
        made.sheets.emplace_back(webp.begin(), webp.end());
        return {};
    }, goes_on);
    return made;
}

TEST(Storyboard, ShowsTheKeyFramesOfEveryCodecThatIsPlayed) {
    struct Case {
        const char *name, *encoder, *program;
    };
    constexpr Case kCases[] = {{"a.mp4", "libx264 -preset ultrafast -bf 2", "libx264"}, {"b.mkv", "libx264 -preset ultrafast", "libx264"},
                               {"c.mp4", "libx265 -preset ultrafast -x265-params log-level=none:keyint=60 -tag:v hvc1", "libx265"},
                               {"d.webm", "libvpx-vp9 -deadline realtime", "libvpx-vp9"}, {"e.mp4", "libaom-av1 -cpu-used 8 -usage realtime", "libaom-av1"}};
    if (!bt::testing::has_ffmpeg()) GTEST_SKIP() << "ffmpeg is not installed";
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.name);
        if (!bt::testing::has_encoder(row.program)) continue;
        const TemporaryFolder folder;
        const auto path = coloured_film(folder, row.name, row.encoder);
        ASSERT_FALSE(path.empty());
        const auto film = open_film(path);
        ASSERT_TRUE(film) << film.error().describe();
        const auto made = make(**film);
        ASSERT_TRUE(made.index) << made.index.error().describe();
        ASSERT_EQ(made.sheets.size(), 1U);
        EXPECT_THAT(*made.index, HasSubstr("00:00:12.000 --> 00:00:18.000\n1.webp#xywh=640,0,320,180\n"));
        const auto sheet = transcode::decode_picture(made.sheets[0], 4'096);
        ASSERT_TRUE(sheet);
        ASSERT_EQ(sheet->picture.width, 960U);
        ASSERT_EQ(sheet->picture.height, 180U);
        for (std::size_t tile = 0; tile < 3; ++tile) {
            const auto* pixel = &sheet->picture.rgba[(90 * 960 + tile * 320 + 160) * 4];
            for (std::size_t c = 0; c < 3; ++c) EXPECT_NEAR(pixel[c], c == tile ? 254 : 0, 14) << "tile " << tile << ", component " << c;
        }
    }
}

/// Components of the pixel in the middle of the first tile of a film that ffmpeg makes with these arguments.
std::vector<int> middle_of(const TemporaryFolder& folder, const std::string& arguments, std::uint32_t width, std::uint32_t height, std::uint32_t x, std::uint32_t y) {
    const auto path = folder.file("a.mp4");
    EXPECT_TRUE(bt::testing::run("ffmpeg -v error -y " + arguments + " " + path).ok);
    const auto film = open_film(path);
    EXPECT_TRUE(film);
    if (!film) return {};
    const auto made = make(**film);
    EXPECT_TRUE(made.index) << made.index.error().describe();
    if (made.sheets.empty()) return {};
    const auto sheet = transcode::decode_picture(made.sheets[0], 4'096);
    EXPECT_EQ(sheet->picture.width, width);
    EXPECT_EQ(sheet->picture.height, height);
    const auto* pixel = &sheet->picture.rgba[(std::size_t{y} * width + x) * 4];
    return {pixel[0], pixel[1], pixel[2]};
}

TEST(Storyboard, AFilmThatIsTurnedStandsUpright) {
    if (!bt::testing::has_encoder("libx264")) GTEST_SKIP() << "ffmpeg is not installed";
    const TemporaryFolder folder;
    // Red on the left, blue on the right; turned clockwise, red is above.
    const auto source = folder.file("flat.mp4");
    ASSERT_TRUE(bt::testing::run("ffmpeg -v error -y -f lavfi -i color=red:s=160x180:r=10:d=1 -f lavfi -i color=blue:s=160x180:r=10:d=1 -filter_complex hstack -c:v libx264 " + source).ok);
    // Newer ffmpegs have an option, older ones a field.
    const bool has_option = bt::testing::run("ffmpeg -v error -y -display_rotation 270 -i " + source + " -c copy " + folder.file("turned.mp4")).ok;
    const auto turned = has_option ? "-display_rotation 270 -i " + source + " -c copy" : "-i " + source + " -c copy -metadata:s:v:0 rotate=270";
    EXPECT_THAT(middle_of(folder, turned, 180, 320, 90, 40), ElementsAre(::testing::Gt(200), ::testing::Lt(40), ::testing::Lt(40)));
    EXPECT_THAT(middle_of(folder, turned, 180, 320, 90, 280), ElementsAre(::testing::Lt(40), ::testing::Lt(40), ::testing::Gt(200)));
}

TEST(Storyboard, HighDynamicRangeHasTheBrightnessOfTheFilm) {
    struct Case {
        const char *name, *transfer;
        int code;  // of white paper, 203 cd/m2, in 10 bits of limited range: ITU-R BT.2408 table 1
    };
    constexpr Case kCases[] = {{"PQ", "smpte2084", 64 + 876 * 58 / 100}, {"HLG", "arib-std-b67", 64 + 876 * 75 / 100}};
    if (!bt::testing::has_encoder("libx265")) GTEST_SKIP() << "ffmpeg has no encoder for HEVC";
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.name);
        const TemporaryFolder folder;
        const auto grey = [&](int code) {
            const auto shown = middle_of(folder, "-f lavfi -i color=black:s=320x180:r=10:d=1,format=yuv420p10le,geq=lum=" + std::to_string(code) + ":cb=512:cr=512 -c:v libx265 "
                                         "-preset ultrafast -x265-params log-level=none:colorprim=bt2020:colormatrix=bt2020nc:transfer=" + row.transfer + " -tag:v hvc1", 320, 180, 160, 90);
            EXPECT_NEAR(shown.at(0), shown.at(2), 4) << "grey stays grey";
            return shown.at(1);
        };
        EXPECT_NEAR(grey(row.code), 225, 8) << "white paper is bright, with room above it";
        EXPECT_NEAR(grey(64), 0, 3);
        EXPECT_GT(grey(940), 250);
    }
}

TEST(KeyFrames, ThePictureOfAPlaceIsNeverOneFromBehindIt) {
    if (!bt::testing::has_encoder("libx264")) GTEST_SKIP() << "ffmpeg is not installed";
    const TemporaryFolder folder;
    const auto film = open_film(coloured_film(folder, "a.mp4", "libx264 -preset ultrafast"));
    ASSERT_TRUE(film);
    const auto frames = KeyFrames::open(**film);
    ASSERT_TRUE(frames);
    for (const auto& [time, point] : {std::pair(0, 0U), std::pair(5'999, 0U), std::pair(6'000, 1U), std::pair(11'900, 1U), std::pair(12'000, 2U), std::pair(900'000, 2U)}) {
        SCOPED_TRACE(time);
        EXPECT_EQ(frames->at_or_before(milliseconds(time)), point);
    }
}

TEST(Storyboard, SoundAloneHasNone) {
    if (!bt::testing::has_ffmpeg()) GTEST_SKIP() << "ffmpeg is not installed";
    const TemporaryFolder folder;
    ASSERT_TRUE(bt::testing::run("ffmpeg -v error -y -f lavfi -i sine=d=1 " + folder.file("a.m4a")).ok);
    const auto film = open_film(folder.file("a.m4a"));
    ASSERT_TRUE(film);
    EXPECT_EQ(make(**film).index.error().fault, Fault::Unsupported);
}

TEST(Storyboard, EndsWhenToldToAndKeepsNoIndexThen) {
    if (!bt::testing::has_encoder("libx264")) GTEST_SKIP() << "ffmpeg is not installed";
    const TemporaryFolder folder;
    const auto film = open_film(coloured_film(folder, "a.mp4", "libx264 -preset ultrafast"));
    ASSERT_TRUE(film);
    int asked = 0;
    EXPECT_EQ(make(**film, [&] { return ++asked < 3; }).index.error().fault, Fault::Busy);
}

TEST(Storyboard, AKeyFrameThatIsDamagedShowsTheOneBeforeAndAFilmOfSuchHasNone) {
    if (!bt::testing::has_encoder("libx264")) GTEST_SKIP() << "ffmpeg is not installed";
    const TemporaryFolder folder;
    const auto path = coloured_film(folder, "a.mp4", "libx264 -preset ultrafast");
    const auto film = open_film(path);
    ASSERT_TRUE(film);
    const auto& track = (*film)->description().tracks[0];
    const auto damage = [&](std::size_t point) {
        const auto samples = (*film)->samples_from_sync(track.number, point, point + 1);
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(samples->front().data.offset));
        file << std::string(samples->front().data.size, '\xee');
    };
    damage(1);
    const auto made = make(**film);
    ASSERT_TRUE(made.index) << made.index.error().describe();
    const auto sheet = transcode::decode_picture(made.sheets[0], 4'096);
    ASSERT_TRUE(sheet);
    EXPECT_GT(sheet->picture.rgba[(90 * 960 + 320 + 160) * 4], 200) << "red, as the one before";
    damage(0);
    damage(2);
    EXPECT_EQ(make(**film).index.error().fault, Fault::Unsupported);
}

}  // namespace
}  // namespace bt::service

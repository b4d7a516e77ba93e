#include "delivery/joined.h"

#include <gtest/gtest.h>

#include "delivery/dash/mpd_of.h"
#include "delivery/hls/playlists_of.h"
#include "delivery/resources.h"
#include "subtitle/write.h"
#include "tests/delivery/made_media.h"

namespace bt::delivery {
namespace {

using bt::testing::MadeTrack;
using testing::picture;
using testing::present;
using testing::sound;
using Films = std::vector<std::shared_ptr<const Presentation>>;

MadeTrack spoken(std::string_view language, std::string_view codec = "aac", std::string_view name = "", int frames = 375) {
    auto track = sound(frames);
    track.language = 0;
    for (const char c : language) track.language = static_cast<std::uint16_t>(track.language << 5U | (c - 0x60));  // packed as in 'mdhd'
    if (codec == "ac3") track.sample_entry = bt::testing::sound_entry("ac-3", 6, 48'000, bt::testing::box("dac3", bt::testing::hex("103de0")));
    if (!name.empty()) track.more = bt::testing::box("udta", bt::testing::box("name", bt::testing::text(name)));
    return track;
}

/// A picture of `seconds` and these sounds.
std::shared_ptr<const Presentation> film_of(std::vector<MadeTrack> sounds, int seconds = 8) {
    sounds.insert(sounds.begin(), picture(seconds));
    for (std::size_t i = 0; i < sounds.size(); ++i) sounds[i].track_id = static_cast<std::uint32_t>(i + 1);
    return present(sounds);
}

ExternalSubtitle lines(const char* id, const char* language, const char* name = "", bool is_forced = false) {
    return {.id = id, .language = language, .name = name, .is_forced = is_forced, .load = [] {
                using namespace std::chrono_literals;
                return std::make_shared<const std::vector<subtitle::Cue>>(std::vector<subtitle::Cue>{{1s, 2s, "비", ""}});
            }};
}

std::shared_ptr<const Presentation> film_with(std::vector<ExternalSubtitle> subtitles, int seconds = 8) {
    auto file = media::open_media(std::make_shared<io::MemorySource>(bt::testing::make_movie({picture(seconds)})));
    return Presentation::open(std::move(file).value(), std::move(subtitles)).value();
}

Result<Joined> joined(const Films& films) {
    std::vector<JoinedFile> files;
    for (const auto& film : films) files.push_back({.presentation = film.get(), .base = "../" + std::string(1, static_cast<char>('a' + static_cast<int>(files.size()))) + "-1/"});
    return Joined::join(std::move(files));
}

/// "v0 a1+a2": the sounds of each file that go together, and behind a bar what is left out: "2:a1" of the second file.
std::string shown(const Joined& film) {
    std::string out;
    for (const auto& rendition : film.media()) {
        if (rendition.track().kind == media::TrackKind::Video) continue;
        out += out.empty() ? "" : " ";
        for (const auto* file : rendition.files) out += (file == rendition.files.front() ? "" : "+") + file->id;
    }
    for (const auto& each : film.left_out()) out += " |" + std::to_string(each.file + 1) + ":" + each.rendition->id;
    return out;
}

TEST(Joined, PutsTogetherTheSoundsThatSayTheSame) {
    struct Case {
        const char* what;
        std::vector<std::vector<MadeTrack>> files;
        std::string together;
    };
    const Case cases[] = {
        {"the same tracks", {{spoken("kor"), spoken("eng")}, {spoken("kor"), spoken("eng")}}, "a1+a1 a2+a2"},
        {"in another order", {{spoken("kor"), spoken("eng")}, {spoken("eng"), spoken("kor")}}, "a1+a2 a2+a1"},
        {"in three files", {{spoken("kor")}, {spoken("eng"), spoken("kor")}, {spoken("kor"), spoken("eng")}}, "a1+a2+a1 |2:a1 |3:a2"},
        {"two codecs, each with its own", {{spoken("kor", "aac"), spoken("kor", "ac3")}, {spoken("kor", "ac3"), spoken("kor", "aac")}}, "a1+a2 a2+a1"},
        {"a voice that changes its codec", {{spoken("kor", "aac"), spoken("eng")}, {spoken("eng"), spoken("kor", "ac3")}}, "a1+a2 a2+a1"},
        {"two of a kind, in their order", {{spoken("kor"), spoken("kor")}, {spoken("kor"), spoken("kor")}}, "a1+a1 a2+a2"},
        {"what the other lacks is left out", {{spoken("kor"), spoken("eng")}, {spoken("kor"), spoken("jpn")}}, "a1+a1 |1:a2 |2:a2"},
        {"a commentary is no translation", {{spoken("eng"), spoken("eng", "aac", "Commentary")}, {spoken("eng", "aac", "Commentary"), spoken("eng")}}, "a1+a2 a2+a1"},
        {"nor its stand-in", {{spoken("kor"), spoken("eng")}, {spoken("kor"), spoken("eng", "aac", "Commentary")}}, "a1+a1 |1:a2 |2:a2"},
        {"a language that one file does not tell", {{spoken("kor"), spoken("eng")}, {spoken("und"), spoken("eng")}}, "a1+a1 a2+a2"},
        {"the only sound of each, whatever they say", {{spoken("kor")}, {spoken("eng")}}, "a1+a1"},
        {"none in common", {{spoken("kor"), spoken("jpn")}, {spoken("eng")}}, " |1:a1 |1:a2 |2:a1"},
        {"one file is silent", {{spoken("kor")}, {}}, " |1:a1"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.what);
        Films films;
        for (const auto& sounds : c.files) films.push_back(film_of(sounds));
        const auto film = joined(films);
        ASSERT_TRUE(film) << film.error().describe();
        EXPECT_EQ(shown(*film), c.together);
    }
}

TEST(Joined, SaysWhichFileLacksASound) {
    const Films films{film_of({spoken("kor"), spoken("eng")}), film_of({spoken("kor")})};
    const auto film = joined(films).value();
    ASSERT_EQ(film.left_out().size(), 1U);
    EXPECT_EQ(film.left_out()[0].reason(), "file 1 of the episode has it, file 2 has no sound that goes with it");
}

TEST(Joined, OffersTextThatOnlySomeFilesHave) {
    struct Case {
        const char* what;
        std::vector<std::vector<ExternalSubtitle>> files;
        std::string together;
    };
    const Case cases[] = {
        {"by language, in another order", {{lines("1", "ko"), lines("2", "en")}, {lines("3", "en"), lines("4", "ko")}}, "x1 한국어: x1 x4, x2 English: x2 x3"},
        {"by name among those of a language", {{lines("1", "ko", "A"), lines("2", "ko", "B")}, {lines("3", "ko", "B"), lines("4", "ko", "A")}}, "x1 A: x1 x4, x2 B: x2 x3"},
        {"not in the second", {{lines("1", "ko")}, {}}, "x1 한국어: x1 -"},
        {"not in the first", {{}, {lines("1", "ko")}}, "x1f2 한국어: - x1"},
        {"forced lines are not all lines", {{lines("1", "ko", "", true)}, {lines("2", "ko")}}, "x1 한국어 (forced): x1 -, x2f2 한국어: - x2"},
        {"nor do two have one name", {{lines("1", "ko", "A")}, {lines("2", "en", "A")}}, "x1 A: x1 -, x2f2 A (2): - x2"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.what);
        Films films;
        for (const auto& texts : c.files) films.push_back(film_with(texts));
        const auto film = joined(films).value();
        std::string together;
        for (const auto& text : film.texts()) {
            together += (together.empty() ? "" : ", ") + text.id + " " + text.name + ":";
            for (const auto* file : text.files) together += " " + (file != nullptr ? file->id : std::string("-"));
        }
        EXPECT_EQ(together, c.together);
    }
}

TEST(Joined, RefusesFilesThatAreNoFilmTogether) {
    auto other = spoken("jpn");
    other.track_id = 3;
    EXPECT_EQ(joined({film_of({spoken("kor")}), present({spoken("kor")})}).error().message, "some of its files have a picture and others none");
    EXPECT_EQ(joined({present({spoken("kor"), other}), present({spoken("eng")})}).error().message, "no sound of its first file goes on in the others");
}

TEST(JoinedPlaylists, GoOnWithTheSegmentsOfTheNextFileAndItsHeader) {
    const Films films{film_of({spoken("kor")}), film_of({spoken("eng", "aac", "", 187), spoken("kor", "aac", "", 187)}, 4)};
    const auto film = joined(films).value();
    EXPECT_EQ(hls::to_m3u8(hls::media_playlist_of(film, *film.video())),
              "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:6\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n"
              "#EXT-X-MAP:URI=\"../../a-1/v0/init.mp4\"\n#EXTINF:6.000,\n../../a-1/v0/1.m4s\n#EXTINF:2.000,\n../../a-1/v0/2.m4s\n"
              "#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"../../b-1/v0/init.mp4\"\n#EXTINF:4.000,\n../../b-1/v0/1at8000.m4s\n#EXT-X-ENDLIST\n");
    const auto sounds = hls::to_m3u8(hls::media_playlist_of(film, film.media().back()));
    EXPECT_NE(sounds.find("../../a-1/a1/2.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"../../b-1/a2/init.mp4\"\n"), std::string::npos) << sounds;
    const auto pictures = hls::to_m3u8(hls::i_frame_playlist_of(film, *film.video()));
    EXPECT_NE(pictures.find("../../a-1/v0/i4.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"../../b-1/v0/init.mp4\"\n#EXTINF:2.000,\n../../b-1/v0/i1at8000.m4s\n"), std::string::npos) << pictures;
}

MediaDuration length_of(const hls::MediaPlaylist& playlist) {
    MediaDuration whole{0, kNanoseconds};
    for (const auto& segment : playlist.segments) whole.ticks += round_to(segment.duration, kNanoseconds).ticks;
    return whole;
}

TEST(JoinedPlaylists, AreAllAsLongAsOneAnother) {
    struct Case {
        const char* what;
        Films films;
        double seconds;
    };
    auto late = sound(282);
    late.more = testing::edit_list(8'000, 6'016);
    const Case cases[] = {
        {"sound a little longer than the picture", {film_of({sound(376)}), film_of({sound(376)})}, 16.043},
        {"sound shorter", {film_of({sound(374)}), film_of({sound(200)})}, 16},
        {"sound that goes on for a while", {film_of({sound(420)}), film_of({sound(374)})}, 16.96},
        {"and for a segment", {film_of({sound(800)}), film_of({sound(374)})}, 25.067},
        {"sound that begins late", {film_of({sound(938)}, 20), film_of({late}, 20)}, 40.011},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.what);
        const auto film = joined(c.films).value();
        const auto wanted = approximate_seconds(length_of(hls::media_playlist_of(film, *film.video())));
        EXPECT_NEAR(wanted, c.seconds, 0.02);
        EXPECT_NEAR(approximate_seconds(length_of(hls::media_playlist_of(film, film.media().back()))), wanted, 0.001);
        EXPECT_NEAR(approximate_seconds(length_of(hls::i_frame_playlist_of(film, *film.video()))), wanted, 0.001);
        EXPECT_NEAR(approximate_seconds(length_of(hls::text_playlist_of(film, {.id = {}, .name = {}, .files = {nullptr, nullptr}}))), wanted, 0.001);
    }
}

TEST(JoinedPlaylists, HaveAnEmptySegmentWhereAFileHasNoLines) {
    const Films films{film_with({lines("1", "ko")}), film_with({})};
    const auto film = joined(films).value();
    EXPECT_EQ(hls::to_m3u8(hls::text_playlist_of(film, film.texts()[0])),
              "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:6\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n"
              "#EXTINF:6.000,\n../../a-1/x1/1.vtt\n#EXTINF:2.000,\n../../a-1/x1/2.vtt\n"
              "#EXT-X-DISCONTINUITY\n#EXTINF:6.000,\n../none.vtt\n#EXTINF:2.000,\n../none.vtt\n#EXT-X-ENDLIST\n");
    const auto none = joined_resource_at(film, "none.vtt", {}).value();
    EXPECT_EQ(as_text(*none.pieces[0].memory), subtitle::to_webvtt_segment({}, {}, {}));
}

TEST(JoinedPlaylists, AnnounceWhatAPlayerNeedsForTheWhole) {
    auto large = picture(8);
    large.sample_entry = bt::testing::visual_entry("avc1", 640, 360, bt::testing::box("avcC", bt::testing::hex(
        "0142c01effe100196742c01eda0280bfe5c044000003000400000300c03c58ba80 01000468ce0fc8")));  // made by x264
    for (auto& sample : large.samples) sample.size = 100;
    const Films films{film_of({spoken("kor", "aac")}), present({large, spoken("kor", "ac3")})};
    const auto film = joined(films).value();
    const auto playlist = hls::multivariant_playlist_of(film);
    ASSERT_EQ(playlist.variants.size(), 1U);
    const auto& variant = playlist.variants[0];
    EXPECT_EQ(variant.codecs, "avc1.64000c,avc1.42c01e,mp4a.40.2,ac-3");
    EXPECT_EQ(std::pair(variant.width, variant.height), std::pair(640U, 360U));
    EXPECT_EQ(playlist.renditions[0].channels, "6");
    EXPECT_EQ(playlist.i_frame_variants[0].codecs, "avc1.64000c,avc1.42c01e");
    const auto own = [&](std::size_t file) { return films[file]->bandwidth(*films[file]->video()); };
    const auto together = film.bandwidth(*film.video());
    EXPECT_EQ(together.peak, own(1).peak);
    EXPECT_GT(own(1).peak, own(0).peak);
    EXPECT_NEAR(static_cast<double>(together.average), static_cast<double>(own(0).average + own(1).average) / 2, 60) << "both are about as long";
    EXPECT_TRUE(hls::multivariant_playlist_of(film, {"aac"}).renditions.empty()) << "of the second file such a player decodes nothing";
}

TEST(JoinedManifest, HasAPeriodForEachFile) {
    const Films films{film_with({lines("1", "ko"), lines("2", "en")}), film_with({lines("3", "en")}, 4)};
    const auto mpd = dash::mpd_of(joined(films).value());
    ASSERT_EQ(mpd.periods.size(), 2U);
    EXPECT_EQ(mpd.periods[1].base_url, "../b-1/");
    EXPECT_EQ(mpd.periods[1].duration, (MediaDuration{4'000, kMilliseconds}));
    EXPECT_EQ(mpd.longest_segment, (MediaDuration{6'000, kMilliseconds}));
    std::string sets;
    for (const auto& period : mpd.periods) {
        for (const auto& set : period.adaptation_sets) sets += std::to_string(set.id) + set.representations[0].id + " ";
        sets += "| ";
    }
    EXPECT_EQ(sets, "1v0 2x1 3x2 | 1v0 3x3 | ") << "one number for what goes on";
}

TEST(JoinedResources, GiveAllLinesInOneFileEachAtItsPlaceInTheWhole) {
    const Films films{film_with({lines("1", "ko")}), film_with({}, 4), film_with({lines("2", "ko")})};
    const auto film = joined(films).value();
    std::string asked;
    const auto text = joined_resource_at(film, "x1/all.vtt", [&](std::size_t file, const std::string& path) {
        asked += std::to_string(file) + path + " ";
        return resource_at(*films[file], path);
    }).value();
    EXPECT_EQ(as_text(*text.pieces[0].memory), "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n비\n\n00:00:13.000 --> 00:00:14.000\n비\n");
    EXPECT_EQ(asked, "0x1/all.vtt 2x2/all.vtt ");
    EXPECT_FALSE(text.is_immutable) << "a file may gain lines";
}

std::uint64_t base_media_decode_time(const Resource& segment) {
    const auto head = as_text(*segment.pieces[0].memory);
    const auto at = head.find("tfdt") + 8;
    std::uint64_t time = 0;
    for (std::size_t i = 0; i < 8; ++i) time = time << 8U | static_cast<unsigned char>(head[at + i]);
    return time;
}

TEST(JoinedResources, AreTheSameSegmentsLaterByTheTicksInTheirName) {
    const auto film = film_of({spoken("kor")});
    for (const auto* folder : {"v0/", "v0/i", "a1/"}) {
        const auto own = resource_at(*film, folder + std::string("2.m4s")).value(), later = resource_at(*film, folder + std::string("2at9000.m4s")).value();
        EXPECT_EQ(base_media_decode_time(later), base_media_decode_time(own) + 9'000) << folder;
        EXPECT_EQ(later.size(), own.size()) << folder;
        EXPECT_EQ(later.pieces.back().range.offset, own.pieces.back().range.offset) << folder;
        EXPECT_TRUE(later.is_immutable);
    }
    const auto text = resource_at(*film_with({lines("1", "ko")}), "x1/1at8000.vtt").value();
    EXPECT_EQ(as_text(*text.pieces[0].memory), "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:720000,LOCAL:00:00:00.000\n\n00:00:01.000 --> 00:00:02.000\n비\n");
}

TEST(JoinedResources, AreNotFoundUnderAnotherSpellingOfTheirName) {
    const auto film = film_of({spoken("kor")});
    for (const auto* path : {"v0/2at.m4s", "v0/2at0.m4s", "v0/2at09.m4s", "v0/2at-9.m4s", "v0/2at+9.m4s", "v0/2at9x.m4s", "v0/at9.m4s", "v0/2at9at9.m4s", "v0/2at9000000000000000.m4s",
                             "v0/2at99999999999999999999.m4s", "v0/02.m4s", "v0/0.m4s", "v0/-1.m4s", "v0/99at9.m4s"}) {
        EXPECT_FALSE(resource_at(*film, path)) << path;
    }
}

TEST(JoinedResources, LieWithTheFilesButForListsAndText) {
    const Films films{film_of({spoken("kor")}), film_of({spoken("kor")})};
    const auto film = joined(films).value();
    for (const auto* path : {"master.m3u8", "master-aac.m3u8", "manifest.mpd", "v0/playlist.m3u8", "v0/iframes.m3u8", "a1/playlist.m3u8", "none.vtt"}) {
        EXPECT_TRUE(joined_resource_at(film, path, {})) << path;
    }
    for (const auto* path : {"", "v0/1.m4s", "v0/init.mp4", "a1/iframes.m3u8", "a9/playlist.m3u8", "v0/", "s1/all.vtt", "master.m3u8/", "fonts/1"}) {
        const auto found = joined_resource_at(film, path, {});
        ASSERT_FALSE(found) << path;
        EXPECT_EQ(found.error().fault, Fault::NotFound) << path;
    }
}

}  // namespace
}  // namespace bt::delivery

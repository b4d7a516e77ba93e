// What lies ready must be what the handler makes: the same status, fields and bytes, for every kind of request.
#include "service/api/media_routes.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "http/answer.h"
#include "library/fingerprint.h"
#include "tests/delivery/made_media.h"
#include "tests/service/made_film.h"

namespace bt::service {
namespace {

using tests::TemporaryFolder;

/// Ten seconds, or as many pictures: pictures of some 10 kB, each followed by two frames of sound, every byte telling its place.
Bytes film_of_pictures_and_sound(std::uint32_t count = 240) {
    auto pictures = delivery::testing::picture(0), sound = delivery::testing::sound(0);
    pictures.timescale = 24'000;
    for (std::uint32_t i = 0; i < count; ++i) {
        pictures.samples.push_back({.size = 9'000 + i * 10, .duration = 1'000, .is_sync = i % 48 == 0});
        pictures.chunks.push_back(1);
        for (std::uint32_t frame = 0; frame < 2; ++frame) sound.samples.push_back({.size = 300 + i, .duration = 1'000});
        sound.chunks.push_back(2);
    }
    auto film = bt::testing::make_movie({pictures, sound});
    for (std::size_t at = bt::testing::ftyp().size() + 8; at < count * 8'000; ++at) film[at] = static_cast<std::byte>(at * 2'654'435'761U >> 24U);
    return film;
}

class MediaRoutes : public ::testing::Test {
protected:
    MediaRoutes() {
        bt::testing::write_file(path_, film_of_pictures_and_sound());
        bt::testing::write_file(folder_.file("b.mp4"), film_of_pictures_and_sound(120));
        key_ = locate(path_, located_);
        other_key_ = locate(folder_.file("b.mp4"), other_);
        add_media_routes(router_, cache_, storyboards_);
    }

    void SetUp() override {
        if (!io::File::open(path_).value()->never_waits()) GTEST_SKIP() << "nothing lies ready of files in " << path_;
    }

    static ContentKey locate(const std::string& path, LocatedMedia& into) {
        const auto file = io::File::open(path).value();
        into = {.path = path, .stamp = {.size = file->size(), .modified_ns = file->modified_ns()}, .subtitles = {}};
        return library::read_content_key(*file).value();
    }

    http::Request request(std::string_view path, std::string_view field = "", std::string_view value = "", http::Method method = http::Method::Get) {
        http::Request request{.method = method, .path = media_path(key_, path)};
        if (!field.empty()) request.headers.add(field, value);
        request.parameters = router_.match(method, request.path).parameters;
        return request;
    }
    http::Request joined_request(std::vector<ContentKey> keys, std::string_view path) {
        http::Request request{.method = http::Method::Get, .path = media_path(keys, path)};
        request.parameters = router_.match(request.method, request.path).parameters;
        return request;
    }
    const http::Route& route() { return *router_.match(http::Method::Get, media_path(key_, "x")).route; }
    http::Response made(const http::Request& request) { return route().handler(request); }
    std::optional<http::Response> ready(const http::Request& request) { return route().options.ready(request); }

    TemporaryFolder folder_;
    const std::string path_ = folder_.file("a.mp4");
    LocatedMedia located_;
    ContentKey key_;
    LocatedMedia other_;  // that goes on where the film ends
    ContentKey other_key_;
    PresentationCache cache_{folder_.file("index"), [this](ContentKey key) -> Result<LocatedMedia> {
        if (key == other_key_) return other_;
        if (key != key_) return Error{.fault = Fault::NotFound, .message = "unknown"};
        return located_;
    }};
    StoryboardShelf storyboards_{folder_.file("storyboards")};
    http::Router router_;
};

std::string text_of(const http::Request& request, http::Response response) {
    response = http::prepare_answer(request, std::move(response), std::chrono::sys_seconds(std::chrono::seconds(1'700'000'000)));
    return http::response_head(response, "now", "test", false, false) + response.body.read().value();
}

TEST_F(MediaRoutes, WhatLiesReadyIsWhatIsMade) {
    for (const auto* path : {"v0/1.m4s", "v0/2.m4s", "a1/1.m4s", "a1/2.m4s", "v0/init.mp4"}) {
        SCOPED_TRACE(path);
        const auto first = request(path);
        ASSERT_FALSE(ready(first));
        const auto answer = made(first);
        ASSERT_EQ(answer.status, 200) << answer.body.read().value();
        const auto tag = answer.etag->text();
        const http::Request asked[] = {
            request(path), request(path, "", "", http::Method::Head), request(path, "Range", "bytes=0-0"), request(path, "Range", "bytes=700-20000"),
            request(path, "Range", "bytes=-5"), request(path, "Range", "bytes=99999999-"), request(path, "Range", "bytes=5-1"),
            request(path, "Range", "bytes=1-2, 4-5"), request(path, "If-None-Match", tag), request(path, "If-None-Match", "\"other\""),
            request(path, "If-Match", tag), request(path, "Accept-Encoding", "gzip, br")};
        for (const auto& one : asked) {
            const auto given = ready(one);
            ASSERT_TRUE(given);
            cache_.clear();  // so that the next one is made of the file
            ASSERT_FALSE(ready(one));
            EXPECT_EQ(text_of(one, *given), text_of(one, made(one)));
        }
    }
}

TEST_F(MediaRoutes, SoundLiesReadyInMemoryAndPicturesInTheFile) {
    made(request("a1/1.m4s"));
    made(request("v0/1.m4s"));
    EXPECT_TRUE(ready(request("a1/1.m4s"))->body.in_memory());
    EXPECT_FALSE(ready(request("v0/1.m4s"))->body.in_memory());
}

TEST_F(MediaRoutes, NothingElseLiesReady) {
    for (const auto* path : {"master.m3u8", "v0/playlist.m3u8", "manifest.mpd", "v0/99.m4s", "v9/1.m4s", "", "../v0/1.m4s", "storyboard/thumbnails.vtt"}) {
        made(request(path));
        EXPECT_FALSE(ready(request(path))) << path;
    }
}

TEST_F(MediaRoutes, AnotherKeyOrLayoutIsNotReady) {
    made(request("v0/1.m4s"));
    auto other = request("v0/1.m4s");
    ASSERT_TRUE(ready(other));
    other.parameters[0].value = key_.text() + "-0";
    EXPECT_FALSE(ready(other));
    other.parameters[0].value = key_.text();
    EXPECT_FALSE(ready(other));
    other.parameters[0].value = ContentKey{key_.high, key_.low + 1}.text() + std::string(request("x").parameters[0].value.substr(key_.text().size()));
    EXPECT_FALSE(ready(other));
}

TEST_F(MediaRoutes, AFileThatChangedInPlaceIsNeitherReadyNorMade) {
    for (const auto* path : {"v0/1.m4s", "a1/1.m4s"}) made(request(path));
    std::fstream(path_, std::ios::in | std::ios::out | std::ios::binary).seekp(5'000).write("other", 5);
    std::filesystem::last_write_time(path_, std::filesystem::file_time_type::clock::now() + std::chrono::seconds(2));
    EXPECT_FALSE(ready(request("v0/1.m4s")));
    EXPECT_FALSE(ready(request("a1/1.m4s")));
    EXPECT_EQ(made(request("a1/1.m4s")).status, 404);
}

TEST_F(MediaRoutes, AFileThatBecameShorterIsNeitherReadyNorMade) {
    made(request("a1/1.m4s"));
    std::filesystem::resize_file(path_, 100'000);
    EXPECT_FALSE(ready(request("a1/1.m4s")));
    EXPECT_EQ(made(request("a1/1.m4s")).status, 404);
}

TEST_F(MediaRoutes, AFileThatIsReplacedAndScannedIsLetGo) {
    made(request("a1/1.m4s"));
    bt::testing::write_file(path_ + ".new", film_of_pictures_and_sound());
    std::filesystem::rename(path_ + ".new", path_);
    EXPECT_TRUE(ready(request("a1/1.m4s"))) << "the file that is open has these bytes still";
    cache_.clear();
    EXPECT_FALSE(ready(request("a1/1.m4s")));
}

TEST_F(MediaRoutes, WhatIsMadeWhileAFilmIsClosedIsNotKept) {
    const auto media = cache_.open(key_).value();
    cache_.clear();
    ASSERT_TRUE(cache_.open(key_));
    cache_.keep(key_, media, "v0/1.m4s", http::make_response(200, "video/mp4", std::string("x")));
    EXPECT_FALSE(cache_.ready(key_, "v0/1.m4s"));
    EXPECT_EQ(media.use_count(), 1) << "or a removed file would keep its room on the disk";
}

TEST_F(MediaRoutes, FilmsThatFollowEachOtherHaveOneListOfTheSegmentsOfEach) {
    const auto answer = made(joined_request({key_, other_key_}, "v0/playlist.m3u8"));
    ASSERT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.find("Cache-Control"), "no-cache");
    const auto text = answer.body.read().value();
    EXPECT_NE(text.find("\n../../" + media_folder({{key_}}) + "/v0/2.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"../../" + media_folder({{other_key_}}) + "/v0/init.mp4\"\n"), std::string::npos) << text;
    EXPECT_NE(text.find("/v0/1at240000.m4s\n"), std::string::npos) << text;
    EXPECT_EQ(made(joined_request({other_key_}, "v0/1at240000.m4s")).status, 200);
    EXPECT_NE(made(joined_request({other_key_, key_}, "v0/playlist.m3u8")).etag->text(), answer.etag->text());
    EXPECT_FALSE(ready(joined_request({key_, other_key_}, "v0/playlist.m3u8")));
}

TEST_F(MediaRoutes, FilmsThatFollowEachOtherSayWhichOfThemIsMissing) {
    const ContentKey unknown{1, 2};
    const struct { std::vector<ContentKey> keys; int status; std::string words; } kCases[] = {
        {{key_, unknown}, 404, "file 2 of 2: unknown"},
        {{unknown, key_, other_key_}, 404, "file 1 of 3: unknown"},
        {std::vector<ContentKey>(33, key_), 404, "33 files are not joined, 32 are"},
        {std::vector<ContentKey>(32, key_), 200, ""},
    };
    for (const auto& row : kCases) {
        const auto answer = made(joined_request(row.keys, "master.m3u8"));
        EXPECT_EQ(answer.status, row.status);
        EXPECT_NE(answer.body.read().value().find(row.words), std::string::npos) << row.words;
    }
    bt::testing::write_file(other_.path, Bytes(100));
    EXPECT_EQ(made(joined_request({key_, other_key_}, "manifest.mpd")).status, 404) << "another file is there now";
}

TEST_F(MediaRoutes, OnlyWholeSubtitlesAreKeptAsSuch) {
    for (const auto* path : {"s2/all.vtt", "s2/all.ass", "p3/all.sup"}) EXPECT_TRUE(WholeTexts::has(path)) << path;
    for (const auto* path : {"all.vtt", "s2/all.m3u8", "master-a/all.m3u8", "master-a/b/all.vtt", "s2/all.vtt/"}) EXPECT_FALSE(WholeTexts::has(path)) << path;
    EXPECT_EQ(made(request("master-mp4a/all.m3u8")).status, 404);
}

TEST_F(MediaRoutes, NamesThatAreNoKeysAreNotFound) {
    for (const auto& name : std::vector<std::string>{"", ".", "x", key_.text() + ".", "." + key_.text(), key_.text() + "." + "x", key_.text() + ".." + other_key_.text(), std::string(4'000, '.')}) {
        auto asked = request("master.m3u8");
        asked.parameters[0].value = name + "-1";
        EXPECT_EQ(made(asked).status, 404) << name;
    }
    auto older = joined_request({key_, other_key_}, "master.m3u8");
    older.parameters[0].value = key_.text() + "." + other_key_.text();
    EXPECT_EQ(made(older).headers.find("Location"), media_path(std::vector{key_, other_key_}, "master.m3u8"));
}

}  // namespace
}  // namespace bt::service

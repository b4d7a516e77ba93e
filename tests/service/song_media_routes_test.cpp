#include "service/api/song_media_routes.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "http/answer.h"
#include "library/fingerprint.h"
#include "store/catalogue_writer.h"
#include "store/scan_state_store.h"
#include "store/series_reader.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"

namespace bt::service {
namespace {

class SongMediaRoutes : public ::testing::Test {
protected:
    SongMediaRoutes() {
        write("fLaC" + std::string(1'996, 's'));
        const auto file = io::File::open(path_).value();
        content_ = library::read_content_key(*file).value();
        scanned_.series.albums = {{.folder = "OST", .title = "OST", .songs = {{.path = "01.flac", .stamp = {.size = file->size(), .modified_ns = file->modified_ns()}, .content = content_, .number = 1, .title = "Rain", .artist = ""}}}};
        const auto series = store::CatalogueWriter(*database_).apply(library_, scanned_).value().series;
        id_ = store::SeriesReader(*database_).by_id(series).value().series.albums[0].songs[0].id;
        add_song_media_routes(router_, *database_);
    }

    void write(const std::string& bytes) const { std::ofstream(path_, std::ios::binary) << bytes; }

    struct Asked {
        std::string id, version;
        http::Method method = http::Method::Get;
        std::string range;
    };
    /// As it is sent.
    http::Response ask(const Asked& asked) {
        http::Request request{.method = asked.method, .path = "/media/songs/" + asked.id};
        if (!asked.version.empty()) request.query = {{"v", asked.version}};
        if (!asked.range.empty()) request.headers.add("Range", asked.range);
        const auto match = router_.match(asked.method, request.path);
        request.parameters = match.parameters;
        return http::prepare_answer(request, match.route->handler(request), std::chrono::sys_seconds(std::chrono::seconds(1'700'000'000)));
    }
    http::Response ask() { return ask({.id = std::to_string(id_.value), .version = content_.text()}); }
    static std::string field(const http::Response& response, std::string_view name) { return std::string(response.headers.find(name).value_or("")); }

    tests::TemporaryFolder folder_;
    const std::string path_ = folder_.file("01.flac");
    ContentKey content_;
    std::shared_ptr<store::Database> database_ = store::Database::open(folder_.file("db")).value();
    domain::LibraryId library_ = store::ScanStateStore(*database_).library_at(std::filesystem::path(path_).parent_path()).value();
    domain::ScannedSeries scanned_ = store::sample_series("A", 1, 1);
    domain::SongId id_;
    http::Router router_;
};

TEST_F(SongMediaRoutes, ASongIsSentAsItsFileIsAndMayBeKept) {
    const auto whole = ask();
    EXPECT_EQ(whole.status, 200);
    EXPECT_EQ(field(whole, "Content-Type"), "audio/flac");
    EXPECT_EQ(field(whole, "Content-Length"), "2000");
    EXPECT_EQ(field(whole, "Accept-Ranges"), "bytes");
    EXPECT_EQ(field(whole, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(field(whole, "X-Content-Type-Options"), "nosniff");
    EXPECT_NE(field(whole, "ETag"), "");
    EXPECT_EQ(whole.body.read().value().substr(0, 6), "fLaCss");
}

TEST_F(SongMediaRoutes, RangesAndHeadAreAnswered) {
    const auto id = std::to_string(id_.value);
    const auto part = ask({.id = id, .version = {}, .range = "bytes=2-5"});
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(field(part, "Content-Range"), "bytes 2-5/2000");
    EXPECT_EQ(part.body.read().value(), "aCss");
    EXPECT_EQ(ask({.id = id, .version = {}, .range = "bytes=2000-"}).status, 416);
    const auto head = ask({.id = id, .version = {}, .method = http::Method::Head, .range = {}});
    EXPECT_EQ(field(head, "Content-Length"), "2000");
    EXPECT_TRUE(head.body.empty());
}

TEST_F(SongMediaRoutes, OnlyTheContentThatTheUrlNamesMayBeKept) {
    const auto id = std::to_string(id_.value);
    EXPECT_EQ(field(ask({.id = id, .version = {}}), "Cache-Control"), "no-cache");
    EXPECT_EQ(field(ask({.id = id, .version = ContentKey{1, 2}.text()}), "Cache-Control"), "no-cache");
    write("fLaC" + std::string(1'000, 't'));  // another song since the last scan
    const auto other = ask();
    EXPECT_EQ(other.status, 200);
    EXPECT_EQ(field(other, "Cache-Control"), "no-cache");
}

TEST_F(SongMediaRoutes, WhatIsNotThereIsSaid) {
    for (const auto* id : {"999", "0", "x", "01", ".."}) EXPECT_EQ(ask({.id = id, .version = {}}).status, 404) << id;
    std::filesystem::remove(path_);
    const auto gone = ask();
    EXPECT_EQ(gone.status, 404);
    EXPECT_EQ(field(gone, "Content-Type"), "application/problem+json");
    EXPECT_NE(gone.body.read().value().find("The song's file is no longer there."), std::string::npos);
}

TEST_F(SongMediaRoutes, NothingButSoundIsSentUnderASongsName) {
    std::filesystem::remove(path_);
    std::filesystem::create_symlink("/etc/passwd", path_);
    const auto other = ask();
    EXPECT_EQ(other.status, 404);
    EXPECT_EQ(other.body.read().value().find("root"), std::string::npos);
}

TEST_F(SongMediaRoutes, ASongThatHasLeftTheLibraryIsNotSent) {
    scanned_.series.albums.clear();
    ASSERT_TRUE(store::CatalogueWriter(*database_).apply(library_, scanned_));
    EXPECT_EQ(ask().status, 404);
}

}  // namespace
}  // namespace bt::service

#include "service/first_pictures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "library/fingerprint.h"
#include "store/catalogue_writer.h"
#include "store/scan_state_store.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"
#include "transcode/picture.h"

namespace bt::service {
namespace {

using domain::ArtworkKind;

class FirstPictures : public ::testing::Test {
protected:
    /// A picture that differs from others by its colour; its content.
    ContentKey write(const std::string& name, std::uint8_t red, std::uint32_t width = 1'600) {
        transcode::Picture picture{.width = width, .height = width * 9 / 16, .rgba = {}};
        for (std::uint32_t i = 0; i < picture.width * picture.height; ++i) picture.rgba.insert(picture.rgba.end(), {red, 30, 30, 255});
        std::ofstream(folder.file(name), std::ios::binary) << as_text(transcode::encode_picture(picture, transcode::ImageType::Jpeg).value());
        return library::read_content_key(**io::File::open(folder.file(name))).value();
    }
    void add(const std::string& title, const std::vector<domain::Artwork>& artwork) {
        auto scanned = store::sample_series(title, 1, 1);
        scanned.series.artwork = artwork;
        ASSERT_TRUE(store::CatalogueWriter(*database).apply(library, scanned));
    }
    bool has(ContentKey content, std::uint32_t width) const { return cache.find({.content = content, .width = width}) != nullptr; }

    tests::TemporaryFolder folder;
    std::shared_ptr<store::Database> database = store::Database::open(folder.file("db")).value();
    domain::LibraryId library = store::ScanStateStore(*database).library_at(std::filesystem::path(folder.file("x")).parent_path()).value();
    studio::Studio studio{{}};
    PictureCache cache{folder.file("pictures"), 64U << 20};
};

TEST_F(FirstPictures, AreThereInTheSizesOfHomeBeforeAnybodyAsks) {
    const auto poster = write("poster.jpg", 10), backdrop = write("fanart.jpg", 100);
    add("A", {{.kind = ArtworkKind::Poster, .path = "poster.jpg"}, {.kind = ArtworkKind::Backdrop, .path = "fanart.jpg"}});
    make_first_pictures(*database, studio, cache, {});
    for (const auto width : {320U, 480U}) EXPECT_TRUE(has(poster, width)) << width;
    for (const auto width : {640U, 1'280U, 1'920U}) EXPECT_TRUE(has(backdrop, width)) << width;
    EXPECT_FALSE(has(poster, 1'920));
}

TEST_F(FirstPictures, GoOnPastOnesThatCannotBeMade) {
    std::ofstream(folder.file("text.jpg")) << "this is not a picture";
    const auto poster = write("poster.jpg", 10);
    add("A", {{.kind = ArtworkKind::Poster, .path = "poster.jpg"}, {.kind = ArtworkKind::Backdrop, .path = "gone.jpg"}});
    add("B", {{.kind = ArtworkKind::Poster, .path = "text.jpg"}});
    make_first_pictures(*database, studio, cache, {});
    EXPECT_TRUE(has(poster, 320));
}

TEST_F(FirstPictures, AreOfTheNewestSeriesAlone) {
    std::vector<ContentKey> posters;
    for (std::uint8_t i = 0; i < 10; ++i) {
        const auto name = "poster" + std::to_string(i) + ".jpg";
        posters.push_back(write(name, static_cast<std::uint8_t>(20 * i), 400));
        add("Series " + std::to_string(i), {{.kind = ArtworkKind::Poster, .path = name}});
    }
    make_first_pictures(*database, studio, cache, {});
    EXPECT_EQ(std::ranges::count_if(posters, [&](const auto& each) { return has(each, 320); }), 8);
}

TEST_F(FirstPictures, AreNotBegunWhenTheServerStops) {
    const auto poster = write("poster.jpg", 10);
    add("A", {{.kind = ArtworkKind::Poster, .path = "poster.jpg"}});
    std::stop_source source;
    source.request_stop();
    make_first_pictures(*database, studio, cache, source.get_token());
    EXPECT_FALSE(has(poster, 320));
}

}  // namespace
}  // namespace bt::service

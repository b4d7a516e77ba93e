#include "service/artwork_describer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "store/artwork_reader.h"
#include "store/catalogue_writer.h"
#include "store/scan_state_store.h"
#include "tests/eventually.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"
#include "transcode/picture.h"

namespace bt::service {
namespace {

Bytes red_picture(std::uint32_t width, std::uint32_t height) {
    transcode::Picture picture{.width = width, .height = height, .rgba = {}};
    for (std::uint32_t i = 0; i < width * height; ++i) picture.rgba.insert(picture.rgba.end(), {200, 30, 30, 255});
    return transcode::encode_picture(picture, transcode::ImageType::Jpeg).value();
}

class ArtworkDescriberTest : public ::testing::Test {
protected:
    void write(const std::string& name, ByteView bytes) {
        std::ofstream(folder.file(name), std::ios::binary) << as_text(bytes);
    }
    /// The series' pictures, as the store has them after everything could be looked at.
    std::vector<std::optional<domain::ArtworkFacts>> described(const std::vector<std::string>& names) {
        auto scanned = store::sample_series("A", 1, 1);
        for (const auto& name : names) scanned.series.artwork.push_back({.kind = domain::ArtworkKind::Poster, .path = name});
        EXPECT_TRUE(store::CatalogueWriter(*database).apply(library, scanned));
        const store::ArtworkReader reader(*database);
        std::vector<domain::ArtworkId> ids;
        const auto waiting = reader.without_facts({}, 100).value();
        for (const auto& each : waiting) ids.push_back(each.artwork.id);
        studio::Studio studio({});
        ArtworkDescriber describer(*database, studio, folder.file("index"));
        describer.refresh();
        EXPECT_TRUE(tests::eventually([&] { return reader.without_facts({}, 100)->size() <= unreadable; }));
        std::vector<std::optional<domain::ArtworkFacts>> facts;
        for (const auto id : ids) facts.push_back(reader.by_id(id)->artwork.facts);
        return facts;
    }

    tests::TemporaryFolder folder;
    std::shared_ptr<store::Database> database = store::Database::open(folder.file("db")).value();
    domain::LibraryId library = store::ScanStateStore(*database).library_at(std::filesystem::path(folder.file("x")).parent_path()).value();
    std::size_t unreadable = 0;
};

TEST_F(ArtworkDescriberTest, TellsSizeHueAndThumbhashOfAPicture) {
    write("poster.jpg", red_picture(300, 450));
    const auto facts = described({"poster.jpg"}).at(0);
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->width, 300U);
    EXPECT_EQ(facts->height, 450U);
    ASSERT_TRUE(facts->hue);
    EXPECT_NEAR(*facts->hue, 26, 4);
    EXPECT_GE(facts->thumbhash.size(), 28U);  // 20 bytes and more, in base64
}

TEST_F(ArtworkDescriberTest, LooksOnceAtWhatIsNoPictureAndGoesOn) {
    write("text.jpg", as_bytes("this is not a picture"));
    write("cut.jpg", ByteView(red_picture(300, 450)).first(40));
    write("good.jpg", red_picture(30, 300));
    unreadable = 1;
    write("drawn.svg", as_bytes("<svg xmlns='http://www.w3.org/2000/svg'/>"));
    const auto facts = described({"gone.jpg", "text.jpg", "cut.jpg", "good.jpg", "drawn.svg"});
    EXPECT_FALSE(facts.at(0)) << "looked for again after the next scan";
    for (const std::size_t i : {1U, 2U}) {
        ASSERT_TRUE(facts.at(i));
        EXPECT_EQ(facts[i]->width, 0U);
        EXPECT_EQ(facts[i]->thumbhash, "");
        EXPECT_FALSE(facts[i]->is_picture);
    }
    EXPECT_EQ(facts.at(3)->height, 300U);
    EXPECT_FALSE(facts.at(3)->thumbhash.empty()) << "a tall one too";
    EXPECT_TRUE(facts.at(4)->is_picture) << "of a kind that is not decoded, but browsers show it";
}

}  // namespace
}  // namespace bt::service

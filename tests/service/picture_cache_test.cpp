#include "service/picture_cache.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "tests/temporary_folder.h"

namespace bt::service {
namespace {

namespace fs = std::filesystem;

PictureCache::Key key(std::uint64_t content, std::uint32_t width = 320, PictureForm form = PictureForm::WebP) {
    return {.content = {1, content}, .width = width, .form = form};
}
std::string text_of(const std::shared_ptr<const io::File>& file) {
    const auto bytes = file->read({0, file->size()}).value();
    return std::string(as_text(bytes));
}

class PictureCacheTest : public ::testing::Test {
protected:
    void keep(PictureCache& cache, const PictureCache::Key& where, std::size_t bytes) { ASSERT_TRUE(cache.keep(where, as_bytes(std::string(bytes, 'x')))); }
    /// As if it had been asked for so many days ago.
    void age(std::uint64_t content, int days) {
        const auto name = ContentKey{1, content}.text();
        fs::last_write_time(fs::path(path) / name.substr(0, 2) / (name + "-320.webp"), fs::file_time_type::clock::now() - std::chrono::days(days));
    }

    tests::TemporaryFolder folder;
    std::string path = folder.file("pictures");
};

TEST_F(PictureCacheTest, GivesBackWhatWasKeptUnderTheSameName) {
    PictureCache cache(path, 1'000);
    EXPECT_EQ(cache.find(key(1)), nullptr);
    ASSERT_TRUE(cache.keep(key(1), as_bytes("small")));
    ASSERT_TRUE(cache.keep(key(1, 640), as_bytes("large")));
    ASSERT_TRUE(cache.keep(key(1, 320, PictureForm::Plain), as_bytes("plain")));
    EXPECT_EQ(text_of(cache.find(key(1))), "small");
    EXPECT_EQ(text_of(cache.find(key(1, 640))), "large");
    EXPECT_EQ(text_of(cache.find(key(1, 320, PictureForm::Plain))), "plain");
    EXPECT_EQ(cache.find(key(2)), nullptr);
    EXPECT_EQ(text_of(PictureCache(path, 1'000).find(key(1))), "small") << "after a restart";
}

TEST_F(PictureCacheTest, LetsGoOfWhatNobodyAskedForLongest) {
    PictureCache cache(path, 1'000);
    for (std::uint64_t i = 1; i <= 3; ++i) keep(cache, key(i), 300);
    age(1, 3);
    age(2, 9);
    age(3, 6);
    EXPECT_NE(cache.find(key(2)), nullptr);  // asked for: the youngest now
    keep(cache, key(4), 300);
    EXPECT_EQ(cache.find(key(3)), nullptr);
    EXPECT_EQ(cache.find(key(1)), nullptr);
    EXPECT_NE(cache.find(key(2)), nullptr);
    EXPECT_NE(cache.find(key(4)), nullptr);
}

TEST_F(PictureCacheTest, CountsWhatAnEarlierRunHasKept) {
    {
        PictureCache cache(path, 1'000);
        keep(cache, key(1), 900);
        age(1, 2);
    }
    PictureCache cache(path, 1'000);
    keep(cache, key(2), 200);
    EXPECT_EQ(cache.find(key(1)), nullptr);
    EXPECT_NE(cache.find(key(2)), nullptr);
}

TEST_F(PictureCacheTest, SaysThatTheDiskCannotTakeIt) {
    PictureCache cache("/proc/nowhere", 1'000);
    EXPECT_FALSE(cache.keep(key(1), as_bytes("x")));
    EXPECT_EQ(cache.find(key(1)), nullptr);
}

}  // namespace
}  // namespace bt::service

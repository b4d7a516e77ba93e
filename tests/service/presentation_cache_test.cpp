#include "service/presentation_cache.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <future>

#include "library/fingerprint.h"
#include "tests/service/made_film.h"

namespace bt::service {
namespace {

using tests::TemporaryFolder;
using testing::write_film;

class PresentationCacheTest : public ::testing::Test {
protected:
    /// A film as a scan would have noted it.
    ContentKey add(const std::string& name, int frames) {
        const auto path = folder_.file(name);
        write_film(path, frames);
        const auto file = io::File::open(path).value();
        const auto key = library::read_content_key(*file).value();
        places_[key] = {.path = path, .stamp = {.size = file->size(), .modified_ns = file->modified_ns()}, .subtitles = {}};
        return key;
    }
    PresentationCache cache(std::size_t capacity = 64) {
        return PresentationCache(folder_.file("index"), [this](ContentKey key) -> Result<LocatedMedia> {
            ++located_;
            if (while_opening_) while_opening_();
            const auto at = places_.find(key);
            if (at == places_.end()) return Error{.fault = Fault::NotFound, .message = "unknown"};
            return at->second;
        }, capacity);
    }

    TemporaryFolder folder_;
    std::map<ContentKey, LocatedMedia> places_;
    int located_ = 0;
    std::function<void()> while_opening_;
};

TEST_F(PresentationCacheTest, OpensAFileOnceForManyRequests) {
    const auto key = add("a.mp4", 500);
    auto cache = this->cache();
    const auto first = cache.open(key);
    ASSERT_TRUE(first) << first.error().describe();
    EXPECT_EQ((*first)->presentation->plan().count(), 2U);
    EXPECT_EQ(cache.open(key).value(), *first);
    EXPECT_EQ(located_, 1);
}

TEST_F(PresentationCacheTest, NeverServesAFileThatWasChangedInPlace) {
    const auto key = add("a.mp4", 500);
    auto cache = this->cache();
    ASSERT_TRUE(cache.open(key));
    write_film(folder_.file("a.mp4"), 600);
    const auto after = cache.open(key);
    ASSERT_FALSE(after);
    EXPECT_EQ(after.error().fault, Fault::NotFound);
}

TEST_F(PresentationCacheTest, ServesAFileWhoseTimeChangedButNotItsContent) {
    const auto key = add("a.mp4", 500);
    auto cache = this->cache();
    ASSERT_TRUE(cache.open(key));
    std::filesystem::last_write_time(folder_.file("a.mp4"), std::filesystem::file_time_type::clock::now() - std::chrono::hours(5));
    EXPECT_TRUE(cache.open(key));
    EXPECT_EQ(located_, 2);
}

TEST_F(PresentationCacheTest, NeverServesAFileThatWasFilledInPlaceBehindItsKey) {
    const auto path = folder_.file("a.mp4");
    // Behind the film lies a box nobody reads, so that there is room between the samples.
    const auto padded = [](std::byte with) {
        Bytes film = testing::made_film(500);
        const Bytes header = to_bytes(as_bytes(std::string_view("\0\x10\0\0free", 8)));
        film.insert(film.end(), header.begin(), header.end());
        film.resize(film.size() + (1U << 20) - header.size());
        std::fill_n(film.begin() + 200'000, 200'000, with);
        return film;
    };
    const auto note = [&](const ContentKey& key) {
        const auto file = io::File::open(path).value();
        places_[key] = {.path = path, .stamp = {.size = file->size(), .modified_ns = file->modified_ns()}, .subtitles = {},
                        .print = library::read_content_print(*file).value()};
    };
    bt::testing::write_file(path, padded(std::byte{1}));
    const auto key = library::read_content_key(*io::File::open(path).value()).value();
    note(key);
    auto cache = this->cache();
    ASSERT_TRUE(cache.open(key));
    bt::testing::write_file(path, padded(std::byte{2}));
    const auto filled = io::File::open(path).value();
    ASSERT_EQ(library::read_content_key(*filled).value(), key) << "as far as three samples tell";
    ASSERT_FALSE(cache.open(key));
    const auto own = library::key_told_apart(key, library::read_content_print(*filled).value());
    note(own);
    EXPECT_TRUE(cache.open(own)) << "as it was scanned";
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() - std::chrono::hours(5));
    EXPECT_TRUE(this->cache().open(own)) << "and touched";
}

/// A film on a disk that takes long.
class SlowDisk final : public io::ByteSource {
public:
    explicit SlowDisk(Bytes film) : film_(std::move(film)) {}
    std::uint64_t size() const override { return film_.size(); }
    Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) const override {
        waits.wait(true);
        return film_.read_at(offset, into);
    }
    mutable std::atomic<bool> waits = false;

private:
    io::MemorySource film_;
};

TEST(WholeTexts, WhoWouldWaitLongForAnothersWalkLetsGoOfItsThread) {
    bt::testing::MadeTrack text{.handler = FourCc("sbtl")};
    for (int i = 0; i < 4; ++i) text.samples.push_back({.size = 2, .duration = 2'000});
    bt::testing::MadeTrack sound{.track_id = 2, .handler = FourCc("soun"), .timescale = 48'000, .writes_stss = false};
    for (int i = 0; i < 500; ++i) sound.samples.push_back({.size = 5, .duration = 1'024});
    const auto disk = std::make_shared<SlowDisk>(bt::testing::make_movie({text, sound}));
    const auto film = delivery::Presentation::open(media::open_media(disk).value()).value();
    ASSERT_EQ(film->texts().size(), 1U);
    const auto path = film->texts()[0].id + "/all.vtt";
    WholeTexts texts;
    disk->waits = true;
    auto walk = std::async(std::launch::async, [&] { return texts.at(*film, path); });
    EXPECT_EQ(walk.wait_for(std::chrono::milliseconds(200)), std::future_status::timeout);
    EXPECT_EQ(texts.at(*film, path).error().fault, Fault::Busy);
    disk->waits = false;
    disk->waits.notify_all();
    EXPECT_TRUE(walk.get());
    EXPECT_TRUE(texts.at(*film, path));
}

TEST(WholeTexts, OfManyFilmsLeaveThreadsForOtherRequests) {
    bt::testing::MadeTrack text{.handler = FourCc("sbtl")};
    for (int i = 0; i < 4; ++i) text.samples.push_back({.size = 2, .duration = 2'000});
    const auto disk = std::make_shared<SlowDisk>(bt::testing::make_movie({text, {.track_id = 2, .handler = FourCc("soun"), .timescale = 48'000, .samples = {{5, 1'024}}}}));
    const auto film = delivery::Presentation::open(media::open_media(disk).value()).value();
    const auto path = film->texts()[0].id + "/all.vtt";
    const auto room = std::make_shared<WalkRoom>();
    std::vector<std::unique_ptr<WholeTexts>> films;
    for (int i = 0; i < WalkRoom::kMost + 2; ++i) films.push_back(std::make_unique<WholeTexts>(room));
    ASSERT_TRUE(films.back()->at(*film, path)) << "made before";
    disk->waits = true;
    std::vector<std::future<Result<delivery::Resource>>> walks;
    for (int i = 0; i < WalkRoom::kMost; ++i) walks.push_back(std::async(std::launch::async, [&, i] { return films[static_cast<std::size_t>(i)]->at(*film, path); }));
    while (!room->is_full()) std::this_thread::yield();
    EXPECT_EQ(films[WalkRoom::kMost]->at(*film, path).error().fault, Fault::Busy);
    EXPECT_TRUE(films.back()->at(*film, path)) << "what is made waits for nobody";
    disk->waits = false;
    disk->waits.notify_all();
    for (auto& walk : walks) EXPECT_TRUE(walk.get());
    EXPECT_TRUE(films[WalkRoom::kMost]->at(*film, path));
}

TEST_F(PresentationCacheTest, DoesNotKeepWhatWasOpenedByAnOlderScan) {
    const auto key = add("a.mp4", 500);
    auto cache = this->cache();
    while_opening_ = [&] { cache.clear(); };  // a scan ends between the look into the database and the end of opening
    ASSERT_TRUE(cache.open(key));
    while_opening_ = {};
    ASSERT_TRUE(cache.open(key));
    EXPECT_EQ(located_, 2);
}

TEST_F(PresentationCacheTest, ClosesTheFileThatWasUsedLongestAgo) {
    const auto a = add("a.mp4", 300), b = add("b.mp4", 400), c = add("c.mp4", 500);
    auto cache = this->cache(2);
    for (const auto key : {a, b, a, c, a}) ASSERT_TRUE(cache.open(key));
    EXPECT_EQ(located_, 3);
    ASSERT_TRUE(cache.open(b));
    EXPECT_EQ(located_, 4);
}

TEST_F(PresentationCacheTest, NeverServesSoundBesideTheFilmThatWasChangedInPlace) {
    const auto key = add("a.mp4", 500);
    const auto beside = folder_.file("a.ko.m4a");
    write_film(beside, 500);
    auto media = media::open_media(io::File::open(beside).value()).value();
    places_[key].sounds = {{.id = "1", .file = "a.ko.m4a", .language = "ko", .name = {}, .media = std::move(media)}};
    auto cache = this->cache();
    const auto first = cache.open(key);
    ASSERT_TRUE(first) << first.error().describe();
    EXPECT_EQ(cache.open(key).value(), *first);
    EXPECT_EQ(located_, 1);
    write_film(beside, 600);
    ASSERT_TRUE(cache.open(key));
    EXPECT_EQ(located_, 2) << "asked anew for what lies beside the film";
}

TEST_F(PresentationCacheTest, SaysNothingOfWhereAMissingFileLay) {
    const auto key = add("a.mp4", 500);
    std::filesystem::remove(folder_.file("a.mp4"));
    const auto missing = cache().open(key);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().fault, Fault::NotFound);
    EXPECT_EQ(missing.error().describe().find("a.mp4"), std::string::npos);
}

}  // namespace
}  // namespace bt::service

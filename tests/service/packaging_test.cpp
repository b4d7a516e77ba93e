#include "service/packaging.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "media/index/media_file.h"
#include "tests/service/made_film.h"

namespace bt::service {
namespace {

using tests::TemporaryFolder;
using testing::write_film;
using testing::write_text;

/// A film whose subtitles fail when they are written, behind its sound.
std::shared_ptr<const delivery::Presentation> film_with_lost_subtitles(const TemporaryFolder& folder) {
    write_film(folder.file("rain.mp4"));
    delivery::ExternalSubtitle lost{.id = "1", .load = [] { return Error{.fault = Fault::Io, .message = "the disk is gone"}; }};
    return delivery::Presentation::open(media::open_media(io::File::open(folder.file("rain.mp4")).value()).value(), {std::move(lost)}).value();
}

TEST(Package, TakesAwayWhatItHasMadeWhenItFails) {
    const TemporaryFolder folder;
    const auto film = film_with_lost_subtitles(folder);
    std::size_t written = 0;
    const auto done = package(*film, folder.file("new/out/"), [&](const auto& progress) { written = progress.files_done; });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().describe(), "x1/1.vtt: the disk is gone");
    EXPECT_GT(written, 0U);
    EXPECT_FALSE(std::filesystem::exists(folder.file("new")));
}

TEST(Package, LeavesWhatOthersPutIntoTheFolderMeanwhile) {
    const TemporaryFolder folder;
    const auto film = film_with_lost_subtitles(folder);
    std::filesystem::create_directory(folder.file("out"));
    std::filesystem::path made;
    ASSERT_FALSE(package(*film, folder.file("out"), [&](const auto&) {
        made = std::filesystem::directory_iterator(folder.file("out"))->path();
        write_text((made / "mine.txt").string(), "mine");
    }));
    std::vector<std::string> left;
    for (const auto& each : std::filesystem::recursive_directory_iterator(folder.file("out"))) left.push_back(each.path().filename().string());
    EXPECT_EQ(left, (std::vector<std::string>{made.filename().string(), "mine.txt"}));
}

}  // namespace
}  // namespace bt::service

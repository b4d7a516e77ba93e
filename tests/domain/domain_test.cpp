#include <gtest/gtest.h>

#include "domain/scan.h"

namespace bt::domain {
namespace {

TEST(Sourced, KeepsTheMoreTrustedValueWhateverTheOrder) {
    Sourced<std::string> title;
    title.offer("From the name", Source::FileName);
    title.offer("From the NFO", Source::Nfo);
    title.offer("From a folder tag", Source::FolderTag);
    EXPECT_EQ(title.value, "From the NFO");
    EXPECT_EQ(title.source, Source::Nfo);
    title.offer("A second NFO", Source::Nfo);
    EXPECT_EQ(title.value, "From the NFO");
    title.offer("By hand", Source::Hand);
    EXPECT_EQ(title.value, "By hand");
}

TEST(MediaFilesOf, ListsADoubleEpisodesFileOnce) {
    const MediaFile twice{.path = "Rain/S01E01-E02.mkv"};
    const MediaFile trailer{.path = "Rain/A-trailer.mkv"};
    Series series;
    series.extras = {Extra{.kind = ExtraKind::Trailer, .file = trailer}};
    const Episode episode{.versions = {MediaVersion{.parts = {twice}}}};
    series.seasons = {Season{.number = 1, .episodes = {episode, episode}}};
    const auto files = media_files_of(series);
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0]->path, "Rain/A-trailer.mkv");
    EXPECT_EQ(files[1]->path, "Rain/S01E01-E02.mkv");
}

}  // namespace
}  // namespace bt::domain

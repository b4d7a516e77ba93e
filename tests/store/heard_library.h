// A library of two series that was listened to, for tests of what is kept of sound.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "store/catalogue_writer.h"
#include "store/correction_store.h"
#include "store/scan_state_store.h"
#include "store/sound_reader.h"
#include "store/sound_store.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"

namespace bt::store {

inline const ContentKey kRain = content(501);
inline const ContentKey kSea = content(502);

inline domain::Stretch between(int start, int end) { return {std::chrono::seconds{start}, std::chrono::seconds{end}}; }
inline domain::Cue cue(ContentKey song, int start, int end) {
    return {.music = song, .stretch = between(start, end), .offset = std::chrono::seconds{5}, .rate = 1.01, .level = -9.5, .confidence = 0.875};
}

inline domain::Song song(const std::string& path, ContentKey key) {
    domain::Song out;
    out.path = path;
    out.content = key;
    out.title = path.substr(path.rfind('/') + 1);
    out.duration = {180'000, kMilliseconds};
    return out;
}

/// A series of three episodes (contents 1, 2, 3) with an album of one song, another series with the other song.
class HeardLibrary : public ::testing::Test {
protected:
    void SetUp() override {
        auto opened = Database::open(folder_.file("db"));
        ASSERT_TRUE(opened) << opened.error().describe();
        database_ = *opened;
        auto library = ScanStateStore(*database_).library_at("/library");
        ASSERT_TRUE(library);
        library_ = *library;
        series_ = apply("Rain", 1, kRain);
        other_ = apply("Sea", 11, kSea);
        for (const std::uint64_t number : {1U, 2U, 3U, 11U, 12U, 13U}) {
            const auto noted = SoundStore(*database_).note_listened(content(number), 1, {.duration = std::chrono::seconds{3'600}, .loudness = {.integrated = -23.5}, .energy = {-20.5F, -70.0F}});
            ASSERT_TRUE(noted) << noted.error().describe();
        }
    }

    domain::SeriesId apply(const std::string& folder, std::uint64_t first, ContentKey key) {
        auto scanned = sample_series(folder, 3, first);
        domain::Album album;
        album.folder = folder + "/OST";
        album.title = folder + " OST";
        album.songs = {song(folder + "/OST/01 - " + folder, key)};
        scanned.series.albums = {album};
        auto applied = CatalogueWriter(*database_).apply(library_, scanned);
        EXPECT_TRUE(applied) << applied.error().describe();
        return applied->series;
    }

    /// At the path of the first episode lies another content from now on, and it was listened to.
    void replace_first_episode_by(std::uint64_t number, std::chrono::seconds duration) {
        auto scanned = sample_series("Rain", 3, 1);
        episode_at(scanned, 0).versions[0].parts[0].content = content(number);
        scanned.signature = domain::FolderSignature{number};
        ASSERT_TRUE(CatalogueWriter(*database_).apply(library_, scanned));
        ASSERT_TRUE(SoundStore(*database_).note_listened(content(number), 1, {.duration = duration, .loudness = {}, .energy = {}}));
    }
    void hear(const std::vector<HeardEpisode>& episodes, const std::string& digest = "1") {
        const auto saved = SoundStore(*database_).save_season({.series = series_, .season = 1, .digest = digest, .episodes = episodes});
        ASSERT_TRUE(saved) << saved.error().describe();
    }
    SoundView view(std::uint64_t number) {
        auto found = SoundReader(*database_).by_content(content(number), series_);
        EXPECT_TRUE(found) << found.error().describe();
        return std::move(*found);
    }
    domain::CorrectionId correct(std::uint64_t number, domain::CorrectionAction action, domain::CorrectionOf<domain::Music> about) {
        const auto added = CorrectionStore(*database_).add(content(number), {.action = action, .about = about});
        EXPECT_TRUE(added) << added.error().describe();
        return *added;
    }

    tests::TemporaryFolder folder_;
    std::shared_ptr<Database> database_;
    domain::LibraryId library_;
    domain::SeriesId series_, other_;
};

}  // namespace bt::store

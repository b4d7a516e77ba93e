#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "domain/whole.h"
#include "store/connection.h"
#include "store/song_reader.h"
#include "store/sound_store.h"
#include "tests/store/heard_library.h"

namespace bt::store {
namespace {

using domain::CorrectionAction;
using domain::Music;
using std::chrono::seconds;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

ContentKey whole(const std::vector<std::uint64_t>& numbers) {
    std::vector<ContentKey> contents;
    for (const auto number : numbers) contents.push_back(content(number));
    return domain::whole_key(contents);
}

/// The first episode of the series "Rain" comes in several files.
class WholeVersions : public HeardLibrary {
protected:
    /// Its files have these contents, the first that of every sample.
    void apply_files(const std::vector<std::uint64_t>& numbers) {
        auto scanned = sample_series("Rain", 3, 1);
        auto& parts = episode_at(scanned, 0).versions[0].parts;
        for (std::size_t i = 1; i < numbers.size(); ++i) parts.push_back(media_file("Rain/Season 01/Rain S01E1 cd" + std::to_string(i + 1) + ".mkv", numbers[i]));
        parts[0].content = content(numbers[0]);
        domain::Album album;
        album.folder = "Rain/OST";
        album.title = "Rain OST";
        album.songs = {song("Rain/OST/01 - Rain", kRain)};
        scanned.series.albums = {album};
        scanned.signature = domain::FolderSignature{++signature_};
        const auto applied = CatalogueWriter(*database_).apply(library_, scanned);
        ASSERT_TRUE(applied) << applied.error().describe();
    }
    SoundView view_of(ContentKey key) { return *SoundReader(*database_).by_content(key, series_); }
    void hear_whole(ContentKey key, const std::vector<domain::Cue>& cues) {
        const auto noted = SoundStore(*database_).note_listened(key, 1, {.duration = seconds{7'200}, .loudness = {}, .energy = {}});
        ASSERT_TRUE(noted);
        hear({{.content = key, .sound = {.cues = cues}, .themes = {}}}, key.text());
    }
    std::vector<SongUse> uses_of_rain() {
        const SongReader reader(*database_);
        return reader.uses(*reader.page({})->rows.at(0).song.id, {})->rows;
    }

    std::uint64_t signature_ = 100;
};

TEST_F(WholeVersions, WhatIsHeardOfASplitEpisodeHangsOnAllItsFiles) {
    apply_files({1, 71});
    const auto key = whole({1, 71});
    hear_whole(key, {cue(kRain, 60, 120), cue(kRain, 5'000, 5'100)});
    EXPECT_EQ(view_of(key).stage, SoundStage::Heard);
    const auto summaries = *SoundReader(*database_).summaries(series_);
    ASSERT_TRUE(summaries.contains(key));
    EXPECT_EQ(summaries.at(key).songs, 1);
    EXPECT_FALSE(summaries.contains(content(71))) << "no episode begins in the middle";
    const auto uses = uses_of_rain();
    ASSERT_EQ(uses.size(), 2U);
    EXPECT_EQ(uses[1].cue.stretch, between(5'000, 5'100)) << "in the second file, in the time of the whole";
    EXPECT_EQ(SongReader(*database_).of_series(series_, {})->rows.at(0).uses, 2);
    const auto wanted = *SoundStore(*database_).wanted_contents(std::chrono::hours{1});
    EXPECT_THAT(wanted, Contains(key));
    EXPECT_THAT(wanted, Contains(content(2)));
    EXPECT_THAT(wanted, Contains(content(1))) << "each file has its own pictures";
    EXPECT_THAT(wanted, Contains(content(71)));
}

TEST_F(WholeVersions, AFileThatChangesMakesAnotherWhole) {
    apply_files({1, 71});
    hear_whole(whole({1, 71}), {cue(kRain, 60, 120)});
    apply_files({1, 72});
    EXPECT_EQ(view_of(whole({1, 72})).stage, SoundStage::Waiting);
    EXPECT_THAT(uses_of_rain(), IsEmpty()) << "what was heard of the old one is nobody's";
    EXPECT_THAT(*SoundStore(*database_).wanted_contents(std::chrono::hours{1}), Not(Contains(whole({1, 71}))));
    apply_files({1, 71});
    EXPECT_EQ(uses_of_rain().size(), 1U) << "and it is back with the file";
}

TEST_F(WholeVersions, WhatWasSaidOfTheFilesThatCameFirstHoldsForTheWholeTheyBegin) {
    hear({{.content = content(1), .sound = {.cues = {cue(kRain, 60, 120)}}, .themes = {}}});
    const auto id = correct(1, CorrectionAction::Rename, {.was = {kRain, between(60, 120)}, .now = {kSea, between(60, 120)}});
    apply_files({1, 71});
    const auto shown = view_of(whole({1, 71})).sound.cues;
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_EQ(shown[0].music, Music(kSea));
    EXPECT_EQ(shown[0].correction, id);
    EXPECT_THAT(view(1).sound.cues, IsEmpty());
    apply_files({1, 71, 72});
    EXPECT_EQ(view_of(whole({1, 71, 72})).sound.cues.at(0).correction, id) << "of two files for three";
    hear_whole(whole({1, 71, 72}), {cue(kRain, 60, 120), cue(kRain, 5'000, 5'100)});
    const auto heard = view_of(whole({1, 71, 72})).sound.cues;
    ASSERT_EQ(heard.size(), 2U);
    EXPECT_EQ(heard[0].music, Music(kSea)) << "and over what is heard anew";
}

TEST_F(WholeVersions, WhatWasSaidOfAFileThatIsAnEpisodeElsewhereStaysWithIt) {
    auto copy = sample_series("Copy", 1, 1);
    ASSERT_TRUE(CatalogueWriter(*database_).apply(library_, copy));
    hear({{.content = content(1), .sound = {.cues = {cue(kRain, 60, 120)}}, .themes = {}}});
    correct(1, CorrectionAction::Rename, {.was = {kRain, between(60, 120)}, .now = {kSea, between(60, 120)}});
    apply_files({1, 71});
    EXPECT_EQ(view(1).sound.cues.at(0).music, Music(kSea));
    EXPECT_THAT(view_of(whole({1, 71})).sound.cues, IsEmpty());
}

TEST_F(WholeVersions, AWholeLeftUnnamedByAMigrationIsNamedByTheNextScanThoughNothingChanged) {
    apply_files({1, 71});
    const auto forget = [&] {
        return database_->write("forget", [](Connection& sql) -> Result<void> {
            sql.run("UPDATE versions SET whole_key = NULL WHERE id IN (SELECT version_id FROM version_parts WHERE position = 1)");
            return {};
        });
    };
    ASSERT_TRUE(forget());
    EXPECT_FALSE(SoundReader(*database_).summaries(series_)->contains(whole({1, 71})));
    apply_files({1, 71});
    EXPECT_TRUE(SoundReader(*database_).summaries(series_)->contains(whole({1, 71})));
}

TEST_F(WholeVersions, FilesThatCouldNotBeListenedToAreKeptWithTheReason) {
    apply_files({1, 71});
    const std::vector<domain::UnheardFile> unheard{{.file = 1, .reason = "there is no sound in it"}};
    ASSERT_TRUE(SoundStore(*database_).note_listened(whole({1, 71}), 1, {.duration = seconds{7'200}, .loudness = {}, .energy = {}, .unheard_files = unheard}));
    EXPECT_EQ(view_of(whole({1, 71})).unheard_files, unheard);
    EXPECT_EQ(SoundStore(*database_).measures(whole({1, 71}))->unheard_files, unheard);
    ASSERT_TRUE(SoundStore(*database_).note_listened(whole({1, 71}), 2, {.duration = seconds{7'200}, .loudness = {}, .energy = {}}));
    EXPECT_THAT(view_of(whole({1, 71})).unheard_files, IsEmpty());
}

}  // namespace
}  // namespace bt::store

#include "service/api/catalogue_json.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace bt::service {
namespace {

domain::MediaFile file(bool is_direct) {
    domain::MediaFile out{.path = "Rain/Rain S01E01.mkv", .stamp = {.size = 10}, .content = ContentKey{1, 2}};
    out.summary = domain::MediaSummary{.container = "matroska", .duration = {60'000, kMilliseconds}, .is_direct = is_direct};
    return out;
}
domain::Episode episode(std::vector<domain::MediaFile> versions) {
    domain::Episode out;
    for (auto& each : versions) {
        domain::MediaVersion version;
        version.parts.push_back(std::move(each));
        out.versions.push_back(std::move(version));
    }
    return out;
}

TEST(CatalogueJson, NamesWhereAnEpisodePlays) {
    const auto out = episode_json(episode({file(true)}));
    EXPECT_EQ(out.at("hls").as_string(), "/media/00000000000000010000000000000002-1/master.m3u8");
    EXPECT_EQ(out.at("dash").as_string(), "/media/00000000000000010000000000000002-1/manifest.mpd");
    EXPECT_EQ(out.at("duration").as_double(), 60.0);
    EXPECT_TRUE(out.at("playable").as_bool());
}

TEST(CatalogueJson, PlaysTheFirstVersionThatCanBePlayed) {
    auto playable = file(true);
    playable.content = ContentKey{7, 7};
    const auto with_both = episode({file(false), playable});
    ASSERT_NE(main_file(with_both), nullptr);
    EXPECT_EQ(main_file(with_both)->content, (ContentKey{7, 7}));
}

TEST(CatalogueJson, SaysWhyAnEpisodeDoesNotPlay) {
    auto damaged = file(false);
    damaged.unreadable = "moov: cut short";
    const struct { domain::Episode episode; std::string_view code, words; } kCases[] = {{episode({}), "no_file", "there is no file"},
                                                                                       {episode({file(false)}), "conversion", "needs conversion"},
                                                                                       {episode({damaged}), "unreadable", "moov: cut short"}};
    for (const auto& row : kCases) {
        const auto out = episode_json(row.episode);
        EXPECT_FALSE(out.at("playable").as_bool());
        EXPECT_EQ(out.at("reason").as_string(), row.words);
        EXPECT_EQ(out.at("reason_code").as_string(), row.code);
    }
    const auto playable = episode_json(episode({file(true)}));
    EXPECT_FALSE(playable.contains("reason") || playable.contains("reason_code"));
}

TEST(CatalogueJson, SaysWhyAFileThatDidNotOpenDoesNotPlay) {
    const struct { Fault fault; std::string_view code; } kCases[] = {
        {Fault::Unsupported, "conversion"}, {Fault::NotFound, "no_file"}, {Fault::Truncated, "unreadable"}, {Fault::Denied, "unreadable"}};
    for (const auto& row : kCases) EXPECT_EQ(reason_against_opening({.fault = row.fault, .message = "why"}).code, row.code);
}

TEST(CatalogueJson, NeverShowsAFilesPath) {
    EXPECT_EQ(boost::json::serialize(episode_json(episode({file(true)}))).find("S01E01.mkv"), std::string::npos);
}

TEST(CatalogueJson, ASplitEpisodeIsAsLongAsItsFiles) {
    auto split = episode({file(true), file(true)});
    split.versions[0].parts.push_back(file(true));
    split.versions[0].parts.push_back(file(false));
    split.versions[0].parts[2].summary.reset();
    EXPECT_EQ(episode_json(split).at("duration").as_double(), 120.0);
}

domain::ExternalTrack beside(domain::StreamKind kind, const char* format, const char* language) {
    return {.kind = kind, .path = {}, .format = format, .language = language, .title = {}, .stamp = {}, .content = {}};
}

TEST(CatalogueJson, ListsTheExtrasOfAnEpisode) {
    auto with_extra = episode({file(true)});
    with_extra.extras.push_back({.id = {}, .kind = domain::ExtraKind::Trailer, .title = "trailer", .file = file(true)});
    const auto out = episode_json(with_extra);
    ASSERT_EQ(out.at("extras").as_array().size(), 1U);
    EXPECT_EQ(out.at("extras").at(0).at("kind").as_string(), "trailer");
}

TEST(CatalogueJson, NamesOnlyLanguagesThatAreOffered) {
    using domain::StreamKind;
    auto dubbed = episode({file(true)});
    dubbed.versions[0].tracks = {beside(StreamKind::Audio, "ac3", "ja"), beside(StreamKind::Audio, "mka", "en"), beside(StreamKind::Subtitle, "idx", "fr"), beside(StreamKind::Subtitle, "srt", "ko")};
    const auto out = episode_json(dubbed);
    EXPECT_EQ(boost::json::serialize(out.at("audio_languages")), "[\"en\"]");
    EXPECT_EQ(boost::json::serialize(out.at("subtitle_languages")), "[\"ko\"]");
}

TEST(CatalogueJson, MakesTextThatIsNotUtf8Valid) {
    auto odd = episode({file(true)});
    odd.plot = "caf\xE9";
    EXPECT_EQ(episode_json(odd).at("plot").as_string(), "caf\xEF\xBF\xBD");
}

TEST(CatalogueJson, OffersNoPictureFromTheWeb) {
    domain::Artwork far, near;
    near.id.value = 5;
    near.path = "Rain/poster.jpg";
    EXPECT_TRUE(artwork_json({far}).empty());
    const auto out = artwork_json({far, near});
    ASSERT_EQ(out.size(), 1U);
    EXPECT_TRUE(out.begin()->value().at("url").as_string().starts_with("/api/v1/artwork/5?v="));
}

}  // namespace
}  // namespace bt::service

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

/// A version of files with these contents; 0: a file that cannot be read, negative: one that would have to be converted.
domain::Episode split_episode(const std::vector<int>& contents) {
    domain::Episode out;
    auto& parts = out.versions.emplace_back().parts;
    for (const int content : contents) {
        auto& part = parts.emplace_back(file(content > 0));
        part.content = ContentKey{0, static_cast<std::uint64_t>(content)};
        if (content == 0) part = {.path = "cut.mkv", .stamp = {.size = 10}, .content = {}, .summary = {}, .unreadable = "cut short"};
    }
    return out;
}

TEST(CatalogueJson, ASplitEpisodePlaysAsOneWhatOfItPlays) {
    const std::string a = "00000000000000000000000000000001", b = "00000000000000000000000000000002", c = "00000000000000000000000000000003";
    const struct { const char* what; std::vector<int> contents; std::string folder; double duration; std::string_view reason; } kCases[] = {
        {"all of its files", {1, 2, 3}, a + "." + b + "." + c, 180, ""},
        {"in their order", {3, 1}, c + "." + a, 120, ""},
        {"one file alone", {1}, a, 60, ""},
        {"but for one that cannot be read", {1, 0, 3}, a + "." + c, 120, ""},
        {"but for one that needs conversion", {1, -2}, a, 60, ""},
        {"nothing without its beginning", {0, 2, 3}, "", 120, "unreadable"},
        {"nothing whose beginning needs conversion", {-1, 2}, "", 120, "conversion"},
        {"nothing of more files than are joined", std::vector<int>(33, 1), "", 33 * 60, "conversion"},
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.what);
        const auto out = episode_json(split_episode(row.contents));
        EXPECT_EQ(out.at("duration").as_double(), row.duration);
        EXPECT_EQ(out.at("playable").as_bool(), row.reason.empty());
        EXPECT_EQ(out.contains("reason_code") ? std::string_view(out.at("reason_code").as_string()) : "", row.reason);
        EXPECT_EQ(out.at("versions").at(0).at("files").as_array().size(), row.contents.size());
        if (row.folder.empty()) {
            EXPECT_TRUE(out.at("hls").is_null() && out.at("dash").is_null());
            continue;
        }
        EXPECT_EQ(out.at("hls").as_string(), "/media/" + row.folder + "-1/master.m3u8");
        EXPECT_EQ(out.at("dash").as_string(), "/media/" + row.folder + "-1/manifest.mpd");
        EXPECT_EQ(out.at("versions").at(0).at("files").at(0).at("hls").as_string(), "/media/" + row.folder.substr(0, 32) + "-1/master.m3u8");
    }
}

domain::ExternalTrack beside(domain::StreamKind kind, const char* format, const char* language) {
    return {.kind = kind, .path = {}, .format = format, .language = language, .title = {}, .stamp = {}, .content = ContentKey{1, 2}};
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
    dubbed.versions[0].tracks = {beside(StreamKind::Audio, "ac3", "ja"), beside(StreamKind::Audio, "mka", "en"), beside(StreamKind::Subtitle, "idx", "fr"), beside(StreamKind::Subtitle, "srt", "ko"), beside(StreamKind::Subtitle, "srt", "de")};
    dubbed.versions[0].tracks.back().content.reset();  // it could not be read
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

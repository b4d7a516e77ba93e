#include "service/web_assets.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>

namespace bt {
namespace {

using ::testing::HasSubstr;
using ::testing::IsNull;
using ::testing::MatchesRegex;
using ::testing::NotNull;
using ::testing::StartsWith;

class WebAssets : public ::testing::Test {
protected:
    void SetUp() override {
        if (web_assets().empty()) GTEST_SKIP() << "built without the web app";
    }
};

TEST_F(WebAssets, AreSortedByPathSoThatTheyCanBeFound) {
    EXPECT_TRUE(std::ranges::is_sorted(web_assets(), {}, &WebAsset::path));
}

TEST_F(WebAssets, AnswerEveryPageAddressWithThePage) {
    for (const std::string_view path : {"/", "/index.html", "/library", "/series/7", "/watch/01J9", "/watch/a%20b"}) {
        SCOPED_TRACE(path);
        const WebAsset* page = find_web_asset(path);
        ASSERT_THAT(page, NotNull());
        EXPECT_EQ(page->path, "/index.html");
        EXPECT_EQ(page->content_type, "text/html; charset=utf-8");
        EXPECT_THAT(std::string(as_text(page->identity)), HasSubstr("<div id=\"app\">"));
        EXPECT_FALSE(page->immutable);
    }
}

TEST_F(WebAssets, DoNotAnswerForFilesThatAreNotThere) {
    for (const std::string_view path : {"/assets/gone-12345678.js", "/robots.txt", "/assets/", "", "index.html"}) {
        SCOPED_TRACE(path);
        EXPECT_THAT(find_web_asset(path), IsNull());
    }
}

TEST_F(WebAssets, AreKeptForEverOnlyUnderAHashedName) {
    for (const WebAsset& asset : web_assets()) {
        SCOPED_TRACE(asset.path);
        EXPECT_EQ(asset.immutable, asset.path.starts_with("/assets/"));
        EXPECT_EQ(find_web_asset(asset.path), &asset);
    }
}

TEST_F(WebAssets, CarryScriptsInThreeEncodingsAndAValidatorOfTheContent) {
    const auto script = std::ranges::find(web_assets(), "text/javascript", &WebAsset::content_type);
    ASSERT_NE(script, web_assets().end());
    // gzip begins with its magic number, RFC 1952 §2.3.1; brotli has none.
    ASSERT_GT(script->gzip.size(), 2U);
    EXPECT_EQ(script->gzip[0], std::byte{0x1f});
    EXPECT_EQ(script->gzip[1], std::byte{0x8b});
    EXPECT_LT(script->gzip.size(), script->identity.size());
    EXPECT_LT(script->brotli.size(), script->gzip.size());
    EXPECT_THAT(std::string(script->etag), MatchesRegex("[0-9a-f]{32}"));  // half a SHA-256
}

TEST_F(WebAssets, ComeWithAPolicyThatTrustsNoOtherOrigin) {
    const std::string policy{web_content_security_policy()};
    EXPECT_THAT(policy, StartsWith("default-src 'none'; script-src 'self';"));
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    EXPECT_EQ(policy.find("http"), std::string::npos);
    EXPECT_EQ(policy.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace bt

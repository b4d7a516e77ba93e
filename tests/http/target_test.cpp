#include "http/target.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace bt::http {
namespace {

TEST(Target, DecodesPathAndQuery) {
    const auto target = parse_target("/a%20b/%EA%B8%88?q=%EA%B8%88+x&empty=&flag&&a%3Db=c%26d");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/a b/\xEA\xB8\x88");
    const std::vector<QueryParameter> wanted{{"q", "\xEA\xB8\x88 x"}, {"empty", ""}, {"flag", ""}, {"a=b", "c&d"}};
    EXPECT_EQ(target->query, wanted);
}

TEST(Target, AcceptsTheFormsAServerMeets) {
    for (const auto& [text, path] : std::initializer_list<std::pair<const char*, const char*>>{
             {"/", "/"},           {"*", "*"},          {"//", "//"},           {"/a/", "/a/"},         {"/a+b", "/a+b"},
             {"/...", "/..."},     {"/a;b=1", "/a;b=1"}, {"http://host/x", "/x"}, {"HTTPS://host", "/"}, {"http://host?x=1", "/"},
             {"/%7Ex", "/~x"},     {"/%25", "/%"}}) {
        const auto target = parse_target(text);
        ASSERT_TRUE(target) << text;
        EXPECT_EQ(target->path, path) << text;
    }
}

TEST(Target, KeepsTheHostOfTheAbsoluteFormAlone) {
    EXPECT_EQ(parse_target("http://host:8420/x?y=http://other/")->authority, "host:8420");
    EXPECT_EQ(parse_target("http://[::1]?x")->authority, "[::1]");
    EXPECT_EQ(parse_target("/http://host/")->authority, "");
    EXPECT_FALSE(parse_target("http://host#x"));
    EXPECT_FALSE(parse_target("http://localhost@evil.example/"));
}

TEST(Target, RefusesWhatCouldNameOneThingInTwoWays) {
    for (const auto* text : {"", "a", "host:443", "ftp://host/", "http:///x", "/..", "/a/../b", "/%2e%2e", "/.%2E/x", "/.", "/a/./b", "/a%2fb",
                             "/a%5Cb", "/a\\b", "/%00", "/%0a", "/%7f", "/%", "/%4", "/%g0", "/%ff", "/%C0%AF", "/%ED%A0%80", "/x#y",
                             "/?%", "/?a=%zz", "/?%ff"}) {
        EXPECT_FALSE(parse_target(text)) << text;
    }
}

TEST(Target, BoundsTheNumberOfParameters) {
    std::string text = "/?a";
    for (std::size_t i = 1; i < kMaxQueryParameters; ++i) text += "&a";
    EXPECT_TRUE(parse_target(text));
    EXPECT_EQ(parse_target(text + "&a").error().fault, Fault::TooLarge);
}

}  // namespace
}  // namespace bt::http

#include "http/router.h"

#include <gtest/gtest.h>

namespace bt::http {
namespace {

Router sample() {
    Router router;
    const Handler nothing = [](const Request&) { return Response(); };
    router.get("/{path...}", nothing);
    router.get("/api/v1/series", nothing);
    router.get("/api/v1/series/{id}", nothing, {.cors = true});
    router.add(Method::Delete, "/api/v1/series/{id}", nothing);
    router.get("/api/v1/series/new", nothing);
    router.post("/api/v1/login", nothing);
    router.get("/api/{rest...}", nothing);
    router.get("/media/{key}/{file}", nothing);
    return router;
}

TEST(Router, TakesTheMostSpecificPattern) {
    const auto router = sample();
    for (const auto& [path, pattern] : std::initializer_list<std::pair<const char*, const char*>>{
             {"/", "/{path...}"},
             {"/index.html", "/{path...}"},
             {"/api/v1/series", "/api/v1/series"},
             {"/api/v1/series/", "/api/{rest...}"},
             {"/api/v1/series/7", "/api/v1/series/{id}"},
             {"/api/v1/series/new", "/api/v1/series/new"},
             {"/api/v1/series/7/x", "/api/{rest...}"},
             {"/api", "/api/{rest...}"},
             {"/media/k/f", "/media/{key}/{file}"},
             {"/media/k", "/{path...}"},
             {"/media//f", "/{path...}"},
         }) {
        EXPECT_EQ(router.match(Method::Get, path).pattern, pattern) << path;
    }
}

TEST(Router, NamesThePartsOfThePath) {
    const auto router = sample();
    const auto match = router.match(Method::Get, "/media/abc/init.mp4");
    ASSERT_EQ(match.parameters.size(), 2U);
    EXPECT_EQ(match.parameters[0].value, "abc");
    EXPECT_EQ(match.parameters[1].name, "file");
    EXPECT_EQ(router.match(Method::Get, "/a/b/c").parameters[0].value, "a/b/c");
    EXPECT_EQ(router.match(Method::Get, "/").parameters[0].value, "");
}

TEST(Router, SaysWhichMethodsAPathTakes) {
    const auto router = sample();
    EXPECT_NE(router.match(Method::Head, "/api/v1/series").route, nullptr);
    const auto login = router.match(Method::Get, "/api/v1/login");
    EXPECT_EQ(login.route, nullptr);
    EXPECT_EQ(login.allow, "POST, OPTIONS");
    const auto series = router.match(Method::Put, "/api/v1/series/7");
    EXPECT_EQ(series.allow, "GET, HEAD, DELETE, OPTIONS");
    EXPECT_TRUE(series.cors);
}

TEST(Router, MatchesNothingBelowAnEndlessPathOrWithoutPatterns) {
    EXPECT_TRUE(Router().match(Method::Get, "/").pattern.empty());
    std::string deep;
    for (int i = 0; i < 1'000; ++i) deep += "/a";
    EXPECT_TRUE(sample().match(Method::Get, deep).pattern.empty());
}

}  // namespace
}  // namespace bt::http

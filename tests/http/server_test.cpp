#include "http/server.h"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "tests/http/serving.h"

namespace bt::http {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using namespace std::chrono_literals;

Router small_router() {
    Router router;
    router.get("/hello", [](const Request&) { return plain("hello\n"); }, {.runs = Runs::Quick});
    router.get("/series/{id}", [](const Request& request) {
        return plain(std::string(request.parameter("id")) + "," + std::string(request.query_value("q").value_or("-")));
    });
    router.post("/echo", [](const Request& request) { return plain(request.body); }, {.body_limit = 1'000});
    router.get("/throws", [](const Request&) -> Response { throw std::runtime_error("no"); });
    router.get("/open", [](const Request&) { return plain("open"); }, {.cors = true});
    router.get("/peer", [](const Request& request) { return plain(request.peer); });
    return router;
}

TEST(Server, AnswersWithLengthDateAndKeepsTheConnection) {
    const auto server = serve(small_router());
    Client client(url(server));
    for (int i = 0; i < 3; ++i) {
        const auto answer = client.get("/hello");
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, 200);
        EXPECT_EQ(answer->body, "hello\n");
        EXPECT_EQ(answer->field("Content-Length"), "6");
        EXPECT_EQ(answer->field("Server"), "bonustrack");
        EXPECT_THAT(answer->field("Date"), HasSubstr("GMT"));
    }
    EXPECT_EQ(server->metrics().connections_accepted, 1U);
}

TEST(Server, SaysWhatItSaysWithEveryAnswerOfAHandler) {
    const auto server = serve(small_router(), {.always = {{"Bonustrack-Catalogue", "19cf"}}});
    Client client(url(server));
    for (const char* path : {"/hello", "/series/7", "/open"}) EXPECT_EQ(client.get(path)->field("Bonustrack-Catalogue"), "19cf") << path;
}

TEST(Server, AnswersOnlyToItsOwnNames) {
    const auto server = serve(small_router(), {.is_our_host = [](std::string_view host) { return host == "test"; }});
    Client client(url(server));
    EXPECT_EQ(client.get("/hello")->status, 200);
    for (const char* path : {"/hello", "/series/7", "/nothing"}) {
        ASSERT_TRUE(client.send(std::string("GET ") + path + " HTTP/1.1\r\nHost: evil.example\r\n\r\n"));
        const auto answer = client.receive();
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, 421) << path;
        EXPECT_EQ(answer->field("Content-Type"), "application/problem+json");
    }
    EXPECT_EQ(client.get("/hello")->status, 200) << "the connection goes on";
}

TEST(Server, ComputesInTheBackgroundBelowTheOthersAndAboveWhatNobodyWaitsFor) {
    Router router;
    const auto priority = [](const Request&) {
        return plain(std::to_string(::getpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)))));
    };
    router.get("/background", priority, {.runs = Runs::Background});
    router.get("/blocking", priority);
    const auto server = serve(std::move(router));
    Client client(url(server));
    const auto ours = ::getpriority(PRIO_PROCESS, 0);
    EXPECT_EQ(client.get("/blocking")->body, std::to_string(ours));
    EXPECT_EQ(client.get("/background")->body, std::to_string(std::max(ours, 5)));
}

TEST(Server, GivesWhatLiesReadyWithoutAskingTheHandler) {
    Router router;
    router.get("/{name}", [](const Request&) { return plain("made"); }, {.cors = true, .ready = [](const Request& request) -> std::optional<Response> {
        if (request.parameter("name") == "throws") throw std::runtime_error("no");
        auto ready = plain("ready");
        ready.ranges = true;
        return request.parameter("name") == "ready" ? std::optional(std::move(ready)) : std::nullopt;
    }});
    const auto server = serve(std::move(router), {.is_our_host = [](std::string_view host) { return host != "evil"; }});
    Client client(url(server));
    EXPECT_EQ(client.get("/ready")->body, "ready");
    EXPECT_EQ(client.get("/ready")->field("Access-Control-Allow-Origin"), "*");
    EXPECT_EQ(client.get("/ready", "Range: bytes=1-2\r\n")->body, "ea");
    client.send("HEAD /ready HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_EQ(client.receive(true)->field("Content-Length"), "5");
    client.send("GET /ready HTTP/1.1\r\nHost: evil\r\n\r\n");
    EXPECT_EQ(client.receive()->status, 421);
    EXPECT_EQ(client.get("/other")->body, "made");
    EXPECT_EQ(client.get("/throws")->status, 500);
}

TEST(Server, AnswersByMethodAndPath) {
    struct Row {
        const char* request;
        int status;
        const char* body;
    };
    const auto server = serve(small_router());
    for (const auto& row : std::vector<Row>{
             {"GET /series/%EA%B8%88?q=a%20b+c HTTP/1.1", 200, "\xEA\xB8\x88,a b c"},
             {"GET http://test/series/7 HTTP/1.1", 200, "7,-"},
             {"HEAD /hello HTTP/1.1", 200, ""},
             {"GET /nothing HTTP/1.1", 404, nullptr},
             {"DELETE /hello HTTP/1.1", 405, nullptr},
             {"BREW /hello HTTP/1.1", 405, nullptr},
             {"OPTIONS /open HTTP/1.1", 204, ""},
             {"OPTIONS * HTTP/1.1", 204, ""},
             {"GET /throws HTTP/1.1", 500, nullptr},
             {"GET /series/.. HTTP/1.1", 400, nullptr},
             {"GET /series/%2e%2E HTTP/1.1", 400, nullptr},
             {"GET /series/a%2Fb HTTP/1.1", 400, nullptr},
             {"GET /series/a%00 HTTP/1.1", 400, nullptr},
             {"GET /series/%zz HTTP/1.1", 400, nullptr},
             {"GET /series/%ff HTTP/1.1", 400, nullptr},
             {"GET series HTTP/1.1", 400, nullptr},
             {"GET /hello HTTP/2.0", 505, nullptr},
             {"GET /hello", 400, nullptr},
             {"nonsense", 400, nullptr},
         }) {
        SCOPED_TRACE(row.request);
        Client client(url(server));
        ASSERT_TRUE(client.send(std::string(row.request) + "\r\nHost: test\r\n\r\n"));
        const auto answer = client.receive(std::string_view(row.request).starts_with("HEAD"));
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, row.status);
        if (row.body) {
            EXPECT_EQ(answer->body, row.body);
        } else {
            EXPECT_EQ(answer->field("Content-Type"), "application/problem+json");
            EXPECT_THAT(answer->body, HasSubstr("\"status\":" + std::to_string(row.status)));
        }
    }
}

TEST(Server, SendsManyRangesOfAFileAsOneBody) {
    const auto content = numbered_bytes(3'000'000);
    const auto file = open_file(write_file("many_ranges", content));
    std::vector<ByteRange> ranges;
    std::string wanted = "head";
    for (std::uint64_t at = 0; at + 20'000 < content.size(); at += 17'000 + at % 977) {
        ranges.push_back({at, 13'000});
        wanted += content.substr(at, 13'000);
    }
    Router router;
    router.get("/segment", [&](const Request&) {
        Response response = make_response(200, "video/mp4", std::string("head"));
        response.body.add(file, ranges);
        response.ranges = true;
        return response;
    });
    const auto server = serve(std::move(router));
    Client client(url(server));
    const auto whole = client.get("/segment");
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->body.size(), wanted.size());
    EXPECT_TRUE(whole->body == wanted);
    const auto part = client.get("/segment", "Range: bytes=12000-40000\r\n");
    ASSERT_TRUE(part);
    EXPECT_EQ(part->status, 206);
    EXPECT_TRUE(part->body == wanted.substr(12'000, 28'001));
    EXPECT_EQ(part->field("Content-Range"), "bytes 12000-40000/" + std::to_string(wanted.size()));
}

}  // namespace
}  // namespace bt::http

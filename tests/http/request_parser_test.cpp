#include "http/request_parser.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace bt::http {
namespace {

using State = RequestParser::State;

/// Feeds `bytes` in steps of `step` until a request is whole or wrong.
State feed(RequestParser& parser, std::string_view bytes, std::size_t step, std::size_t body_limit = 100) {
    auto state = State::NeedMore;
    while (state != State::Done && state != State::Failed) {
        state = parser.advance();
        if (state == State::Head) {
            if (!parser.set_body_limit(body_limit)) return State::Failed;
        } else if (state == State::NeedMore) {
            if (bytes.empty()) return state;
            parser.append(bytes.substr(0, step));
            bytes.remove_prefix(std::min(step, bytes.size()));
        }
    }
    return state;
}

TEST(RequestParser, ReadsTheSameRequestInAnySteps) {
    constexpr std::string_view kBytes =
        "\r\nPOST /a?b=c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3;note=\"x\"\r\nabc\r\n5\r\ndefgh\r\n0\r\nTrailer: x\r\n\r\n";
    for (std::size_t step = 1; step <= kBytes.size(); ++step) {
        RequestParser parser;
        ASSERT_EQ(feed(parser, kBytes, step), State::Done) << step;
        EXPECT_EQ(parser.request().method, Method::Post);
        EXPECT_EQ(parser.request().path, "/a");
        EXPECT_EQ(parser.request().body, "abcdefgh");
        EXPECT_FALSE(parser.request().headers.has("Trailer"));
        EXPECT_TRUE(parser.keep_alive());
        parser.next();
        EXPECT_TRUE(parser.is_idle());
    }
}

TEST(RequestParser, TakesTheHostOfAnAbsoluteTargetForTheHostField) {
    RequestParser parser;
    ASSERT_EQ(feed(parser, "GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 100), State::Done);
    EXPECT_EQ(parser.request().headers.find("Host"), "evil.example");
    EXPECT_EQ(parser.request().headers.count("Host"), 1U);
    EXPECT_EQ(parser.request().path, "/healthz");
    RequestParser old;
    ASSERT_EQ(feed(old, "GET http://evil.example/ HTTP/1.0\r\n\r\n", 100), State::Done);
    EXPECT_EQ(old.request().headers.find("Host"), "evil.example") << "HTTP/1.0 knows no Host field, but this form";
}

TEST(RequestParser, WaitsWheneverTheRequestIsCutShort) {
    constexpr std::string_view kBytes = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
    for (std::size_t length = 0; length < kBytes.size(); ++length) {
        RequestParser parser;
        EXPECT_EQ(feed(parser, kBytes.substr(0, length), 7), State::NeedMore) << length;
    }
}

TEST(RequestParser, LeavesTheNextRequestInThePipeline) {
    RequestParser parser;
    std::string bytes;
    for (const auto* path : {"/1", "/2", "/3"}) bytes += std::string("GET ") + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    parser.append(bytes);
    for (const auto* path : {"/1", "/2", "/3"}) {
        ASSERT_EQ(feed(parser, "", 1), State::Done);
        EXPECT_EQ(parser.request().path, path);
        parser.next();
    }
    EXPECT_TRUE(parser.is_idle());
}

TEST(RequestParser, RefusesWhatIsMalformedOrCouldSmuggle) {
    struct Row {
        std::string bytes;
        int status;
    };
    const std::string get = "GET / HTTP/1.1\r\n";
    const std::string post = "POST / HTTP/1.1\r\nHost: x\r\n";
    for (const auto& row : std::initializer_list<Row>{
             {get + "\r\n", 400},
             {get + "Host: a\r\nHost: b\r\n\r\n", 400},
             {get + "Host: a\r\nNo colon\r\n\r\n", 400},
             {get + "Host: a\r\nSpace : x\r\n\r\n", 400},
             {get + "Host: a\r\nX: a\x01z\r\n\r\n", 400},
             {std::string(100, '\r') + get, 400},
             {"GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
             {"GE(T / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
             {"GET / HTTP/3.0\r\nHost: x\r\n\r\n", 505},
             {"GET / HTTP/1.1 \r\nHost: x\r\n\r\n", 505},
             {"GET /\x01 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
             {post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400},
             {post + "Content-Length: -1\r\n\r\n", 400},
             {post + "Content-Length: 1x\r\n\r\n", 400},
             {post + "Content-Length: 99999999999999999999\r\n\r\n", 400},
             {post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
             {post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n", 400},
             {post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
             {post + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
             {post + "Transfer-Encoding: chunked, gzip\r\n\r\n", 501},
             {post + "Transfer-Encoding: xchunked\r\n\r\n", 501},
             {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
             {post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
             {post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcde\r\n", 400},
             {post + "Transfer-Encoding: chunked\r\n\r\n101\r\n", 413},
             {post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", 413},
             {post + "Transfer-Encoding: chunked\r\n\r\n3;" + std::string(40'000, 'x'), 431},
             {"GET /" + std::string(9'000, 'a'), 414},
             {"GET /" + std::string(8'300, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
             {"GET /" + std::string(8'192, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
             {get + "Host: x\r\nX: " + std::string(17'000, 'a'), 431},
             {get + "Host: x\r\nX: " + std::string(17'000, 'a') + "\r\n\r\n", 431},
         }) {
        for (const std::size_t step : {std::size_t{1}, std::size_t{100}, std::size_t{65'536}}) {
            RequestParser parser;
            ASSERT_EQ(feed(parser, row.bytes, step), State::Failed) << row.bytes.substr(0, 120) << " in steps of " << step;
            EXPECT_EQ(parser.failure().status, row.status) << row.bytes.substr(0, 120) << ": " << parser.failure().detail;
        }
    }
}

TEST(RequestParser, TakesWhatJustFitsTheLimits) {
    RequestParser parser;
    const auto bytes = "GET /" + std::string(8'191, 'a') + " HTTP/1.1\r\nHost: x\r\nX: " + std::string(16'000, 'b') + "\r\n\r\n";
    EXPECT_EQ(feed(parser, bytes, 1'000), State::Done);
}

TEST(RequestParser, BoundsTheNumberOfFields) {
    for (const auto& [fields, state] : {std::pair{99, State::Done}, std::pair{100, State::Failed}}) {
        RequestParser parser;
        std::string bytes = "GET / HTTP/1.1\r\nHost: x\r\n";
        for (int i = 0; i < fields; ++i) bytes += "A: b\r\n";
        EXPECT_EQ(feed(parser, bytes + "\r\n", 500), state);
        if (state == State::Failed) {
            EXPECT_EQ(parser.failure().status, 431);
        }
    }
}

TEST(RequestParser, KnowsWhenTheConnectionGoesOn) {
    for (const auto& [head, goes_on] : std::initializer_list<std::pair<const char*, bool>>{
             {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", true},
             {"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", false},
             {"GET / HTTP/1.0\r\n\r\n", false},
             {"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true},
         }) {
        RequestParser parser;
        ASSERT_EQ(feed(parser, head, 10), State::Done);
        EXPECT_EQ(parser.keep_alive(), goes_on) << head;
    }
}

}  // namespace
}  // namespace bt::http

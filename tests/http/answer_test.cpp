#include "http/answer.h"

#include <gmock/gmock.h>

namespace bt::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::chrono::sys_seconds kModified{std::chrono::seconds(784'111'777)};  // Sun, 06 Nov 1994 08:49:37 GMT
constexpr std::chrono::sys_seconds kNow = kModified + std::chrono::hours(1);

Request asking(std::initializer_list<Header> fields, Method method = Method::Get) {
    Request request;
    request.method = method;
    for (const auto& field : fields) request.headers.add(field.name, field.value);
    return request;
}

Response ten_bytes() {
    auto response = make_response(200, "video/mp4", std::string("0123456789"));
    response.etag = EntityTag{.value = "abc"};
    response.last_modified = kModified;
    response.ranges = true;
    return response;
}

TEST(Answer, TurnsConditionsAndRangesIntoStatusAndBody) {
    struct Row {
        std::initializer_list<Header> fields;
        int status;
        const char* body;
    };
    for (const auto& row : std::initializer_list<Row>{
             {{}, 200, "0123456789"},
             {{{"If-None-Match", "\"abc\""}}, 304, ""},
             {{{"If-None-Match", "W/\"abc\""}}, 304, ""},
             {{{"If-None-Match", "\"x\", \"abc\""}}, 304, ""},
             {{{"If-None-Match", "\"x\""}, {"If-None-Match", "\"abc\""}}, 304, ""},
             {{{"If-None-Match", "*"}}, 304, ""},
             {{{"If-None-Match", "\"x\""}}, 200, "0123456789"},
             {{{"If-None-Match", "abc"}}, 200, "0123456789"},
             {{{"If-None-Match", "\"x\""}, {"If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"}}, 200, "0123456789"},
             {{{"If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"}}, 304, ""},
             {{{"If-Modified-Since", "Sun, 06 Nov 1994 08:49:36 GMT"}}, 200, "0123456789"},
             {{{"If-Modified-Since", "never"}}, 200, "0123456789"},
             {{{"Range", "bytes=2-4"}}, 206, "234"},
             {{{"Range", "bytes=-1"}}, 206, "9"},
             {{{"Range", "bytes=2-4"}, {"Range", "bytes=5-6"}}, 200, "0123456789"},
             {{{"Range", "bytes=0-1,4-5"}}, 200, "0123456789"},
             {{{"Range", "bytes=10-"}}, 416, nullptr},
             {{{"Range", "bytes=2-4"}, {"If-Range", "\"abc\""}}, 206, "234"},
             {{{"Range", "bytes=2-4"}, {"If-Range", "W/\"abc\""}}, 200, "0123456789"},
             {{{"Range", "bytes=2-4"}, {"If-Range", "\"x\""}}, 200, "0123456789"},
             {{{"Range", "bytes=2-4"}, {"If-Range", "Sun, 06 Nov 1994 08:49:37 GMT"}}, 206, "234"},
             {{{"Range", "bytes=2-4"}, {"If-Range", "Sun, 06 Nov 1994 08:49:38 GMT"}}, 200, "0123456789"},
             {{{"Range", "bytes=2-4"}, {"If-None-Match", "\"abc\""}}, 304, ""},
             {{{"If-Match", "\"x\", \"abc\""}}, 200, "0123456789"},
             {{{"If-Match", "*"}}, 200, "0123456789"},
             {{{"If-Match", "\"x\""}}, 412, nullptr},
             {{{"If-Match", "W/\"abc\""}}, 412, nullptr},
             {{{"If-Match", "\"x\""}, {"If-None-Match", "\"abc\""}}, 412, nullptr},
             {{{"If-Match", "\"abc\""}, {"If-None-Match", "\"abc\""}}, 304, ""},
             {{{"If-Match", "\"x\""}, {"Range", "bytes=2-4"}}, 412, nullptr},
             {{{"If-Unmodified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"}}, 200, "0123456789"},
             {{{"If-Unmodified-Since", "Sun, 06 Nov 1994 08:49:36 GMT"}}, 412, nullptr},
             {{{"If-Unmodified-Since", "never"}}, 200, "0123456789"},
             {{{"If-Match", "\"abc\""}, {"If-Unmodified-Since", "Sun, 06 Nov 1994 08:49:36 GMT"}}, 200, "0123456789"},
         }) {
        const auto request = asking(row.fields);
        const auto answer = prepare_answer(request, ten_bytes(), kNow);
        std::string shown;
        for (const auto& field : request.headers) shown += field.name + ": " + field.value + "; ";
        EXPECT_EQ(answer.status, row.status) << shown;
        if (row.body) {
            EXPECT_EQ(answer.body.read().value(), row.body) << shown;
        }
        if (row.status == 206) {
            EXPECT_EQ(answer.headers.find("Content-Length"), std::to_string(answer.body.size()));
        }
        if (row.status == 416) {
            EXPECT_EQ(answer.headers.find("Content-Range"), "bytes */10");
        }
    }
}

TEST(Answer, KeepsValidatorsInA304AndDropsWhatDescribesABody) {
    const auto answer = prepare_answer(asking({{"If-None-Match", "*"}}), ten_bytes(), kNow);
    EXPECT_EQ(answer.headers.find("ETag"), "\"abc\"");
    EXPECT_EQ(answer.headers.find("Last-Modified"), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_FALSE(answer.headers.has("Content-Length"));
    EXPECT_FALSE(answer.headers.has("Content-Type"));
}

TEST(Answer, SendsJsonThatTheClientHasNoSecondTime) {
    const auto first = prepare_answer(asking({}), json_response("{\"a\":1}"), kNow);
    const auto tag = first.headers.find("ETag");
    ASSERT_TRUE(tag);
    const auto ask_again = [&](std::string json) { return prepare_answer(asking({{"If-None-Match", std::string(*tag)}}), json_response(std::move(json)), kNow).status; };
    EXPECT_EQ(ask_again("{\"a\":1}"), 304);
    EXPECT_EQ(ask_again("{\"a\":2}"), 200);
}

TEST(Answer, TellsTheLengthOfAHeadAndIgnoresItsRange) {
    const auto answer = prepare_answer(asking({{"Range", "bytes=0-1"}}, Method::Head), ten_bytes(), kNow);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.find("Content-Length"), "10");
    EXPECT_TRUE(answer.body.empty());
}

Response long_json() {
    auto response = json_response("[" + std::string(5'000, ' ') + "]");
    response.etag = EntityTag{.value = "abc"};
    return response;
}

TEST(Answer, CompressesTextAndNamesTheCodingInTheTag) {
    const auto answer = prepare_answer(asking({{"Accept-Encoding", "gzip"}}), long_json(), kNow);
    EXPECT_EQ(answer.headers.find("Content-Encoding"), "gzip");
    EXPECT_EQ(answer.headers.find("Vary"), "Accept-Encoding");
    EXPECT_EQ(answer.headers.find("ETag"), "\"abc-gzip\"");
    EXPECT_LT(answer.body.size(), 200U);
    EXPECT_EQ(answer.headers.find("Content-Length"), std::to_string(answer.body.size()));
    const auto again = prepare_answer(asking({{"Accept-Encoding", "gzip"}, {"If-None-Match", "\"abc-gzip\""}}), long_json(), kNow);
    EXPECT_EQ(again.status, 304);
    const auto identity = prepare_answer(asking({{"If-None-Match", "\"abc-gzip\""}}), long_json(), kNow);
    EXPECT_EQ(identity.status, 200);
    EXPECT_EQ(identity.headers.find("Vary"), "Accept-Encoding");
}

TEST(Answer, LeavesShortTextAndMediaAsTheyAre) {
    const auto request = asking({{"Accept-Encoding", "gzip, br"}});
    EXPECT_FALSE(prepare_answer(request, json_response("[]"), kNow).headers.has("Content-Encoding"));
    EXPECT_FALSE(prepare_answer(request, make_response(200, "video/mp4", std::string(5'000, ' ')), kNow).headers.has("Vary"));
}

TEST(Answer, PrefersReadyMadeForms) {
    const auto make = [] {
        auto response = make_response(200, "text/javascript", std::string("plain"));
        response.brotli = Body(std::string("BR"));
        response.gzip = Body(std::string("GZ"));
        return response;
    };
    EXPECT_EQ(prepare_answer(asking({{"Accept-Encoding", "gzip, br"}}), make(), kNow).body.read().value(), "BR");
    EXPECT_EQ(prepare_answer(asking({{"Accept-Encoding", "gzip"}}), make(), kNow).body.read().value(), "GZ");
    EXPECT_EQ(prepare_answer(asking({}), make(), kNow).body.read().value(), "plain");
}

TEST(Answer, LetsNoFieldValueBeginANewField) {
    Response response;
    response.headers.set("Content-Disposition", "attachment; filename=\"a\r\nSet-Cookie: x=1\"");
    const auto head = response_head(response, "now", "s", true, false);
    EXPECT_THAT(head, Not(HasSubstr("\nSet-Cookie")));
    EXPECT_THAT(head, HasSubstr("Connection: close\r\n\r\n"));
}

TEST(Problem, IsADocumentOfRfc9457EvenWithOddText) {
    const auto answer = problem(404, "Not \"there\"", "byte \xFF");
    EXPECT_EQ(answer.body.read().value(),
              "{\"type\":\"about:blank\",\"title\":\"Not \\\"there\\\"\",\"status\":404,\"detail\":\"byte \xEF\xBF\xBD\"}");
    EXPECT_EQ(answer.headers.find("Content-Type"), "application/problem+json");
}

}  // namespace
}  // namespace bt::http

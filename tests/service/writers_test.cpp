#include "service/api/writers.h"

#include <gtest/gtest.h>

namespace bt::service {
namespace {

http::Request request_of(std::string peer, std::vector<http::Header> fields = {}) {
    http::Request request{.method = http::Method::Post, .peer = std::move(peer)};
    request.headers.add("Host", "tv.example.org");
    for (const auto& field : fields) request.headers.add(field.name, field.value);
    return request;
}

const http::Header kOwnPage{"Origin", "https://tv.example.org"};
const http::Header kFromAfar{"X-Forwarded-For", "203.0.113.9"};
const http::Header kFromHome{"X-Forwarded-For", "192.168.1.20"};

TEST(Writers, AreAtHomeUnlessTheOwnerSaysOtherwise) {
    struct Case {
        http::Request request;
        bool home, everyone;
    };
    const Case cases[] = {
        {request_of("127.0.0.1"), true, true},
        {request_of("192.168.1.20", {kOwnPage}), true, true},
        {request_of("127.0.0.1", {kFromHome, kOwnPage}), true, true},
        {request_of("127.0.0.1", {kFromAfar}), false, true},
        {request_of("127.0.0.1", {kFromAfar, kOwnPage}), false, true},
        {request_of("127.0.0.1", {{"X-Forwarded-For", "unknown"}, kOwnPage}), false, true},
        {request_of("203.0.113.9", {kOwnPage}), false, true},
        {request_of("203.0.113.9", {kFromHome, kOwnPage}), false, true},
    };
    for (const auto& each : cases) {
        const auto row = each.request.peer + " for " + each.request.headers.find("X-Forwarded-For").value_or("itself").data();
        EXPECT_EQ(bool(check_writer(each.request, Changes::Home)), each.home) << row;
        EXPECT_EQ(bool(check_writer(each.request, Changes::Everyone)), each.everyone) << row;
        EXPECT_FALSE(check_writer(each.request, Changes::Nobody)) << row;
    }
}

TEST(Writers, AreOurOwnPagesOrProgramsOnTheMachineWhoeverIsTaken) {
    for (const auto taken : {Changes::Home, Changes::Everyone}) {
        EXPECT_FALSE(check_writer(request_of("127.0.0.1", {{"Origin", "https://evil.example"}}), taken));
        EXPECT_FALSE(check_writer(request_of("127.0.0.1", {{"Origin", "null"}}), taken));
        EXPECT_FALSE(check_writer(request_of("127.0.0.1", {{"Sec-Fetch-Site", "cross-site"}}), taken));
        EXPECT_FALSE(check_writer(request_of("192.168.1.20"), taken)) << "a program on another machine";
    }
}

TEST(Writers, AreToldWhyTheyMayNotAndWhatTheOwnerCanDo) {
    const auto told = [](const http::Request& request, Changes taken) {
        const auto refused = check_writer(request, taken);
        const auto answer = refusal_for(refused.error());
        EXPECT_EQ(answer.status, 403);
        return refused.error().message;
    };
    EXPECT_EQ(told(request_of("127.0.0.1", {kFromAfar, kOwnPage}), Changes::Home),
              "changes are made from the server's own machine or a private network, and this one comes from 203.0.113.9. Whoever runs the server can take those of everyone: "
              "--changes everyone");
    EXPECT_NE(told(request_of("127.0.0.1", {{"Forwarded", "for=_hidden"}}), Changes::Home).find("a proxy does not say where this one comes from"), std::string::npos);
    EXPECT_NE(told(request_of("127.0.0.1"), Changes::Nobody).find("--changes nobody"), std::string::npos);
}

}  // namespace
}  // namespace bt::service

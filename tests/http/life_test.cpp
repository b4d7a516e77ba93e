// Starting, stopping, addresses, TLS, and many clients at once.
#include <gmock/gmock.h>

#include <atomic>
#include <cstdlib>
#include <future>
#include <map>
#include <mutex>
#include <thread>

#include "http/listen_address.h"
#include "tests/eventually.h"
#include "tests/http/serving.h"

namespace bt::http {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using namespace std::chrono_literals;

Router hello_router() {
    Router router;
    router.get("/hello", [](const Request& request) { return plain(request.peer + (request.secure ? " secure" : "")); }, {.runs = Runs::Quick});
    return router;
}

TEST(Life, ARunningRequestIsFinishedAndIdleOnesAreClosed) {
    std::promise<void> started;
    auto router = hello_router();
    router.get("/slow", [&](const Request&) {
        started.set_value();
        std::this_thread::sleep_for(300ms);
        return plain("slow");
    });
    auto server = serve(std::move(router));
    Client idle(url(server));
    EXPECT_EQ(idle.get("/hello")->status, 200);
    Client running(url(server));
    running.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    started.get_future().wait();
    const auto address = url(server);
    server->stop(10s);
    const auto answer = running.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "slow");
    EXPECT_EQ(answer->field("Connection"), "close");
    EXPECT_TRUE(idle.closed_within(tests::kNever));
    EXPECT_FALSE(Client(address).connected());
}

TEST(Life, WhatIsNotFinishedByTheDeadlineIsCut) {
    const auto file = open_file(write_file("endless", std::string(64U << 20, 'x')));
    auto router = hello_router();
    router.get("/film", [&](const Request&) { return file_response(file, "video/mp4"); });
    auto server = serve(std::move(router), {.timeouts = {.stall = 1h}});  // so that nothing but the deadline cuts it
    Client stuck(url(server));
    stuck.send("GET /film HTTP/1.1\r\nHost: x\r\n\r\n");
    while (server->metrics().requests_in_flight < 1) std::this_thread::sleep_for(1ms);
    server->stop(200ms);
    EXPECT_FALSE(stuck.receive()->complete);
}

TEST(Life, ItListensOnEveryAddressItIsGiven) {
    const auto server = serve(hello_router(), {.listeners = {{"127.0.0.1:0"}, {"[::1]:0"}, {"*:0"}}});
    ASSERT_TRUE(server);
    EXPECT_EQ(Client(server->bound()[0].url).get("/hello")->body, "127.0.0.1");
    EXPECT_THAT(server->bound()[1].url, StartsWith("http://[::1]:"));
    EXPECT_EQ(Client(server->bound()[1].url).get("/hello")->body, "::1");
    EXPECT_EQ(Client(server->bound()[2].url).get("/hello")->body, "127.0.0.1");
}

TEST(Life, AnAddressThatIsTakenOrWrongIsReported) {
    const auto server = serve(hello_router());
    const auto taken = "127.0.0.1:" + std::to_string(server->bound().front().port);
    EXPECT_EQ(Server::start(hello_router(), {.listeners = {{taken}}}).error().fault, Fault::Conflict);
    EXPECT_EQ(Server::start(hello_router(), {.listeners = {{"localhost"}}}).error().fault, Fault::Invalid);
    EXPECT_EQ(Server::start(hello_router(), {.listeners = {}}).error().fault, Fault::Invalid);
    EXPECT_FALSE(Server::start(hello_router(), {.listeners = {{"203.0.113.1:0"}}}));
}

TEST(ListenAddress, ReadsWhatOperatorsWrite) {
    struct Row {
        const char* text;
        const char* host;
        int port;
    };
    for (const auto& row : std::initializer_list<Row>{{"127.0.0.1:8420", "127.0.0.1", 8420},
                                                      {"[::1]:0", "::1", 0},
                                                      {"localhost:80", "127.0.0.1", 80},
                                                      {"*:65535", "::", 65535}}) {
        const auto address = parse_listen_address(row.text);
        ASSERT_TRUE(address) << row.text;
        EXPECT_EQ(address->host, row.host);
        EXPECT_EQ(address->port, row.port);
    }
    for (const auto* text : {"", ":80", "8420", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "::1:80", "[127.0.0.1]:80",
                             "example.org:80", "[::1:80", "127.0.0.1:80x"}) {
        EXPECT_EQ(parse_listen_address(text).error().fault, Fault::Invalid) << text;
    }
}

class Tls : public ::testing::Test {
protected:
    void SetUp() override {
        files_ = {tests::scratch_file("certificate.pem"), tests::scratch_file("key.pem")};
        const auto command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout " + files_.key +
                             " -out " + files_.certificate + " 2>/dev/null";
        ASSERT_EQ(std::system(command.c_str()), 0);
    }
    TlsFiles files_;
};

TEST_F(Tls, TheSameAnswersComeEncrypted) {
    const auto content = numbered_bytes(5'000'000);
    const auto file = open_file(write_file("tls", content));
    auto router = hello_router();
    router.get("/film", [&](const Request&) {
        auto response = make_response(200, "video/mp4", std::string("head"));
        for (std::uint64_t at = 0; at < content.size(); at += 10'000) response.body.add(file, ByteRange{at, 5'000});
        response.ranges = true;
        return response;
    });
    auto server = serve(std::move(router), {.listeners = {{"127.0.0.1:0", files_}, {"127.0.0.1:0"}}});
    ASSERT_TRUE(server);
    EXPECT_THAT(url(server), StartsWith("https://"));
    Client client(url(server));
    EXPECT_EQ(client.get("/hello")->body, "127.0.0.1 secure");
    std::string wanted = "head";
    for (std::size_t at = 0; at < content.size(); at += 10'000) wanted += content.substr(at, 5'000);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(client.get("/film")->body == wanted);
    EXPECT_EQ(client.get("/film", "Range: bytes=-2\r\n")->body, wanted.substr(wanted.size() - 2));
    EXPECT_EQ(Client(server->bound()[1].url).get("/hello")->body, "127.0.0.1");
    server->stop(5s);
}

TEST_F(Tls, AClientThatSpeaksNoTlsOrNothingIsClosed) {
    const auto server = serve(hello_router(), {.listeners = {{"127.0.0.1:0", files_}}, .timeouts = {.header = 2s}});
    const auto plain_url = "http" + url(server).substr(5);
    Client rude(plain_url);
    rude.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
    while (!rude.closed_within(tests::kNever) && rude.receive()) {
    }
    Client silent(plain_url);
    EXPECT_TRUE(silent.closed_within(tests::kNever));
    EXPECT_EQ(Client(url(server)).get("/hello")->status, 200);
}

TEST_F(Tls, ACertificateThatCannotBeReadIsReported) {
    const auto missing = Server::start(hello_router(), {.listeners = {{"127.0.0.1:0", TlsFiles{"/no/such.pem", files_.key}}}});
    EXPECT_EQ(missing.error().fault, Fault::Invalid);
    EXPECT_THAT(missing.error().message, HasSubstr("/no/such.pem"));
}

TEST(Life, ManyClientsGetTheirOwnAnswersAndEachIsRecorded) {
    const auto content = numbered_bytes(400'000);
    const auto file = open_file(write_file("many_clients", content));
    Router router;
    router.get("/n/{n}", [](const Request& request) { return plain(std::string(request.parameter("n"))); });
    router.get("/quick/{n}", [](const Request& request) { return plain(std::string(request.parameter("n"))); }, {.runs = Runs::Quick});
    router.get("/json", [](const Request&) { return json_response(std::string(50'000, ' ') + "1"); }, {.runs = Runs::Quick});
    router.get("/file", [&](const Request&) { return file_response(file, "video/mp4"); });
    std::mutex mutex;
    std::map<std::string, int> seen;
    const auto server = serve(std::move(router), {.io_threads = 3, .on_access = [&](const AccessRecord& record) {
                                                      const std::scoped_lock lock(mutex);
                                                      ++seen[std::string(record.pattern)];
                                                      EXPECT_TRUE(record.complete);
                                                  }});
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&, t] {
            Client client(url(server));
            for (int i = 0; i < 25; ++i) {
                const auto n = std::to_string(t * 1'000 + i);
                const auto slow = client.get("/n/" + n);
                const auto quick = client.get("/quick/" + n);
                const auto json = client.get("/json", "Accept-Encoding: gzip\r\n");
                const auto bytes = client.get("/file", "Range: bytes=1000-300000\r\n");
                wrong += !slow || slow->body != n || !quick || quick->body != n || !json || json->field("Content-Encoding") != "gzip" ||
                         !bytes || bytes->body != content.substr(1'000, 299'001);
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
    server->stop(5s);
    for (const auto* pattern : {"/n/{n}", "/quick/{n}", "/json", "/file"}) EXPECT_EQ(seen[pattern], 200) << pattern;
    EXPECT_EQ(server->metrics().requests, 800U);
    EXPECT_EQ(server->metrics().connections_open, 0U);
}

}  // namespace
}  // namespace bt::http

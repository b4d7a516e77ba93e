// Clients that are slow, rude, many, or gone: each is dealt with, and the others do not notice.
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <atomic>
#include <future>
#include <thread>

#include "tests/eventually.h"
#include "tests/http/serving.h"

namespace bt::http {
namespace {

using ::testing::HasSubstr;
using tests::eventually;
using tests::kNever;
using namespace std::chrono_literals;

Router echo_router() {
    Router router;
    router.get("/hello", [](const Request&) { return plain("hello"); }, {.runs = Runs::Quick});
    router.post("/echo", [](const Request& request) { return plain(request.body); }, {.body_limit = 100'000});
    return router;
}

TEST(Misuse, AClientThatSendsByteByByteIsServed) {
    const auto server = serve(echo_router());
    Client client(url(server));
    for (const char c : std::string_view("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")) {
        ASSERT_TRUE(client.send({&c, 1}));
    }
    EXPECT_EQ(client.receive()->body, "abc");
}

TEST(Misuse, APipelineIsAnsweredInOrder) {
    const auto server = serve(echo_router());
    Client client(url(server));
    std::string all;
    for (int i = 0; i < 200; ++i) {
        all += "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n" + std::to_string(100 + i);
    }
    ASSERT_TRUE(client.send(all));
    for (int i = 0; i < 200; ++i) ASSERT_EQ(client.receive()->body, std::to_string(100 + i));
}

TEST(Misuse, ABodyIsAskedForOnlyWhenItIsWanted) {
    const auto server = serve(echo_router());
    Client wanted(url(server));
    wanted.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(wanted.receive(true)->status, 100);
    wanted.send("abc");
    EXPECT_EQ(wanted.receive()->body, "abc");
    for (const auto& [head, status] : std::initializer_list<std::pair<const char*, int>>{
             {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100001\r\nExpect: 100-continue\r\n\r\n", 413},
             {"POST /none HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n", 404},
             {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: miracles\r\n\r\n", 417},
         }) {
        Client refused(url(server));
        refused.send(head);
        const auto answer = refused.receive();
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, status);
        EXPECT_EQ(answer->field("Connection"), "close");
    }
}

TEST(Misuse, ARefusalIsReadableWhileTheClientStillSends) {
    const auto server = serve(echo_router());
    Client client(url(server));
    std::string rude = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 20; ++i) rude += "4000\r\n" + std::string(0x4000, 'x') + "\r\n";
    client.send(rude);
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 413);
    EXPECT_THAT(answer->body, HasSubstr("\"status\":413"));
    EXPECT_TRUE(client.closed_within(kNever));
}

TEST(Misuse, OversizedHeadsAreRefusedWithTheirOwnStatus) {
    const auto server = serve(echo_router());
    for (const auto& [head, status] : std::initializer_list<std::pair<std::string, int>>{
             {"GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
             {"GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(17'000, 'a') + "\r\n\r\n", 431},
         }) {
        Client client(url(server));
        client.send(head);
        EXPECT_EQ(client.receive()->status, status);
    }
}

TEST(Misuse, DawdlersAreTimedOutAndIdleOnesClosed) {
    const auto server = serve(echo_router(), {.timeouts = {.header = 2s, .idle = 200ms, .stall = 400ms}});
    Client silent(url(server));
    Client half(url(server));
    half.send("GET /hello HTT");
    Client idle(url(server));
    EXPECT_EQ(idle.get("/hello")->status, 200);
    Client bodiless(url(server));
    bodiless.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na");
    EXPECT_TRUE(silent.closed_within(kNever));
    const auto late = half.receive();
    EXPECT_EQ(late->status, 408);
    EXPECT_EQ(late->field("Content-Type"), "application/problem+json");
    EXPECT_TRUE(idle.closed_within(kNever));
    EXPECT_TRUE(bodiless.closed_within(kNever));
    EXPECT_TRUE(eventually([&] { return server->metrics().connections_timed_out == 4; }));
}

TEST(Misuse, AClientThatStopsReadingIsClosedAndHoldsNoFileWindow) {
    const auto file = open_file(write_file("stalled", std::string(64U << 20, 'x')));
    auto router = echo_router();
    router.get("/film", [&](const Request&) { return file_response(file, "video/mp4"); }, {.runs = Runs::Quick});
    const auto server = serve(std::move(router), {.io_threads = 1, .timeouts = {.stall = 500ms}});
    Client stalled(url(server));
    stalled.send("GET /film HTTP/1.1\r\nHost: x\r\n\r\n");
    Client other(url(server));
    EXPECT_EQ(other.get("/hello")->status, 200);
    EXPECT_TRUE(eventually([&] { return server->metrics().responses_incomplete == 1; }));
    const auto cut = stalled.receive();
    EXPECT_TRUE(!cut || !cut->complete);
    EXPECT_EQ(other.get("/hello")->status, 200);
}

TEST(Misuse, ASlowReaderGetsEveryByte) {
    const auto content = numbered_bytes(3'000'000);
    const auto file = open_file(write_file("slow_reader", content));
    auto router = echo_router();
    router.get("/film", [&](const Request&) { return file_response(file, "video/mp4"); });
    const auto server = serve(std::move(router));
    Client slow(url(server));
    const int small = 65'536;
    ::setsockopt(slow.socket(), SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
    ASSERT_TRUE(slow.send("GET /film HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    std::string got;
    std::string chunk(30'000, '\0');
    for (;;) {
        std::this_thread::sleep_for(2ms);
        const auto count = ::recv(slow.socket(), chunk.data(), chunk.size(), 0);
        if (count <= 0) break;
        got.append(chunk, 0, static_cast<std::size_t>(count));
    }
    ASSERT_GT(got.size(), content.size());
    EXPECT_TRUE(got.substr(got.size() - content.size()) == content);
}

TEST(Misuse, AFileThatShrinksWhileItIsSentEndsThatAnswerAndNoOther) {
    const auto content = numbered_bytes(64U << 20);
    const auto path = write_file("shrinks", content);
    const auto file = open_file(path);
    auto router = echo_router();
    router.get("/film", [&](const Request&) { return file_response(file, "video/mp4"); });
    std::atomic<int> incomplete{0};
    const auto server = serve(std::move(router), {.on_access = [&](const AccessRecord& record) { incomplete += record.complete ? 0 : 1; }});
    Client viewer(url(server));
    const int small = 65'536;
    ::setsockopt(viewer.socket(), SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
    ASSERT_TRUE(viewer.send("GET /film HTTP/1.1\r\nHost: x\r\n\r\n"));
    Client other(url(server));
    EXPECT_EQ(other.get("/hello")->status, 200);
    const std::size_t kept = 20'000'123;  // not at a page's border
    std::filesystem::resize_file(path, kept);
    const auto answer = viewer.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->field("Content-Length"), std::to_string(content.size()));
    EXPECT_FALSE(answer->complete);
    EXPECT_LE(answer->body.size(), kept);
    EXPECT_TRUE(answer->body == content.substr(0, answer->body.size()));
    EXPECT_EQ(other.get("/hello")->status, 200);
    EXPECT_TRUE(eventually([&] { return incomplete == 1; }));
}

TEST(Misuse, AFileThatIsRemovedIsStillSentToItsEnd) {
    const auto path = write_file("removed", numbered_bytes(3'000'000));
    auto router = echo_router();
    router.get("/film", [file = open_file(path)](const Request&) { return file_response(file, "video/mp4"); });
    const auto server = serve(std::move(router));
    std::filesystem::remove(path);
    Client client(url(server));
    EXPECT_TRUE(client.get("/film")->body == numbered_bytes(3'000'000));
}

TEST(Misuse, ThousandsOfSilentConnectionsDoNotStopService) {
    const auto server = serve(echo_router());
    std::vector<std::unique_ptr<Client>> silent;
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    const std::size_t wanted = std::min<std::size_t>(2'500, limit.rlim_cur / 2 - 200);  // both ends are in this process
    for (std::size_t i = 0; i < wanted; ++i) silent.push_back(std::make_unique<Client>(url(server)));
    EXPECT_EQ(Client(url(server)).get("/hello")->status, 200);
    EXPECT_EQ(server->metrics().connections_evicted, 0U);
}

TEST(Misuse, TheOldestIdleConnectionMakesRoomAtTheCap) {
    const auto server = serve(echo_router(), {.io_threads = 1, .max_connections = 10});
    std::vector<std::unique_ptr<Client>> silent;
    for (int i = 0; i < 10; ++i) {
        silent.push_back(std::make_unique<Client>(url(server)));
        EXPECT_EQ(silent.back()->get("/hello")->status, 200);
    }
    Client late(url(server));
    EXPECT_EQ(late.get("/hello")->status, 200);
    EXPECT_TRUE(silent.front()->closed_within(kNever));
    EXPECT_EQ(silent.back()->get("/hello")->status, 200);
    EXPECT_TRUE(eventually([&] { return server->metrics().connections_evicted == 1; }));
}

TEST(Misuse, BusyConnectionsAreNotSacrificedAtTheCap) {
    std::promise<void> release;
    auto released = release.get_future().share();
    auto router = echo_router();
    router.get("/wait", [released](const Request&) { released.wait(); return plain("done"); });
    const auto server = serve(std::move(router), {.io_threads = 1, .max_connections = 2});
    Client a(url(server));
    Client b(url(server));
    a.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
    b.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
    while (server->metrics().requests_in_flight < 2) std::this_thread::sleep_for(1ms);
    Client late(url(server));
    EXPECT_TRUE(late.closed_within(kNever));
    release.set_value();
    EXPECT_EQ(a.receive()->body, "done");
    EXPECT_EQ(b.receive()->body, "done");
    EXPECT_TRUE(eventually([&] { return server->metrics().connections_refused == 1; }));
}

TEST(Misuse, RunningOutOfDescriptorsIsSurvivedWithoutSpinning) {
    std::atomic<int> warnings{0};
    const auto server = serve(echo_router(), {.on_warning = [&](std::string_view) { ++warnings; }});
    Client before(url(server));
    EXPECT_EQ(before.get("/hello")->status, 200);
    std::vector<int> hoard;
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    const auto original = limit;
    limit.rlim_cur = 200;
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
    const int mine = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    for (int fd = ::dup(0); fd >= 0; fd = ::dup(0)) hoard.push_back(fd);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server->bound().front().port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(mine, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    char byte = 0;
    EXPECT_LE(::recv(mine, &byte, 1, 0), 0);  // turned away at once, not left in the dark
    ::close(mine);
    EXPECT_EQ(before.get("/hello")->status, 200);
    EXPECT_TRUE(eventually([&] { return warnings > 0; }));
    std::this_thread::sleep_for(300ms);
    EXPECT_LE(warnings, 5);
    for (const int fd : hoard) ::close(fd);
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &original), 0);
    EXPECT_EQ(Client(url(server)).get("/hello")->status, 200);
}

TEST(Misuse, TooManyWaitingRequestsAreToldToComeBack) {
    std::promise<void> release;
    auto released = release.get_future().share();
    std::atomic<int> answering = 0;
    Router router;
    router.get("/wait", [&answering, released](const Request&) {
        ++answering;
        released.wait();
        return plain("done");
    });
    const auto server = serve(std::move(router), {.io_threads = 1, .workers = 1, .worker_queue = 1});
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 2; ++i) {
        clients.push_back(std::make_unique<Client>(url(server)));
        clients.back()->send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
        while (answering < 1) std::this_thread::sleep_for(1ms);  // the first has left the queue before the second comes into it
    }
    while (server->metrics().requests_in_flight < 2) std::this_thread::sleep_for(1ms);
    Client late(url(server));
    const auto refused = late.get("/wait");
    EXPECT_EQ(refused->status, 503);
    EXPECT_EQ(refused->field("Retry-After"), "1");
    release.set_value();
    for (auto& client : clients) EXPECT_EQ(client->receive()->body, "done");
}

}  // namespace
}  // namespace bt::http

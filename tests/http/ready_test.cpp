// Answers that lie ready are sent on the thread that serves sockets, out of the file's own pages: what may happen to the file, the client and the
// server meanwhile.
#include <gmock/gmock.h>
#include <sys/socket.h>

#include <chrono>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "tests/eventually.h"
#include "tests/http/serving.h"

namespace bt::http {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kStretch = 12'000, kApart = 13'000, kStretches = 2'000;  // as the pictures of a segment lie; 24 MB

/// A segment, and with it the bytes that it holds.
struct Film {
    explicit Film(const std::string& name) : path(write_file(name, content)) {}
    Response segment() const {
        Body body;
        body.add(std::string("moof"));
        for (std::uint64_t i = 0; i < kStretches; ++i) body.add(file, ByteRange{i * kApart, kStretch});
        return make_response(200, "video/mp4", std::move(body));
    }
    std::string sent() const {
        std::string all = "moof";
        for (std::uint64_t i = 0; i < kStretches; ++i) all.append(content, i * kApart, kStretch);
        return all;
    }

    inline static const std::string content = numbered_bytes(kApart * kStretches);
    const std::string path;
    const std::shared_ptr<const io::File> file = open_file(path);
};

class ReadyAnswer : public ::testing::Test {
protected:
    std::unique_ptr<Server> start(ServerOptions options = {}) {
        Router router;
        router.get("/hello", [](const Request&) { return plain("hello"); }, {.runs = Runs::Quick});
        router.get("/film", [](const Request&) { return problem(500, "nobody had to make it"); },
                   {.ready = [this](const Request&) { return std::optional(film_.segment()); }});
        options.io_threads = 1;
        return serve(std::move(router), std::move(options));
    }
    /// A viewer whose answer has begun, and who has taken next to nothing of it.
    std::unique_ptr<Client> slow_viewer(const std::unique_ptr<Server>& server) {
        auto viewer = std::make_unique<Client>(url(server));
        const int small = 65'536;
        ::setsockopt(viewer->socket(), SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
        viewer->send("GET /film HTTP/1.1\r\nHost: x\r\n\r\n");
        char first = 0;
        EXPECT_EQ(::recv(viewer->socket(), &first, 1, MSG_PEEK), 1);
        return viewer;
    }

    Film film_{"ready" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name())};
};

TEST_F(ReadyAnswer, IsSentWithEveryByte) {
    const auto server = start();
    Client client(url(server));
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(client.get("/film")->body == film_.sent());
    EXPECT_TRUE(client.get("/film", "Range: bytes=100000-\r\n")->body == film_.sent());  // whole: this route answers no ranges
}

TEST_F(ReadyAnswer, ReachesASlowReaderWhole) {
    const auto server = start();
    const auto viewer = slow_viewer(server);
    const auto sent = film_.sent();
    std::string got, chunk(100'000, '\0');
    const auto head = [&] { return got.find("\r\n\r\n"); };
    while (head() == std::string::npos || got.size() < head() + 4 + sent.size()) {
        if (got.size() < 3'000'000) std::this_thread::sleep_for(1ms);
        const auto count = ::recv(viewer->socket(), chunk.data(), chunk.size(), 0);
        ASSERT_GT(count, 0);
        got.append(chunk, 0, static_cast<std::size_t>(count));
    }
    EXPECT_TRUE(got.substr(head() + 4) == sent);
}

TEST_F(ReadyAnswer, OfAFileThatShrinksEndsWithThatConnectionAndNoOther) {
    const auto server = start();
    const auto viewer = slow_viewer(server);
    const std::size_t kept = 18'000'123;
    std::filesystem::resize_file(film_.path, kept);
    const auto answer = viewer->receive();
    ASSERT_TRUE(answer);
    EXPECT_FALSE(answer->complete);
    EXPECT_TRUE(film_.sent().starts_with(answer->body)) << "nothing was made up for what is gone";
    EXPECT_TRUE(viewer->closed_within(tests::kNever));
    EXPECT_EQ(Client(url(server)).get("/hello")->body, "hello");
    EXPECT_TRUE(tests::eventually([&] { return server->metrics().responses_incomplete == 1; }));
}

TEST_F(ReadyAnswer, ThatLiesInTheSocketIsNotChangedByWhatHappensToItsFile) {
    const auto server = start();
    const auto viewer = slow_viewer(server);
    EXPECT_TRUE(tests::eventually([&] { return server->metrics().bytes_read_from_files > 0; }));
    std::filesystem::resize_file(film_.path, 100'001);  // sendfile would send zeros from here to the page's end
    const auto answer = viewer->receive();
    ASSERT_TRUE(answer);
    EXPECT_FALSE(answer->complete);
    EXPECT_GT(answer->body.size(), 100'001U);
    EXPECT_TRUE(film_.sent().starts_with(answer->body));
}

TEST_F(ReadyAnswer, OfAFileThatIsRemovedIsSentToItsEnd) {
    const auto server = start();
    const auto viewer = slow_viewer(server);
    std::filesystem::remove(film_.path);
    EXPECT_TRUE(viewer->receive()->body == film_.sent());
}

TEST_F(ReadyAnswer, IsFinishedWhenTheServerStops) {
    const auto server = start();
    const auto viewer = slow_viewer(server);
    const auto stopped = std::async(std::launch::async, [&] { server->stop(20s); });
    while (Client(url(server)).connected()) std::this_thread::sleep_for(1ms);
    EXPECT_TRUE(viewer->receive()->body == film_.sent());
    EXPECT_TRUE(viewer->closed_within(tests::kNever));
    stopped.wait();
    EXPECT_EQ(server->metrics().responses_incomplete, 0U);
}

TEST_F(ReadyAnswer, IsCutAtTheDeadlineOfAStop) {
    const auto server = start({.timeouts = {.stall = 1h}});  // so that nothing but the deadline cuts it
    const auto viewer = slow_viewer(server);
    server->stop(200ms);
    EXPECT_FALSE(viewer->receive()->complete);
}

TEST_F(ReadyAnswer, IsCutForAReaderWhoStops) {
    const auto server = start({.timeouts = {.stall = 500ms}});
    const auto viewer = slow_viewer(server);
    EXPECT_TRUE(tests::eventually([&] {
        EXPECT_EQ(Client(url(server)).get("/hello")->status, 200);
        return server->metrics().responses_incomplete == 1;
    }));
    EXPECT_TRUE(tests::eventually([&] { return server->metrics().connections_timed_out == 1; }));
    EXPECT_FALSE(viewer->receive()->complete);
}

}  // namespace
}  // namespace bt::http

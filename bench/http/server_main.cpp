// server FILE: the product's HTTP server with one serving thread over the benchmark's file. Prints its port.
//   /ranges/N  a segment of 120 ranges     /whole/N  as many bytes in one range     /json  93 bytes     /blocking  the same on a worker
#include <charconv>
#include <csignal>
#include <cstdio>

#include "bench/http/segments.h"
#include "http/server.h"

using namespace bt;
using namespace bt::http;

namespace {

std::size_t number(const Request& request) {
    std::size_t n = 0;
    const auto text = request.parameter("n");
    std::from_chars(text.data(), text.data() + text.size(), n);
    return n % bench::kSegments;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    const auto file = io::File::open(argv[1]).value();
    const std::string json = "{\"series\":[{\"id\":1,\"title\":\"Soundtrack #1\",\"year\":2022},{\"id\":2,\"title\":\"Snowdrop\",\"year\":2021}]}";
    Router router;
    const RouteOptions quick{.runs = Runs::Quick};
    router.get("/ranges/{n}", [&](const Request& request) {
        auto response = make_response(200, "video/mp4", bench::head_of(number(request)));
        response.body.add(file, bench::ranges_of(number(request)));
        return response;
    }, quick);
    router.get("/whole/{n}", [&](const Request& request) {
        auto response = make_response(200, "video/mp4", bench::head_of(number(request)));
        response.body.add(file, ByteRange{number(request) * bench::kSpan, bench::kRanges * bench::kFrame});
        return response;
    }, quick);
    router.get("/json", [&](const Request&) { return json_response(json); }, quick);
    router.get("/blocking", [&](const Request&) { return json_response(json); });
    auto server = Server::start(std::move(router), {.listeners = {{"127.0.0.1:0"}}, .io_threads = 1});
    if (!server) {
        std::fprintf(stderr, "%s\n", server.error().describe().c_str());
        return 1;
    }
    std::printf("%d\n", (*server)->bound().front().port);
    std::fflush(stdout);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGUSR1);
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    for (;;) {
        int got = 0;
        sigwait(&signals, &got);
        const auto m = (*server)->metrics();
        std::printf("{\"read\": %llu, \"sent\": %llu, \"cold\": %llu, \"open\": %llu}\n", static_cast<unsigned long long>(m.bytes_read_from_files),
                    static_cast<unsigned long long>(m.bytes_sent), static_cast<unsigned long long>(m.cold_reads),
                    static_cast<unsigned long long>(m.connections_open));
        std::fflush(stdout);
        if (got == SIGTERM) return 0;
    }
}

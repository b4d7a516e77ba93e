// load URL_PORT CONNECTIONS SECONDS TARGET...: keep-alive GETs as fast as answers come, the targets in turn. Bodies are dropped inside
// the kernel (MSG_TRUNC), so that the server is what limits. Prints one JSON object.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Peer {
    int socket = -1;
    std::size_t body_left = 0;
    std::string head;  // as far as it has come
};

struct Totals {
    std::uint64_t bytes = 0;
    std::uint64_t answers = 0;
    std::uint64_t failures = 0;
};

int connect_to(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
        std::perror("connect");
        std::exit(1);
    }
    return socket;
}

class Load {
public:
    Load(std::uint16_t port, std::size_t connections, std::vector<std::string> targets) : targets_(std::move(targets)), peers_(connections) {
        for (std::size_t i = 0; i < connections; ++i) {
            peers_[i].socket = connect_to(port);
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.u64 = i;
            ::epoll_ctl(epoll_, EPOLL_CTL_ADD, peers_[i].socket, &event);
            ask(peers_[i]);
        }
    }

    Totals run(std::chrono::milliseconds length) {
        const auto end = Clock::now() + length;
        std::array<epoll_event, 64> events;
        while (Clock::now() < end) {
            const int count = ::epoll_wait(epoll_, events.data(), 64, 100);
            for (int i = 0; i < count; ++i) read(peers_[events[static_cast<std::size_t>(i)].data.u64]);
        }
        return totals_;
    }

private:
    void ask(Peer& peer) {
        const auto request = "GET " + targets_[next_++ % targets_.size()] + " HTTP/1.1\r\nHost: bench\r\n\r\n";
        if (::send(peer.socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) ++totals_.failures;
    }

    void finish(Peer& peer) {
        ++totals_.answers;
        ask(peer);
    }

    void read(Peer& peer) {
        if (peer.body_left > 0) {
            // With MSG_TRUNC TCP discards up to this many bytes and copies none.
            const auto got = ::recv(peer.socket, nullptr, peer.body_left, MSG_TRUNC | MSG_DONTWAIT);
            if (got <= 0) return fail(peer);
            totals_.bytes += static_cast<std::uint64_t>(got);
            peer.body_left -= static_cast<std::size_t>(got);
            if (peer.body_left == 0) finish(peer);
            return;
        }
        std::array<char, 4'096> chunk;
        const auto got = ::recv(peer.socket, chunk.data(), chunk.size(), MSG_DONTWAIT);
        if (got <= 0) return fail(peer);
        peer.head.append(chunk.data(), static_cast<std::size_t>(got));
        const auto end = peer.head.find("\r\n\r\n");
        if (end == std::string::npos) return;
        const auto field = peer.head.find("Content-Length: ");
        std::size_t length = 0;
        std::from_chars(peer.head.data() + field + 16, peer.head.data() + end, length);
        if (!peer.head.starts_with("HTTP/1.1 200") || field == std::string::npos) ++totals_.failures;
        const auto body = peer.head.size() - end - 4;
        totals_.bytes += body;
        peer.body_left = length - body;
        peer.head.clear();
        if (peer.body_left == 0) finish(peer);
    }

    void fail(Peer& peer) {
        if (errno == EAGAIN) return;
        ++totals_.failures;
        ::epoll_ctl(epoll_, EPOLL_CTL_DEL, peer.socket, nullptr);
    }

    std::vector<std::string> targets_;
    std::size_t next_ = 0;
    std::vector<Peer> peers_;
    int epoll_ = ::epoll_create1(0);
    Totals totals_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5) {
        std::fputs("usage: load PORT CONNECTIONS SECONDS TARGET...\n", stderr);
        return 2;
    }
    Load load(static_cast<std::uint16_t>(std::atoi(argv[1])), static_cast<std::size_t>(std::atoi(argv[2])),
              std::vector<std::string>(argv + 4, argv + argc));
    const auto began = Clock::now();
    const auto totals = load.run(std::chrono::milliseconds(std::lround(1'000 * std::atof(argv[3]))));
    const std::chrono::duration<double> took = Clock::now() - began;
    std::printf("{\"bytes\": %llu, \"answers\": %llu, \"failures\": %llu, \"seconds\": %.3f}\n",
                static_cast<unsigned long long>(totals.bytes), static_cast<unsigned long long>(totals.answers),
                static_cast<unsigned long long>(totals.failures), took.count());
    return totals.failures == 0 ? 0 : 1;
}

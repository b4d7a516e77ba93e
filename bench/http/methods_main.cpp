// methods METHOD FILE: a bare epoll loop that sends the benchmark's segments in one of the ways that were considered, and nothing
// else, so that only the way of sending differs. Prints its port.
//   sendfile        sendfile for each range, MSG_MORE on the head
//   map-K           mmap of K kilobytes, sendmsg of the slices, munmap
//   mapped          the same over one mapping of the whole file that stays
//   window-K        pread of K kilobytes, sendmsg of the slices; what the socket does not take is read again: the server's way
//   gapless-K       preadv that reads the gaps into nowhere, one send
//   splice-K        splice of each range into a pipe, splice of K kilobytes from there to the socket
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "bench/http/segments.h"

using namespace bt;

namespace {

struct Answer {
    std::string head;
    std::vector<ByteRange> ranges;
    std::uint64_t sent = 0;   // of head and ranges together
    std::uint64_t total = 0;
};

struct Peer {
    int socket = -1;
    bool busy = false;
    Answer answer;
};

/// Sends until the socket is full or all is sent. False when the peer is gone.
using Method = std::function<bool(Peer&)>;

int g_file = -1;
std::uint64_t g_file_size = 0;

/// Calls visit(range, skip) for each range from what is already sent on, until it says stop.
template <class Visit>
void from_here(const Answer& answer, Visit visit) {
    std::uint64_t at = answer.head.size();
    for (const auto& range : answer.ranges) {
        const auto skip = answer.sent > at ? std::min(answer.sent - at, range.size) : 0;
        at += range.size;
        if (skip < range.size && !visit(range, skip)) return;
    }
}

ssize_t send_slices(Peer& peer, std::vector<iovec>& slices, bool more) {
    msghdr message{};
    message.msg_iov = slices.data();
    message.msg_iovlen = slices.size();
    return ::sendmsg(peer.socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT | (more ? MSG_MORE : 0));
}

void add_head(Peer& peer, std::vector<iovec>& slices) {
    auto& answer = peer.answer;
    if (answer.sent < answer.head.size()) slices.push_back({answer.head.data() + answer.sent, answer.head.size() - answer.sent});
}

bool by_sendfile(Peer& peer) {
    auto& answer = peer.answer;
    while (answer.sent < answer.head.size()) {
        std::vector<iovec> slices;
        add_head(peer, slices);
        const auto sent = send_slices(peer, slices, true);
        if (sent < 0) return errno == EAGAIN;
        answer.sent += static_cast<std::uint64_t>(sent);
    }
    bool fine = true;
    from_here(answer, [&](ByteRange range, std::uint64_t skip) {
        auto offset = static_cast<off_t>(range.offset + skip);
        const auto sent = ::sendfile(peer.socket, g_file, &offset, range.size - skip);
        if (sent > 0) answer.sent += static_cast<std::uint64_t>(sent);
        if (sent < 0) fine = errno == EAGAIN;
        return sent == static_cast<ssize_t>(range.size - skip);
    });
    return fine;
}

bool by_map(Peer& peer, std::size_t most) {
    auto& answer = peer.answer;
    while (answer.sent < answer.total) {
        std::vector<iovec> slices;
        add_head(peer, slices);
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
        std::byte* map = nullptr;
        std::size_t size = slices.empty() ? 0 : slices[0].iov_len;
        from_here(answer, [&](ByteRange range, std::uint64_t skip) {
            const auto from = range.offset + skip;
            if (!map) {
                begin = from & ~std::uint64_t{4095};
                end = std::min<std::uint64_t>(begin + most, answer.ranges.back().end());
                map = static_cast<std::byte*>(::mmap(nullptr, end - begin, PROT_READ, MAP_SHARED, g_file, static_cast<off_t>(begin)));
            }
            if (from >= end) return false;
            const auto count = std::min(range.end(), end) - from;
            slices.push_back({map + (from - begin), count});
            size += count;
            return true;
        });
        const auto sent = send_slices(peer, slices, false);
        const int error = errno;
        if (map) ::munmap(map, end - begin);
        if (sent < 0) return error == EAGAIN;
        answer.sent += static_cast<std::uint64_t>(sent);
        if (static_cast<std::size_t>(sent) < size) return true;
    }
    return true;
}

bool by_mapped(Peer& peer) {
    static auto* const all = static_cast<std::byte*>(::mmap(nullptr, g_file_size, PROT_READ, MAP_SHARED, g_file, 0));
    auto& answer = peer.answer;
    std::vector<iovec> slices;
    add_head(peer, slices);
    from_here(answer, [&](ByteRange range, std::uint64_t skip) {
        slices.push_back({all + range.offset + skip, range.size - skip});
        return true;
    });
    const auto sent = send_slices(peer, slices, false);
    if (sent < 0) return errno == EAGAIN;
    answer.sent += static_cast<std::uint64_t>(sent);
    return true;
}

bool by_window(Peer& peer, std::vector<std::byte>& window) {
    auto& answer = peer.answer;
    while (answer.sent < answer.total) {
        std::vector<iovec> slices;
        add_head(peer, slices);
        std::uint64_t begin = UINT64_MAX;
        std::uint64_t got = 0;
        std::size_t size = slices.empty() ? 0 : slices[0].iov_len;
        from_here(answer, [&](ByteRange range, std::uint64_t skip) {
            if (begin == UINT64_MAX) {
                begin = range.offset + skip;
                const auto length = std::min<std::uint64_t>(window.size(), answer.ranges.back().end() - begin);
                got = static_cast<std::uint64_t>(std::max<ssize_t>(0, ::pread(g_file, window.data(), length, static_cast<off_t>(begin))));
            }
            const auto from = range.offset + skip;
            if (from >= begin + got) return false;
            const auto count = std::min(range.end(), begin + got) - from;
            slices.push_back({window.data() + (from - begin), count});
            size += count;
            return true;
        });
        const auto sent = send_slices(peer, slices, answer.sent + size < answer.total);
        if (sent < 0) return errno == EAGAIN;
        answer.sent += static_cast<std::uint64_t>(sent);
        if (static_cast<std::size_t>(sent) < size) return true;
    }
    return true;
}

bool by_gapless(Peer& peer, std::vector<std::byte>& window) {
    static std::array<std::byte, 65'536> nowhere;
    auto& answer = peer.answer;
    while (answer.sent < answer.total) {
        std::vector<iovec> slices;
        add_head(peer, slices);
        std::vector<iovec> targets;
        std::uint64_t begin = UINT64_MAX;
        std::uint64_t end = 0;
        std::size_t filled = 0;
        from_here(answer, [&](ByteRange range, std::uint64_t skip) {
            if (begin == UINT64_MAX) begin = end = range.offset + skip;
            if (range.offset + skip > end) targets.push_back({nowhere.data(), range.offset + skip - end});
            const auto count = std::min<std::uint64_t>(range.size - skip, window.size() - filled);
            targets.push_back({window.data() + filled, count});
            filled += count;
            end = range.offset + skip + count;
            return filled < window.size();
        });
        if (::preadv(g_file, targets.data(), static_cast<int>(targets.size()), static_cast<off_t>(begin)) < 0) return false;
        slices.push_back({window.data(), filled});
        const auto size = filled + (slices.size() > 1 ? slices[0].iov_len : 0);
        const auto sent = send_slices(peer, slices, answer.sent + size < answer.total);
        if (sent < 0) return errno == EAGAIN;
        answer.sent += static_cast<std::uint64_t>(sent);
        if (static_cast<std::size_t>(sent) < size) return true;
    }
    return true;
}

bool by_splice(Peer& peer, std::size_t most) {
    static std::array<int, 2> pipe;
    static const bool made = ::pipe2(pipe.data(), 0) == 0 && ::fcntl(pipe[0], F_SETPIPE_SZ, 1 << 20) > 0;
    static const int nowhere = ::open("/dev/null", O_WRONLY);
    auto& answer = peer.answer;
    while (made && answer.sent < answer.total) {
        std::vector<iovec> slices;
        add_head(peer, slices);
        if (!slices.empty()) {
            if (send_slices(peer, slices, true) < 0) return errno == EAGAIN;
            answer.sent += slices[0].iov_len;
        }
        std::size_t in_pipe = 0;
        from_here(answer, [&](ByteRange range, std::uint64_t skip) {
            auto offset = static_cast<off64_t>(range.offset + skip);
            const auto got = ::splice(g_file, &offset, pipe[1], nullptr, range.size - skip, SPLICE_F_NONBLOCK);
            if (got > 0) in_pipe += static_cast<std::size_t>(got);
            return got == static_cast<ssize_t>(range.size - skip) && in_pipe < most;
        });
        bool full = false;
        bool fine = true;
        while (in_pipe > 0) {
            const auto sent = ::splice(pipe[0], nullptr, full ? nowhere : peer.socket, nullptr, in_pipe, SPLICE_F_NONBLOCK);
            if (sent <= 0) {
                if (full) return false;
                fine = errno == EAGAIN;
                full = true;  // what is left in the pipe is thrown away, and brought again later
                continue;
            }
            in_pipe -= static_cast<std::size_t>(sent);
            if (!full) answer.sent += static_cast<std::uint64_t>(sent);
        }
        if (full) return fine;
    }
    return made;
}

Method method_named(std::string_view name) {
    if (name == "sendfile") return by_sendfile;
    if (name == "mapped") return by_mapped;
    const auto dash = name.find('-');
    const auto kilobytes = dash == std::string_view::npos ? 0 : std::atoi(std::string(name.substr(dash + 1)).c_str());
    const auto most = static_cast<std::size_t>(kilobytes) << 10;
    if (name.starts_with("map-")) return [most](Peer& peer) { return by_map(peer, most); };
    if (name.starts_with("splice-")) return [most](Peer& peer) { return by_splice(peer, most); };
    auto window = std::make_shared<std::vector<std::byte>>(most);
    if (name.starts_with("window-")) return [window](Peer& peer) { return by_window(peer, *window); };
    if (name.starts_with("gapless-")) return [window](Peer& peer) { return by_gapless(peer, *window); };
    std::fputs("no such method\n", stderr);
    std::exit(2);
}

void begin_answer(Peer& peer, std::string_view request) {
    std::size_t n = 0;
    const auto slash = request.find('/', 5);
    if (slash != std::string_view::npos) std::from_chars(request.data() + slash + 1, request.data() + request.size(), n);
    auto& answer = peer.answer;
    answer = {};
    answer.ranges = bench::ranges_of(n % bench::kSegments);
    const auto body = bench::kHead + bench::kRanges * bench::kFrame;
    answer.head = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body) + "\r\n\r\n" + bench::head_of(n);
    answer.total = answer.head.size() + body - bench::kHead;
    peer.busy = true;
}

int listen_somewhere() {
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    const int on = 1;
    ::setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    if (::bind(listener, reinterpret_cast<sockaddr*>(&address), length) != 0 || ::listen(listener, 1'024) != 0) std::exit(1);
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length);
    std::printf("%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    return listener;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return 2;
    std::signal(SIGPIPE, SIG_IGN);
    const auto send = method_named(argv[1]);
    g_file = ::open(argv[2], O_RDONLY);
    struct stat status {};
    ::fstat(g_file, &status);
    g_file_size = static_cast<std::uint64_t>(status.st_size);
    const int listener = listen_somewhere();
    const int epoll = ::epoll_create1(0);
    std::map<int, Peer> peers;
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = listener;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    std::array<epoll_event, 64> events;
    std::array<char, 4'096> request;
    for (;;) {
        const int count = ::epoll_wait(epoll, events.data(), 64, -1);
        for (int i = 0; i < count; ++i) {
            const int fd = events[static_cast<std::size_t>(i)].data.fd;
            if (fd == listener) {
                const int socket = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
                event.events = EPOLLIN | EPOLLOUT | EPOLLET;
                event.data.fd = socket;
                ::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
                peers[socket].socket = socket;
                continue;
            }
            auto& peer = peers[fd];
            if (!peer.busy) {
                const auto got = ::recv(fd, request.data(), request.size(), MSG_DONTWAIT);
                if (got < 0) continue;
                if (got == 0) {
                    ::close(fd);
                    peers.erase(fd);
                    continue;
                }
                begin_answer(peer, {request.data(), static_cast<std::size_t>(got)});
            }
            if (!send(peer)) {
                ::close(fd);
                peers.erase(fd);
                continue;
            }
            if (peer.answer.sent == peer.answer.total) peer.busy = false;
        }
    }
}

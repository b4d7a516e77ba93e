// A helper that is in the middle of an hour of decoding, or caught in an endless loop, must still end when the server does. The kernel's
// parent-death signal comes when the *thread* ends that started the helper, and threads come and go; so a thread here watches the socket.
#include "studio/desk.h"

#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <new>
#include <optional>
#include <string_view>
#include <thread>

#include "studio/fence.h"
#include "studio/helper.h"
#include "studio/message.h"
#include "studio/sanitized.h"

namespace bt::studio {
namespace {

constexpr int kMisused = 2;

/// Of address space: what asks for more gets an error instead of the machine's memory. High enough that only what runs wild meets it: some
/// frames of 8K take a gigabyte, and a season of many hours is heard in one piece, in the background.
constexpr rlim_t most_memory(Priority priority) { return rlim_t{priority == Priority::Background ? 8U : 4U} << 30; }

/// Each of these may be refused; the others then still help.
void take_less_than_given(Priority priority) {
    const rlimit no_core{0, 0};
    (void)::setrlimit(RLIMIT_CORE, &no_core);
    if (!kIsSanitized) {  // their shadows take terabytes of address space
        const rlimit memory{most_memory(priority), most_memory(priority)};
        (void)::setrlimit(RLIMIT_AS, &memory);
    }
    // When the machine runs out of memory, this process goes before the server.
    if (const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC); file >= 0) {
        (void)!::write(file, "500", 3);
        ::close(file);
    }
}

void leave_when_nobody_is_there() {
    std::thread([] {
        pollfd about{.fd = kDeskSocket, .events = POLLRDHUP, .revents = 0};
        while (::poll(&about, 1, -1) <= 0) {}
        ::_exit(0);
    }).detach();
}

/// Leaves when nobody takes it.
void send_all(ByteView bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(kDeskSocket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) ::_exit(0);
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
}

void send_message(MessageKind kind, ByteView payload) {
    send_all(message_head(kind, payload.size()));
    send_all(payload);
}

Bytes perform_in_memory(const Perform& perform, ByteView request) {
    try {
        return perform(request, [](ByteView note) { send_message(MessageKind::Note, note); });
    } catch (const std::bad_alloc&) {
        ::_exit(kLeftWithoutMemory);
    }
}

}  // namespace

int work_at_desk(Priority priority, const std::string& writable, const Perform& perform) {
    ::signal(SIGPIPE, SIG_IGN);
    take_less_than_given(priority);
    take_priority(priority);
    (void)::prctl(PR_SET_NAME, "bt-studio", 0, 0, 0);
    (void)::mallopt(M_ARENA_MAX, 1);
    fence_in(writable);
    leave_when_nobody_is_there();
    send_message(MessageKind::Ready, {});

    MessageReader reader;
    std::array<std::byte, 64U << 10> buffer;
    while (true) {
        const auto got = ::recv(kDeskSocket, buffer.data(), buffer.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return kMisused;
        if (got == 0) return 0;
        auto bytes = ByteView(buffer).first(static_cast<std::size_t>(got));
        while (!bytes.empty()) {
            const auto message = reader.take(bytes);
            if (!message) return kMisused;
            if (!*message) continue;
            send_message(MessageKind::Answer, perform_in_memory(perform, (*message)->payload));
        }
    }
}

bool is_helper(int count, const char* const* arguments) { return count == 4 && std::string_view(arguments[1]) == kHelperArgument; }

std::optional<int> work_if_helper(int count, const char* const* arguments, const Perform& perform) {
    if (!is_helper(count, arguments)) return std::nullopt;
    const auto priority = read_priority(arguments[2]);
    if (!priority || ::fcntl(kDeskSocket, F_GETFD) < 0) {
        std::fputs("bonustrack: this is started by the program itself, to decode in a process of its own\n", stderr);
        return kMisused;
    }
    return work_at_desk(*priority, arguments[3], perform);
}

}  // namespace bt::studio

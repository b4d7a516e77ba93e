// posix_spawn, because the server has threads: between fork() and exec() of such a program hardly anything may be called. The helper gets
// its end of the socket, standard error, and nothing else: neither sockets of viewers nor the database nor the lock of the data folder.
#include "studio/helper.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <thread>
#include <utility>

#include "io/byte_source.h"
#include "studio/desk.h"

extern char** environ;

namespace bt::studio {
namespace {

// A process that is dying writes nothing any more; one that has been killed may wait for a disk that does not answer.
constexpr std::chrono::milliseconds kDyingTakes{2'000};
constexpr std::chrono::milliseconds kLeavingTakes{500};

class SpawnActions {
public:
    SpawnActions() { ::posix_spawn_file_actions_init(&actions_); }
    ~SpawnActions() { ::posix_spawn_file_actions_destroy(&actions_); }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
    posix_spawn_file_actions_t* get() { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

class SpawnAttributes {
public:
    /// An interrupt from the terminal goes to the whole group of processes, and is the server's to answer.
    SpawnAttributes() {
        ::posix_spawnattr_init(&attributes_);
        sigset_t blocked, defaults;
        ::sigemptyset(&blocked);
        ::sigaddset(&blocked, SIGINT);
        ::posix_spawnattr_setsigmask(&attributes_, &blocked);
        ::sigfillset(&defaults);
        ::posix_spawnattr_setsigdefault(&attributes_, &defaults);
        ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~SpawnAttributes() { ::posix_spawnattr_destroy(&attributes_); }
    SpawnAttributes(const SpawnAttributes&) = delete;
    SpawnAttributes& operator=(const SpawnAttributes&) = delete;
    const posix_spawnattr_t* get() const { return &attributes_; }

private:
    posix_spawnattr_t attributes_{};
};

}  // namespace

Result<Helper> Helper::start(Priority priority, const std::string& writable) {
    int ends[2] = {};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return io::system_error(errno, "make a socket for a helper");
    SpawnActions actions;
    ::posix_spawn_file_actions_addopen(actions.get(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(actions.get(), STDOUT_FILENO, "/dev/null", O_WRONLY, 0);  // the server's is for its address alone
    ::posix_spawn_file_actions_adddup2(actions.get(), ends[1], kDeskSocket);
    ::posix_spawn_file_actions_addclosefrom_np(actions.get(), kDeskSocket + 1);
    const SpawnAttributes attributes;
    std::string name = "bonustrack", argument = kHelperArgument, which(to_string(priority)), folder = writable;
    char* const arguments[] = {name.data(), argument.data(), which.data(), folder.data(), nullptr};
    pid_t process = -1;
    // Not by name: the program on the disk may be a newer one by now.
    const int fault = ::posix_spawn(&process, "/proc/self/exe", actions.get(), attributes.get(), arguments, environ);
    ::close(ends[1]);
    if (fault != 0) {
        ::close(ends[0]);
        return Error{.fault = Fault::Busy, .message = fmt::format("a process for decoding cannot be started: {}", io::system_error(fault, "posix_spawn").message)};
    }
    return Helper(process, ends[0]);
}

Helper::Helper(Helper&& other) noexcept : process_(std::exchange(other.process_, -1)), socket_(std::exchange(other.socket_, -1)), is_up_(other.is_up_) {}

Helper& Helper::operator=(Helper&& other) noexcept {
    std::swap(process_, other.process_);
    std::swap(socket_, other.socket_);
    std::swap(is_up_, other.is_up_);
    return *this;
}

Helper::~Helper() { kill(); }

bool Helper::is_quiet() const {
    pollfd about{.fd = socket_, .events = POLLIN | POLLRDHUP, .revents = 0};
    return ::poll(&about, 1, 0) == 0;
}

std::chrono::nanoseconds Helper::worked() const {
    clockid_t clock{};
    timespec spent{};
    if (::clock_getcpuclockid(process_, &clock) != 0 || ::clock_gettime(clock, &spent) != 0) return std::chrono::nanoseconds(0);
    return std::chrono::seconds(spent.tv_sec) + std::chrono::nanoseconds(spent.tv_nsec);
}

bool Helper::End::is_crash() const {
    switch (signal) {
        case 0: return code != 0;  // a sanitizer's report, or the program's own last words
        case SIGSEGV:
        case SIGABRT:
        case SIGBUS:
        case SIGILL:
        case SIGFPE:
        case SIGTRAP:
        case SIGSYS: return true;
        default: return false;
    }
}

bool Helper::End::is_out_of_memory() const { return signal == 0 && code == kLeftWithoutMemory; }

std::optional<Helper::End> Helper::look(std::chrono::milliseconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    for (auto pause = std::chrono::microseconds(100);; pause = std::min(pause * 2, std::chrono::microseconds(20'000))) {
        int status = 0;
        const auto found = ::waitpid(process_, &status, WNOHANG);
        if (found == process_ || (found < 0 && errno == ECHILD)) {
            process_ = -1;
            if (found < 0) return End{};
            return WIFSIGNALED(status) ? End{.signal = WTERMSIG(status), .code = 0} : End{.signal = 0, .code = WEXITSTATUS(status)};
        }
        if (std::chrono::steady_clock::now() > until) return std::nullopt;
        std::this_thread::sleep_for(pause);
    }
}

void Helper::close_socket() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

Helper::End Helper::wait() {
    close_socket();
    if (process_ < 0) return {};
    if (const auto end = look(kDyingTakes)) return *end;
    kill();
    return {.signal = SIGKILL, .code = 0};
}

void Helper::dismiss() {
    close_socket();
    if (process_ >= 0 && !look(kLeavingTakes)) kill();
}

void Helper::kill() {
    close_socket();
    if (process_ < 0) return;
    ::kill(process_, SIGKILL);
    if (!look(kDyingTakes)) bury_later();
}

/// One that waits for a disk dies when that answers; until somebody asks for its end it has a place among the system's processes.
void Helper::bury_later() {
    const auto process = std::exchange(process_, -1);
    try {
        std::thread([process] { (void)::waitpid(process, nullptr, 0); }).detach();
    } catch (const std::system_error&) {
        // No room for a thread: its place stays taken until the server ends.
    }
}

}  // namespace bt::studio

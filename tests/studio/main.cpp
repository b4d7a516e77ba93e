// The helpers of these tests are these tests: started as one, the program does what a request says in words.
#include <gtest/gtest.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <optional>
#include <string>
#include <thread>

#include "studio/desk.h"
#include "studio/sanitized.h"

namespace {

using bt::as_bytes;

volatile unsigned turns = 0;

/// Names of what succeeded, each followed by a space.
class Attempts {
public:
    void operator()(const char* what, long result) { note(what, result >= 0); }
    /// Of what fails on some systems without a fence too: whether it was refused is what counts.
    void unrefused(const char* what, long result) { note(what, result >= 0 || errno != EPERM); }
    const std::string& open() const { return open_; }

private:
    void note(const char* what, bool is_open) { open_ += is_open ? std::string(what) + " " : ""; }

    std::string open_;
};

/// What a process behind the fence can still do, though it should not; `folder` holds a file called "there".
std::string ways_out(const std::string& folder) {
    const auto there = folder + "/there", other = folder + "/other";
    Attempts try_to;
    try_to("write", ::open(there.c_str(), O_WRONLY | O_CLOEXEC));
    try_to("empty", ::open(there.c_str(), O_RDONLY | O_TRUNC | O_CLOEXEC));
    try_to("truncate", ::truncate(there.c_str(), 0));
    try_to("create", ::open(other.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    try_to("make", ::mkdir(other.c_str(), 0700));
    try_to("link", ::symlink(there.c_str(), other.c_str()));
    try_to("rename", ::rename(there.c_str(), other.c_str()));
    try_to("mode", ::chmod(there.c_str(), 0777));
    try_to("remove", ::unlink(there.c_str()));
    try_to("socket", ::socket(AF_INET, SOCK_STREAM, 0));
    try_to("signal", ::kill(::getppid(), 0));
    try_to("limit", ::prlimit(::getppid(), RLIMIT_NOFILE, nullptr, nullptr));
    try_to("namespace", ::unshare(CLONE_NEWUSER));
    if (!bt::studio::kIsSanitized) {
        try_to("trace", ::ptrace(PTRACE_ATTACH, ::getppid(), nullptr, nullptr));
        const auto child = ::fork();
        if (child == 0) ::_exit(0);
        try_to("fork", child);
        try_to("execute", ::execl("/bin/true", "true", nullptr));
    }
    return try_to.open();
}

/// What can still be changed of a file that was opened for reading.
std::string changes_by_descriptor(const std::string& there) {
    const int file = ::open(there.c_str(), O_RDONLY | O_CLOEXEC);
    constexpr long kFchmodat2 = 452, kSetxattrat = 463, kRemovexattrat = 466, kFileSetattr = 469;
    struct {
        std::uint64_t value;
        std::uint32_t size, flags;
    } const attribute{.value = reinterpret_cast<std::uint64_t>("x"), .size = 1, .flags = 0};
    struct {
        std::uint64_t flags;
        std::uint32_t extent_size, extents, project, copied_extent_size;
    } const attributes{};
    int flags = 0;
    Attempts try_to;
    try_to.unrefused("mode", ::fchmod(file, 0777));
    try_to.unrefused("mode2", ::syscall(kFchmodat2, file, "", 0777, AT_EMPTY_PATH));
    try_to.unrefused("owner", ::fchown(file, ::getuid(), ::getgid()));
    try_to.unrefused("time", ::futimens(file, nullptr));
    try_to.unrefused("attribute", ::fsetxattr(file, "user.other", "x", 1, 0));
    try_to.unrefused("attribute2", ::syscall(kSetxattrat, file, "", AT_EMPTY_PATH, "user.another", &attribute, sizeof attribute));
    try_to.unrefused("no attribute", ::fremovexattr(file, "user.there"));
    try_to.unrefused("no attribute2", ::syscall(kRemovexattrat, file, "", AT_EMPTY_PATH, "user.there"));
    try_to.unrefused("flags", ::ioctl(file, FS_IOC_SETFLAGS, &flags));
    try_to.unrefused("flags2", ::syscall(kFileSetattr, file, "", &attributes, sizeof attributes, AT_EMPTY_PATH));
    ::close(file);
    return try_to.open();
}

/// What can still be done to the process that started this one, and to all of a user or a group. Each attempt would leave it as it is.
std::string reach_of(int process) {
    constexpr int kIoprioWhoProcess = 1, kIoprioWhoUser = 3;
    constexpr id_t kNobodysId = 0x7FFF'FFFE;
    ::setpgid(0, 0);  // a group of one
    cpu_set_t where;
    ::sched_getaffinity(process, sizeof where, &where);
    sched_param none{};
    std::uint32_t how[12]{};  // struct sched_attr, which glibc does not declare
    (void)::syscall(SYS_sched_getattr, process, how, sizeof how, 0);
    const f_owner_ex owner{.type = F_OWNER_PID, .pid = process};
    int pid = process;
    Attempts try_to;
    try_to.unrefused("nice", ::setpriority(PRIO_PROCESS, static_cast<id_t>(process), ::getpriority(PRIO_PROCESS, static_cast<id_t>(process))));
    try_to.unrefused("nice user", ::setpriority(PRIO_USER, kNobodysId, 19));
    try_to.unrefused("nice group", ::setpriority(PRIO_PGRP, 0, 19));
    try_to.unrefused("affinity", ::sched_setaffinity(process, sizeof where, &where));
    try_to.unrefused("scheduler", ::sched_setscheduler(process, ::sched_getscheduler(process), &none));
    try_to.unrefused("parameters", ::sched_setparam(process, &none));
    try_to.unrefused("all of scheduling", ::syscall(SYS_sched_setattr, process, how, 0));
    try_to.unrefused("disk", ::syscall(SYS_ioprio_set, kIoprioWhoProcess, process, ::syscall(SYS_ioprio_get, kIoprioWhoProcess, process)));
    try_to.unrefused("disk of user", ::syscall(SYS_ioprio_set, kIoprioWhoUser, kNobodysId, ::syscall(SYS_ioprio_get, kIoprioWhoProcess, 0)));
    try_to.unrefused("pages", ::syscall(SYS_move_pages, process, 0, nullptr, nullptr, nullptr, 0));
    try_to.unrefused("owner", ::fcntl(bt::studio::kDeskSocket, F_SETOWN, process));
    try_to.unrefused("owner2", ::fcntl(bt::studio::kDeskSocket, F_SETOWN_EX, &owner));
    try_to.unrefused("owner3", ::syscall(SYS_fcntl, bt::studio::kDeskSocket, std::uint64_t{F_SETOWN} | std::uint64_t{1} << 32, process));
    try_to.unrefused("owner4", ::ioctl(bt::studio::kDeskSocket, FIOSETOWN, &pid));
    try_to.unrefused("signal", ::fcntl(bt::studio::kDeskSocket, F_SETSIG, SIGTERM));
    return try_to.open();
}

/// What this process may do to itself.
std::string own_reach() {
    constexpr int kIoprioWhoProcess = 1;
    cpu_set_t where;
    ::sched_getaffinity(0, sizeof where, &where);
    const sched_param none{};
    Attempts try_to;
    try_to("nice", ::setpriority(PRIO_PROCESS, 0, 19));
    try_to("affinity", ::sched_setaffinity(0, sizeof where, &where));
    try_to("scheduler", ::sched_setscheduler(0, ::sched_getscheduler(0), &none));
    try_to("disk", ::syscall(SYS_ioprio_set, kIoprioWhoProcess, 0, ::syscall(SYS_ioprio_get, kIoprioWhoProcess, 0)));
    std::thread([&] { try_to("thread", 0); }).join();
    return try_to.open();
}

/// Nothing when `words` ask for no attempt at the fence.
std::optional<std::string> try_fence(const std::string& words) {
    if (words.starts_with("break out into ")) return ways_out(words.substr(15));
    if (words.starts_with("change ")) return changes_by_descriptor(words.substr(7));
    if (words == "reach the starter") return reach_of(::getppid());
    if (words == "reach itself") return own_reach();
    return std::nullopt;
}

bt::Bytes perform(bt::ByteView request, const bt::studio::SendNote& note) {
    static int asked = 0;
    ++asked;
    const std::string words(bt::as_text(request));
    if (words == "crash" || (words == "crash when tired" && asked > 1)) {
        std::signal(SIGSEGV, SIG_DFL);  // without a report of a sanitizer
        std::raise(SIGSEGV);
    }
    if (words == "be killed") std::raise(SIGKILL);
    if (words == "exit") ::_exit(3);
    if (words == "leave") ::_exit(0);
    while (words == "hang") turns = turns + 1;
    while (words == "sleep") std::this_thread::sleep_for(std::chrono::seconds(1));
    while (words == "work on") {
        note(as_bytes("still here"));
        turns = turns + 1;
    }
    if (words == "babble") (void)!::write(bt::studio::kDeskSocket, "\0\0\0\1\7", 5);
    if (words == "ask back") (void)!::write(bt::studio::kDeskSocket, "\0\0\0\0\1", 5);
    if (words == "promise a gigabyte") (void)!::write(bt::studio::kDeskSocket, "\x40\0\0\0\3", 5);
    if (words == "answer twice") (void)!::write(bt::studio::kDeskSocket, "\0\0\0\0\3\0\0\0\0\3", 10);
    if (words == "count") {
        for (const auto* each : {"one", "two", "three"}) note(as_bytes(each));
    }
    if (const auto open = try_fence(words)) return bt::to_bytes(as_bytes(*open));
    if (words == "want memory" || (words == "want memory when tired" && asked > 1)) throw std::bad_alloc();
    if (words == "who") return bt::to_bytes(as_bytes(std::to_string(::getpid())));
    if (words == "descriptors") {
        std::string open;
        for (int each = 0; each < 256; ++each) open += ::fcntl(each, F_GETFD) >= 0 ? std::to_string(each) + " " : "";
        return bt::to_bytes(as_bytes(open));
    }
    return bt::to_bytes(request);
}

}  // namespace

int main(int argc, char** argv) {
    if (bt::studio::is_helper(argc, argv) && std::getenv("STUDIO_TEST_NEVER_COMES_UP") != nullptr) return 127;  // as a program whose libraries are being replaced
    if (const auto done = bt::studio::work_if_helper(argc, argv, perform)) return *done;
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}

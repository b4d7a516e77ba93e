// The helpers of these tests are these tests: started as one, the program does what a request says in words.
#include <gtest/gtest.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <new>
#include <string>
#include <thread>

#include "studio/desk.h"
#include "studio/sanitized.h"

namespace {

using bt::as_bytes;

volatile unsigned turns = 0;

/// What a process behind the fence can still do, though it should not; `folder` holds a file called "there".
std::string ways_out(const std::string& folder) {
    const auto there = folder + "/there", other = folder + "/other";
    std::string open;
    const auto try_to = [&open](const char* what, long result) { open += result >= 0 ? std::string(what) + " " : ""; };
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
    return open;
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
    if (words.starts_with("break out into ")) return bt::to_bytes(as_bytes(ways_out(words.substr(15))));
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

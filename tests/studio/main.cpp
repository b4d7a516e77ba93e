// The helpers of these tests are these tests: started as one, the program does what a request says in words.
#include <gtest/gtest.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include "studio/desk.h"

namespace {

using bt::as_bytes;

volatile unsigned turns = 0;

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
    if (argc == 3 && std::getenv("STUDIO_TEST_NEVER_COMES_UP") != nullptr) return 127;  // as a program whose libraries are being replaced
    if (const auto done = bt::studio::work_if_helper(argc, argv, perform)) return *done;
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}

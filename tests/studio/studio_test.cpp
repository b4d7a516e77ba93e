#include "studio/studio.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/socket.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>

#include "studio/fence.h"
#include "tests/eventually.h"
#include "tests/temporary_folder.h"

namespace bt::studio {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using std::chrono::milliseconds;
using std::chrono::seconds;
using tests::eventually;

bool is_alive(int process) { return std::filesystem::exists("/proc/" + std::to_string(process)); }

class StudioTest : public ::testing::Test {
protected:
    Result<std::string> ask(const std::string& words, const Waiting& waiting = {}) {
        const auto answer = studio.ask(as_bytes(words), waiting);
        if (!answer) return answer.error();
        return std::string(as_text(*answer));
    }
    int who() { return std::stoi(ask("who").value()); }

    Studio studio{{.priority = Priority::Waited, .most_helpers = 2, .rest = milliseconds(60'000)}};
};

TEST_F(StudioTest, AnswersAndAsksTheSameHelperAgain) {
    EXPECT_EQ(studio.helpers(), 0U) << "none before there is something to do";
    EXPECT_EQ(ask("echo").value(), "echo");
    EXPECT_EQ(ask("").value(), "");
    const std::string large(20'000'000, 'x');
    EXPECT_EQ(ask(large).value(), large);
    EXPECT_EQ(who(), who());
    EXPECT_EQ(studio.helpers(), 1U);
}

TEST_F(StudioTest, NotesComeBeforeTheAnswerAndTheirFaultEndsTheWork) {
    std::vector<std::string> notes;
    Waiting waiting;
    waiting.on_note = [&](ByteView note) -> Result<void> {
        notes.emplace_back(as_text(note));
        return {};
    };
    EXPECT_EQ(ask("count", waiting).value(), "count");
    EXPECT_THAT(notes, ElementsAre("one", "two", "three"));
    waiting.on_note = [](ByteView) -> Result<void> { return Error{.fault = Fault::Full, .message = "no room"}; };
    EXPECT_EQ(ask("count", waiting).error().fault, Fault::Full);
    EXPECT_EQ(ask("echo").value(), "echo");
}

TEST_F(StudioTest, WhatKillsItsHelperIsToldAndTheNextRequestWorks) {
    for (const auto* words : {"crash", "exit"}) {
        SCOPED_TRACE(words);
        const auto answer = ask(words);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().fault, Fault::Malformed);
        EXPECT_EQ(answer.error().message, "the decoder crashed on this file");
        EXPECT_EQ(ask("echo").value(), "echo");
    }
}

TEST_F(StudioTest, WhatKilledTwoHelpersIsNotGivenToAThird) {
    EXPECT_EQ(ask("crash").error().fault, Fault::Malformed);
    const int before = who();
    EXPECT_EQ(ask("crash").error().message, "the decoder crashed on this file");
    EXPECT_EQ(who(), before) << "nobody was asked";
    Waiting by_path;
    by_path.names_content = false;
    EXPECT_EQ(ask("crash", by_path).error().fault, Fault::Malformed);
    EXPECT_NE(who(), before) << "another file may lie there by now";
}

TEST_F(StudioTest, AHelperThatDiesOfWhatItDidBeforeIsReplaced) {
    EXPECT_EQ(ask("echo").value(), "echo");
    EXPECT_EQ(ask("crash when tired").value(), "crash when tired");
}

TEST_F(StudioTest, WhetherThereIsMemoryEnoughAFreshHelperTells) {
    EXPECT_EQ(ask("echo").value(), "echo");
    EXPECT_EQ(ask("want memory when tired").value(), "want memory when tired");
    const auto answer = ask("want memory");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().fault, Fault::TooLarge);
    EXPECT_THAT(answer.error().message, HasSubstr("more memory"));
    EXPECT_EQ(ask("echo").value(), "echo");
}

TEST_F(StudioTest, OneThatIsKilledFromOutsideIsReplacedAndNobodyIsBlamed) {
    ::kill(who(), SIGKILL);
    EXPECT_EQ(ask("echo").value(), "echo");
    EXPECT_EQ(ask("be killed").error().fault, Fault::Busy) << "perhaps better later";
    EXPECT_EQ(ask("leave").error().fault, Fault::Busy);
    EXPECT_EQ(ask("echo").value(), "echo");
}

TEST_F(StudioTest, OneThatComesToNoEndIsEndedAfterSoMuchOfTheProcessor) {
    Waiting waiting;
    waiting.patience = seconds(1);
    EXPECT_THAT(ask("hang", waiting).error().message, HasSubstr("no end"));
    EXPECT_EQ(ask("echo").value(), "echo");
}

TEST_F(StudioTest, WhatCameToNoEndIsNotBegunAgain) {
    Waiting waiting;
    waiting.patience = seconds(1);
    EXPECT_THAT(ask("hang", waiting).error().message, HasSubstr("no end"));
    waiting.patience = seconds(1'000);
    EXPECT_THAT(ask("hang", waiting).error().message, HasSubstr("no end"));
}

TEST_F(StudioTest, AHelperThatNeverCameUpBlamesNoFile) {
    ::setenv("STUDIO_TEST_NEVER_COMES_UP", "1", 1);
    const auto answer = ask("echo");
    ::unsetenv("STUDIO_TEST_NEVER_COMES_UP");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().fault, Fault::Busy);
    EXPECT_EQ(ask("echo").value(), "echo");
}

TEST_F(StudioTest, WorkIsEndedWhenItIsToldToStop) {
    for (const auto* words : {"hang", "sleep", "work on"}) {
        SCOPED_TRACE(words);
        int asked = 0;
        Waiting waiting;
        waiting.goes_on = [&] { return ++asked < 3; };
        EXPECT_EQ(ask(words, waiting).error().fault, Fault::Busy);
    }
    EXPECT_TRUE(eventually([&] { return studio.helpers() == 0; }));
}

TEST_F(StudioTest, NobodyIsWaitedForWhenItIsClosed) {
    std::jthread closing([&] {
        while (studio.helpers() == 0) std::this_thread::yield();
        studio.close();
    });
    EXPECT_EQ(ask("sleep").error().fault, Fault::Busy);
    EXPECT_EQ(ask("echo").error().fault, Fault::Busy);
}

TEST_F(StudioTest, WhatMakesNoSenseIsNotBelieved) {
    for (const auto* words : {"babble", "ask back", "promise a gigabyte", "answer twice"}) {
        SCOPED_TRACE(words);
        const auto answer = ask(words);
        // Of two answers the first may be read before the second has come: then the next request finds a helper that is not quiet.
        if (std::string(words) == "answer twice" && answer) continue;
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().fault, Fault::Malformed);
    }
    EXPECT_EQ(ask("echo").value(), "echo");
}

TEST_F(StudioTest, AnAnswerIsAsLongAsItsRequestAllows) {
    Waiting waiting;
    waiting.largest_payload = 1'000;
    EXPECT_EQ(ask(std::string(1'000, 'x'), waiting).value().size(), 1'000U);
    EXPECT_EQ(ask(std::string(1'001, 'x'), waiting).error().fault, Fault::Malformed);
}

TEST_F(StudioTest, AHelperCanReadAndAnswerButNeitherWriteNorTalkNorReachOthers) {
    const tests::TemporaryFolder folder;
    std::ofstream(folder.path() / "there") << "untouched";
    // Without Landlock files can be written; whatever is no matter of files is forbidden all the same.
    const auto allowed = ask("break out into " + folder.path().string()).value();
    if (can_forbid_writing()) {
        EXPECT_EQ(allowed, "");
        std::string words;
        std::ifstream(folder.path() / "there") >> words;
        EXPECT_EQ(words, "untouched");
    }
    for (const auto* word : {"socket", "signal", "trace", "fork", "execute"}) EXPECT_THAT(allowed, Not(HasSubstr(word)));
}

TEST_F(StudioTest, AHelperChangesNothingOfAFileThatItOpenedForReading) {
    const tests::TemporaryFolder folder;
    const auto there = (folder.path() / "there").string();
    std::ofstream(there) << "untouched";
    EXPECT_EQ(ask("change " + there).value(), "");
}

TEST_F(StudioTest, AHelperHasNoSayInWhatOthersGetOfTheMachine) {
    EXPECT_EQ(ask("reach the starter").value(), "");
    EXPECT_EQ(ask("reach itself").value(), "nice affinity scheduler disk thread ");
}

TEST(StudioThatWrites, WritesInItsFolderAlone) {
    if (!can_forbid_writing()) GTEST_SKIP() << "this system has no Landlock";
    const tests::TemporaryFolder folder;
    const auto inside = folder.path() / "inside", outside = folder.path() / "outside";
    std::filesystem::create_directories(outside);
    Studio studio({.priority = Priority::Background, .most_helpers = 1, .writable = inside.string()});
    const auto write_in = [&](const std::filesystem::path& place) {
        std::ofstream(place / "there") << "here";
        return std::string(as_text(studio.ask(as_bytes("break out into " + place.string()), {}).value()));
    };
    EXPECT_EQ(write_in(outside), "");
    EXPECT_EQ(write_in(inside), "write create rename ");
}

TEST_F(StudioTest, AHelperHasNothingOfTheServersButItsSocket) {
    const int listening = ::socket(AF_INET, SOCK_STREAM, 0);  // without close-on-exec, as some libraries open them
    EXPECT_EQ(ask("descriptors").value(), "0 1 2 3 ");
    ::close(listening);
}

TEST_F(StudioTest, ManyThreadsShareTwoHelpers) {
    std::vector<std::jthread> threads;
    std::atomic<int> right = 0, most = 0;
    for (int t = 0; t < 6; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 20; ++i) {
                const auto words = i % 10 == 9 ? std::string("crash when tired") : std::to_string(t * 100 + i);
                right += ask(words).value_or("") == words ? 1 : 0;
                most = std::max(most.load(), static_cast<int>(studio.helpers()));
            }
        });
    }
    threads.clear();
    EXPECT_EQ(right, 120);
    EXPECT_LE(most, 2);
}

TEST(StudioAtRest, EndsHelpersThatHaveNothingToDo) {
    Studio studio({.priority = Priority::Background, .most_helpers = 1, .rest = milliseconds(50)});
    const int helper = std::stoi(std::string(as_text(studio.ask(as_bytes("who"), {}).value())));
    EXPECT_TRUE(eventually([&] { return studio.helpers() == 0; }));
    EXPECT_TRUE(eventually([&] { return !is_alive(helper); })) << "not even as a zombie";
    EXPECT_TRUE(studio.ask(as_bytes("echo"), {}));
}

TEST(StudioAtRest, LeavesNobodyBehind) {
    int helper = 0;
    {
        Studio studio({.priority = Priority::Background, .most_helpers = 1, .rest = milliseconds(60'000)});
        helper = std::stoi(std::string(as_text(studio.ask(as_bytes("who"), {}).value())));
        EXPECT_TRUE(is_alive(helper));
    }
    EXPECT_TRUE(eventually([&] { return !is_alive(helper); }));
}

}  // namespace
}  // namespace bt::studio

#include "library/watch.h"

#include <gmock/gmock.h>
#include <sys/mount.h>

#include <condition_variable>
#include <set>
#include <thread>
#include <utility>

#include "tests/eventually.h"
#include "tests/library/temporary_library.h"

namespace bt::library {
namespace {

using namespace std::chrono_literals;
using test::TemporaryLibrary;
using tests::eventually;

/// Collects what a watcher reports and lets a test wait for it.
class Reports {
public:
    Watcher::Changed taker() {
        return [this](const std::vector<std::string>& folders) {
            const std::scoped_lock lock(lock_);
            seen_.insert(folders.begin(), folders.end());
            last_ = std::chrono::steady_clock::now();
            arrived_.notify_all();
        };
    }
    bool wait_for(const std::string& folder, std::chrono::milliseconds most = tests::kNever) {
        std::unique_lock lock(lock_);
        return arrived_.wait_for(lock, most, [&] { return seen_.contains(folder); });
    }
    void forget() {
        const std::scoped_lock lock(lock_);
        seen_.clear();
    }
    std::chrono::steady_clock::time_point last() {
        const std::scoped_lock lock(lock_);
        return last_;
    }
    bool has(const std::string& folder) {
        const std::scoped_lock lock(lock_);
        return seen_.contains(folder);
    }

private:
    std::mutex lock_;
    std::condition_variable arrived_;
    std::set<std::string> seen_;
    std::chrono::steady_clock::time_point last_{};
};

const WatchOptions kQuick{.settle = 300ms, .longest_wait = 20s, .poll_interval = 200ms};

/// Starts watching and waits for the first report, which is the root's.
std::unique_ptr<Watcher> start_settled(const TemporaryLibrary& at, Reports& reports, WatchOptions options = kQuick) {
    auto watcher = Watcher::start(at.root(), reports.taker(), std::move(options)).value();
    EXPECT_TRUE(reports.wait_for(""));
    reports.forget();
    return watcher;
}

TEST(Watcher, ReportsTheFolderOfANewFile) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv", "B/Season 1/E01.mkv"});
    Reports reports;
    const auto watcher = start_settled(at, reports);
    EXPECT_EQ(watcher->status().mode, WatchStatus::Mode::Events);
    EXPECT_EQ(watcher->status().folders, 4U);
    at.write("B/Season 1/E02.mkv", "new");
    EXPECT_TRUE(reports.wait_for("B/Season 1"));
    EXPECT_FALSE(reports.has("A"));
}

TEST(Watcher, FollowsFoldersThatComeAndMove) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv"});
    Reports reports;
    const auto watcher = start_settled(at, reports);
    at.write("New/Season 1/E01.mkv", "new");
    EXPECT_TRUE(reports.wait_for("New"));
    reports.forget();
    at.write("New/Season 1/E02.mkv", "later");
    EXPECT_TRUE(reports.wait_for("New/Season 1"));
    reports.forget();
    std::filesystem::rename(at.path("New"), at.path("Renamed"));
    EXPECT_TRUE(reports.wait_for(""));
    EXPECT_TRUE(reports.wait_for("Renamed"));
    reports.forget();
    at.write("Renamed/Season 1/E03.mkv", "after the move");
    EXPECT_TRUE(reports.wait_for("Renamed/Season 1"));
    EXPECT_FALSE(reports.has("New/Season 1"));
    reports.forget();
    std::filesystem::remove_all(at.path("Renamed"));
    EXPECT_TRUE(reports.wait_for(""));
}

TEST(Watcher, WaitsForAFileThatStillGrows) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv"});
    Reports reports;
    auto options = kQuick;
    options.settle = 1s;
    const auto watcher = start_settled(at, reports, options);
    std::ofstream growing(at.path("A/E02.mkv"));
    const auto begin = std::chrono::steady_clock::now();
    for (auto last = begin, now = begin; now < begin + 1'500ms; last = std::exchange(now, std::chrono::steady_clock::now())) {
        growing << std::string(1000, 'x') << std::flush;
        std::this_thread::sleep_for(20ms);
        if (now - last >= options.settle / 2) GTEST_SKIP() << "this machine does not let the test write in time";
        ASSERT_FALSE(reports.has("A"));
    }
    const auto closed = std::chrono::steady_clock::now();
    growing.close();
    EXPECT_TRUE(reports.wait_for("A"));
    EXPECT_GE(reports.last(), closed);
}

TEST(Watcher, ReportsInTheEndWhatNeverSettles) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv"});
    Reports reports;
    const auto watcher = start_settled(at, reports, {.settle = 150ms, .longest_wait = 500ms});
    for (int i = 0; i < 300 && !reports.has("A"); ++i) {
        at.write("A/E02.mkv", std::string(static_cast<std::size_t>(i), 'x'));
        std::this_thread::sleep_for(50ms);
    }
    EXPECT_TRUE(reports.has("A"));
}

TEST(Watcher, DoesNotReportNamesTheScanSkips) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv"});
    Reports reports;
    const auto watcher = start_settled(at, reports);
    at.write("A/.hidden", "x");
    at.write("A/@eaDir/x", "x");
    EXPECT_FALSE(reports.wait_for("A", 900ms));
    EXPECT_FALSE(reports.has("A/@eaDir"));
}

TEST(Watcher, PollsWhenThereAreTooManyFoldersAndSaysSo) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv", "B/E01.mkv", "C/E01.mkv"});
    Reports reports;
    std::mutex lock;
    std::vector<WatchStatus> statuses;
    auto options = kQuick;
    options.most_watches = 2;
    options.on_status = [&](const WatchStatus& status) {
        const std::scoped_lock guard(lock);
        statuses.push_back(status);
    };
    const auto count = [&] {
        const std::scoped_lock guard(lock);
        return statuses.size();
    };
    const auto watcher = Watcher::start(at.root(), reports.taker(), options).value();
    EXPECT_TRUE(eventually([&] { return watcher->status().mode == WatchStatus::Mode::Polling; }));
    EXPECT_EQ(watcher->status().reason, "the library has more folders than may be watched");
    EXPECT_TRUE(eventually([&] { return count() > 0; }));
    EXPECT_EQ(count(), 1U);
    EXPECT_TRUE(reports.wait_for("")) << "what changed before the first look must be looked for";
    at.write("B/E02.mkv", "new");
    EXPECT_TRUE(reports.wait_for("B"));
    reports.forget();
    std::filesystem::remove_all(at.path("C"));
    EXPECT_TRUE(reports.wait_for(""));
}

/// An overlay over `lower`, where this may be mounted; nothing is written through it to `lower`.
class Overlay {
public:
    explicit Overlay(const TemporaryLibrary& lower) : parts_(lower.root() + "-overlay") {
        for (const auto* part : {"upper", "work", "seen"}) std::filesystem::create_directories(parts_ / part);
        const auto options = "lowerdir=" + lower.root() + ",upperdir=" + (parts_ / "upper").string() + ",workdir=" + (parts_ / "work").string();
        is_mounted_ = ::mount("overlay", root().c_str(), "overlay", 0, options.c_str()) == 0;
    }
    ~Overlay() {
        if (is_mounted_) ::umount2(root().c_str(), MNT_DETACH);
        std::filesystem::remove_all(parts_);
    }
    Overlay(const Overlay&) = delete;
    Overlay& operator=(const Overlay&) = delete;
    bool is_mounted() const { return is_mounted_; }
    std::string root() const { return (parts_ / "seen").string(); }

private:
    std::filesystem::path parts_;
    bool is_mounted_ = false;
};

TEST(Watcher, SeesThroughAnOverlayWhatChangesBelowItAndSaysSo) {
    const TemporaryLibrary below;
    below.add({"A/E01.mkv", "B/E01.mkv"});
    const Overlay overlay(below);
    if (!overlay.is_mounted()) GTEST_SKIP() << "mounting an overlay takes root";
    Reports reports;
    const auto watcher = Watcher::start(overlay.root(), reports.taker(), kQuick).value();
    ASSERT_TRUE(reports.wait_for(""));
    EXPECT_EQ(watcher->status().mode, WatchStatus::Mode::Events);
    EXPECT_EQ(watcher->status().reason, "it lies on an overlay, and the kernel does not report what changes below that");
    below.write("A/E02.mkv", "new");
    EXPECT_TRUE(reports.wait_for("A"));
}

TEST(Watcher, GoesOnWatchingAFolderWhenALinkToItHasComeAndGone) {
    const TemporaryLibrary at;
    at.add({"Show/Season 1/E01.mkv"});
    Reports reports;
    const auto watcher = start_settled(at, reports);
    std::filesystem::create_directory(at.path("../Collection"));
    std::filesystem::create_directory_symlink(at.path("Show"), at.path("../Collection/Show"));
    std::filesystem::create_directory_symlink("..", at.path("../Collection/up"));
    std::filesystem::rename(at.path("../Collection"), at.path("Collection"));
    EXPECT_TRUE(reports.wait_for("Collection"));
    std::filesystem::remove_all(at.path("Collection"));
    EXPECT_TRUE(reports.wait_for(""));
    reports.forget();
    at.write("Show/Season 1/E02.mkv", "new");
    EXPECT_TRUE(reports.wait_for("Show/Season 1"));
    reports.forget();
    at.write("New/E01.mkv", "new");
    EXPECT_TRUE(reports.wait_for("New"));
}

TEST(Watcher, WaitsForALibraryThatIsGoneWhenItLooksAgain) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv"});
    const TemporaryLibrary outside;
    outside.add({"E01.mkv"});
    std::filesystem::create_directory(at.path("C"));
    std::filesystem::create_directory_symlink(outside.root(), at.path("C/L"));
    const std::string root = at.root() + "-link";
    std::filesystem::create_directory_symlink(at.root(), root);
    Reports reports;
    const auto watcher = Watcher::start(root, reports.taker(), kQuick).value();
    ASSERT_TRUE(reports.wait_for(""));
    ASSERT_EQ(watcher->status().mode, WatchStatus::Mode::Events);
    // Nothing tells of the link that leads to it; a folder with a link in it that goes makes the watcher set all watches anew.
    std::filesystem::remove(root);
    std::filesystem::remove_all(at.path("C"));
    EXPECT_TRUE(eventually([&] { return watcher->status().mode == WatchStatus::Mode::Polling; }));
    EXPECT_TRUE(reports.wait_for(""));
    reports.forget();
    std::filesystem::create_directory_symlink(at.root(), root);
    EXPECT_TRUE(reports.wait_for(""));
    EXPECT_TRUE(eventually([&] { return watcher->status().mode == WatchStatus::Mode::Events; }));
    at.write("A/E02.mkv", "new");
    EXPECT_TRUE(reports.wait_for("A"));
    std::filesystem::remove(root);
}

TEST(Watcher, KnowsAFolderByItsOwnNameThoughALinkWasMetFirst) {
    const TemporaryLibrary at;
    const std::vector<std::string> others{"A", "B", "C", "X", "Y", "Z"};  // some are met before, in whatever order the folder is listed
    at.add({"Show/Season 1/E01.mkv"});
    for (const auto& folder : others) {
        std::filesystem::create_directory(at.path(folder));
        std::filesystem::create_directory_symlink(at.path("Show"), at.path(folder + "/Show"));
    }
    Reports reports;
    const auto watcher = start_settled(at, reports);
    for (const auto& folder : others) {
        std::filesystem::remove_all(at.path(folder));
        EXPECT_TRUE(reports.wait_for(""));
        reports.forget();
        at.write("Show/Season 1/E02.mkv", folder);
        EXPECT_TRUE(reports.wait_for("Show/Season 1")) << folder;
        reports.forget();
    }
}

TEST(Watcher, FollowsALinkThatComesWhileItWatches) {
    const TemporaryLibrary at, elsewhere;
    at.add({"A/E01.mkv"});
    elsewhere.add({"Show/E01.mkv"});
    Reports reports;
    const auto watcher = start_settled(at, reports);
    std::filesystem::create_directory_symlink(elsewhere.path("Show"), at.path("First"));
    EXPECT_TRUE(reports.wait_for("First"));
    reports.forget();
    elsewhere.write("Show/E02.mkv", "new");
    EXPECT_TRUE(reports.wait_for("First"));
}

TEST(Watcher, SeesWhatASecondLinkLeadsToWhenTheFoldersOfTheFirstAreGone) {
    for (const auto& [gone, left] : {std::pair("A", "B/Show"), std::pair("B", "A/Show")}) {
        const TemporaryLibrary at, elsewhere;
        at.add({"A/E01.mkv", "B/E01.mkv"});
        elsewhere.add({"Show/E01.mkv"});
        for (const char* link : {"A/Show", "B/Show"}) std::filesystem::create_directory_symlink(elsewhere.path("Show"), at.path(link));
        Reports reports;
        const auto watcher = start_settled(at, reports);
        std::filesystem::remove_all(at.path(gone));
        EXPECT_TRUE(reports.wait_for(""));
        reports.forget();
        elsewhere.write("Show/E02.mkv", "new");
        EXPECT_TRUE(reports.wait_for(left)) << gone;
    }
}

TEST(Watcher, ReportsThatTheRootIsGoneHoweverItLooksForChanges) {
    for (const bool polls : {false, true}) {
        SCOPED_TRACE(polls);
        const TemporaryLibrary at;
        at.add({"A/E01.mkv"});
        Reports reports;
        auto options = kQuick;
        options.always_poll = polls;
        const auto watcher = start_settled(at, reports, options);
        const auto away = std::filesystem::path(at.root() + "-away");
        std::filesystem::rename(at.root(), away);
        EXPECT_TRUE(reports.wait_for(""));
        std::filesystem::rename(away, at.root());
    }
}

TEST(Watcher, BeginsAgainWhenTheRootComesBack) {
    const TemporaryLibrary at;
    at.add({"A/E01.mkv"});
    Reports reports;
    const auto watcher = start_settled(at, reports);
    const auto away = std::filesystem::path(at.root() + "-away");
    std::filesystem::rename(at.root(), away);
    EXPECT_TRUE(eventually([&] { return watcher->status().mode == WatchStatus::Mode::Polling; }));
    EXPECT_TRUE(reports.wait_for(""));
    reports.forget();
    std::filesystem::rename(away, at.root());
    EXPECT_TRUE(reports.wait_for(""));
    EXPECT_TRUE(eventually([&] { return watcher->status().mode == WatchStatus::Mode::Events; }));
    at.write("A/E02.mkv", "new");
    EXPECT_TRUE(reports.wait_for("A"));
}

TEST(Watcher, RefusesARootThatIsNotThere) {
    EXPECT_EQ(Watcher::start("/no/such/folder", [](const std::vector<std::string>&) {}).error().fault, Fault::NotFound);
}

TEST(NetworkFileSystem, IsToldByItsKind) {
    EXPECT_EQ(network_kind(0x6969), "NFS");
    EXPECT_EQ(network_kind(0xFE534D42), "SMB");
    EXPECT_EQ(network_kind(0x65735546), "FUSE");
    EXPECT_EQ(network_kind(0xEF53), "") << "ext4";
    EXPECT_EQ(network_file_system("/proc"), "");
    EXPECT_EQ(network_file_system("/no/such/folder"), "");
}

}  // namespace
}  // namespace bt::library

#include "store/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "store/backup.h"
#include "store/catalogue_mark.h"
#include "store/connection.h"
#include "store/migrations.h"
#include "tests/store/child_process.h"
#include "tests/temporary_folder.h"

namespace bt::store {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Any table of words by words would do.
Result<void> set(Database& database, const std::string& key, const std::string& value) {
    return database.write("save a word", [&](Connection& sql) -> Result<void> {
        sql.run("INSERT INTO anthologies (title, sort_key) VALUES (:key, :value) ON CONFLICT (title) DO UPDATE SET sort_key = excluded.sort_key", use(key), use(value));
        return {};
    });
}

Result<std::string> get(Database& database, const std::string& key) {
    return read_value(database, "read a word", [&](Connection& sql) -> Result<std::string> {
        std::string value;
        sql.run("SELECT sort_key FROM anthologies WHERE title = :key", use(key), into(value));
        return value;
    });
}

TEST(Database, KeepsWhatWasWrittenUntilTheNextStart) {
    const tests::TemporaryFolder folder;
    {
        const auto database = Database::open(folder.file("a b \"c\" 'd'=금새록.db"));
        ASSERT_TRUE(database) << database.error().describe();
        ASSERT_TRUE(set(**database, "theme", "dark"));
    }
    const auto database = Database::open(folder.file("a b \"c\" 'd'=금새록.db"));
    ASSERT_TRUE(database) << database.error().describe();
    EXPECT_EQ(get(**database, "theme").value(), "dark");
    EXPECT_TRUE((*database)->check());
}

TEST(Database, IsReadableByItsOwnerOnlyWithItsLogs) {
    const tests::TemporaryFolder folder;
    const auto database = Database::open(folder.file("db")).value();
    ASSERT_TRUE(set(*database, "a", "b"));
    for (const char* name : {"db", "db-wal", "db-shm"}) {
        struct stat about {};
        ASSERT_EQ(::stat(folder.file(name).c_str(), &about), 0) << name;
        EXPECT_EQ(about.st_mode & 0777, 0600U) << name;
    }
}

TEST(Database, RollsBackWorkThatFailsOrThrows) {
    const tests::TemporaryFolder folder;
    const auto database = Database::open(folder.file("db")).value();
    const auto failed = database->write("save", [](Connection& sql) -> Result<void> {
        sql.run("INSERT INTO anthologies (title, sort_key) VALUES ('a', 'b')");
        return Error{Fault::Invalid, "no"};
    });
    EXPECT_EQ(failed.error().message, "no");
    const auto thrown = database->write("save", [](Connection& sql) -> Result<void> {
        sql.run("INSERT INTO anthologies (title, sort_key) VALUES ('a', 'b')");
        sql.run("INSERT INTO anthologies (title, sort_key) VALUES ('a', 'b')");
        return {};
    });
    EXPECT_EQ(thrown.error().fault, Fault::Conflict);
    EXPECT_THAT(thrown.error().message, HasSubstr("cannot save: the values contradict what is stored"));
    EXPECT_EQ(get(*database, "a").value(), "");
    EXPECT_TRUE(set(*database, "a", "c"));
}

TEST(Database, RefusesToWriteThroughAReader) {
    const tests::TemporaryFolder folder;
    const auto database = Database::open(folder.file("db")).value();
    const auto written = database->read("look", [](Connection& sql) -> Result<void> {
        sql.run("INSERT INTO anthologies (title, sort_key) VALUES ('a', 'b')");
        return {};
    });
    EXPECT_EQ(written.error().fault, Fault::Denied);
}

TEST(Database, SaysWhichFolderIsMissing) {
    const auto database = Database::open("/no/such/folder/db");
    EXPECT_EQ(database.error().fault, Fault::NotFound);
    EXPECT_THAT(database.error().message, HasSubstr("/no/such/folder/db"));
}

TEST(Database, RefusesAFileThatIsNoDatabase) {
    const tests::TemporaryFolder folder;
    std::ofstream(folder.file("db")) << std::string(8'192, 'x');
    const auto database = Database::open(folder.file("db"));
    EXPECT_EQ(database.error().fault, Fault::Malformed);
    EXPECT_THAT(database.error().message, HasSubstr("the file is not a database"));
}

TEST(Database, RefusesADatabaseOfAnotherProgram) {
    const tests::TemporaryFolder folder;
    std::ofstream(folder.file("db")).close();
    Connection(folder.file("db"), Access::Write, milliseconds(0)).script("CREATE TABLE theirs (a)");
    EXPECT_EQ(Database::open(folder.file("db")).error().message, "the file is a database of another program");
}

TEST(Database, RefusesASchemaFromTheFutureAndLeavesItAlone) {
    const tests::TemporaryFolder folder;
    ASSERT_TRUE(Database::open(folder.file("db")));
    Connection(folder.file("db"), Access::Write, milliseconds(0)).script("PRAGMA user_version = 9000");
    const auto database = Database::open(folder.file("db"));
    EXPECT_EQ(database.error().fault, Fault::Unsupported);
    EXPECT_THAT(database.error().message, HasSubstr("written by a newer Bonustrack (schema 9000"));
    int version = 0;
    Connection(folder.file("db"), Access::Read, milliseconds(0)).run("PRAGMA user_version", into(version));
    EXPECT_EQ(version, 9'000);
}

TEST(Database, NoticesADamagedPageAfterAnUncleanEnd) {
    const tests::TemporaryFolder folder;
    ASSERT_TRUE(Database::open(folder.file("db")));
    {
        std::fstream file(folder.file("db"), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(4'096);
        file << std::string(4'096, 'x');
    }
    std::ofstream(folder.file("db-wal")) << "left behind";
    EXPECT_EQ(Database::open(folder.file("db")).error().fault, Fault::Malformed);
}

TEST(Database, SaysThatAnotherProcessHoldsTheLock) {
    const tests::TemporaryFolder folder;
    const auto path = folder.file("db");
    ASSERT_TRUE(Database::open(path));
    const auto other = std::make_unique<Connection>(path, Access::Write, milliseconds(0));
    other->script("BEGIN IMMEDIATE");
    const auto database = Database::open(path, {.busy_timeout = milliseconds(20)});
    ASSERT_TRUE(database) << database.error().describe();  // reading needs no lock
    const auto written = set(**database, "a", "b");
    EXPECT_EQ(written.error().fault, Fault::Busy);
    EXPECT_THAT(written.error().message, HasSubstr("another process is using the database"));
    other->script("ROLLBACK");
    EXPECT_TRUE(set(**database, "a", "b"));
}

TEST(Database, SaysThatItsFolderIsReadOnly) {
    const tests::TemporaryFolder folder;
    ASSERT_TRUE(Database::open(folder.file("db")));
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0555));
    std::filesystem::permissions(folder.file("db"), std::filesystem::perms(0444));
    ChildProcess child([&] {
        if (::getuid() == 0 && ::setuid(65'534) != 0) return 1;  // root may write anywhere: go on as nobody
        const auto database = Database::open(folder.file("db"));
        return !database && database.error().fault == Fault::Denied ? 0 : 2;
    });
    EXPECT_EQ(child.wait(), 0);
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
}

TEST(Database, SaysThatTheDiskIsFullLosesNothingAndGoesOnOnceThereIsRoom) {
    const tests::TemporaryFolder folder;
    {
        const auto database = Database::open(folder.file("db"), {.size_limit = 512U << 10}).value();
        ASSERT_TRUE(set(*database, "kept", "yes"));
        Result<void> written;
        for (int i = 0; i < 1'000 && written.ok(); ++i) written = set(*database, std::to_string(i), std::string(8'192, 'x'));
        ASSERT_FALSE(written.ok());
        EXPECT_EQ(written.error().fault, Fault::Full);
        EXPECT_THAT(written.error().message, HasSubstr("the disk is full; nothing was changed"));
        EXPECT_EQ(get(*database, "kept").value(), "yes");
        EXPECT_TRUE(database->check());
        // Deleting makes room inside the file.
        ASSERT_TRUE(database->write("tidy", [](Connection& sql) -> Result<void> {
            sql.run("DELETE FROM anthologies WHERE title <> 'kept'");
            return {};
        }));
        EXPECT_TRUE(set(*database, "again", "works"));
    }
    const auto database = Database::open(folder.file("db")).value();
    EXPECT_EQ(get(*database, "again").value(), "works");
    EXPECT_TRUE(set(*database, "large", std::string(1U << 20, 'x')));
}

TEST(Database, SurvivesAWriteThatTheSystemCutsOff) {
    const tests::TemporaryFolder folder;
    ASSERT_TRUE(Database::open(folder.file("db")));
    ChildProcess child([&] {  // no file may grow beyond 1 MiB: what a quota or a full disk looks like from inside
        const rlimit limit{1U << 20, 1U << 20};
        ::signal(SIGXFSZ, SIG_IGN);
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 1;
        const auto database = Database::open(folder.file("db"));
        if (!database || !set(**database, "kept", "yes")) return 2;
        Result<void> written;
        for (int i = 0; i < 100 && written.ok(); ++i) written = set(**database, std::to_string(i), std::string(300'000, 'x'));
        if (written.ok() || written.error().fault != Fault::Full) return 3;
        if (written.error().message.find("full") == std::string::npos) return 4;
        return get(**database, "kept").value() == "yes" ? 0 : 5;
    });
    EXPECT_EQ(child.wait(), 0);
    const auto database = Database::open(folder.file("db")).value();
    EXPECT_TRUE(database->check());
    EXPECT_EQ(get(*database, "kept").value(), "yes");
    EXPECT_TRUE(set(*database, "large", std::string(3U << 20, 'x')));
}

TEST(Database, LetsReadersSeeTheOldStateWhileAWriterIsAtWork) {
    const tests::TemporaryFolder folder;
    const auto database = Database::open(folder.file("db"), {.readers = 2}).value();
    ASSERT_TRUE(set(*database, "a", "old"));
    ASSERT_TRUE(database->write("change slowly", [&](Connection& sql) -> Result<void> {
        sql.run("UPDATE anthologies SET sort_key = 'new'");
        std::string seen;
        std::thread reader([&] { seen = get(*database, "a").value(); });
        reader.join();  // would never return if it waited for this transaction
        EXPECT_EQ(seen, "old");
        return {};
    }));
    EXPECT_EQ(get(*database, "a").value(), "new");
}

TEST(Database, GivesEachReadOneUnchangingView) {
    const tests::TemporaryFolder folder;
    const auto database = Database::open(folder.file("db")).value();
    ASSERT_TRUE(set(*database, "a", "1"));
    ASSERT_TRUE(set(*database, "b", "1"));
    std::atomic<bool> done = false;
    std::thread writer([&] {
        for (int i = 2; i < 200; ++i) {
            EXPECT_TRUE(database->write("both", [&](Connection& sql) -> Result<void> {
                sql.run("UPDATE anthologies SET sort_key = :value", use(std::to_string(i)));
                return {};
            }));
        }
        done = true;
    });
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            while (!done) {
                EXPECT_TRUE(database->read("compare", [&](Connection& sql) -> Result<void> {
                    std::string a, b;
                    sql.run("SELECT sort_key FROM anthologies WHERE title = 'a'", into(a));
                    sql.run("SELECT sort_key FROM anthologies WHERE title = 'b'", into(b));
                    EXPECT_EQ(a, b);
                    return {};
                }));
            }
        });
    }
    writer.join();
    for (auto& reader : readers) reader.join();
}

TEST(Database, SaysSoWhenEveryReaderStaysTaken) {
    const tests::TemporaryFolder folder;
    const auto database = Database::open(folder.file("db"), {.readers = 1, .reader_wait = milliseconds(10)}).value();
    ASSERT_TRUE(database->read("hold", [&](Connection&) -> Result<void> {
        Fault fault{};
        std::thread other([&] { fault = get(*database, "a").error().fault; });
        other.join();
        EXPECT_EQ(fault, Fault::Busy);
        return {};
    }));
    EXPECT_TRUE(get(*database, "a"));
}

TEST(Database, BacksUpWhileInUseAndNeverOverwritesABackup) {
    const tests::TemporaryFolder folder;
    const auto database = Database::open(folder.file("db")).value();
    ASSERT_TRUE(set(*database, "a", "b"));
    ASSERT_TRUE(database->read("hold a view", [&](Connection&) { return back_up(folder.file("db"), folder.file("copy"), Existing::Refuse, milliseconds(1'000)); }));
    EXPECT_EQ(back_up(folder.file("db"), folder.file("copy"), Existing::Refuse, milliseconds(1'000)).error().fault, Fault::Conflict);
    const auto copy = Database::open(folder.file("copy")).value();
    EXPECT_EQ(get(*copy, "a").value(), "b");
    EXPECT_TRUE(copy->check());
    struct stat about {};
    ASSERT_EQ(::stat(folder.file("copy").c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600U);
    EXPECT_FALSE(back_up(folder.file("db"), "/no/such/folder/copy", Existing::Refuse, milliseconds(1'000)).ok());
}

TEST(Backup, ReplacesOnlyWhatItMayAndNeverTheDatabase) {
    const tests::TemporaryFolder folder;
    const auto database = Database::open(folder.file("db")).value();
    ASSERT_TRUE(set(*database, "a", "b"));
    std::ofstream(folder.file("old")) << "an older backup";
    const auto copy_to = [&](const std::string& path) { return back_up(folder.file("db"), path, Existing::Replace, milliseconds(1'000)); };
    ASSERT_TRUE(copy_to(folder.file("old")));
    EXPECT_EQ(get(*Database::open(folder.file("old")).value(), "a").value(), "b");
    std::filesystem::create_symlink(folder.file("db"), folder.file("link"));
    for (const auto* own : {"db", "db-wal", "db-shm", "link"}) {
        EXPECT_EQ(copy_to(folder.file(own)).error().message, folder.file(own) + " is a file of the database itself");
    }
    EXPECT_EQ(copy_to("/dev/null").error().fault, Fault::Invalid);
    EXPECT_EQ(copy_to(folder.path().string()).error().fault, Fault::Invalid);
    EXPECT_EQ(get(*database, "a").value(), "b");
}

TEST(Backup, OfADamagedDatabaseIsNoneAndLeavesTheOldOneInPlace) {
    const tests::TemporaryFolder folder;
    ASSERT_TRUE(Database::open(folder.file("db")));
    {
        Connection sql(folder.file("db"), Access::Write, milliseconds(0));
        sql.script("PRAGMA foreign_keys=OFF; INSERT INTO labels (kind, name) VALUES ('genre', 'rain'); INSERT INTO series_labels (series_id, kind, position, label_id) "
                   "VALUES (9, 'genre', 0, 1)");
    }
    std::ofstream(folder.file("copy")) << "an older backup";
    const auto copied = back_up(folder.file("db"), folder.file("copy"), Existing::Replace, milliseconds(1'000));
    EXPECT_EQ(copied.error().fault, Fault::Malformed);
    EXPECT_THAT(copied.error().message, HasSubstr("rows of series_labels point nowhere"));
    EXPECT_EQ(std::filesystem::file_size(folder.file("copy")), 15U);
    for (const auto& each : std::filesystem::directory_iterator(folder.path())) EXPECT_NE(each.path().extension(), ".part");
}

TEST(Backup, IsOfWhateverSchemaTheDatabaseHas) {
    const tests::TemporaryFolder folder;
    std::ofstream(folder.file("db")).close();
    {
        Connection sql(folder.file("db"), Access::Write, milliseconds(0));
        ASSERT_TRUE(migrate(sql, embedded_migrations().first(3)));
    }
    ASSERT_TRUE(back_up(folder.file("db"), folder.file("copy"), Existing::Refuse, milliseconds(1'000)));
    for (const auto* name : {"db", "copy"}) {
        int version = 0;
        Connection(folder.file(name), Access::Read, milliseconds(0)).run("PRAGMA user_version", into(version));
        EXPECT_EQ(version, 3) << name;
    }
}

TEST(Database, MadeAnewHasAnotherMarkAndOpenedAgainOrBackedUpTheSame) {
    const tests::TemporaryFolder folder;
    const auto mark_of = [](const std::string& path) { return catalogue_mark(*Database::open(path).value()).value(); };
    const auto mark = mark_of(folder.file("db"));
    EXPECT_FALSE(mark.empty());
    EXPECT_EQ(mark_of(folder.file("db")), mark);
    ASSERT_TRUE(back_up(folder.file("db"), folder.file("copy"), Existing::Refuse, milliseconds(1'000)));
    EXPECT_EQ(mark_of(folder.file("copy")), mark);
    for (const auto* of : {"db", "db-wal", "db-shm"}) std::filesystem::remove(folder.file(of));
    std::this_thread::sleep_for(milliseconds(2));
    EXPECT_NE(mark_of(folder.file("db")), mark);
}

TEST(Database, KeepsTextWithQuotesNewlinesAndHangulAsItIs) {
    const tests::TemporaryFolder folder;
    const auto database = Database::open(folder.file("db")).value();
    const std::string text = "'; DROP TABLE series; -- \"\n\t금새록 :name ? \xF0\x9F\x8E\xB5";
    ASSERT_TRUE(set(*database, text, text));
    EXPECT_EQ(get(*database, text).value(), text);
    ASSERT_TRUE(set(*database, "empty", ""));
    EXPECT_THAT(get(*database, "empty").value(), IsEmpty());
}

}  // namespace
}  // namespace bt::store

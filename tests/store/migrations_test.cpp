#include "store/migrations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <soci/soci.h>

#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "store/connection.h"
#include "store/database.h"
#include "tests/store/child_process.h"
#include "tests/temporary_folder.h"

namespace bt::store {
namespace {

using std::chrono::milliseconds;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::unique_ptr<Connection> open_raw(const std::string& path) {
    std::ofstream(path, std::ios::app).close();
    return std::make_unique<Connection>(path, Access::Write, milliseconds(1'000));
}

std::string schema_of(Connection& sql) {
    std::string schema;
    std::string line;
    sql.each("SELECT coalesce(sql, name) FROM sqlite_master ORDER BY name", [&] { schema += line + "\n"; }, into(line));
    return schema;
}

int version_of(Connection& sql) {
    int version = 0;
    sql.run("PRAGMA user_version", into(version));
    return version;
}

constexpr Migration kFirst{1, "first", "c1", "CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;"
                                             "CREATE TABLE child (id INTEGER REFERENCES parent (id)) STRICT;"};

TEST(Migrations, AreEmbeddedInOrderWithNamesAndChecksums) {
    const auto migrations = embedded_migrations();
    ASSERT_GE(migrations.size(), 3U);
    for (std::size_t i = 0; i < migrations.size(); ++i) {
        EXPECT_EQ(migrations[i].number, static_cast<int>(i) + 1);
        EXPECT_EQ(migrations[i].checksum.size(), 64U);
        EXPECT_FALSE(migrations[i].sql.empty());
    }
    EXPECT_EQ(migrations[0].name, "catalogue");
}

TEST(Migrations, LeadFromEveryEarlierVersionToTheSameSchemaAndKeepTheRows) {
    const tests::TemporaryFolder folder;
    const auto all = embedded_migrations();
    const auto fresh = open_raw(folder.file("fresh"));
    ASSERT_TRUE(migrate(*fresh, all));
    for (std::size_t start = 1; start < all.size(); ++start) {
        SCOPED_TRACE(start);
        const auto path = folder.file(std::to_string(start));
        {
            const auto sql = open_raw(path);
            ASSERT_TRUE(migrate(*sql, all.first(start)));
            sql->run("INSERT INTO libraries (path, added_at) VALUES ('/series', 1)");
        }
        const auto database = Database::open(path);
        ASSERT_TRUE(database) << database.error().describe();
        const auto sql = open_raw(path);
        EXPECT_EQ(schema_of(*sql), schema_of(*fresh));
        EXPECT_EQ(version_of(*sql), static_cast<int>(all.size()));
        std::string kept;
        sql->run("SELECT path FROM libraries", into(kept));
        EXPECT_EQ(kept, "/series");
    }
}

TEST(Migrations, HaveSeriesReadAgainWhoseFilesCouldNotBeOpenedOnce) {
    const tests::TemporaryFolder folder;
    const auto sql = open_raw(folder.file("db"));
    ASSERT_TRUE(migrate(*sql, embedded_migrations().first(11)));
    sql->script("INSERT INTO libraries (id, path, added_at) VALUES (1, '/series', 1)");
    const auto add = [&](int id, const std::string& content, int size) {
        const auto number = std::to_string(id);
        sql->script("INSERT INTO series (id, library_id, folder, signature, title, sort_key, added_at, changed_version, details) VALUES (" + number + ", 1, '" + number +
                    "', 5, '', '', 1, 1, '{}')");
        sql->script("INSERT INTO files (library_id, series_id, path, size, modified_ns, inode, content_key, unreadable) VALUES (1, " + number + ", '" + number + "', " +
                    std::to_string(size) + ", 1, 1, " + content + ", '')");
    };
    add(1, "NULL", 100);
    add(2, "'00'", 100);
    add(3, "NULL", 0);
    ASSERT_TRUE(migrate(*sql, embedded_migrations().first(12)));
    std::string again;
    int id = 0;
    sql->each("SELECT id FROM series WHERE signature = 0 ORDER BY id", [&] { again += std::to_string(id) + " "; }, into(id));
    EXPECT_EQ(again, "1 ") << "neither what was read nor what is empty";
}

TEST(Migrations, TakeAwayWhatNobodyReads) {
    const tests::TemporaryFolder folder;
    const auto sql = open_raw(folder.file("db"));
    ASSERT_TRUE(migrate(*sql, embedded_migrations().first(13)));
    sql->script("INSERT INTO libraries (id, path, added_at) VALUES (1, '/series', 1); INSERT INTO scan_runs (library_id, started_at, state) VALUES (1, 1, 'done');"
                "INSERT INTO settings VALUES ('a', 'b')");
    ASSERT_TRUE(migrate(*sql, embedded_migrations()));
    EXPECT_THAT(schema_of(*sql), Not(AnyOf(HasSubstr("scan_runs"), HasSubstr("settings"), HasSubstr("episodes_by_added"), HasSubstr("changed_version"), HasSubstr(" version INTEGER"))));
}

TEST(Migrations, KeepWhatIsHeardOfFilesAloneAndHaveSplitEpisodesReadAgain) {
    const tests::TemporaryFolder folder;
    const auto sql = open_raw(folder.file("db"));
    ASSERT_TRUE(migrate(*sql, embedded_migrations().first(18)));
    sql->script("INSERT INTO libraries (id, path, added_at) VALUES (1, '/series', 1)");
    for (const std::string id : {"1", "2"}) {
        sql->script("INSERT INTO series (id, library_id, folder, signature, title, sort_key, added_at, details) VALUES (" + id + ", 1, '" + id + "', 5, '', '', 1, '{}');"
                    "INSERT INTO seasons (id, series_id, number, details) VALUES (" + id + ", " + id + ", 1, '{}');"
                    "INSERT INTO episodes (id, series_id, season_id, position, season_number, title, added_at, details) VALUES (" + id + ", " + id + ", " + id + ", 0, 1, '', 1, '{}');"
                    "INSERT INTO versions (id, series_id, episode_id, position, label) VALUES (" + id + ", " + id + ", " + id + ", 0, '');"
                    "INSERT INTO files (id, library_id, series_id, path, size, modified_ns, inode, content_key, unreadable) VALUES (" + id + ", 1, " + id + ", '" + id + "', 1, 1, 1, '0" + id + "', '');"
                    "INSERT INTO version_parts (version_id, position, file_id) VALUES (" + id + ", 0, " + id + ")");
    }
    sql->script("INSERT INTO files (id, library_id, series_id, path, size, modified_ns, inode, content_key, unreadable) VALUES (3, 1, 2, '3', 1, 1, 1, '03', '');"
                "INSERT INTO version_parts (version_id, position, file_id) VALUES (2, 1, 3);"
                "INSERT INTO soundings (content_key, landmarks_version, listened_at, failure, duration, loudness_range, energy) VALUES ('01', 7, 1, '', 5000, 0, 'ff')");
    ASSERT_TRUE(migrate(*sql, embedded_migrations()));
    std::string wholes, line;
    sql->each("SELECT v.id || ' ' || coalesce(v.whole_key, '-') || ' ' || s.signature FROM versions AS v JOIN series AS s ON s.id = v.series_id ORDER BY v.id",
              [&] { wholes += line + "\n"; }, into(line));
    EXPECT_EQ(wholes, "1 01 5\n2 - 0\n");
    int duration = 0;
    EXPECT_TRUE(sql->run("SELECT so.duration FROM present_wholes AS w JOIN soundings AS so ON so.content_key = w.whole_key WHERE so.unheard_files = ''", into(duration)));
    EXPECT_EQ(duration, 5'000);
}

TEST(Migrations, LeaveTheOldSchemaWhenOneFails) {
    const tests::TemporaryFolder folder;
    const auto sql = open_raw(folder.file("db"));
    const std::vector<Migration> broken{kFirst, {2, "broken", "c2", "CREATE TABLE half (a INTEGER) STRICT; SELECT nonsense;"}};
    EXPECT_THROW(static_cast<void>(migrate(*sql, broken)), soci::soci_error);
    EXPECT_EQ(version_of(*sql), 1);
    EXPECT_THAT(schema_of(*sql), Not(HasSubstr("half")));
}

TEST(Migrations, RefuseToLeaveRowsThatPointNowhere) {
    const tests::TemporaryFolder folder;
    const auto sql = open_raw(folder.file("db"));
    const std::vector<Migration> orphaning{kFirst, {2, "orphan", "c2", "INSERT INTO child VALUES (7);"}};
    const auto migrated = migrate(*sql, orphaning);
    EXPECT_EQ(migrated.error().describe(), "migration 2 (orphan): rows of child would point nowhere");
    EXPECT_EQ(version_of(*sql), 1);
}

TEST(Migrations, RefuseADatabaseMadeByAnotherTextOfTheSameNumber) {
    const tests::TemporaryFolder folder;
    const auto sql = open_raw(folder.file("db"));
    ASSERT_TRUE(migrate(*sql, std::vector<Migration>{kFirst}));
    Migration other = kFirst;
    other.checksum = "c1 of another text";
    EXPECT_EQ(migrate(*sql, std::vector<Migration>{other}).error().fault, Fault::Conflict);
}

TEST(Migrations, KilledAtAnyMomentLeaveTheOldOrTheNewState) {
    const std::vector<Migration> slow{kFirst, {2, "slow", "c2",
        "CREATE TABLE numbers (n INTEGER) STRICT;"
        "WITH RECURSIVE count (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM count WHERE n < 30000) INSERT INTO numbers SELECT n FROM count;"
        "CREATE INDEX numbers_in_order ON numbers (n); INSERT INTO parent SELECT n FROM numbers; INSERT INTO child SELECT n FROM numbers;"}};
    int old_states = 0;
    for (int round = 0; round < 12; ++round) {
        const tests::TemporaryFolder folder;
        ASSERT_TRUE(migrate(*open_raw(folder.file("db")), std::vector<Migration>{kFirst}));
        ChildProcess child([&] { return migrate(*open_raw(folder.file("db")), slow).ok() ? 0 : 1; });
        std::this_thread::sleep_for(milliseconds(4 * round));
        child.kill_and_wait();
        const auto sql = open_raw(folder.file("db"));
        const int version = version_of(*sql);
        int tables = 0;
        sql->run("SELECT count(*) FROM sqlite_master WHERE name = 'numbers'", into(tables));
        EXPECT_EQ(tables, version - 1);
        if (version == 1) ++old_states;
        ASSERT_TRUE(migrate(*sql, slow));
        int rows = 0;
        sql->run("SELECT count(*) FROM child", into(rows));
        EXPECT_EQ(rows, 30'000);
    }
    EXPECT_GT(old_states, 0) << "no child was killed before it had finished";
}

}  // namespace
}  // namespace bt::store

// The database: one file, one writer, a few readers. Opened once; the repositories of this folder borrow it.
//
//   write(...)  one at a time, in order of arrival, each a transaction: all of it happens or nothing
//   read(...)   at once from several threads, each one unchanging view; never waits for the writer (write-ahead log)
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace bt::store {

class Connection;

struct DatabaseOptions {
    std::size_t readers = 4;                     ///< connections for reading; more threads than these wait for one another
    std::chrono::milliseconds reader_wait{5'000};  ///< then Fault::Busy
    std::chrono::milliseconds busy_timeout{5'000}; ///< for another process that holds the write lock
    std::uint64_t size_limit = 0;                ///< bytes the file may grow to; 0: as far as the disk goes
};

class Database {
public:
    using Work = std::function<Result<void>(Connection&)>;

    /// Opens or creates the file (mode 0600) and brings its schema up to date. After an unclean end SQLite replays its log by
    /// itself; a small database is then also checked for damage, see database.cpp.
    /// Faults: NotFound when the folder is missing; Denied when it is read-only; Busy when another process holds the lock;
    /// Malformed for a damaged file or one of another program; Unsupported when a newer program wrote it.
    static Result<std::shared_ptr<Database>> open(const std::string& path, DatabaseOptions options = {});
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs `work` inside one transaction on the writer; committed when it succeeds, rolled back when it returns an error or throws.
    /// `what` names it in errors: "save the series". Never call read or write from inside `work`.
    Result<void> write(std::string_view what, const Work& work);
    /// Runs `work` on one unchanging view. Faults: Busy when every reader stays taken.
    Result<void> read(std::string_view what, const Work& work);

    /// Reads every page and every reference. Takes seconds on a large database. Faults: Malformed, naming the first damage.
    Result<void> check();

    const std::string& path() const;

private:
    struct State;
    explicit Database(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// `read` and `write` for work that returns a value.
template <class Work>
auto read_value(Database& database, std::string_view what, Work&& work) -> decltype(work(std::declval<Connection&>())) {
    using Value = typename decltype(work(std::declval<Connection&>()))::Value;
    Value value{};
    BT_CHECK(database.read(what, [&](Connection& sql) -> Result<void> {
        BT_TRY(value, work(sql));
        return {};
    }));
    return value;
}

template <class Work>
auto write_value(Database& database, std::string_view what, Work&& work) -> decltype(work(std::declval<Connection&>())) {
    using Value = typename decltype(work(std::declval<Connection&>()))::Value;
    Value value{};
    BT_CHECK(database.write(what, [&](Connection& sql) -> Result<void> {
        BT_TRY(value, work(sql));
        return {};
    }));
    return value;
}

}  // namespace bt::store

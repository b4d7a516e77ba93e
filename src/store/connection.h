// One SQLite connection: a SOCI session that keeps its prepared statements. Only connection.* and faults.cpp know which
// database it is: a PostgreSQL connection would have the same face, and every repository works on either.
#pragma once

#include <soci/soci.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "store/optional_columns.h"

namespace bt::store {

using soci::into;
using soci::use;

enum class Access {
    Write,
    Read,  ///< refuses every change (PRAGMA query_only)
};

/// Used by one thread at a time. Every function throws soci::soci_error.
class Connection {
public:
    /// Opens an existing file (an empty one becomes a database) with foreign keys on and, for Write, the write-ahead log.
    Connection(const std::string& path, Access access, std::chrono::milliseconds busy_timeout);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Runs one statement with its `use(...)` and `into(...)`, in the order of the text; true when it gave a row. A group of columns
    /// that are always read together may be handed in as a whole: any object with `void attach(soci::statement&)`.
    template <class... Exchanges>
    bool run(std::string_view text, Exchanges&&... exchanges) {
        Prepared prepared(*this, text);
        (attach(prepared.statement(), std::forward<Exchanges>(exchanges)), ...);
        prepared.statement().define_and_bind();
        return prepared.statement().execute(true);
    }

    /// The same for a statement that gives many rows: `on_row()` sees each in the `into(...)` variables. An optional that is empty
    /// in a row is empty there; nothing is left over from the row before.
    template <class OnRow, class... Exchanges>
    void each(std::string_view text, OnRow&& on_row, Exchanges&&... exchanges) {
        Prepared prepared(*this, text);
        (attach(prepared.statement(), std::forward<Exchanges>(exchanges)), ...);
        prepared.statement().define_and_bind();
        prepared.statement().execute();
        while (prepared.statement().fetch()) on_row();
    }

    /// Any number of statements separated by semicolons, without exchanges; nothing is kept.
    void script(const std::string& statements);

private:
    template <class Exchange>
    static void attach(soci::statement& statement, Exchange&& exchange) {
        if constexpr (requires { exchange.attach(statement); }) {
            exchange.attach(statement);
        } else {
            statement.exchange(std::forward<Exchange>(exchange));
        }
    }

    struct Entry {
        explicit Entry(soci::session& session) : statement(session) {}
        soci::statement statement;
        bool is_taken = false;
    };
    /// A statement taken from the cache, or a new one while that is in use further out; reset and returned at the end.
    class Prepared {
    public:
        Prepared(Connection& connection, std::string_view text);
        ~Prepared();
        Prepared(const Prepared&) = delete;
        Prepared& operator=(const Prepared&) = delete;
        soci::statement& statement() { return entry_->statement; }

    private:
        Entry* entry_;
        std::unique_ptr<Entry> own_;
    };
    std::unique_ptr<Entry> prepare(std::string_view text);

    soci::session session_;
    /// By the text's content; every text is a literal of this folder, so their number is bounded.
    std::unordered_map<std::string, std::unique_ptr<Entry>> statements_;
};

}  // namespace bt::store

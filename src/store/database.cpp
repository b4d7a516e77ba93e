// Opening, in order: make the file (only its owner may read it: it holds what people watch), open the writer, check for damage if
// the last program did not end cleanly, run the migrations, open the readers.
//
// The check after an unclean end. SQLite needs none: its log is replayed or dropped, whole transactions either way. What a crash of
// the machine can leave is a damaged page that the disk promised to have written. `quick_check` reads the whole file, so it is run
// only up to kQuickCheckBytes, where it costs about 0.05 s of CPU; above that an operator asks for it (Database::check).
#include "store/database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <vector>

#include "io/byte_source.h"
#include "store/connection.h"
#include "store/faults.h"
#include "store/integrity.h"
#include "store/migrations.h"
#include "store/reader_pool.h"
#include "store/transaction.h"

namespace bt::store {
namespace {

constexpr std::uintmax_t kQuickCheckBytes = 64U << 20;

Result<void> create_file(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return io::system_error(errno, "cannot open the database " + path);
    ::close(descriptor);
    return {};
}

/// The log is removed when the last connection closes: one that is there tells of a program that was killed, or still runs.
bool ended_uncleanly(const std::string& path) {
    std::error_code ignored;
    const auto size = std::filesystem::file_size(path + "-wal", ignored);
    return !ignored && size > 0;
}

Result<void> check_if_small(Connection& sql, const std::string& path) {
    std::error_code ignored;
    const auto size = std::filesystem::file_size(path, ignored);
    if (ignored || size > kQuickCheckBytes) return {};
    return check_pages(sql);
}

void limit_size(Connection& sql, std::uint64_t bytes) {
    long long page_size = 0;
    sql.run("PRAGMA page_size", into(page_size));
    sql.script(fmt::format("PRAGMA max_page_count = {}", bytes / static_cast<std::uint64_t>(page_size)));
}

}  // namespace

struct Database::State {
    std::string path;
    DatabaseOptions options;
    std::mutex writing;
    std::unique_ptr<Connection> writer;
    std::unique_ptr<ReaderPool> readers;
};

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}

Database::~Database() {
    state_->readers.reset();  // the writer goes last: closing it folds the log into the file
}

Result<std::shared_ptr<Database>> Database::open(const std::string& path, DatabaseOptions options) {
    const bool unclean = ended_uncleanly(path);
    BT_CHECK(create_file(path));
    return guarded("open the database " + path, [&]() -> Result<std::shared_ptr<Database>> {
        auto state = std::make_unique<State>();
        state->path = path;
        state->options = options;
        state->writer = std::make_unique<Connection>(path, Access::Write, options.busy_timeout);
        if (unclean) BT_CHECK(check_if_small(*state->writer, path));
        BT_CHECK(migrate(*state->writer, embedded_migrations()).within(path));
        if (options.size_limit > 0) limit_size(*state->writer, options.size_limit);
        std::vector<std::unique_ptr<Connection>> readers;
        for (std::size_t i = 0; i < options.readers; ++i) {
            readers.push_back(std::make_unique<Connection>(path, Access::Read, options.busy_timeout));
        }
        state->readers = std::make_unique<ReaderPool>(std::move(readers));
        return std::shared_ptr<Database>(new Database(std::move(state)));
    });
}

Result<void> Database::write(std::string_view what, const Work& work) {
    const std::lock_guard lock(state_->writing);
    return guarded(what, [&]() -> Result<void> {
        WriteTransaction transaction(*state_->writer);
        BT_CHECK(work(*state_->writer));
        transaction.commit();
        return {};
    });
}

Result<void> Database::read(std::string_view what, const Work& work) {
    BT_TRY(const auto lease, state_->readers->lease(state_->options.reader_wait));
    return guarded(what, [&]() -> Result<void> {
        const ReadTransaction view(lease.connection());
        return work(lease.connection());
    });
}

Result<void> Database::check() { return read("check the database", check_whole); }

const std::string& Database::path() const { return state_->path; }

}  // namespace bt::store

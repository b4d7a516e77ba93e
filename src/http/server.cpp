#include "http/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <mutex>
#include <thread>

#include "http/acceptor.h"
#include "http/core.h"
#include "http/io_thread.h"

namespace bt::http {
namespace {

constexpr std::size_t kOtherDescriptors = 256;  // media files, database, log, libraries
constexpr std::size_t kMostConnections = 65'536;

/// As many sockets as the process may have, with room left for files.
std::size_t connections_allowed(std::size_t wanted) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted != 0 ? wanted : 256;
    if (limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) ::getrlimit(RLIMIT_NOFILE, &limit);
    }
    const auto descriptors = std::min<std::size_t>(limit.rlim_cur, kMostConnections + 2 * kOtherDescriptors);
    const auto room = descriptors > 2 * kOtherDescriptors ? descriptors - kOtherDescriptors : descriptors / 2;
    return wanted != 0 ? std::min(wanted, room) : std::min(room, kMostConnections);
}

ServerOptions with_defaults(ServerOptions options) {
    if (options.io_threads == 0) options.io_threads = std::clamp(std::thread::hardware_concurrency(), 1U, 4U);
    options.workers = std::max(options.workers, 1U);
    options.background_workers = std::max(options.background_workers, 1U);
    options.readers = std::max(options.readers, 1U);
    options.max_connections = connections_allowed(options.max_connections);
    return options;
}

}  // namespace

struct Server::Parts {
    Parts(Router router, ServerOptions options) : core(std::move(router), std::move(options)) {}

    Core core;
    std::vector<std::unique_ptr<IoThread>> threads;
    std::vector<std::unique_ptr<Acceptor>> acceptors;
    std::vector<Bound> bound;
    std::mutex stopping;
    bool stopped = false;
};

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::~Server() { stop(std::chrono::milliseconds(0)); }

Result<std::unique_ptr<Server>> Server::start(Router router, ServerOptions options) {
    if (options.listeners.empty()) return Error{.fault = Fault::Invalid, .message = "no address to listen on"};
    std::signal(SIGPIPE, SIG_IGN);
    auto parts = std::make_unique<Parts>(std::move(router), with_defaults(std::move(options)));
    auto& core = parts->core;
    const auto share = (core.options.max_connections + core.options.io_threads - 1) / core.options.io_threads;
    for (unsigned i = 0; i < core.options.io_threads; ++i) parts->threads.push_back(std::make_unique<IoThread>(core, share));
    for (const auto& listener : core.options.listeners) {
        BT_TRY(auto acceptor, Acceptor::open(core, parts->threads, listener));
        parts->bound.push_back(acceptor->bound());
        parts->acceptors.push_back(std::move(acceptor));
    }
    for (const auto& thread : parts->threads) thread->start();
    for (const auto& acceptor : parts->acceptors) acceptor->start();
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

const std::vector<Server::Bound>& Server::bound() const { return parts_->bound; }

void Server::stop(std::chrono::milliseconds deadline) {
    const std::scoped_lock lock(parts_->stopping);
    if (parts_->stopped) return;
    parts_->stopped = true;
    const auto end = IoThread::Clock::now() + deadline;
    for (const auto& acceptor : parts_->acceptors) acceptor->close();
    for (const auto& thread : parts_->threads) thread->begin_drain();
    for (const auto& thread : parts_->threads) {
        if (!thread->wait_until_empty(end)) thread->abort_all();
    }
    // What is left waits for a handler or a disk, and leaves when that returns.
    for (const auto& thread : parts_->threads) thread->wait_until_empty(IoThread::Clock::time_point::max());
    for (const auto& thread : parts_->threads) thread->finish();
    parts_->core.workers.join();
    parts_->core.background.join();
    parts_->core.readers.join();
}

Metrics Server::metrics() const {
    const auto& c = parts_->core.counters;
    Metrics m;
    m.connections_accepted = c.connections_accepted;
    m.connections_refused = c.connections_refused;
    m.connections_evicted = c.connections_evicted;
    m.connections_timed_out = c.connections_timed_out;
    m.accept_errors = c.accept_errors;
    m.requests = c.requests;
    m.responses_incomplete = c.responses_incomplete;
    m.bytes_sent = c.bytes_sent;
    m.bytes_read_from_files = c.bytes_read_from_files;
    m.cold_reads = c.cold_reads;
    m.workers_busy_refusals = c.workers_busy_refusals;
    m.connections_open = c.connections_open;
    m.requests_in_flight = c.requests_in_flight;
    return m;
}

}  // namespace bt::http

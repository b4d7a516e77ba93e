#include "http/io_thread.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <exception>

#include "http/connection.h"
#include "http/http_date.h"
#include "io/descriptor.h"

namespace bt::http {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;

namespace {

/// Fine enough for the shortest timeout, and no more often than needed.
std::chrono::milliseconds tick_length(const Timeouts& timeouts) {
    const auto shortest = std::min({timeouts.header, timeouts.idle, timeouts.stall});
    return std::clamp(shortest / 4, std::chrono::milliseconds(10), std::chrono::milliseconds(1'000));
}

}  // namespace

IoThread::IoThread(Core& core, std::size_t max_connections)
    : core_(core),
      max_connections_(std::max<std::size_t>(max_connections, 1)),
      guard_(context_.get_executor()),
      timer_(context_),
      tick_length_(tick_length(core.options.timeouts)) {
    read_clocks();
}

IoThread::~IoThread() {
    if (thread_.joinable()) finish();
}

void IoThread::start() {
    tick();
    thread_ = std::thread([this] { context_.run(); });
}

void IoThread::read_clocks() {
    now_ = Clock::now();
    const auto wall_clock = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (wall_clock == wall_clock_) return;
    wall_clock_ = wall_clock;
    date_ = format_http_date(wall_clock);
}

void IoThread::tick() {
    read_clocks();
    for (auto* list : {&waiting_, &busy_}) {
        for (auto* connection : *list) {
            if (aborting_ || connection->deadline() <= now_) connection->expire();
        }
    }
    if (finished_) return;
    timer_.expires_after(tick_length_);
    timer_.async_wait([this](const boost::system::error_code& ec) {
        if (!ec) tick();
    });
}

void IoThread::adopt(int descriptor, asio::ssl::context* tls) {
    load_.fetch_add(1, std::memory_order_relaxed);
    // Closed unless somebody takes it: posted jobs may never run.
    asio::post(context_, [this, owned = io::Descriptor(descriptor), tls]() mutable {
        accept_here(owned.take(), tls);
        load_.fetch_sub(1, std::memory_order_relaxed);  // from here on enter() and leave() count
    });
}

void IoThread::accept_here(int descriptor, asio::ssl::context* tls) {
    io::Descriptor owned(descriptor);
    if (draining_) return;
    if (waiting_.size() + busy_.size() >= max_connections_) {
        if (waiting_.empty()) {
            count(core_.counters.connections_refused);
            return;
        }
        count(core_.counters.connections_evicted);
        waiting_.front()->evict();  // leaves the list at once: not to be chosen again
    }
    sockaddr_storage address{};
    socklen_t length = sizeof(address);
    ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &length);
    Tcp::socket socket(context_);
    boost::system::error_code ec;
    socket.assign(address.ss_family == AF_INET6 ? Tcp::v6() : Tcp::v4(), descriptor, ec);
    if (ec) return;
    owned.take();
    auto connection = std::make_unique<Connection>(*this, std::move(socket), tls);
    asio::co_spawn(context_, Connection::serve(std::move(connection)), [this](const std::exception_ptr& failure) {
        if (!failure) return;
        try {
            std::rethrow_exception(failure);
        } catch (const std::exception& why) {
            core_.warn(std::string("a connection ended: ") + why.what());
        }
    });
}

IoThread::Place IoThread::enter(Connection* connection) {
    load_.fetch_add(1, std::memory_order_relaxed);
    count(core_.counters.connections_open);
    return waiting_.insert(waiting_.end(), connection);
}

void IoThread::leave(Place place) {
    std::list<Connection*> gone;
    auto& list = (*place)->is_waiting() ? waiting_ : busy_;
    gone.splice(gone.end(), list, place);
    uncount(core_.counters.connections_open);
    load_.fetch_sub(1, std::memory_order_relaxed);
}

void IoThread::begin_drain() {
    asio::post(context_, [this] {
        draining_ = true;
        for (auto* connection : waiting_) connection->expire();
    });
}

void IoThread::abort_all() {
    asio::post(context_, [this] {
        draining_ = aborting_ = true;  // each tick again: a connection may come back from a handler only then
        for (auto* list : {&waiting_, &busy_}) {
            for (auto* connection : *list) connection->expire();
        }
    });
}

bool IoThread::wait_until_empty(Clock::time_point deadline) {
    while (load() > 0) {
        if (Clock::now() >= deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

void IoThread::finish() {
    asio::post(context_, [this] {
        // Cancelling does not reach a tick that is due already and waits in the queue: it must not set the timer again.
        finished_ = true;
        timer_.cancel();
        guard_.reset();
    });
    thread_.join();
}

}  // namespace bt::http

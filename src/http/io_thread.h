// One serving thread: an event loop, the connections that live on it, a coarse timer. Internal to this folder.
//
// Timeouts are kept as a deadline in each connection and looked at by one timer a thread: a timer operation per read and write
// costs 5 to 8 microseconds a request.
#pragma once

#include <array>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <list>
#include <memory>
#include <string>
#include <thread>

#include "http/core.h"
#include "http/window.h"

namespace bt::http {

class Connection;

class IoThread {
public:
    using Clock = std::chrono::steady_clock;
    using Place = std::list<Connection*>::iterator;

    IoThread(Core& core, std::size_t max_connections);
    ~IoThread();

    void start();
    /// Any thread: connections on this thread, those on their way to it included.
    std::size_t load() const { return load_.load(std::memory_order_relaxed); }
    /// Any thread: serves a connected socket from now on. `tls` outlives the thread.
    void adopt(int descriptor, boost::asio::ssl::context* tls);
    /// Any thread: closes idle connections; those that are busy close after their answer.
    void begin_drain();
    /// Any thread: closes everything that waits for a socket.
    void abort_all();
    /// True once no connection is left, false at `deadline`.
    bool wait_until_empty(Clock::time_point deadline);
    /// Ends the loop, which must be empty, and joins the thread.
    void finish();

    boost::asio::io_context& context() { return context_; }

    // The rest is for the connections of this thread, on this thread.
    Core& core() { return core_; }
    WindowPool& windows() { return windows_; }
    std::array<char, 64U << 10>& scratch() { return scratch_; }
    /// As of the last tick: good enough for timeouts of seconds.
    Clock::time_point now() const { return now_; }
    std::chrono::sys_seconds wall_clock() const { return wall_clock_; }
    const std::string& date() const { return date_; }
    bool draining() const { return draining_; }

    /// New connections and those that wait for a request stand in `waiting`, oldest first: the ones to close when room is needed.
    Place enter(Connection* connection);
    void leave(Place place);
    void mark_waiting(Place place) { waiting_.splice(waiting_.end(), busy_, place); }
    void mark_busy(Place place) { busy_.splice(busy_.end(), waiting_, place); }

private:
    void tick();
    void read_clocks();
    void accept_here(int descriptor, boost::asio::ssl::context* tls);

    Core& core_;
    std::size_t max_connections_;
    boost::asio::io_context context_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
    boost::asio::steady_timer timer_;
    std::chrono::milliseconds tick_length_;
    WindowPool windows_;
    std::array<char, 64U << 10> scratch_{};
    std::list<Connection*> waiting_;
    std::list<Connection*> busy_;
    Clock::time_point now_;
    std::chrono::sys_seconds wall_clock_{};
    std::string date_;
    bool draining_ = false;
    bool aborting_ = false;
    bool finished_ = false;
    std::atomic<std::size_t> load_{0};
    std::thread thread_;
};

}  // namespace bt::http

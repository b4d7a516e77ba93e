// A listening socket, served by one thread, whose connections are dealt to the thread with the fewest. Internal to this folder.
//
// One acceptor rather than SO_REUSEPORT on each thread: the kernel deals by hash, which is uneven for the few dozen connections of a
// household, and two servers on one port would not notice each other.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <span>
#include <vector>

#include "http/io_thread.h"

namespace bt::http {

class Acceptor {
public:
    /// Binds and listens; start() accepts. `threads` outlive the acceptor, their first one runs it.
    /// Faults: Invalid, Denied, Conflict (in use), Io.
    static Result<std::unique_ptr<Acceptor>> open(Core& core, std::span<const std::unique_ptr<IoThread>> threads,
                                                  const Listener& listener);
    ~Acceptor();
    Acceptor(const Acceptor&) = delete;
    Acceptor& operator=(const Acceptor&) = delete;

    void start();
    /// Any thread; once, and returns when the socket is closed.
    void close();
    const Server::Bound& bound() const { return bound_; }

private:
    Acceptor(Core& core, std::span<const std::unique_ptr<IoThread>> threads);
    void wait();
    void accept_all();
    void handle_error(int error);
    bool take(int descriptor);
    void pause();

    Core& core_;
    std::span<const std::unique_ptr<IoThread>> threads_;
    boost::asio::ip::tcp::acceptor socket_;
    boost::asio::steady_timer pause_;
    std::unique_ptr<boost::asio::ssl::context> tls_;
    Server::Bound bound_;
    int spare_ = -1;  ///< given up to accept and close one connection when descriptors have run out
};

}  // namespace bt::http

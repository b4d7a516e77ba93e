// One connection: requests in, answers out, in order, until one side has enough. Internal to this folder.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/io_thread.h"
#include "http/request_parser.h"

namespace bt::http {

class Connection {
public:
    Connection(IoThread& thread, boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// The whole life of a connection, which ends with the coroutine.
    static boost::asio::awaitable<void> serve(std::unique_ptr<Connection> self);

    // For the thread's timer and shutdown.
    IoThread::Clock::time_point deadline() const { return deadline_; }
    /// Wakes the coroutine, which then finds is_expired() and leaves.
    void expire();
    /// The same for one that waits, to make room: it no longer counts as waiting.
    void evict();
    bool is_waiting() const { return waiting_; }

private:
    using Duration = std::chrono::milliseconds;
    struct Exchange;  // one request and what is known of its answer

    boost::asio::awaitable<bool> handshake();
    boost::asio::awaitable<bool> read_head();
    boost::asio::awaitable<bool> read_body(Exchange& exchange);
    boost::asio::awaitable<void> answer(Exchange& exchange);
    boost::asio::awaitable<bool> send(Exchange& exchange, BodyCursor& cursor);
    boost::asio::awaitable<bool> send_plain(Exchange& exchange, BodyCursor& cursor);
    boost::asio::awaitable<bool> send_tls(Exchange& exchange, BodyCursor& cursor);
    boost::asio::awaitable<Window::Fill> fill_cold(Window& window, const BodyCursor& cursor, std::size_t wish);
    boost::asio::awaitable<bool> send_raw(std::string_view text);
    boost::asio::awaitable<bool> receive();
    boost::asio::awaitable<void> linger();
    boost::asio::awaitable<void> give_way();

    void route(Exchange& exchange);
    void refuse(Exchange& exchange, Response response);
    void record(const Exchange& exchange) const;
    void set_deadline(Duration from_now);
    void clear_deadline() { deadline_ = IoThread::Clock::time_point::max(); }
    void become_waiting();
    void become_busy();

    IoThread& thread_;
    Core& core_;
    boost::asio::ip::tcp::socket socket_;
    std::unique_ptr<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
    std::string peer_;
    std::unique_ptr<RequestParser> parser_;  // only while a request is about
    IoThread::Place place_;
    IoThread::Clock::time_point deadline_;
    bool waiting_ = true;
    bool expired_ = false;
    bool more_to_read_ = false;  // the last receive filled its buffer
    unsigned turns_ = 0;         // receives and sends since others had a turn
};

}  // namespace bt::http

// The coroutine below reads a head, finds the route, reads the body, has the handler called, and sends the answer. It waits for
// readiness and issues recv and sendmsg itself: idle connections then hold no buffer, and an answer goes out in one system call.
//
// What is awaited is made in a statement of its own where a lambda is part of it: GCC 12 destroys closures twice that are
// temporaries of a co_await expression.
#include "http/connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>

#include "base/text.h"
#include "http/answer.h"

namespace bt::http {

namespace asio = boost::asio;
using asio::awaitable;
using Tcp = asio::ip::tcp;

namespace {

constexpr auto kQuietly = asio::as_tuple(asio::use_awaitable);  // errors as values
constexpr unsigned kTurnsInARow = 32;  // 32 windows are 8 MB: then the thread's other connections come first
constexpr std::size_t kTlsWindowBytes = 64U << 10;  // stays with the connection while its client is slow
constexpr std::size_t kTlsReadBytes = 4U << 10;
constexpr std::size_t kFirstBytes = 64U << 10;  // of a body: on their way before more is read
constexpr std::size_t kSmallestWish = 32U << 10;
constexpr std::size_t kLingerBytes = 1U << 20;
constexpr std::chrono::milliseconds kLingerTime{2'000};

std::string address_text(const Tcp::socket& socket) {
    boost::system::error_code ec;
    const auto address = socket.remote_endpoint(ec).address();
    if (ec) return {};
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    }
    return address.to_string();
}

/// What `make` gives, for a request to `route`; an exception becomes a warning and a 500.
template <class Make>
auto guarded(const Core& core, const Route& route, Make make) -> decltype(make()) {
    try {
        return make();
    } catch (const std::exception& failure) {
        core.warn(std::string("handler of ") + route.pattern + ": " + failure.what());
    } catch (...) {
        core.warn("handler of " + route.pattern + ": unknown exception");
    }
    return problem(500, "the server failed while it made this answer");
}

}  // namespace

Response call_handler(const Core& core, const Route& route, const Request& request) {
    auto response = guarded(core, route, [&] { return route.handler(request); });
    for (const auto& [name, value] : core.options.always) response.headers.set(name, value);
    if (route.options.cors) add_cors(response);
    return response;
}

std::optional<Response> ready_answer(const Core& core, const Route& route, const Request& request) {
    if (!route.options.ready) return std::nullopt;
    auto response = guarded(core, route, [&] { return route.options.ready(request); });
    if (response && route.options.cors) add_cors(*response);
    return response;
}

struct Connection::Exchange {
    Request* request = nullptr;  // null: it could not be understood
    Router::Match match;
    std::optional<Response> response;  // made without a handler
    bool close = false;
    bool unread = false;  // the client may still be sending: close with patience
    bool http_1_0 = false;
    int status = 0;
    std::uint64_t sent = 0;
    bool complete = false;
    IoThread::Clock::time_point began = IoThread::Clock::now();
};

Connection::Connection(IoThread& thread, Tcp::socket socket, asio::ssl::context* tls)
    : thread_(thread), core_(thread.core()), socket_(std::move(socket)), peer_(address_text(socket_)) {
    if (tls) tls_ = std::make_unique<asio::ssl::stream<Tcp::socket&>>(socket_, *tls);
    place_ = thread_.enter(this);
    set_deadline(core_.options.timeouts.header);
}

Connection::~Connection() { thread_.leave(place_); }

void Connection::expire() {
    expired_ = true;
    boost::system::error_code ignored;
    socket_.cancel(ignored);
}

void Connection::evict() {
    become_busy();
    expire();
}

void Connection::set_deadline(Duration from_now) { deadline_ = thread_.now() + from_now; }

void Connection::become_waiting() {
    if (!waiting_) thread_.mark_waiting(place_);
    waiting_ = true;
}

void Connection::become_busy() {
    if (waiting_) thread_.mark_busy(place_);
    waiting_ = false;
    clear_deadline();
}

awaitable<void> Connection::give_way() {
    turns_ = 0;
    co_await asio::post(socket_.get_executor(), asio::use_awaitable);
}

awaitable<bool> Connection::handshake() {
    const auto [ec] = co_await tls_->async_handshake(asio::ssl::stream_base::server, kQuietly);
    co_return !ec && !expired_;
}

/// Appends what has come to the parser, or waits for it. False: the other side ended, or time is up.
awaitable<bool> Connection::receive() {
    if (++turns_ > kTurnsInARow) {
        co_await give_way();
        if (expired_) co_return false;  // its place was given to another meanwhile, with nothing to be cancelled
    }
    if (tls_) {
        std::string buffer(kTlsReadBytes, '\0');
        const auto [ec, count] = co_await tls_->async_read_some(asio::buffer(buffer), kQuietly);
        if (ec || expired_) co_return false;
        if (!parser_) parser_ = std::make_unique<RequestParser>();
        parser_->append({buffer.data(), count});
        co_return true;
    }
    for (;;) {
        if (!more_to_read_) {
            const auto [ec] = co_await socket_.async_wait(Tcp::socket::wait_read, kQuietly);
            if (ec || expired_) co_return false;
        }
        auto& scratch = thread_.scratch();
        const auto got = ::recv(socket_.native_handle(), scratch.data(), scratch.size(), MSG_DONTWAIT);
        more_to_read_ = got == static_cast<ssize_t>(scratch.size());
        if (got > 0) {
            if (!parser_) parser_ = std::make_unique<RequestParser>();
            parser_->append({scratch.data(), static_cast<std::size_t>(got)});
            co_return true;
        }
        if (got == 0) co_return false;
        if (errno != EAGAIN && errno != EINTR) co_return false;
    }
}

/// Until the parser has a head or gives up. False: close without a word.
awaitable<bool> Connection::read_head() {
    become_waiting();
    bool begun = parser_ != nullptr;
    if (begun) set_deadline(core_.options.timeouts.header);  // pipelined
    for (;;) {
        if (parser_) {
            const auto state = parser_->advance();
            if (state == RequestParser::State::Head || state == RequestParser::State::Failed) co_return true;
            if (parser_->is_idle()) parser_.reset();
        }
        if (thread_.draining() && !parser_) co_return false;
        const bool got = co_await receive();
        if (!got) {
            // A client that began a request and then dawdled is told so; one that never began is not.
            if (expired_ && parser_ && !thread_.draining() && deadline_ <= thread_.now()) {
                count(core_.counters.connections_timed_out);
                const auto late = prepare_answer({}, problem(408, "the request did not come in time"), thread_.wall_clock());
                const auto text = response_head(late, thread_.date(), core_.options.server_name, true, false) + late.body.read().value();
                co_await send_raw(text);
            } else if (expired_ && deadline_ <= thread_.now()) {
                count(core_.counters.connections_timed_out);
            }
            co_return false;
        }
        if (!begun) set_deadline(core_.options.timeouts.header);
        begun = true;
    }
}

void Connection::refuse(Exchange& exchange, Response response) {
    exchange.response = std::move(response);
    exchange.close = true;
    exchange.unread = true;
}

/// Finds who answers, or the answer itself.
void Connection::route(Exchange& exchange) {
    auto& request = *exchange.request;
    request.peer = peer_;
    request.secure = tls_ != nullptr;
    exchange.match = core_.router.match(request.method, request.path);
    const auto& match = exchange.match;
    // Only HTTP/1.0 may leave the field out, and no browser speaks it.
    const auto host = request.headers.find("Host");
    if (host && core_.options.is_our_host && !core_.options.is_our_host(*host)) {
        exchange.response = problem(421, "This server does not answer to the name in the request. Whoever runs it can add the name: --allow-host NAME.");
    } else if (!match.route) {
        exchange.response = unrouted_response(request, match.pattern, match.allow, match.cors);
    } else {
        request.parameters = match.parameters;
    }
}

/// The rest of the request, within the route's limit. False: close without a word.
awaitable<bool> Connection::read_body(Exchange& exchange) {
    constexpr std::size_t kUnroutedBody = 64U << 10;  // read over, so that the connection can go on
    const auto* matched = exchange.match.route;
    if (!parser_->set_body_limit(matched ? matched->options.body_limit : kUnroutedBody)) {
        refuse(exchange, problem(413, "the request body is larger than this path takes"));
        co_return true;
    }
    if (const auto expect = exchange.request->headers.find("Expect");
        expect && !equals_ignoring_ascii_case(trim(*expect), "100-continue")) {
        refuse(exchange, problem(417, "no expectation but 100-continue is met here"));
        co_return true;
    }
    if (parser_->expects_continue()) {
        if (exchange.response) {  // it is refused anyway: the body need not come
            exchange.close = exchange.unread = true;
            co_return true;
        }
        const bool sent = co_await send_raw("HTTP/1.1 100 Continue\r\n\r\n");
        if (!sent) co_return false;
    }
    for (;;) {
        const auto state = parser_->advance();
        if (state == RequestParser::State::Done) co_return true;
        if (state == RequestParser::State::Failed) {
            refuse(exchange, problem(parser_->failure().status, parser_->failure().detail));
            co_return true;
        }
        set_deadline(core_.options.timeouts.stall);
        const bool got = co_await receive();
        clear_deadline();
        if (got) continue;
        if (expired_) count(core_.counters.connections_timed_out);
        co_return false;
    }
}

/// Has the answer made and sends it.
awaitable<void> Connection::answer(Exchange& exchange) {
    const auto wall_clock = thread_.wall_clock();
    Response response;
    if (exchange.response) {
        response = *std::move(exchange.response);
        static const Request kUnreadable;
        response = prepare_answer(exchange.request ? *exchange.request : kUnreadable, std::move(response), wall_clock);
    } else {
        const auto& route = *exchange.match.route;
        const auto& request = *exchange.request;
        const auto runs = route.options.runs;
        auto& pool = runs == Runs::Background ? core_.background : core_.workers;
        auto here = runs == Runs::Quick ? std::optional(call_handler(core_, route, request)) : ready_answer(core_, route, request);
        const bool is_made = here.has_value();
        if (is_made) response = *std::move(here);
        if (is_made && !is_heavy(request, response)) {
            response = prepare_answer(request, std::move(response), wall_clock);
        } else if (pool.reserve()) {
            auto made = run_on(pool, socket_.get_executor(), [core = &core_, runs, is_made, wall_clock, &route, &request, &response] {
                if (runs == Runs::Background) yield_to_others();
                if (!is_made) response = call_handler(*core, route, request);
                response = prepare_answer(request, std::move(response), wall_clock);
                return true;
            });
            co_await std::move(made);
        } else {
            count(core_.counters.workers_busy_refusals);
            auto busy = problem(503, "too many requests are waiting");
            busy.headers.set("Retry-After", "1");
            response = prepare_answer(request, std::move(busy), wall_clock);
        }
    }
    if (thread_.draining() || expired_) exchange.close = true;
    exchange.status = response.status;
    BodyCursor cursor(response_head(response, thread_.date(), core_.options.server_name, exchange.close, exchange.http_1_0),
                      std::move(response.body));
    exchange.complete = co_await send(exchange, cursor);
}

awaitable<bool> Connection::send(Exchange& exchange, BodyCursor& cursor) {
    set_deadline(core_.options.timeouts.stall);
    bool sent = false;
    if (tls_) {
        sent = co_await send_tls(exchange, cursor);
    } else {
        sent = co_await send_plain(exchange, cursor);
    }
    if (!sent && expired_ && deadline_ <= thread_.now()) count(core_.counters.connections_timed_out);
    clear_deadline();
    co_return sent;
}

/// Reads what follows on a reader thread. The connection's deadline rests meanwhile.
awaitable<Window::Fill> Connection::fill_cold(Window& window, const BodyCursor& cursor, std::size_t wish) {
    count(core_.counters.cold_reads);
    core_.readers.reserve();
    clear_deadline();
    auto reading = run_on(core_.readers, socket_.get_executor(),
                          [&window, &cursor, wish] { return window.fill(cursor, Window::Wait::Allowed, wish); });
    const auto filled = co_await std::move(reading);
    set_deadline(core_.options.timeouts.stall);
    co_return filled;
}

awaitable<bool> Connection::send_plain(Exchange& exchange, BodyCursor& cursor) {
    std::size_t wish = kFirstBytes;
    while (!cursor.done()) {
        auto window = thread_.windows().take();
        auto filled = window->fill(cursor, Window::Wait::Never, wish);
        if (filled == Window::Fill::WouldBlock) filled = co_await fill_cold(*window, cursor, wish);
        if (filled != Window::Fill::Ready || expired_) co_return false;
        const auto slices = window->slices();
        msghdr message{};
        message.msg_iov = const_cast<iovec*>(slices.data());  // sendmsg only reads it
        message.msg_iovlen = slices.size();
        // A lone head waits for the file's first bytes. Whole windows do not wait: held back, their ends would meet TCP's 200 ms
        // timer whenever a client's receive window is smaller than a packet.
        const bool lone_head = window->size() < kSmallestWish && window->size() < cursor.remaining();
        const auto sent = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT | (lone_head ? MSG_MORE : 0));
        const int error = errno;
        const bool all = sent == static_cast<ssize_t>(window->size());
        count(core_.counters.bytes_read_from_files, window->read());
        // What was not taken is read again later: slow clients then hold no window, and their pages are in memory by now.
        thread_.windows().give_back(std::move(window));
        if (sent > 0) {
            cursor.advance(static_cast<std::uint64_t>(sent));
            exchange.sent += static_cast<std::uint64_t>(sent);
            set_deadline(core_.options.timeouts.stall);
        } else if (error != EAGAIN && error != EINTR) {
            co_return false;
        }
        if (all) {
            wish = kWindowBytes;
            if (++turns_ > kTurnsInARow) co_await give_way();
            continue;
        }
        // About as much as went last time, so that little is read in vain.
        wish = std::clamp<std::size_t>(sent > 0 ? static_cast<std::size_t>(sent) : wish / 2, kSmallestWish, kWindowBytes);
        const auto [ec] = co_await socket_.async_wait(Tcp::socket::wait_write, kQuietly);
        turns_ = 0;
        if (ec || expired_) co_return false;
    }
    co_return true;
}

awaitable<bool> Connection::send_tls(Exchange& exchange, BodyCursor& cursor) {
    auto window = thread_.windows().take();
    bool fine = true;
    while (fine && !cursor.done()) {
        auto filled = window->fill(cursor, Window::Wait::Never, kTlsWindowBytes);
        if (filled == Window::Fill::WouldBlock) filled = co_await fill_cold(*window, cursor, kTlsWindowBytes);
        if (filled != Window::Fill::Ready || expired_) {
            fine = false;
            break;
        }
        count(core_.counters.bytes_read_from_files, window->read());
        auto rest = window->flatten();
        cursor.advance(rest.size());
        while (fine && !rest.empty()) {
            const auto [ec, sent] = co_await tls_->async_write_some(asio::buffer(rest.data(), rest.size()), kQuietly);
            fine = !ec && !expired_;
            if (!fine) break;
            rest = rest.subspan(sent);
            exchange.sent += sent;
            set_deadline(core_.options.timeouts.stall);
        }
        if (++turns_ > kTurnsInARow) co_await give_way();
    }
    thread_.windows().give_back(std::move(window));
    co_return fine;
}

/// A few bytes outside any exchange.
awaitable<bool> Connection::send_raw(std::string_view text) {
    expired_ = false;
    Exchange nobody;
    BodyCursor cursor(std::string{text}, Body{});
    const bool sent = co_await send(nobody, cursor);
    co_return sent;
}

/// Closes so that the answer survives: closing with unread bytes makes TCP drop what the client has not read yet.
awaitable<void> Connection::linger() {
    boost::system::error_code ignored;
    set_deadline(kLingerTime);
    if (tls_) co_await tls_->async_shutdown(kQuietly);
    socket_.shutdown(Tcp::socket::shutdown_send, ignored);
    const auto end = thread_.now() + kLingerTime;
    std::size_t dropped = 0;
    while (!expired_ && dropped < kLingerBytes && thread_.now() < end) {
        const auto [ec] = co_await socket_.async_wait(Tcp::socket::wait_read, kQuietly);
        if (ec) break;
        auto& scratch = thread_.scratch();
        const auto got = ::recv(socket_.native_handle(), scratch.data(), scratch.size(), MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EAGAIN)) break;
        if (got > 0) dropped += static_cast<std::size_t>(got);
    }
}

void Connection::record(const Exchange& exchange) const {
    count(core_.counters.requests);
    count(core_.counters.bytes_sent, exchange.sent);
    if (!exchange.complete) count(core_.counters.responses_incomplete);
    if (!core_.options.on_access) return;
    const auto took = IoThread::Clock::now() - exchange.began;
    core_.options.on_access({.method = exchange.request ? exchange.request->method : Method::Other,
                             .pattern = exchange.match.pattern,
                             .status = exchange.status,
                             .bytes = exchange.sent,
                             .duration = std::chrono::duration_cast<std::chrono::microseconds>(took),
                             .complete = exchange.complete});
}

awaitable<void> Connection::serve(std::unique_ptr<Connection> self) {
    auto& connection = *self;
    auto& parser = connection.parser_;
    if (connection.tls_) {
        const bool agreed = co_await connection.handshake();
        if (!agreed) co_return;
    }
    for (;;) {
        const bool asked = co_await connection.read_head();
        if (!asked) break;
        connection.become_busy();
        count(connection.core_.counters.requests_in_flight);
        Exchange exchange;
        bool answerable = true;
        if (parser->failed()) {
            connection.refuse(exchange, problem(parser->failure().status, parser->failure().detail));
        } else {
            exchange.request = &parser->request();
            exchange.close = !parser->keep_alive();
            exchange.http_1_0 = parser->is_http_1_0();
            connection.route(exchange);
            answerable = co_await connection.read_body(exchange);
        }
        if (answerable) co_await connection.answer(exchange);
        uncount(connection.core_.counters.requests_in_flight);
        if (answerable) connection.record(exchange);
        if (!exchange.complete || exchange.close) {
            if (exchange.complete && (exchange.unread || connection.tls_)) co_await connection.linger();
            break;
        }
        parser->next();
        if (parser->is_idle()) parser.reset();
        connection.set_deadline(connection.core_.options.timeouts.idle);
    }
}

}  // namespace bt::http

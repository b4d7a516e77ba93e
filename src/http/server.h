// The HTTP/1.1 server: routes in, sockets out. RFC 9110, RFC 9112.
//
//     Router router;
//     router.get("/healthz", [](const Request&) { return make_response(200, "text/plain", std::string("ok\n")); }, {.runs = Runs::Quick});
//     BT_TRY(auto server, Server::start(std::move(router), {.listeners = {{"127.0.0.1:8420"}}}));
//     ...
//     server->stop(std::chrono::seconds(10));
//
// Sockets are served by a few threads, each with its own event loop; handlers that may block run on workers, file reads that
// would block on readers. See README.md in this folder.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/router.h"

namespace bt::http {

/// PEM files; the certificate file holds the chain, leaf first.
struct TlsFiles {
    std::string certificate;
    std::string key;
};

/// "127.0.0.1:8420", "[::1]:8420", "localhost:8420"; "[::]:8420" and "*:8420" take IPv4 and IPv6; port 0 lets the system choose.
struct Listener {
    std::string address = "127.0.0.1:8420";
    std::optional<TlsFiles> tls = {};
};

struct Timeouts {
    std::chrono::milliseconds header{15'000};  ///< from a request's first byte (or the connection's begin) to the end of its head
    std::chrono::milliseconds idle{75'000};    ///< between requests
    std::chrono::milliseconds stall{30'000};   ///< without a byte of progress while a body is received or an answer is sent
};

/// One answered request. The strings live as long as the call.
struct AccessRecord {
    Method method = Method::Get;
    std::string_view pattern;  ///< the route's pattern, never the path; empty when no route matched
    int status = 0;
    std::uint64_t bytes = 0;  ///< of head and body that the kernel took
    std::chrono::microseconds duration{};
    bool complete = true;  ///< false: the connection broke, stalled, or the file became shorter
};

/// Counters since the start, and gauges of this moment.
struct Metrics {
    std::uint64_t connections_accepted = 0;
    std::uint64_t connections_refused = 0;  ///< closed at once: the cap was reached and none was idle
    std::uint64_t connections_evicted = 0;  ///< idle ones closed to make room
    std::uint64_t connections_timed_out = 0;
    std::uint64_t accept_errors = 0;
    std::uint64_t requests = 0;
    std::uint64_t responses_incomplete = 0;
    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_read_from_files = 0;
    std::uint64_t cold_reads = 0;  ///< windows that were not in the page cache and went to a reader
    std::uint64_t workers_busy_refusals = 0;
    std::uint64_t connections_open = 0;
    std::uint64_t requests_in_flight = 0;
};

struct ServerOptions {
    std::vector<Listener> listeners = {Listener{}};
    unsigned io_threads = 0;           ///< 0: as many as cores, at most 4
    unsigned workers = 8;              ///< threads for Runs::Blocking
    unsigned background_workers = 2;   ///< threads for Runs::Background
    unsigned readers = 4;              ///< threads for file reads that miss the page cache
    std::size_t worker_queue = 1'024;  ///< requests waiting for a worker; beyond it 503
    std::size_t max_connections = 0;   ///< 0: what RLIMIT_NOFILE leaves; the soft limit is raised to the hard one
    Timeouts timeouts = {};
    std::string server_name = "bonustrack";  ///< the Server field; empty for none
    std::vector<Header> always = {};    ///< beside what a handler answers
    /// Whether the server is meant by a request's Host field, as received; others get 421. A page of another site that has its own name
    /// lead to this machine (DNS rebinding) would be one origin with us otherwise. Without it every name is taken.
    std::function<bool(std::string_view)> is_our_host = {};
    std::function<void(const AccessRecord&)> on_access = {};    ///< called on the serving threads: must be quick
    std::function<void(std::string_view)> on_warning = {};      ///< rare: accept errors, handler exceptions (what() only)
};

class Server {
public:
    /// Binds, starts the threads, and returns while they serve. Ignores SIGPIPE for the whole process: TLS writes to closed
    /// sockets raise it. Faults: Invalid for an address or certificate that makes no sense; Denied, Io, Conflict
    /// (address in use) from the system.
    static Result<std::unique_ptr<Server>> start(Router router, ServerOptions options);
    /// Stops at once, as stop(0).
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    struct Bound {
        std::string url;  ///< "http://127.0.0.1:8420", without a slash at the end
        std::uint16_t port = 0;
    };
    /// One for each listener, in the order of the options; the ports are the real ones.
    const std::vector<Bound>& bound() const;

    /// Takes no more connections, closes idle ones, lets running requests finish until `deadline` has passed, then closes theirs.
    /// Waits for handlers that are running. May be called again.
    void stop(std::chrono::milliseconds deadline);

    Metrics metrics() const;

private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace bt::http

#include "http/acceptor.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <future>

#include "http/listen_address.h"

namespace bt::http {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;

namespace {

constexpr int kBacklog = 4'096;  // the kernel cuts it to net.core.somaxconn
constexpr int kAcceptedInARow = 64;
constexpr std::chrono::milliseconds kPause{100};

Error system_fault(const boost::system::error_code& ec, const std::string& what) {
    auto error = io::system_error(ec.value(), what);
    if (ec == asio::error::address_in_use) error.fault = Fault::Conflict;
    return error;
}

int open_spare() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

Result<std::unique_ptr<asio::ssl::context>> open_tls(const TlsFiles& files) {
    auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    boost::system::error_code ec;
    const auto failed = [&](const std::string& path) {
        return Error{.fault = Fault::Invalid, .message = fmt::format("{}: {}", path, ec.message())};
    };
    context->use_certificate_chain_file(files.certificate, ec);
    if (ec) return failed(files.certificate);
    context->use_private_key_file(files.key, asio::ssl::context::pem, ec);
    if (ec) return failed(files.key);
    auto* native = context->native_handle();
    ::SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    ::SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                      SSL_OP_PRIORITIZE_CHACHA);
    // Buffers of idle connections are given back: 34 kB each otherwise.
    ::SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    return context;
}

}  // namespace

Acceptor::Acceptor(Core& core, std::span<const std::unique_ptr<IoThread>> threads)
    : core_(core), threads_(threads), socket_(threads.front()->context()), pause_(threads.front()->context()), spare_(open_spare()) {}

Acceptor::~Acceptor() {
    if (spare_ >= 0) ::close(spare_);
}

Result<std::unique_ptr<Acceptor>> Acceptor::open(Core& core, std::span<const std::unique_ptr<IoThread>> threads,
                                                 const Listener& listener) {
    BT_TRY(const auto address, parse_listen_address(listener.address));
    std::unique_ptr<Acceptor> acceptor(new Acceptor(core, threads));
    if (listener.tls) {
        BT_TRY(acceptor->tls_, open_tls(*listener.tls));
    }
    const Tcp::endpoint endpoint(asio::ip::make_address(address.host), address.port);
    auto& socket = acceptor->socket_;
    boost::system::error_code ec;
    socket.open(endpoint.protocol(), ec);
    if (!ec) socket.set_option(Tcp::acceptor::reuse_address(true), ec);
    const bool any_v6 = endpoint.address().is_v6() && endpoint.address().is_unspecified();
    if (!ec && endpoint.address().is_v6()) socket.set_option(asio::ip::v6_only(!any_v6), ec);
    if (!ec) socket.set_option(Tcp::no_delay(true), ec);  // accepted sockets inherit it
    if (!ec) socket.bind(endpoint, ec);
    if (!ec) socket.listen(kBacklog, ec);
    if (!ec) socket.native_non_blocking(true, ec);
    if (ec) return system_fault(ec, "listen on " + listener.address);

    auto& bound = acceptor->bound_;
    bound.port = socket.local_endpoint(ec).port();
    auto host = address.host;
    if (host == "0.0.0.0" || host == "::") host = "localhost";
    if (host.find(':') != std::string::npos) host = "[" + host + "]";
    bound.url = fmt::format("{}://{}:{}", listener.tls ? "https" : "http", host, bound.port);
    return acceptor;
}

void Acceptor::start() {
    asio::post(socket_.get_executor(), [this] { wait(); });
}

void Acceptor::close() {
    std::promise<void> closed;
    asio::post(socket_.get_executor(), [&] {
        boost::system::error_code ignored;
        socket_.close(ignored);
        pause_.cancel();
        // What was cancelled is called back with an error first; this then is the last that the thread does with the acceptor.
        asio::post(socket_.get_executor(), [&] { closed.set_value(); });
    });
    closed.get_future().wait();
}

void Acceptor::wait() {
    socket_.async_wait(Tcp::acceptor::wait_read, [this](const boost::system::error_code& ec) {
        if (!ec) accept_all();
    });
}

bool Acceptor::take(int descriptor) {
    if (descriptor < 0) return false;
    count(core_.counters.connections_accepted);
    const auto least = std::min_element(threads_.begin(), threads_.end(),
                                        [](const auto& a, const auto& b) { return a->load() < b->load(); });
    (*least)->adopt(descriptor, tls_.get());
    return true;
}

void Acceptor::accept_all() {
    for (int i = 0; i < kAcceptedInARow; ++i) {
        if (take(::accept4(socket_.native_handle(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC))) continue;
        const int error = errno;
        if (error == EAGAIN) return wait();
        // The client left while it waited (ECONNABORTED), or the network of a dead connection reports through accept (accept(2)).
        if (error == EINTR || error == ECONNABORTED || error == EPROTO || error == ENETDOWN || error == EHOSTUNREACH ||
            error == ENETUNREACH) {
            continue;
        }
        return handle_error(error);
    }
    asio::post(socket_.get_executor(), [this] {
        if (socket_.is_open()) accept_all();
    });
}

/// Out of descriptors or memory: without a pause the loop would spin, as the connection stays in the queue.
void Acceptor::handle_error(int error) {
    count(core_.counters.accept_errors);
    core_.warn(io::system_error(error, "accept").message);
    if (error == EMFILE && spare_ >= 0) {
        // Turns one client away at once instead of leaving it in the dark.
        ::close(spare_);
        const int refused = ::accept4(socket_.native_handle(), nullptr, nullptr, SOCK_CLOEXEC);
        if (refused >= 0) ::close(refused);
        spare_ = open_spare();
    }
    pause();
}

void Acceptor::pause() {
    pause_.expires_after(kPause);
    pause_.async_wait([this](const boost::system::error_code& ec) {
        if (!ec && socket_.is_open()) wait();
    });
}

}  // namespace bt::http

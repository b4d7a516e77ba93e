#include "tests/http/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"

namespace bt::http {

struct Client::Tls {
    SSL_CTX* context = nullptr;
    SSL* session = nullptr;
    ~Tls() {
        SSL_free(session);
        SSL_CTX_free(context);
    }
};

namespace {

int connect_to(std::string host, std::uint16_t port) {
    const bool v6 = host.starts_with('[');
    if (v6) host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    sockaddr_storage storage{};
    socklen_t length = 0;
    if (v6) {
        auto& address = reinterpret_cast<sockaddr_in6&>(storage);
        address.sin6_family = AF_INET6;
        address.sin6_port = htons(port);
        ::inet_pton(AF_INET6, host.c_str(), &address.sin6_addr);
        length = sizeof(address);
    } else {
        auto& address = reinterpret_cast<sockaddr_in&>(storage);
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        ::inet_pton(AF_INET, host.c_str(), &address.sin_addr);
        length = sizeof(address);
    }
    const int socket = ::socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket >= 0 && ::connect(socket, reinterpret_cast<sockaddr*>(&storage), length) != 0) {
        ::close(socket);
        return -1;
    }
    return socket;
}

}  // namespace

Client::Client(const std::string& url) {
    const bool secure = url.starts_with("https://");
    const auto authority = url.substr(secure ? 8 : 7);
    const auto colon = authority.rfind(':');
    socket_ = connect_to(authority.substr(0, colon), static_cast<std::uint16_t>(std::stoi(authority.substr(colon + 1))));
    if (!secure || socket_ < 0) return;
    tls_ = std::make_unique<Tls>();
    tls_->context = ::SSL_CTX_new(::TLS_client_method());
    tls_->session = ::SSL_new(tls_->context);
    ::SSL_set_fd(tls_->session, socket_);
    if (::SSL_connect(tls_->session) == 1) return;
    ::close(socket_);
    socket_ = -1;
}

Client::~Client() {
    if (tls_ && socket_ >= 0) ::SSL_shutdown(tls_->session);
    if (socket_ >= 0) ::close(socket_);
}

bool Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = tls_ ? ::SSL_write(tls_->session, bytes.data(), static_cast<int>(bytes.size()))
                               : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool Client::fill() {
    std::array<char, 65'536> chunk;
    pollfd waiting{socket_, POLLIN, 0};
    const bool buffered = tls_ && ::SSL_pending(tls_->session) > 0;
    if (!buffered && ::poll(&waiting, 1, 20'000) != 1) return false;
    const auto got = tls_ ? ::SSL_read(tls_->session, chunk.data(), static_cast<int>(chunk.size()))
                          : ::recv(socket_, chunk.data(), chunk.size(), 0);
    if (got <= 0) return false;
    buffer_.append(chunk.data(), static_cast<std::size_t>(got));
    return true;
}

std::optional<Answer> Client::receive(bool head) {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
        if (!fill()) return std::nullopt;
    }
    Answer answer;
    std::string_view lines(buffer_.data(), end);
    answer.status = std::stoi(std::string(lines.substr(9, 3)));
    for (auto line : split(lines.substr(std::min(lines.find("\r\n"), lines.size())), '\n')) {
        const auto colon = line.find(':');
        if (colon != std::string_view::npos) answer.headers.add(line.substr(0, colon), trim(line.substr(colon + 1)));
    }
    buffer_.erase(0, end + 4);
    const auto length = answer.headers.find("Content-Length");
    const std::size_t wanted = head || !length ? 0 : std::stoul(std::string(*length));
    while (buffer_.size() < wanted && fill()) {
    }
    answer.complete = buffer_.size() >= wanted;
    answer.body = buffer_.substr(0, wanted);
    buffer_.erase(0, answer.body.size());
    return answer;
}

std::optional<Answer> Client::get(std::string_view target, std::string_view fields) {
    std::string request = "GET ";
    request.append(target).append(" HTTP/1.1\r\nHost: test\r\n").append(fields).append("\r\n");
    if (!send(request)) return std::nullopt;
    return receive();
}

bool Client::closed_within(std::chrono::milliseconds wait) {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(wait.count())) != 1) return false;
    char byte = 0;
    return ::recv(socket_, &byte, 1, MSG_DONTWAIT) <= 0;
}

}  // namespace bt::http

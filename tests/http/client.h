// A small blocking client over one socket: sends what it is told, byte for byte, and reads whole answers.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/headers.h"

namespace bt::http {

struct Answer {
    int status = 0;
    Headers headers;
    std::string body;
    bool complete = false;  ///< the body has as many bytes as Content-Length said

    std::string field(std::string_view name) const { return std::string(headers.find(name).value_or("")); }
};

class Client {
public:
    /// `url` as Server::Bound::url. TLS for https, without looking at the certificate.
    explicit Client(const std::string& url);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    bool connected() const { return socket_ >= 0; }
    int socket() const { return socket_; }
    bool send(std::string_view bytes);
    /// The next answer; nothing when the server closed before one began or 20 s passed. `head`: it has no body.
    std::optional<Answer> receive(bool head = false);
    /// GET with extra fields, each ending in "\r\n".
    std::optional<Answer> get(std::string_view target, std::string_view fields = "");
    /// True when the server ends the connection within `wait` without another byte.
    bool closed_within(std::chrono::milliseconds wait);
    /// Bytes that came after the last answer.
    const std::string& rest() const { return buffer_; }

private:
    bool fill();
    struct Tls;
    int socket_ = -1;
    std::unique_ptr<Tls> tls_;
    std::string buffer_;
};

}  // namespace bt::http

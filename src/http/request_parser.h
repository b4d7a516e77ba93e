// One HTTP/1.1 request out of bytes as they come: RFC 9112. Knows no socket; the grammar itself is Boost.Beast's.
//
//     (append advance+)* -- advance() says Head, then Done, or Failed; NeedMore asks for the next append().
//
// Bytes after a whole request stay for the next one (pipelining): next() begins it.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "http/request.h"

namespace bt::http {

struct RequestLimits {
    std::size_t target = 8U << 10;          ///< request target; more is 414
    std::size_t header_section = 16U << 10;  ///< all fields; more is 431
    std::size_t fields = 100;               ///< more is 431
};

class RequestParser {
public:
    explicit RequestParser(RequestLimits limits = {});
    ~RequestParser();
    RequestParser(const RequestParser&) = delete;
    RequestParser& operator=(const RequestParser&) = delete;

    enum class State {
        NeedMore,  ///< nothing new without more bytes
        Head,      ///< said once: method, target and headers are there; set_body_limit() is due
        Done,      ///< the whole request is there
        Failed,    ///< see failure(); nothing after it can be understood
    };
    struct Failure {
        int status = 400;
        std::string detail;
    };

    void append(std::string_view bytes);
    State advance();
    /// Bytes of body allowed; between Head and the next advance(). False when a declared length is already beyond it.
    bool set_body_limit(std::size_t limit);

    /// After Head; complete after Done.
    Request& request();
    bool failed() const { return state_ == State::Failed; }
    const Failure& failure() const { return failure_; }
    /// RFC 9112 §9.3, after Head.
    bool keep_alive() const;
    bool is_http_1_0() const;
    /// A body is to come and the client waits for "100 Continue" (RFC 9110 §10.1.1).
    bool expects_continue() const;
    /// Nothing of a request has come since the last one.
    bool is_idle() const;
    /// After Done: forgets the request and begins the next with the bytes left over.
    void next();

private:
    class Grammar;
    State advance_head();
    State advance_body();
    State fail(int status, std::string detail);

    RequestLimits limits_;
    std::unique_ptr<Grammar> grammar_;
    std::string pending_;      ///< came, but not taken yet
    std::size_t scanned_ = 0;  ///< of pending_, searched for the head's end
    std::size_t empty_ = 0;    ///< bytes of empty lines read over before the request line
    State state_ = State::NeedMore;
    bool has_head_ = false;
    Failure failure_;
};

}  // namespace bt::http

// Beast's basic_parser gives the grammar and the framing (Content-Length, chunks); this file owns the bytes, the limits and what
// Beast leaves to its user: one Host field, Transfer-Encoding other than chunked, empty lines before a request.
#include "http/request_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "base/text.h"

namespace bt::http {
namespace {

namespace beast_http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

constexpr std::size_t kRequestLineExtra = 64;         // method, version and spaces beside the target
constexpr std::size_t kMaxEmpty = 64;                 // bytes of empty lines before a request
constexpr std::size_t kMaxChunkOverhead = 16U << 10;  // chunk header with extensions, or trailers, waiting for their end
constexpr std::string_view kEndOfHead = "\r\n\r\n";

std::string_view text_of(string_view text) { return {text.data(), text.size()}; }

}  // namespace

class RequestParser::Grammar final : public beast_http::basic_parser<true> {
public:
    explicit Grammar(const RequestLimits& limits) : max_fields_(limits.fields) {
        header_limit(static_cast<std::uint32_t>(limits.target + limits.header_section + kRequestLineExtra + 8));
        body_limit(0);
        eager(true);
    }
    void allow_body(std::size_t limit) { limit_ = limit; body_limit(limit); }

    Request request;
    int version = 11;
    bool too_many_fields = false;
    bool head_done = false;

private:
    void on_request_impl(beast_http::verb, string_view method, string_view target, int number, error_code&) override {
        request.method = http::parse_method(text_of(method));
        request.target = text_of(target);
        version = number;
    }
    void on_response_impl(int, string_view, int, error_code&) override {}
    void on_field_impl(beast_http::field, string_view name, string_view value, error_code& ec) override {
        if (head_done) return;  // trailers are read over: nothing here uses them, and merging them would be unsafe
        if (request.headers.size() == max_fields_) {
            too_many_fields = true;
            ec = beast_http::error::header_limit;
            return;
        }
        request.headers.add(text_of(name), text_of(value));
    }
    void on_header_impl(error_code&) override { head_done = true; }
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
        if (length) request.body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(*length, 64U << 10)));
    }
    std::size_t on_body_impl(string_view body, error_code& ec) override { return keep(body, ec); }
    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code& ec) override { return keep(body, ec); }
    void on_finish_impl(error_code&) override {}

    std::size_t keep(string_view body, error_code& ec) {
        if (body.size() > limit_ - request.body.size()) {
            ec = beast_http::error::body_limit;
            return 0;
        }
        request.body.append(body.data(), body.size());
        return body.size();
    }
    std::size_t max_fields_;
    std::size_t limit_ = 0;
};

RequestParser::RequestParser(RequestLimits limits) : limits_(limits) {}
RequestParser::~RequestParser() = default;

void RequestParser::append(std::string_view bytes) { pending_.append(bytes); }

Request& RequestParser::request() {
    BT_ASSERT(has_head_, "the head was announced");
    return grammar_->request;
}

bool RequestParser::keep_alive() const { return has_head_ && grammar_->keep_alive(); }
bool RequestParser::is_http_1_0() const { return has_head_ && grammar_->version == 10; }

bool RequestParser::expects_continue() const {
    if (!has_head_ || grammar_->is_done() || grammar_->version == 10 || !pending_.empty()) return false;
    const auto expectation = grammar_->request.headers.find("Expect");
    return expectation && equals_ignoring_ascii_case(trim(*expectation), "100-continue");
}

bool RequestParser::is_idle() const { return !has_head_ && state_ == State::NeedMore && pending_.empty(); }

RequestParser::State RequestParser::fail(int status, std::string detail) {
    failure_ = {status, std::move(detail)};
    return state_ = State::Failed;
}

RequestParser::State RequestParser::advance() {
    if (state_ == State::Failed || state_ == State::Done) return state_;
    return has_head_ ? advance_body() : advance_head();
}

RequestParser::State RequestParser::advance_head() {
    // RFC 9112 §2.2: empty lines before the request line are read over.
    if (scanned_ == 0) {
        const auto begin = std::min(pending_.find_first_not_of("\r\n"), pending_.size());
        empty_ += begin;
        if (empty_ > kMaxEmpty) return fail(400, "too many empty lines before the request");
        pending_.erase(0, begin);
    }
    const auto from = scanned_ > 3 ? scanned_ - 3 : 0;
    const auto end = pending_.find(kEndOfHead, from);
    const auto line_end = std::min(pending_.find("\r\n"), pending_.size());
    if (line_end > limits_.target + kRequestLineExtra) {
        return fail(414, fmt::format("the request target is longer than {} bytes", limits_.target));
    }
    const auto known = end == std::string::npos ? pending_.size() : end;
    if (known > line_end && known - line_end > limits_.header_section) {
        return fail(431, fmt::format("the header fields are longer than {} bytes", limits_.header_section));
    }
    if (end == std::string::npos) {
        scanned_ = pending_.size();
        return State::NeedMore;
    }

    grammar_ = std::make_unique<Grammar>(limits_);
    // The body's limit is known only once the route is: until then the head alone is shown to the grammar.
    grammar_->body_limit(boost::none);
    error_code ec;
    const auto head_size = end + kEndOfHead.size();
    const auto taken = grammar_->put(boost::asio::buffer(pending_.data(), head_size), ec);
    if (ec == beast_http::error::need_more) ec = {};
    if (ec == beast_http::error::bad_version) return fail(505, "HTTP/1.0 and HTTP/1.1 are spoken here");
    if (grammar_->too_many_fields) return fail(431, fmt::format("more than {} header fields", limits_.fields));
    if (ec || !grammar_->head_done || taken != head_size) {
        return fail(400, fmt::format("not an HTTP request: {}", ec ? ec.message() : "its end is missing"));
    }
    pending_.erase(0, head_size);
    scanned_ = 0;

    auto& request = grammar_->request;
    if (request.target.size() > limits_.target) {
        return fail(414, fmt::format("the request target is longer than {} bytes", limits_.target));
    }
    // RFC 9112 §3.2: exactly one Host in HTTP/1.1.
    const auto hosts = request.headers.count("Host");
    if (hosts > 1 || (hosts == 0 && grammar_->version == 11)) return fail(400, "a request has one Host field");
    // RFC 9112 §6.1: with any other coding the body's end is not known, which is how requests are smuggled.
    if (const auto coding = request.headers.joined("Transfer-Encoding")) {
        if (grammar_->version == 10) return fail(400, "HTTP/1.0 knows no Transfer-Encoding");
        if (!equals_ignoring_ascii_case(trim(*coding), "chunked")) return fail(501, "chunked is the one transfer coding known here");
    }
    auto target = parse_target(request.target);
    if (!target) return fail(target.error().fault == Fault::TooLarge ? 414 : 400, target.error().message);
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    // RFC 9112 §3.2.2: what the absolute form names takes the place of Host, whoever asks for it.
    if (!target->authority.empty()) request.headers.set("Host", target->authority);
    has_head_ = true;
    return state_ = State::Head;
}

bool RequestParser::set_body_limit(std::size_t limit) {
    BT_ASSERT(has_head_, "the head was announced");
    grammar_->allow_body(limit);
    const auto length = grammar_->content_length();
    return !length || *length <= limit;
}

RequestParser::State RequestParser::advance_body() {
    error_code ec;
    while (!grammar_->is_done() && !pending_.empty()) {
        const auto taken = grammar_->put(boost::asio::buffer(pending_), ec);
        pending_.erase(0, taken);
        if (ec) break;
    }
    if (ec == beast_http::error::need_more) ec = {};
    if (ec == beast_http::error::body_limit) return fail(413, "the request body is larger than this path takes");
    if (ec) return fail(400, fmt::format("the request body is malformed: {}", ec.message()));
    if (grammar_->is_done()) return state_ = State::Done;
    if (pending_.size() > kMaxChunkOverhead) return fail(431, "a chunk header or the trailers are too long");
    return state_ = State::NeedMore;
}

void RequestParser::next() {
    BT_ASSERT(state_ == State::Done, "the request before is whole");
    grammar_.reset();
    has_head_ = false;
    scanned_ = empty_ = 0;
    state_ = State::NeedMore;
}

}  // namespace bt::http

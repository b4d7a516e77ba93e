#include "http/answer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "http/content_coding.h"
#include "http/http_date.h"
#include "http/range.h"

namespace bt::http {
namespace {

bool is_get_or_head(const Request& request) { return request.method == Method::Get || request.method == Method::Head; }

bool compresses_on_the_way(const Response& response) {
    if (response.brotli || response.gzip || !response.body.in_memory() || response.headers.has("Content-Encoding")) return false;
    if (response.body.size() < kCompressFrom || response.body.size() > kCompressUpTo) return false;
    if (response.status == 206 || response.status == 204 || response.status == 304) return false;
    const auto type = response.headers.find("Content-Type");
    return type && is_compressible(*type);
}

Codings available_codings(const Response& response) {
    if (compresses_on_the_way(response)) return {.gzip = true, .brotli = true};
    return {.gzip = response.gzip.has_value(), .brotli = response.brotli.has_value()};
}

Coding coding_for(const Request& request, const Response& response, Codings available) {
    if (!available.gzip && !available.brotli) return Coding::Identity;
    if (response.ranges && request.headers.has("Range")) return Coding::Identity;  // a part of the identity form
    return choose_coding(request.headers.joined("Accept-Encoding").value_or(""), available);
}

/// The body in `coding`; Identity remains when a library fails, which the client accepts as well.
Coding encode(Response& response, Coding coding) {
    if (coding == Coding::Identity) return coding;
    auto& ready = coding == Coding::Brotli ? response.brotli : response.gzip;
    if (ready) {
        response.body = *std::move(ready);
        return coding;
    }
    const auto text = response.body.read(kCompressUpTo);
    if (!text) return Coding::Identity;
    auto packed = compress(*text, coding);
    if (!packed) return Coding::Identity;
    response.body = *std::move(packed);
    return coding;
}

void add_vary(Headers& headers, std::string_view name) {
    auto value = headers.joined("Vary").value_or("");
    for (const auto element : list_elements(value)) {
        if (equals_ignoring_ascii_case(element, name)) return;
    }
    headers.set("Vary", value.empty() ? std::string(name) : value + ", " + std::string(name));
}

/// 304 keeps what a cache updates with (RFC 9110 §15.4.5) and drops what describes a body.
Response not_modified(Response response) {
    response.status = 304;
    response.body = {};
    for (const auto name : {"Content-Type", "Content-Length", "Content-Encoding", "Content-Language"}) {
        response.headers.remove(name);
    }
    return response;
}

/// Fields that the route gives to everything stay, so that a page of another origin can read the refusal.
Response refuse(const Response& response, int status, std::string_view why) {
    auto refusal = problem(status, why);
    for (const auto& field : response.headers) {
        if (field.name.starts_with("Access-Control-")) refusal.headers.add(field.name, field.value);
    }
    return refusal;
}

Response cut_to_range(const Request& request, Response response, std::chrono::sys_seconds now) {
    // §14.2: Range is defined for GET alone, and several Range fields are not a valid field.
    if (request.method != Method::Get || request.headers.count("Range") != 1) return response;
    if (!range_still_applies(request.headers, {response.etag, response.last_modified}, now)) return response;
    const auto size = response.body.size();
    const auto decision = decide_range(*request.headers.find("Range"), size);
    switch (decision.kind) {
        case RangeDecision::Kind::Whole: return response;
        case RangeDecision::Kind::Part:
            response.status = 206;
            response.body = response.body.slice(decision.range);
            response.headers.set("Content-Range",
                                 fmt::format("bytes {}-{}/{}", decision.range.offset, decision.range.end() - 1, size));
            return response;
        case RangeDecision::Kind::Unsatisfiable: {
            auto refusal = refuse(response, 416, fmt::format("the content has {} bytes", size));
            refusal.headers.set("Content-Range", fmt::format("bytes */{}", size));
            return refusal;
        }
    }
    return response;
}

bool has_no_content(int status) { return status < 200 || status == 204 || status == 304; }

/// Appends `text` with spaces for control characters but the tab: nothing ends a field early.
void append_clean(std::string& head, std::string_view text) {
    const auto begin = static_cast<std::ptrdiff_t>(head.size());
    head.append(text);
    std::replace_if(
        head.begin() + begin, head.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; }, ' ');
}

void append_field(std::string& head, std::string_view name, std::string_view value) {
    append_clean(head, name);
    head.append(": ");
    append_clean(head, value);
    head.append("\r\n");
}

}  // namespace

bool is_heavy(const Request& request, const Response& response) {
    constexpr std::uint64_t kHeavy = 32U << 10;
    if (!compresses_on_the_way(response) || response.body.size() < kHeavy) return false;
    return coding_for(request, response, available_codings(response)) != Coding::Identity;
}

Response prepare_answer(const Request& request, Response response, std::chrono::sys_seconds now) {
    const bool conditional = is_get_or_head(request) && response.status == 200;
    const auto available = available_codings(response);
    const auto coding = coding_for(request, response, available);
    if (available.gzip || available.brotli) add_vary(response.headers, "Accept-Encoding");
    if (response.etag && coding != Coding::Identity) response.etag->value.append("-").append(to_string(coding));
    if (response.etag) response.headers.set("ETag", response.etag->text());
    if (response.last_modified) response.headers.set("Last-Modified", format_http_date(*response.last_modified));
    // In the order of §13.2.2.
    const Validators validators{response.etag, response.last_modified};
    const bool holds = !conditional || preconditions_hold(request.headers, validators, now);
    if (conditional && holds && is_not_modified(request.headers, validators, now)) return not_modified(std::move(response));
    if (!holds) {
        response = refuse(response, 412, "the content is not the one asked for");
    } else if (const auto used = encode(response, coding); used != Coding::Identity) {
        response.headers.set("Content-Encoding", to_string(used));
    }
    if (response.ranges && response.status == 200) {
        response.headers.set("Accept-Ranges", "bytes");
        response = cut_to_range(request, std::move(response), now);
    }
    response.headers.remove("Content-Length");
    if (has_no_content(response.status)) {
        response.body = {};
    } else {
        response.headers.set("Content-Length", std::to_string(response.body.size()));
    }
    if (request.method == Method::Head) response.body = {};
    return response;
}

void add_cors(Response& response) {
    response.headers.set("Access-Control-Allow-Origin", "*");
    response.headers.set("Access-Control-Expose-Headers", "Content-Length, Content-Range, Accept-Ranges, ETag, Date");
}

Response unrouted_response(const Request& request, std::string_view pattern, std::string_view allow, bool cors) {
    if (pattern.empty() && !(request.method == Method::Options && request.path == "*")) {
        return problem(404, "nothing is served at this path");
    }
    Response response;
    if (request.method == Method::Options) {
        response.status = 204;
        if (cors) {
            response.headers.set("Access-Control-Allow-Methods", allow);
            response.headers.set("Access-Control-Allow-Headers",
                                 "Range, If-Range, If-None-Match, If-Modified-Since, Content-Type, Authorization");
            response.headers.set("Access-Control-Max-Age", "86400");
        }
    } else {
        response = problem(405, fmt::format("this path takes {}", allow));
    }
    if (!allow.empty()) response.headers.set("Allow", allow);
    if (cors) add_cors(response);
    return response;
}

std::string response_head(const Response& response, std::string_view date, std::string_view server, bool close,
                          bool minor_version_0) {
    std::string head;
    head.reserve(512);
    fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\n", response.status, reason_phrase(response.status));
    append_field(head, "Date", date);
    if (!server.empty()) append_field(head, "Server", server);
    for (const auto& field : response.headers) append_field(head, field.name, field.value);
    if (close) {
        append_field(head, "Connection", "close");
    } else if (minor_version_0) {
        append_field(head, "Connection", "keep-alive");
    }
    head.append("\r\n");
    return head;
}

}  // namespace bt::http

#include "http/response.h"

#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <functional>
#include <string>

#include "base/text.h"

namespace bt::http {

Response make_response(int status, std::string_view content_type, Body body) {
    Response response;
    response.status = status;
    response.headers.set("Content-Type", content_type);
    response.body = std::move(body);
    return response;
}

Response json_response(std::string json) {
    const auto named = fmt::format("{:x}-{:x}", json.size(), std::hash<std::string>()(json));
    auto response = make_response(200, "application/json", std::move(json));
    response.etag = EntityTag{.value = named};
    return response;
}

Response problem(int status, std::string_view title, std::string_view detail) {
    const boost::json::object document{{"type", "about:blank"},
                                       {"title", to_valid_utf8(title)},
                                       {"status", status},
                                       {"detail", to_valid_utf8(detail)}};
    auto response = make_response(status, "application/problem+json", boost::json::serialize(document));
    response.headers.set("Cache-Control", "no-store");
    return response;
}

Response problem(int status, std::string_view detail) { return problem(status, reason_phrase(status), detail); }

Response file_response(std::shared_ptr<const io::File> file, std::string_view content_type) {
    const auto modified = file->modified_ns();
    const auto size = file->size();
    Response response = make_response(200, content_type, Body().add(std::move(file), ByteRange{0, size}));
    response.etag = EntityTag{.value = fmt::format("{:x}-{:x}", size, modified)};
    response.last_modified = std::chrono::floor<std::chrono::seconds>(
        std::chrono::sys_time<std::chrono::nanoseconds>(std::chrono::nanoseconds(modified)));
    response.ranges = true;
    return response;
}

Response redirect(int status, std::string_view location) {
    Response response;
    response.status = status;
    response.headers.set("Location", location);
    return response;
}

std::string_view reason_phrase(int status) {
    switch (status) {
        case 100: return "Continue";
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 206: return "Partial Content";
        case 301: return "Moved Permanently";
        case 302: return "Found";
        case 303: return "See Other";
        case 304: return "Not Modified";
        case 307: return "Temporary Redirect";
        case 308: return "Permanent Redirect";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 406: return "Not Acceptable";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 410: return "Gone";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 416: return "Range Not Satisfiable";
        case 417: return "Expectation Failed";
        case 421: return "Misdirected Request";
        case 422: return "Unprocessable Content";
        case 428: return "Precondition Required";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 451: return "Unavailable For Legal Reasons";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 502: return "Bad Gateway";
        case 503: return "Service Unavailable";
        case 504: return "Gateway Timeout";
        case 505: return "HTTP Version Not Supported";
        case 507: return "Insufficient Storage";
        default: return "Unknown";
    }
}

}  // namespace bt::http

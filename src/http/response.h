// What a handler gives back. The server adds what HTTP wants around it: Content-Length, ranges, 304, compression, dates.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/body.h"
#include "http/headers.h"
#include "http/validators.h"

namespace bt::http {

struct Response {
    int status = 200;
    Headers headers;
    Body body;
    /// Names the identity form of the body; compressed forms get a suffix of their own.
    std::optional<EntityTag> etag;
    std::optional<std::chrono::sys_seconds> last_modified;
    /// Range requests are answered with 206, and Accept-Ranges is sent. For bodies that do not change between requests.
    bool ranges = false;
    /// Ready-made compressed forms of the same body. With either, nothing is compressed on the way.
    std::optional<Body> brotli;
    std::optional<Body> gzip;
};

/// `status` with a body of `content_type`.
Response make_response(int status, std::string_view content_type, Body body);
/// 200 with application/json, named by its bytes: who has them already is told so, and takes them once.
Response json_response(std::string json);
/// An RFC 9457 problem document: `title` names the kind of problem, `detail` says what was wrong with this request.
Response problem(int status, std::string_view title, std::string_view detail);
/// The same with the status' own name as title.
Response problem(int status, std::string_view detail);
/// A whole file with ranges, Last-Modified and a weak-free entity tag made of size and modification time.
Response file_response(std::shared_ptr<const io::File> file, std::string_view content_type);
/// `status` is 301, 302, 303, 307 or 308.
Response redirect(int status, std::string_view location);

/// "Not Found" for 404 and so on; "Unknown" otherwise.
std::string_view reason_phrase(int status);

}  // namespace bt::http

// From a handler's response to what goes on the wire: conditions, ranges, content coding, length. Pure but for the clock given.
#pragma once

#include <chrono>

#include "http/request.h"
#include "http/response.h"

namespace bt::http {

/// Bodies smaller than this are not worth compressing: they fit one packet anyway.
inline constexpr std::uint64_t kCompressFrom = 1'024;
/// Larger ones made on the way are sent as they are: compressing them would hold a core for too long.
inline constexpr std::uint64_t kCompressUpTo = 8U << 20;

/// True when prepare_answer() will compress so much that it belongs on a worker.
bool is_heavy(const Request& request, const Response& response);

/// The response with every field that depends on the request: status 200, 206, 304 or 416, Content-Length, Content-Range, ETag,
/// Last-Modified, Accept-Ranges, Content-Encoding, Vary. For HEAD the body is dropped after its length was taken.
Response prepare_answer(const Request& request, Response response, std::chrono::sys_seconds now);

/// What a response without a route says: 404, 405 with Allow, or the answer to OPTIONS.
Response unrouted_response(const Request& request, std::string_view pattern, std::string_view allow, bool cors);
/// Opens a response to pages of any origin.
void add_cors(Response& response);

/// Status line and fields, without the empty line's successor: ready to send. Field values lose control characters, so that
/// nothing a handler passes on can begin a new field.
std::string response_head(const Response& response, std::string_view date, std::string_view server, bool close,
                          bool minor_version_0);

}  // namespace bt::http

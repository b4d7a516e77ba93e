// From our faults to what HTTP says.
#pragma once

#include <string>

#include "base/result.h"
#include "http/response.h"

namespace bt::service {

/// The problem document for a failed use case. Messages about files on our disk are not told to clients: for Io and Denied
/// they hold paths.
http::Response problem_for(const Error& error);

/// What went wrong, for a page: the error's words, but never where things lie on the server's disks.
std::string words_for_viewers(const Error& error);

}  // namespace bt::service

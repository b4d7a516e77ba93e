// From our faults to what HTTP says.
#pragma once

#include <string>

#include "base/result.h"
#include "http/response.h"

namespace bt::service {

/// The problem document for a failed use case. Where a file lies on our disk, an error's place, is never told to clients; nor is what the system said
/// of it, for Io and Denied.
http::Response problem_for(const Error& error);

/// What went wrong, for a page: the error's words, but never where things lie on the server's disks.
std::string words_for_viewers(const Error& error);

}  // namespace bt::service

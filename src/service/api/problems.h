// From our faults to what HTTP says.
#pragma once

#include <string>

#include "base/result.h"
#include "http/response.h"

namespace bt::service {

/// The problem document for a failed use case. What the system said, and where a file lies on our disk, is told to nobody: not for Io, Denied and Full.
/// A damaged file is told with the place inside it.
http::Response problem_for(const Error& error);

/// What went wrong, for a page: the error's words, but never where things lie on the server's disks.
std::string words_for_viewers(const Error& error);

}  // namespace bt::service

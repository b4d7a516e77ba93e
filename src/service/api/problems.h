// From our faults to what HTTP says.
#pragma once

#include "base/result.h"
#include "http/response.h"

namespace bt::service {

/// The problem document for a failed use case. Messages about files on our disk are not told to clients: for Io and Denied
/// they hold paths.
http::Response problem_for(const Error& error);

}  // namespace bt::service

// The web app at /, and the headers that keep its pages safe.
#pragma once

#include "http/router.h"

namespace bt::service {

/// Everything that no other route takes: the app's files, and its page for the addresses it routes itself.
void add_web_routes(http::Router& router);

}  // namespace bt::service

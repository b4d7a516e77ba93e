// What operators and their tools ask: is it well, what does it do, what does the API hold.
#pragma once

#include <functional>

#include "http/router.h"
#include "http/server.h"
#include "service/library_service.h"

namespace bt::service {

/// /healthz, /metrics (Prometheus text format), /api/v1/openapi.json. `metrics` is asked on each scrape; both outlive the router.
void add_operation_routes(http::Router& router, std::function<http::Metrics()> metrics, LibraryService& library);

}  // namespace bt::service

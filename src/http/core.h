// What all serving threads share. Internal to this folder.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

#include "http/server.h"
#include "http/work_pool.h"

namespace bt::http {

/// The counters behind Metrics, written from all threads.
struct Counters {
    using Count = std::atomic<std::uint64_t>;
    Count connections_accepted{0}, connections_refused{0}, connections_evicted{0}, connections_timed_out{0}, accept_errors{0};
    Count requests{0}, responses_incomplete{0}, bytes_sent{0}, bytes_read_from_files{0}, cold_reads{0}, workers_busy_refusals{0};
    Count connections_open{0}, requests_in_flight{0};
};

inline void count(Counters::Count& counter, std::uint64_t by = 1) { counter.fetch_add(by, std::memory_order_relaxed); }
inline void uncount(Counters::Count& counter) { counter.fetch_sub(1, std::memory_order_relaxed); }

struct Core {
    Core(Router routes, ServerOptions settings)
        : router(std::move(routes)),
          options(std::move(settings)),
          workers(options.workers, options.worker_queue),
          background(options.background_workers, options.worker_queue),
          // Each connection waits for one read at most: the queue is bounded by the connections.
          readers(options.readers, SIZE_MAX / 2) {}

    void warn(std::string_view text) const {
        if (options.on_warning) options.on_warning(text);
    }

    const Router router;
    const ServerOptions options;
    Counters counters;
    WorkPool workers;
    WorkPool background;
    WorkPool readers;
};

/// Runs the handler; an exception becomes a warning and a 500.
Response call_handler(const Core& core, const Route& route, const Request& request);
/// What lies ready for the request, if the route keeps something ready. An exception becomes a warning and a 500.
std::optional<Response> ready_answer(const Core& core, const Route& route, const Request& request);

}  // namespace bt::http

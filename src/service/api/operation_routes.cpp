#include "service/api/operation_routes.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include "service/api/openapi.h"
#include "service/version.h"

namespace bt::service {
namespace {

class Families {
public:
    void counter(const char* name, const char* help, std::uint64_t value) { add(name, help, prometheus::MetricType::Counter, static_cast<double>(value)); }
    void gauge(const char* name, const char* help, double value) { add(name, help, prometheus::MetricType::Gauge, value); }
    std::string text() const { return prometheus::TextSerializer().Serialize(families_); }

private:
    void add(const char* name, const char* help, prometheus::MetricType type, double value) {
        prometheus::ClientMetric metric;
        (type == prometheus::MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
        families_.push_back({name, help, type, {metric}});
    }
    std::vector<prometheus::MetricFamily> families_;
};

std::string metrics_text(const http::Metrics& http, const ScanStatus& scan) {
    Families out;
    out.counter("bonustrack_http_requests_total", "Requests answered", http.requests);
    out.counter("bonustrack_http_sent_bytes_total", "Bytes the kernel took for answers", http.bytes_sent);
    out.counter("bonustrack_http_responses_incomplete_total", "Answers that broke off", http.responses_incomplete);
    out.counter("bonustrack_http_connections_accepted_total", "Connections accepted", http.connections_accepted);
    out.counter("bonustrack_http_connections_refused_total", "Connections closed at once, at the limit", http.connections_refused);
    out.counter("bonustrack_http_connections_evicted_total", "Idle connections closed to make room", http.connections_evicted);
    out.counter("bonustrack_http_connections_timed_out_total", "Connections closed for want of progress", http.connections_timed_out);
    out.counter("bonustrack_media_read_bytes_total", "Bytes read from media files", http.bytes_read_from_files);
    out.counter("bonustrack_media_cold_reads_total", "Reads that were not in the page cache", http.cold_reads);
    out.gauge("bonustrack_http_connections_open", "Connections open now", static_cast<double>(http.connections_open));
    out.gauge("bonustrack_http_requests_in_flight", "Requests being answered now", static_cast<double>(http.requests_in_flight));
    out.gauge("bonustrack_scan_running", "1 while a library is scanned", scan.is_scanning ? 1 : 0);
    out.gauge("bonustrack_scan_files_probed", "Files looked into by the running or last scan", static_cast<double>(scan.progress.files_probed));
    return out.text();
}

}  // namespace

void add_operation_routes(http::Router& router, std::function<http::Metrics()> metrics, LibraryService& library) {
    router.get("/healthz", [](const http::Request&) { return http::make_response(200, "text/plain; charset=utf-8", std::string("ok\n")); },
               {.runs = http::Runs::Quick});
    router.get("/metrics", [metrics, &library](const http::Request&) {
        return http::make_response(200, "text/plain; version=0.0.4; charset=utf-8", metrics_text(metrics(), library.status()));
    });
    router.get("/api/v1/openapi.json", [](const http::Request&) {
        auto response = http::json_response(std::string(openapi_document()));
        response.headers.set("Cache-Control", "no-cache");
        return response;
    },
               {.runs = http::Runs::Quick, .cors = true});
}

}  // namespace bt::service

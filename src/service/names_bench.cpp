#include "service/names_bench.h"

#include <boost/json.hpp>
#include <cmath>
#include <fstream>
#include <iterator>

#include "names/measure.h"

namespace bt::service {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kSeed = 1;

double rounded(double value) { return std::round(value * 10'000) / 10'000; }

json::object to_json(const names::Figures& f) {
    return {{"queries", f.queries},        {"r1", rounded(f.recall_at_1)}, {"r5", rounded(f.recall_at_5)},
            {"p50_ms", rounded(f.p50_ms)}, {"p95_ms", rounded(f.p95_ms)},  {"p99_ms", rounded(f.p99_ms)}};
}

}  // namespace

Result<names::Measurement> bench_names(const std::string& tsv_path, std::size_t crowd) {
    std::ifstream file(tsv_path, std::ios::binary);
    if (!file) return Error{.fault = Fault::NotFound, .message = "cannot open the table"};
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    if (file.bad()) return Error{.fault = Fault::Io, .message = "cannot read the table"};
    BT_TRY(const auto pairs, names::read_name_pairs(text));
    return names::measure(pairs, crowd, kSeed);
}

std::string names_json(const names::Measurement& measured) {
    json::object by_source;
    for (const auto& [source, figures] : measured.by_source) by_source[source] = to_json(figures);
    return json::serialize(json::object{{"all", to_json(measured.all)},
                                        {"by_source", std::move(by_source)},
                                        {"one_typo", to_json(measured.one_typo)},
                                        {"reversed", to_json(measured.reversed)},
                                        {"joined", to_json(measured.joined)},
                                        {"revised", to_json(measured.revised)},
                                        {"mccune_reischauer", to_json(measured.mccune_reischauer)},
                                        {"hangul", to_json(measured.hangul)},
                                        {"initials", to_json(measured.initials)},
                                        {"prefix", to_json(measured.prefix)},
                                        {"people", measured.people},
                                        {"index_bytes", measured.index_bytes},
                                        {"build_ms", rounded(measured.build_ms)}});
}

}  // namespace bt::service

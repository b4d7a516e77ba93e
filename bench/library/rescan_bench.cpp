// Question: what does a rescan of an unchanged library of 10,000 files cost beside `find -printf` of the same tree?
// Data: 100 series of 4 seasons with 12 episodes, a subtitle and an NFO file each, artwork: about 15,000 files, warm cache.
// Unit: milliseconds; run with --benchmark_repetitions=9 and compare the medians. Goal: at most five times `find`.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "library/scanner.h"

namespace {

using namespace bt;

class BenchLibrary final : public library::KnownLibrary {
public:
    BenchLibrary() {
        std::string name = (std::filesystem::temp_directory_path() / "rescan_XXXXXX").string();
        root_ = mkdtemp(name.data());
        for (int series = 1; series <= 100; ++series) {
            const auto folder = root_ / fmt::format("Series {} (2020)", series);
            for (int season = 1; season <= 4; ++season) {
                const auto inner = folder / fmt::format("Season {:02}", season);
                std::filesystem::create_directories(inner);
                for (int episode = 1; episode <= 12; ++episode)
                    for (const char* kind : {"mkv", "ko.srt", "nfo"})
                        std::ofstream(inner / fmt::format("Series {} S{:02}E{:02}.{}", series, season, episode, kind))
                            << "<episodedetails><title>" << episode << "</title></episodedetails>";
            }
            for (const char* picture : {"poster.jpg", "fanart.jpg", "tvshow.nfo"}) std::ofstream(folder / picture) << "<tvshow/>";
        }
    }
    ~BenchLibrary() override {
        std::error_code ignored;
        std::filesystem::remove_all(root_, ignored);
    }

    Result<std::vector<domain::KnownFolder>> folders() const override { return known_; }
    Result<std::vector<domain::MediaFile>> files(const std::string&) const override { return std::vector<domain::MediaFile>{}; }
    Result<std::optional<domain::ContentPrint>> print_of(ContentKey) const override { return std::optional<domain::ContentPrint>(); }
    std::string root() const { return root_.string(); }

    library::ScanReport scan() {
        const auto probe = [](const library::ProbeRequest&) -> Result<media::Description> { return media::Description{.format = "none"}; };
        const auto sink = [this](domain::ScannedSeries scanned) -> Result<void> {
            known_.push_back({scanned.folder, scanned.signature});
            return {};
        };
        return library::scan_library(root(), *this, probe, sink).value();
    }

private:
    std::filesystem::path root_;
    std::vector<domain::KnownFolder> known_;
};

BenchLibrary& shared_library() {
    static BenchLibrary library;
    static const auto first = library.scan();
    return library;
}

void rescan_unchanged(benchmark::State& state) {
    auto& library = shared_library();
    for (auto _ : state) {
        const auto report = library.scan();
        if (report.series_changed != 0) state.SkipWithError("something changed");
        state.counters["files"] = static_cast<double>(report.files_seen);
    }
}
BENCHMARK(rescan_unchanged)->Unit(benchmark::kMillisecond)->UseRealTime();

void find_printf(benchmark::State& state) {
    const std::string command = "find " + shared_library().root() + " -printf '%p %s %T@ %i\\n' > /dev/null";
    for (auto _ : state)
        if (std::system(command.c_str()) != 0) state.SkipWithError("find failed");
}
BENCHMARK(find_printf)->Unit(benchmark::kMillisecond)->UseRealTime();

void first_scan_without_probing(benchmark::State& state) {
    auto& library = shared_library();
    class Nothing final : public library::KnownLibrary {
        Result<std::vector<domain::KnownFolder>> folders() const override { return std::vector<domain::KnownFolder>{}; }
        Result<std::vector<domain::MediaFile>> files(const std::string&) const override { return std::vector<domain::MediaFile>{}; }
        Result<std::optional<domain::ContentPrint>> print_of(ContentKey) const override { return std::optional<domain::ContentPrint>(); }
    };
    const auto probe = [](const library::ProbeRequest&) -> Result<media::Description> { return media::Description{.format = "none"}; };
    for (auto _ : state)
        benchmark::DoNotOptimize(library::scan_library(library.root(), Nothing(), probe, [](domain::ScannedSeries) { return Result<void>(); }).value());
}
BENCHMARK(first_scan_without_probing)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

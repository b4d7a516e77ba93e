#include <unistd.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <memory>

#include "base/text.h"
#include "commands.h"
#include "service/open_with_subtitles.h"
#include "service/packaging.h"

namespace bt::app {
namespace package_command {
namespace {

struct Options {
    std::string file, folder;
    bool json = false;
};

void show_bar(const service::PackagingProgress& progress) {
    const auto percent = progress.files_total == 0 ? 100 : progress.files_done * 100 / progress.files_total;
    std::fprintf(stderr, "\r%3zu %%  %zu of %zu files, %.1f MB", percent, progress.files_done, progress.files_total,
                 static_cast<double>(progress.bytes_written) / 1e6);
    if (progress.files_done == progress.files_total) std::fputc('\n', stderr);
}

int run(const Options& options) {
    const auto presentation = service::open_with_subtitles(options.file);
    if (!presentation) return fail(options.file, presentation.error());
    const bool bar = ::isatty(STDERR_FILENO) == 1;
    const auto done = service::package(**presentation, options.folder, [bar](const auto& progress) { if (bar) show_bar(progress); });
    if (!done) return fail(options.file, done.error());
    for (const auto& each : (*presentation)->left_out()) {
        std::fprintf(stderr, "left out: %s track %u: %s\n", std::string(to_string(each.track->kind)).c_str(), each.track->number.value, each.reason.c_str());
    }
    for (const auto& each : (*presentation)->left_out_files()) std::fprintf(stderr, "left out: %s: %s\n", each.file.c_str(), each.reason.c_str());
    if (options.json) {
        boost::json::array left_out;
        for (const auto& each : (*presentation)->left_out()) left_out.push_back({{"track", each.track->number.value}, {"reason", each.reason}});
        for (const auto& each : (*presentation)->left_out_files()) left_out.push_back({{"file", to_valid_utf8(each.file)}, {"reason", each.reason}});
        const boost::json::object result{{"hls", "master.m3u8"}, {"dash", "manifest.mpd"}, {"files", done->files_done},
                                         {"bytes", done->bytes_written}, {"left_out", std::move(left_out)}};
        std::printf("%s\n", boost::json::serialize(result).c_str());
    } else {
        std::printf("%s/master.m3u8\n%s/manifest.mpd\n", options.folder.c_str(), options.folder.c_str());
    }
    return kSuccess;
}

}  // namespace
}  // namespace package_command

void add_package(CLI::App& app, Command& chosen) {
    using namespace package_command;
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("package", "Write the HLS and DASH that the server would send, as static files for a web server or CDN");
    command->add_option("FILE", options->file, "An MP4 or Matroska file; subtitle and sound files beside it are taken along")->required();
    command->add_option("DIR", options->folder, "A new or empty folder")->required();
    command->add_flag("--json", options->json, "Print the result as one JSON object");
    command->footer("DIR then holds master.m3u8 (HLS) and manifest.mpd (DASH) over the same segments, for any web server. Tracks that players\n"
                    "do not get are named with the reason. Exit code 1 when nothing of the file can be carried or DIR cannot be written.");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace bt::app

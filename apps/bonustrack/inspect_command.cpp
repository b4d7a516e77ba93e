#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "commands.h"
#include "service/inspection.h"

namespace bt::app {
namespace inspect_command {
namespace {

struct Options {
    std::string file;
    bool json = false, samples = false;
};

int run(const Options& options) {
    const auto inspection = service::inspect(options.file);
    if (!inspection) return fail(options.file, inspection.error());
    if (options.samples) {
        const auto written = service::write_samples(*inspection, [](std::string_view line) {
            std::fwrite(line.data(), 1, line.size(), stdout);
            std::fputc('\n', stdout);
        });
        return written ? kSuccess : fail(options.file, written.error());
    }
    std::fputs((options.json ? service::to_json(*inspection) + "\n" : service::to_text(*inspection)).c_str(), stdout);
    return kSuccess;
}

}  // namespace
}  // namespace inspect_command

void add_inspect(CLI::App& app, Command& chosen) {
    using namespace inspect_command;
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("inspect", "Tell what is inside a media file: container, tracks, codecs, durations, keyframes, chapters");
    command->add_option("FILE", options->file, "A media file of any kind")->required();
    command->add_flag("--json", options->json, "One JSON object instead of text; times in seconds");
    command->add_flag("--samples", options->samples, "Every sample of every track, a JSON object a line; walks the whole file");
    command->footer("Says for each track how players get it, or why they do not. Exit code 1 when the file cannot be read.");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace bt::app

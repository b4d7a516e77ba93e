#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "commands.h"
#include "service/names_bench.h"

namespace bt::app {
namespace names_command {
namespace {

struct Options {
    std::string table;
    std::size_t crowd = 0;
    bool json = false;
};

int run(const Options& options) {
    const auto figures = service::bench_names(options.table, options.crowd);
    if (!figures) {
        std::fprintf(stderr, "bonustrack: %s: %s\n", options.table.c_str(), figures.error().describe().c_str());
        return kFailed;
    }
    std::printf("%s\n", figures->c_str());
    return kSuccess;
}

}  // namespace
}  // namespace names_command

void add_names(CLI::App& app, Command& chosen) {
    using namespace names_command;
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("names", "Measure how well and how fast names are found");
    command->add_option("--bench", options->table, "A table with the columns hangul, form and, if known, source, separated by tabs")->required()->check(CLI::ExistingFile);
    command->add_option("--crowd", options->crowd, "Add so many invented Korean names to the catalogue")->check(CLI::Range(0, 1'000'000));
    command->add_flag("--json", options->json, "The result is one JSON object in any case");
    command->footer("The catalogue knows only the Hangul column; every form is a query. r1 and r5 are the shares found first and among the\n"
                    "first five; times are milliseconds a query, on one thread, in this process.");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace bt::app

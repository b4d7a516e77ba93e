#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

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

void print_row(const std::string& name, const names::Figures& figures) {
    std::printf("%-18s %7zu  %6.4f  %6.4f  %7.2f  %7.2f  %7.2f\n", name.c_str(), figures.queries, figures.recall_at_1, figures.recall_at_5, figures.p50_ms,
                figures.p95_ms, figures.p99_ms);
}

void print_table(const names::Measurement& measured) {
    std::printf("%-18s %7s  %6s  %6s  %7s  %7s  %7s\n", "form", "queries", "r1", "r5", "p50 ms", "p95 ms", "p99 ms");
    print_row("as it stands", measured.all);
    for (const auto& [source, figures] : measured.by_source) print_row("  " + source, figures);
    print_row("one typo", measured.one_typo);
    print_row("reversed", measured.reversed);
    print_row("joined", measured.joined);
    print_row("Revised", measured.revised);
    print_row("McCune-Reischauer", measured.mccune_reischauer);
    print_row("Hangul", measured.hangul);
    print_row("initials", measured.initials);
    print_row("beginning", measured.prefix);
    std::printf("%zu people, an index of %zu bytes, made in %.1f ms\n", measured.people, measured.index_bytes, measured.build_ms);
}

int run(const Options& options) {
    const auto measured = service::bench_names(options.table, options.crowd);
    if (!measured) return fail(options.table, measured.error());
    if (options.json) std::printf("%s\n", service::names_json(*measured).c_str());
    else print_table(*measured);
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
    command->add_flag("--json", options->json, "One JSON object");
    command->footer("The catalogue knows only the Hangul column; every form is a query. r1 and r5 are the shares found first and among the\n"
                    "first five; times are milliseconds a query, on one thread, in this process.");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace bt::app

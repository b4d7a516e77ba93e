#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <thread>

#include "commands.h"
#include "service/sound/listening.h"
#include "service/sound/learnt_songs.h"

namespace bt::app {
namespace listen_command {
namespace {

struct Options {
    std::vector<std::string> paths;
    std::string songs, explain;
    bool json = false, no_cache = false;
    unsigned threads = 0;
};

/// One line on a terminal that is written over; nothing where nobody watches.
class ProgressLine {
public:
    void show(const std::string& what, std::size_t done, std::size_t total) {
        if (!watched_) return;
        std::fprintf(stderr, "\r\033[K%s %zu of %zu", what.c_str(), done, total);
        std::fflush(stderr);
        shown_ = true;
    }
    void clear() {
        if (shown_) std::fputs("\r\033[K", stderr);
        shown_ = false;
    }

private:
    bool watched_ = isatty(STDERR_FILENO) == 1;
    bool shown_ = false;
};

int run(const Options& options) {
    ProgressLine line;
    const auto say = [&](const std::string& words) {
        line.clear();
        std::fprintf(stderr, "bonustrack: %s\n", words.c_str());
    };
    const auto print = [&](const std::string& text) {
        line.clear();
        std::fputs(text.c_str(), stdout);
        std::fflush(stdout);
    };
    const service::ListenCalls calls{
        .episode = [&](const service::HeardEpisode& episode) { print(options.json ? service::to_json(episode) + "\n" : service::to_text(episode)); },
        .failure =
            [&](const std::string& file, const Error& error) {
                say(error.describe_in(file));
                if (options.json) print(service::failure_to_json(file, error) + "\n");
            },
        .remark = [&](const std::string& about, const std::string& words) { say(about + " " + words); },
        .progress = [&](const std::string& what, std::size_t done, std::size_t total) { line.show(what, done, total); },
    };
    service::ListenRequest request{.paths = options.paths, .songs = {}, .song_cache = {}, .threads = options.threads};
    if (request.threads == 0) request.threads = std::max(1U, std::thread::hardware_concurrency());
    if (!options.songs.empty()) request.songs = options.songs;
    if (!options.explain.empty()) request.explain = options.explain;
    if (!options.no_cache) request.song_cache = service::default_song_cache();
    const bool good = service::listen(request, calls);
    line.clear();
    return good ? kSuccess : kFailed;
}

}  // namespace
}  // namespace listen_command

void add_listen(CLI::App& app, Command& chosen) {
    using namespace listen_command;
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("listen", "Tell which song sounds when, and which part of an episode is which");
    command->add_option("FILE_OR_DIR", options->paths, "Episodes; those of one folder are heard together, as a season, and files named as pieces of one (cd1, cd2) as one, told by the first")->required();
    command->add_option("--songs", options->songs, "The folder of songs to look for (default: the soundtrack folders of the series)")->check(CLI::ExistingDirectory);
    command->add_flag("--json", options->json, "One JSON object a line, an episode each; times in seconds");
    command->add_option("--explain", options->explain, "Say of each cue why it was heard, and draw it into this folder (SVG)")->type_name("DIR");
    command->add_option("--threads", options->threads, "Files decoded at a time (default: one a processor)")->check(CLI::Range(1U, 64U));
    command->add_flag("--no-cache", options->no_cache, "Do not remember songs between runs");
    command->footer("Songs are learnt once and remembered in ~/.cache/bonustrack. Exit code 1 when a file could not be heard.");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace bt::app

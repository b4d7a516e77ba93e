#include <poll.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>

#include "commands.h"
#include "service/decoding/perform.h"
#include "service/version.h"

namespace bt::app {

namespace {

int failed(const Error& error, const std::string& words) {
    std::fprintf(stderr, "bonustrack: %s\n", words.c_str());
    return error.fault == Fault::Invalid ? kUsage : kFailed;
}

}  // namespace

int fail(const Error& error) { return failed(error, error.describe()); }
int fail(const std::string& file, const Error& error) { return failed(error, error.describe_in(file)); }

namespace {

/// Whether whoever reads what is printed has left (`inspect | head`): they wanted no more, which is no failure of ours.
bool has_reader_left() {
    pollfd output{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
    return ::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

/// `code`, unless the result could not be written: then nobody has it, whatever the command says.
int with_output_written(int code) {
    errno = 0;
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
    const auto reason = errno == 0 ? std::string() : std::string(": ") + std::strerror(errno);  // of an earlier write it is not known any more
    if (has_reader_left()) return code;
    std::fprintf(stderr, "bonustrack: the result could not be written to standard output%s\n", reason.c_str());
    return code == kSuccess ? kFailed : code;
}

/// The word in the place of a command that is none; empty for any other wrong use. CLI11 misses a command before it looks at what is left
/// over, and would only say that one is required.
std::string unknown_command(const CLI::App& app) {
    if (!app.get_subcommands().empty()) return {};
    for (const auto& word : app.remaining()) {
        if (!word.starts_with('-')) return word;
    }
    return {};
}

int fail_for_unknown(const std::string& word, const CLI::App& app) {
    std::string names;
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) names += (names.empty() ? "" : ", ") + command->get_name();
    std::fprintf(stderr, "bonustrack: there is no command \"%s\". There are %s: bonustrack --help says what each does\n", word.c_str(), names.c_str());
    return kUsage;
}

int run(int argc, char** argv) {
    CLI::App app("Bonustrack streams drama series straight from the original files and knows their soundtrack.", "bonustrack");
    app.set_version_flag("--version", std::string(bt::service::version()));
    app.require_subcommand(1);
    app.footer("Try:  bonustrack serve ~/Videos/Series    and open http://127.0.0.1:8420");
    Command chosen;
    add_serve(app, chosen);
    add_inspect(app, chosen);
    add_package(app, chosen);
    add_listen(app, chosen);
    add_search(app, chosen);
    add_names(app, chosen);
    add_cues(app, chosen);
    add_correct(app, chosen);
    add_backup(app, chosen);
    try {
        app.parse(argc, argv);
        return chosen();
    } catch (const CLI::ParseError& error) {
        if (const auto word = unknown_command(app); !word.empty() && error.get_name() == "RequiredError") return fail_for_unknown(word, app);
        return app.exit(error) == 0 ? kSuccess : kUsage;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bonustrack: a fault of the program itself: %s\n", error.what());
        return kFailed;
    }
}

}  // namespace
}  // namespace bt::app

int main(int argc, char** argv) {
    if (const auto done = bt::service::decode_if_helper(argc, argv)) return *done;
    std::signal(SIGPIPE, SIG_IGN);  // a reader that leaves is an error code, not a death
    return bt::app::with_output_written(bt::app::run(argc, argv));
}

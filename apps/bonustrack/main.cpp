#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>

#include "commands.h"
#include "service/decoding/perform.h"
#include "service/version.h"

int main(int argc, char** argv) {
    using namespace bt::app;
    if (const auto done = bt::service::decode_if_helper(argc, argv)) return *done;
    std::signal(SIGPIPE, SIG_IGN);  // a reader that leaves (`inspect | head`) is an error code, not a death

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
    try {
        app.parse(argc, argv);
        return chosen();
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kSuccess : kUsage;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bonustrack: a fault of the program itself: %s\n", error.what());
        return kFailed;
    }
}

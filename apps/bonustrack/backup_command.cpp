#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "commands.h"
#include "service/catalogue.h"
#include "service/serving.h"
#include "store/backup.h"

namespace bt::app {
namespace backup_command {
namespace {

struct Options {
    std::string file, data;
    bool force = false, json = false;
};

int run(const Options& options) {
    auto bytes = service::back_up_catalogue(options.data, options.file, options.force ? store::Existing::Replace : store::Existing::Refuse);
    if (!bytes) {
        auto error = std::move(bytes).error();
        if (error.fault == Fault::Conflict) error.message += "; --force replaces it";
        return fail(error);
    }
    if (options.json) std::printf("%s\n", boost::json::serialize(boost::json::object{{"file", options.file}, {"bytes", *bytes}}).c_str());
    else std::printf("%s: %.1f MB, checked\n", options.file.c_str(), static_cast<double>(*bytes) / 1e6);
    return kSuccess;
}

}  // namespace
}  // namespace backup_command

void add_backup(CLI::App& app, Command& chosen) {
    using namespace backup_command;
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("backup", "Copy the database, also while the server runs");
    command->add_option("FILE", options->file, "Where the copy goes, best on another disk; readable by you alone")->required();
    command->add_option("--data", options->data, "The server's data folder (default: " + service::default_data_folder() + ")");
    command->add_flag("--force", options->force, "Replace FILE, once the new copy is complete and checked");
    command->add_flag("--json", options->json, "One JSON object: file, bytes");
    command->footer("The copy is of one moment, and has been checked before it gets its name. It holds what cannot be made anew: ids that links and players know,\n"
                    "corrections, names, joined people, albums given to series. All else in the data folder (landmarks, storyboards, indexes, pictures) is\n"
                    "made again from the libraries, which takes as long as the first time; it may be copied while the server is stopped.\n\n"
                    "To restore: stop the server; put FILE in the place of bonustrack.db in the data folder, owned by the server's user; remove\n"
                    "bonustrack.db-wal and bonustrack.db-shm there, which belong to the database before; start the server.");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace bt::app

// The commands of the program: each adds itself to the command line and runs when it was named.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"

namespace CLI {
class App;
}

namespace bt::app {

/// What the process returns: product contract.
enum ExitCode : int { kSuccess = 0, kFailed = 1, kUsage = 2 };

/// Says on standard error what went wrong; returns the exit code for it.
int fail(const Error& error);
/// The same of a file, which is named first.
int fail(const std::string& file, const Error& error);

/// Runs the chosen command and gives the exit code.
using Command = std::function<int()>;

void add_serve(CLI::App& app, Command& chosen);
void add_inspect(CLI::App& app, Command& chosen);
void add_package(CLI::App& app, Command& chosen);
void add_listen(CLI::App& app, Command& chosen);
void add_search(CLI::App& app, Command& chosen);
void add_names(CLI::App& app, Command& chosen);
void add_cues(CLI::App& app, Command& chosen);
void add_correct(CLI::App& app, Command& chosen);
void add_backup(CLI::App& app, Command& chosen);

}  // namespace bt::app

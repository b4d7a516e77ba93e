#include <malloc.h>
#include <pthread.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "commands.h"
#include "service/serving.h"
#include "service/version.h"

namespace bt::app {
namespace serve_command {
namespace {

constexpr auto kStopPatience = std::chrono::seconds(10);

struct Options {
    service::ServeOptions serve;
    std::string changes = "home", log_level = "info";
};

const std::map<std::string, service::Changes> kChanges{{"home", service::Changes::Home}, {"everyone", service::Changes::Everyone}, {"nobody", service::Changes::Nobody}};

/// One line on the terminal while a library is scanned, overwritten as it goes.
class ScanLine {
public:
    void show(const service::ScanStatus& status) {
        const std::lock_guard lock(mutex_);
        if (is_open_) tell(status);
        else if (!status.is_scanning) ended_.push_back(status);
    }

    /// The server runs: what was scanned meanwhile is told. One that cannot start has nothing to say but why.
    void open() {
        const std::lock_guard lock(mutex_);
        is_open_ = true;
        for (const auto& status : ended_) tell(status);
        ended_.clear();
    }

private:
    void tell(const service::ScanStatus& status) {
        const auto& progress = status.progress;
        if (!status.is_scanning) {
            if (is_terminal_) std::fputs("\r\033[K", stderr);
            say_outcome(status);
        } else if (is_terminal_) {
            const auto percent = progress.files_to_probe == 0 ? 0 : progress.files_probed * 100 / progress.files_to_probe;
            std::fprintf(stderr, "\r\033[KScanning: %zu folders, %zu of %zu files (%zu %%) %.40s", static_cast<std::size_t>(progress.folders_seen),
                         static_cast<std::size_t>(progress.files_probed), static_cast<std::size_t>(progress.files_to_probe), static_cast<std::size_t>(percent),
                         progress.current.c_str());
        }
    }

    /// What was said before goes without saying: a library that is away is tried twice a minute.
    void say_outcome(const service::ScanStatus& status) {
        const auto& progress = status.progress;
        const auto failure = status.failure ? status.failure->describe() : std::string();
        const auto [told, is_first] = told_.try_emplace(status.library);
        const bool is_news = is_first || told->second != failure || (failure.empty() && progress.series_changed > 0);
        told->second = failure;
        if (!is_news) return;
        if (!failure.empty()) {
            std::fprintf(stderr, "Scan failed: %s. It is tried again twice a minute\n", failure.c_str());
            return;
        }
        std::fprintf(stderr, "Scanned %s: %zu series, %zu of them new or changed, %zu files looked into", status.library.c_str(),
                     static_cast<std::size_t>(progress.series_found), static_cast<std::size_t>(progress.series_changed),
                     static_cast<std::size_t>(progress.files_probed));
        if (status.unread > 0) std::fprintf(stderr, "; not readable: %zu (see /api/v1/problems)", static_cast<std::size_t>(status.unread));
        if (progress.series_found == 0) std::fputs(". A folder with episodes in it is a series, and is noticed when it is put there", stderr);
        std::fputc('\n', stderr);
    }

    std::mutex mutex_;
    bool is_open_ = false;
    std::vector<service::ScanStatus> ended_;  ///< before open()
    std::map<std::string, std::string> told_;  ///< of each library, why its last scan failed; empty when it did not
    const bool is_terminal_ = ::isatty(STDERR_FILENO) == 1;
};

/// A settings file without sections: each line is an option of serve. CLI11 would name neither the file nor what is wrong with a line.
class ServeSettings final : public CLI::ConfigTOML {
public:
    /// Both outlive it.
    ServeSettings(const CLI::App& app, const CLI::App& serve) : app_(app), serve_(serve) {}

    std::vector<CLI::ConfigItem> from_config(std::istream& in) const override {
        auto lines = CLI::ConfigTOML::from_config(in);
        for (auto& line : lines) {
            check(line);
            line.parents.insert(line.parents.begin(), "serve");
        }
        return lines;
    }

private:
    void check(const CLI::ConfigItem& line) const {
        const auto* option = line.parents.empty() ? serve_.get_option_no_throw("--" + line.name) : nullptr;
        if (option != nullptr && option->get_configurable()) return;
        const auto file = CLI::detail::join(app_.get_config_ptr()->results(), ", ");
        const auto wrong = line.parents.empty() ? "\"" + line.name + "\" is no option of serve" : "it has a section [" + CLI::detail::join(line.parents, ".") + "], where lines of name = value are enough";
        throw CLI::ConfigError(file + ": " + wrong + "; bonustrack serve --help lists the options", CLI::ExitCodes::ConfigError);
    }

    const CLI::App &app_, &serve_;
};

/// A folder that is not there may be on a disk that is unplugged; what lies there and is no folder is a slip of the pen.
std::string fault_of_library(const std::string& path) {
    std::error_code fault;
    const bool is_file = std::filesystem::exists(path, fault) && !std::filesystem::is_directory(path, fault);
    return is_file ? "Not a folder: " + path : std::string();
}

/// Where none of them is there, more likely the names are wrong than all disks away.
bool is_none_there(const std::vector<std::string>& libraries) {
    std::error_code fault;
    return !libraries.empty() && std::ranges::none_of(libraries, [&](const auto& path) { return std::filesystem::is_directory(path, fault); });
}

int run(Options options) {
    if (is_none_there(options.serve.libraries)) {
        for (const auto& path : options.serve.libraries) std::fprintf(stderr, "bonustrack: the library %s is not there\n", path.c_str());
        return kUsage;
    }
    // A heap for each of the dozen threads that hardly ever allocate at once would keep some megabytes more resident.
    ::mallopt(M_ARENA_MAX, 2);
    // Threads inherit the mask: the signals come to sigwait below and to nobody else.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    spdlog::set_default_logger(spdlog::stderr_logger_mt("bonustrack"));  // standard output is for the address alone
    spdlog::set_level(spdlog::level::from_str(options.log_level));
    ScanLine line;
    options.serve.on_scan_progress = [&line](const auto& status) { line.show(status); };
    options.serve.changes = kChanges.at(options.changes);
    if (options.serve.data.empty()) options.serve.data = service::default_data_folder();
    const auto serving = service::Serving::start(options.serve);
    if (!serving) {
        const bool is_taken = serving.error().fault == Fault::Conflict;
        std::fprintf(stderr, "bonustrack: %s%s\n", serving.error().describe().c_str(),
                     is_taken ? ". Stop what uses that port, or choose another one: --listen HOST:PORT" : "");
        return serving.error().fault == Fault::Invalid ? kUsage : kFailed;
    }
    line.open();
    if (options.serve.libraries.empty()) std::fprintf(stderr, "No library is named: the pages will be empty. Try: bonustrack serve FOLDER\n");
    for (const auto& url : (*serving)->urls()) std::printf("Bonustrack %s is at %s\n", std::string(service::version()).c_str(), url.c_str());
    std::fflush(stdout);

    int signal = 0;
    sigwait(&signals, &signal);
    std::fprintf(stderr, "\nStopping; running answers have %lld s to finish\n", static_cast<long long>(kStopPatience.count()));
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);  // a second one ends the program at once
    (*serving)->stop(kStopPatience);
    return kSuccess;
}

}  // namespace
}  // namespace serve_command

void add_serve(CLI::App& app, Command& chosen) {
    using namespace serve_command;
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("serve", "Scan folders of series, watch them, and serve them to browsers and players");
    command->add_option("LIBRARY,--library", options->serve.libraries, "Folders of series, or of one series")->check(CLI::Validator([](const std::string& path) { return fault_of_library(path); }, ""));
    // One address each: what follows it is a library.
    command->add_option("--listen", options->serve.listen, "Addresses to listen on: HOST:PORT, [IPV6]:PORT, *:PORT; port 0 takes any free one")->capture_default_str()->delimiter(',')->allow_extra_args(false);
    command->add_option("--allow-host", options->serve.allowed_hosts, "Names under which browsers may reach it, such as a proxy's; addresses, localhost and this "
                        "machine's name are always allowed, * allows any")->delimiter(',')->allow_extra_args(false);
    command->add_option("--changes", options->changes, "Whose changes are taken over HTTP (corrections, names, scans): home is this machine and private networks, also behind a "
                        "proxy that names its client (Forwarded or X-Forwarded-For); everyone; nobody")->check(CLI::IsMember(kChanges))->capture_default_str();
    command->add_option("--data", options->serve.data, "Folder for the database and indexes (default: " + service::default_data_folder() + ")");
    auto* certificate = command->add_option("--tls-certificate", options->serve.tls_certificate, "PEM file with the certificate chain: serve https")->check(CLI::ExistingFile);
    auto* key = command->add_option("--tls-key", options->serve.tls_key, "PEM file with the certificate's key")->check(CLI::ExistingFile);
    certificate->needs(key);
    key->needs(certificate);
    command->add_option("--threads", options->serve.io_threads, "Threads that serve (default: one a core, at most 4)")->check(CLI::Range(1, 64));
    command->add_option("--scan-threads", options->serve.probe_threads, "Files looked into at once while scanning")->check(CLI::Range(1, 8))->capture_default_str();
    command->add_flag("--analysis,!--no-analysis", options->serve.analyse, "Listen to the library in the background for songs and parts (default), or do not");
    command->add_flag("--storyboards,!--no-storyboards", options->serve.make_storyboards, "Make thumbnails for the seek bar in the background (default), or do not");
    command->add_option("--log-level", options->log_level, "debug, info, warning or error")->check(CLI::IsMember({"debug", "info", "warning", "error"}))->capture_default_str();
    // CLI11 reads a settings file for the whole program only: --config is the program's, reached from here, and its lines are ours.
    app.set_config("--config", "", "A file with options of serve, one a line: name = value")->check(CLI::ExistingFile);
    app.config_formatter(std::make_shared<ServeSettings>(app, *command));
    app.allow_config_extras(CLI::config_extras_mode::error);
    command->fallthrough();
    command->footer("Nothing in a library is ever written to. Open the printed address in a browser; players take\n"
                    "/media/{key}/master.m3u8 (HLS) and /media/{key}/manifest.mpd (DASH), see /api/v1/series.");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace bt::app

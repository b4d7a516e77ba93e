// The helpers that a test has started, to be treated badly.
#pragma once

#include <signal.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace bt::service::testing {

/// The children of this process that are not dead.
inline std::vector<pid_t> helpers() {
    std::vector<pid_t> found;
    std::error_code fault;
    for (std::filesystem::directory_iterator each("/proc", fault), end; !fault && each != end; each.increment(fault)) {
        const auto name = each->path().filename().string();
        pid_t process = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), process).ec != std::errc()) continue;
        std::ifstream file(each->path() / "stat");
        std::string stat{std::istreambuf_iterator<char>(file), {}};
        if (stat.rfind(')') == std::string::npos) continue;
        std::istringstream rest(stat.substr(stat.rfind(')') + 1));
        char state = 0;
        pid_t parent = 0;
        rest >> state >> parent;
        if (parent == ::getpid() && state != 'Z' && state != 'X') found.push_back(process);
    }
    return found;
}

/// Sends it to all of them; how many there were.
inline std::size_t signal_helpers(int signal) {
    const auto all = helpers();
    for (const auto each : all) ::kill(each, signal);
    return all.size();
}

}  // namespace bt::service::testing

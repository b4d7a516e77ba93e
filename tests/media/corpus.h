// Real files for tests, when they are there: the folder named by BONUSTRACK_CORPUS, or ../shared/corpus beside the source tree.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "source_dir.h"

namespace bt::testing {

/// The corpus's folder of that name, or an empty path.
inline std::filesystem::path corpus_folder(const std::string& name) {
    const char* const set = std::getenv("BONUSTRACK_CORPUS");
    const auto root = set != nullptr ? std::filesystem::path(set) : std::filesystem::path(BT_SOURCE_DIR) / ".." / "shared" / "corpus";
    std::error_code ignored;
    const auto folder = root / name;
    return std::filesystem::is_directory(folder, ignored) ? std::filesystem::canonical(folder, ignored) : std::filesystem::path();
}

/// All regular files under `folder`, sorted.
inline std::vector<std::filesystem::path> files_under(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    if (folder.empty()) return files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// What a shell command prints; nothing when it fails. For independent tools such as ffprobe.
inline std::optional<std::string> output_of(const std::string& command) {
    FILE* const pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
    if (pipe == nullptr) return std::nullopt;
    std::string text;
    char piece[4096];
    for (std::size_t got = 0; (got = ::fread(piece, 1, sizeof piece, pipe)) > 0;) text.append(piece, got);
    if (::pclose(pipe) != 0) return std::nullopt;
    return text;
}

/// `path` as one word of a shell command.
inline std::string quoted(const std::filesystem::path& path) {
    std::string out = "'";
    for (const char c : path.string()) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

inline bool has_tool(const std::string& name) { return output_of("command -v " + name).has_value(); }

}  // namespace bt::testing

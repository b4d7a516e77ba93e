// Folders of tests: nothing stays behind them.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>

namespace bt::tests {

/// There with its object, and gone with it, whatever is in it.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "bonustrack-XXXXXX").string();
        if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::string file(const std::string& name) const { return (path_ / name).string(); }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// A file in a folder of this run, which goes when the program ends: for what many tests make by the way.
inline std::string scratch_file(const std::string& name) {
    static const TemporaryFolder folder;
    return folder.file(name);
}

}  // namespace bt::tests

// A library in a folder of its own that goes away with the test.
#pragma once

#include <fcntl.h>
#include <stdlib.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "library/scanner.h"

namespace bt::library::test {

class TemporaryLibrary {
public:
    TemporaryLibrary() {
        std::string name = (std::filesystem::temp_directory_path() / "library_XXXXXX").string();
        outer_ = mkdtemp(name.data());
        root_ = outer_ / "Library";
        std::filesystem::create_directory(root_);
    }
    ~TemporaryLibrary() {
        std::error_code ignored;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(outer_, std::filesystem::directory_options::skip_permission_denied, ignored))
            if (entry.is_directory(ignored)) std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_all, ignored);
        std::filesystem::remove_all(outer_, ignored);
    }
    TemporaryLibrary(const TemporaryLibrary&) = delete;
    TemporaryLibrary& operator=(const TemporaryLibrary&) = delete;

    std::string root() const { return root_.string(); }
    std::filesystem::path path(std::string_view relative) const { return root_ / relative; }

    void write(std::string_view relative, std::string_view content) const {
        std::filesystem::create_directories(path(relative).parent_path());
        std::ofstream(path(relative), std::ios::binary) << content;
    }
    /// A file whose content is its own path: every one differs.
    void add(std::initializer_list<const char*> files) const {
        for (const char* file : files) write(file, file);
    }

private:
    std::filesystem::path outer_, root_;
};

/// Takes every file whose content begins with "text" for no video; a height may be stated as "height=720".
inline Result<media::Description> fake_probe(const ProbeRequest& request) {
    const auto bytes = request.bytes->read({0, std::min<std::uint64_t>(request.bytes->size(), 256)});
    const std::string content(as_text(*bytes));
    if (content.starts_with("text")) return Error{Fault::Unsupported, "this is text, not a video"};
    media::Description description{.container = media::Container::Matroska, .format = "matroska", .duration = {60'000, kMilliseconds}};
    media::Track video{.kind = media::TrackKind::Video, .codec = media::Codec::H264, .video = media::VideoFormat{.width = 16, .height = 9}};
    if (const auto at = content.find("height="); at != std::string::npos) {
        video.video->height = static_cast<std::uint32_t>(std::stoul(content.substr(at + 7)));
        video.video->width = video.video->height * 16 / 9;
    }
    description.tracks.push_back(video);
    return description;
}

/// A store in memory: keeps what the sink is given and hands it back to the next scan.
class MemoryLibrary final : public KnownLibrary {
public:
    Result<std::vector<domain::KnownFolder>> folders() const override {
        std::vector<domain::KnownFolder> out;
        for (const auto& [folder, scanned] : series) out.push_back({folder, scanned.signature});
        return out;
    }
    Result<std::vector<domain::MediaFile>> files(const std::string& folder) const override {
        std::vector<domain::MediaFile> out;
        const auto found = series.find(folder);
        if (found == series.end()) return out;
        for (const auto* file : domain::media_files_of(found->second.series)) out.push_back(*file);
        return out;
    }
    Result<std::optional<domain::ContentPrint>> print_of(ContentKey content) const override {
        const auto found = prints.find(content);
        return found == prints.end() ? std::nullopt : std::optional(found->second);
    }
    /// Scans once; probed paths are added to `probed`.
    ScanReport scan(const std::string& root, ScanOptions options = {}) {
        probed.clear();
        const auto probe = [this](const ProbeRequest& request) {
            {
                const std::scoped_lock lock(lock_);
                probed.push_back(request.path);
            }
            return fake_probe(request);
        };
        const auto sink = [this](domain::ScannedSeries scanned) -> Result<void> {
            for (const auto& [content, print] : scanned.prints) prints.emplace(content, print);
            series.insert_or_assign(scanned.folder, std::move(scanned));
            return {};
        };
        auto report = scan_library(root, *this, probe, sink, options).value();
        for (const auto& folder : report.vanished) series.erase(folder);
        return report;
    }

    std::map<std::string, domain::ScannedSeries> series;
    std::map<ContentKey, domain::ContentPrint> prints;
    std::vector<std::string> probed;

private:
    std::mutex lock_;
};

/// Root reads everything: the scan is made by a nobody.
inline ScanReport scan_as_nobody(MemoryLibrary& library, const TemporaryLibrary& at) {
    std::filesystem::permissions(std::filesystem::path(at.root()).parent_path(), std::filesystem::perms(0755));
    const int before = setfsuid(geteuid() == 0 ? 65534 : geteuid());
    auto report = library.scan(at.root());
    setfsuid(static_cast<uid_t>(before));
    return report;
}

}  // namespace bt::library::test

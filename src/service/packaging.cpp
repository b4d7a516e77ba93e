#include "service/packaging.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "delivery/resources.h"
#include "io/atomic_file.h"

namespace bt::service {
namespace {

constexpr std::uint64_t kCopyBytes = 1U << 20;

/// What was made in and for one folder, which is taken away again unless it is kept: a folder that holds a part would be taken for the whole
/// by a CDN, and refused as not empty when somebody tries again.
class Made {
public:
    explicit Made(std::filesystem::path root) : root_(std::move(root)) {}
    ~Made() { take_away(); }
    Made(const Made&) = delete;
    Made& operator=(const Made&) = delete;

    Result<void> make_empty_root() {
        BT_CHECK(make_folder(root_));
        std::error_code fault;
        const bool empty = std::filesystem::is_empty(root_, fault);
        if (fault) return Error{.fault = Fault::Io, .message = fmt::format("look into {}: {}", root_.string(), fault.message())};
        if (!empty) return Error{.fault = Fault::Conflict, .message = fmt::format("{} is not empty: name a new folder", root_.string())};
        return {};
    }

    /// With those above it.
    Result<void> make_folder(const std::filesystem::path& folder) {
        std::error_code fault;
        if (folder.empty() || std::filesystem::is_directory(folder, fault)) return {};
        BT_CHECK(make_folder(folder.parent_path()));
        const bool is_new = std::filesystem::create_directory(folder, fault);
        if (fault) return Error{.fault = Fault::Io, .message = fmt::format("make the folder {}: {}", folder.string(), fault.message())};
        if (is_new) paths_.push_back(folder);
        return {};
    }

    void add_file(const std::filesystem::path& file) { paths_.push_back(file); }
    void keep() { paths_.clear(); }

private:
    void take_away() {
        // Only what is named here, and folders only when they are empty: whatever else came to lie there is somebody else's.
        std::error_code ignored;
        for (auto path = paths_.rbegin(); path != paths_.rend(); ++path) std::filesystem::remove(*path, ignored);
    }

    const std::filesystem::path root_;
    std::vector<std::filesystem::path> paths_;  // in the order they were made
};

Result<void> copy(const io::ByteSource& from, ByteRange range, io::AtomicFile& to) {
    while (range.size > 0) {
        const auto count = std::min(range.size, kCopyBytes);
        BT_TRY(const auto bytes, from.read({range.offset, count}));
        BT_CHECK(to.write(bytes));
        range = {range.offset + count, range.size - count};
    }
    return {};
}

Result<void> write_resource(const delivery::Presentation& presentation, const delivery::Resource& resource, const std::filesystem::path& path) {
    BT_TRY(auto out, io::AtomicFile::create(path.string()));
    for (const auto& piece : resource.pieces) {
        if (piece.memory) BT_CHECK(out.write(*piece.memory));
        else BT_CHECK(copy(*presentation.file().source(), piece.range, out));
    }
    return out.commit();
}

}  // namespace

Result<PackagingProgress> package(const delivery::Presentation& presentation, const std::string& folder,
                                  const std::function<void(const PackagingProgress&)>& on_progress) {
    const std::filesystem::path root(folder);
    Made made(root);
    BT_CHECK(made.make_empty_root());
    const auto paths = delivery::all_paths(presentation);
    PackagingProgress progress{.files_total = paths.size()};
    for (const auto& path : paths) {
        BT_TRY(const auto resource, delivery::resource_at(presentation, path).within(path));
        const auto target = root / path;
        BT_CHECK(made.make_folder(target.parent_path()));
        BT_CHECK(write_resource(presentation, resource, target).within(path));
        made.add_file(target);
        ++progress.files_done;
        progress.bytes_written += resource.size();
        if (on_progress) on_progress(progress);
    }
    made.keep();
    return progress;
}

}  // namespace bt::service

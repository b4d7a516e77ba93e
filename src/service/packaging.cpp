#include "service/packaging.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "delivery/resources.h"
#include "io/atomic_file.h"

namespace bt::service {
namespace {

constexpr std::uint64_t kCopyBytes = 1U << 20;

Result<void> make_empty_folder(const std::filesystem::path& folder) {
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    if (fault) return Error{.fault = Fault::Io, .message = fmt::format("make the folder {}: {}", folder.string(), fault.message())};
    const bool empty = std::filesystem::is_empty(folder, fault);
    if (fault) return Error{.fault = Fault::Io, .message = fmt::format("look into {}: {}", folder.string(), fault.message())};
    if (!empty) return Error{.fault = Fault::Conflict, .message = fmt::format("{} is not empty: name a new folder", folder.string())};
    return {};
}

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
    BT_CHECK(make_empty_folder(root));
    const auto paths = delivery::all_paths(presentation);
    PackagingProgress progress{.files_total = paths.size()};
    for (const auto& path : paths) {
        BT_TRY(const auto resource, delivery::resource_at(presentation, path).within(path));
        const auto target = root / path;
        std::error_code fault;
        std::filesystem::create_directories(target.parent_path(), fault);
        if (fault) return Error{.fault = Fault::Io, .message = fmt::format("make the folder {}: {}", target.parent_path().string(), fault.message())};
        BT_CHECK(write_resource(presentation, resource, target).within(path));
        ++progress.files_done;
        progress.bytes_written += resource.size();
        if (on_progress) on_progress(progress);
    }
    return progress;
}

}  // namespace bt::service

#include "service/content_folder.h"

#include <chrono>
#include <filesystem>
#include <unordered_set>

namespace bt::service {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyDigits = 32;

/// Younger than this, a file that is half written may still be written.
constexpr auto kWritingTakes = std::chrono::hours(1);

bool is_half_written(const fs::directory_entry& entry) { return entry.path().extension() == ".part"; }

bool is_unwanted(const fs::directory_entry& entry, const std::unordered_set<ContentKey>& wanted) {
    std::error_code fault;
    if (is_half_written(entry)) return fs::file_time_type::clock::now() - entry.last_write_time(fault) > kWritingTakes;
    const auto key = ContentKey::parse(entry.path().filename().string().substr(0, kKeyDigits));
    return key && !wanted.contains(*key);
}

}  // namespace

std::string ContentFolder::path_of(ContentKey content, std::string_view ending) const {
    const auto name = content.text();
    return (fs::path(folder_) / name.substr(0, 2) / (name + std::string(ending))).string();
}

Result<io::AtomicFile> ContentFolder::create(ContentKey content, std::string_view ending) const {
    const fs::path path(path_of(content, ending));
    std::error_code fault;
    fs::create_directories(path.parent_path(), fault);
    if (fault) return Error{.fault = Fault::Io, .message = "make the folder: " + fault.message(), .place = path.parent_path().string()};
    return io::AtomicFile::create(path.string());
}

Result<void> ContentFolder::keep(ContentKey content, std::string_view ending, ByteView bytes) const {
    BT_TRY(auto file, create(content, ending));
    BT_CHECK(file.write(bytes));
    return file.commit();
}

std::size_t ContentFolder::remove_all_but(std::span<const ContentKey> wanted) const {
    const std::unordered_set<ContentKey> kept(wanted.begin(), wanted.end());
    std::size_t removed = 0;
    std::error_code fault;
    for (fs::recursive_directory_iterator each(folder_, fault), end; !fault && each != end; each.increment(fault)) {
        std::error_code ignored;
        if (each->is_regular_file(ignored) && is_unwanted(*each, kept) && fs::remove(each->path(), ignored)) ++removed;
    }
    return removed;
}

}  // namespace bt::service

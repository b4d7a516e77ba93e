#include "service/catalogue.h"

#include <chrono>
#include <filesystem>
#include <system_error>

#include "io/byte_source.h"
#include "library/fingerprint.h"
#include "service/serving.h"
#include "store/episode_reader.h"

namespace bt::service {
namespace {

/// For a server that is busy with a scan.
constexpr std::chrono::seconds kBackupPatience{30};

Result<std::string> catalogue_in(const std::string& data_folder) {
    const auto path = std::filesystem::path(data_folder.empty() ? default_data_folder() : data_folder) / "bonustrack.db";
    std::error_code fault;
    if (!std::filesystem::exists(path, fault)) return Error{.fault = Fault::NotFound, .message = "no catalogue at " + path.string() + ": serve a library first"};
    return path.string();
}

}  // namespace

Result<std::shared_ptr<store::Database>> open_catalogue(const std::string& data_folder) {
    BT_TRY(const auto path, catalogue_in(data_folder));
    return store::Database::open(path);
}

Result<std::uint64_t> back_up_catalogue(const std::string& data_folder, const std::string& file, store::Existing existing) {
    BT_TRY(const auto path, catalogue_in(data_folder));
    BT_CHECK(store::back_up(path, file, existing, kBackupPatience));
    std::error_code ignored;
    return std::filesystem::file_size(file, ignored);
}

Result<domain::EpisodeId> episode_of_file(store::Database& database, const std::string& path) {
    BT_TRY(const auto file, io::File::open(path));
    BT_TRY(const auto sampled, library::read_content_key(*file));
    BT_TRY(const auto print, library::read_content_print(*file));
    std::error_code fault;
    const auto place = std::filesystem::canonical(path, fault).string();  // as the roots of libraries are kept
    const store::EpisodeReader episodes(database);
    if (auto told_apart = episodes.by_content(library::key_told_apart(sampled, print), place)) return told_apart;
    auto found = episodes.by_content(sampled, place);
    if (!found && found.error().fault == Fault::NotFound) return Error{.fault = Fault::NotFound, .message = "no episode of the library is " + path + ": serve its folder first, with the same --data"};
    return found;
}

}  // namespace bt::service

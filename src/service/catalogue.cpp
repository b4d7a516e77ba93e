#include "service/catalogue.h"

#include <filesystem>

#include "io/byte_source.h"
#include "library/fingerprint.h"
#include "service/serving.h"
#include "store/episode_reader.h"

namespace bt::service {

Result<std::shared_ptr<store::Database>> open_catalogue(const std::string& data_folder) {
    const auto path = std::filesystem::path(data_folder.empty() ? default_data_folder() : data_folder) / "bonustrack.db";
    std::error_code fault;
    if (!std::filesystem::exists(path, fault)) return Error{.fault = Fault::NotFound, .message = "no catalogue at " + path.string() + ": serve a library first"};
    return store::Database::open(path.string());
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

#include "store/unheard_files.h"

#include <boost/json.hpp>

#include "store/stored_text.h"

namespace bt::store {

namespace json = boost::json;

std::string write_unheard_files(const std::vector<domain::UnheardFile>& files) {
    if (files.empty()) return {};
    json::array list;
    for (const auto& each : files) list.push_back(json::object{{"file", each.file}, {"reason", to_stored_text(each.reason)}});
    return json::serialize(list);
}

std::vector<domain::UnheardFile> read_unheard_files(std::string_view text) {
    std::vector<domain::UnheardFile> files;
    if (text.empty()) return files;
    boost::system::error_code fault;
    const auto value = json::parse(text, fault);
    const auto* list = value.if_array();
    if (fault || list == nullptr) return files;
    for (const auto& each : *list) {
        const auto* object = each.if_object();
        const auto* file = object != nullptr ? object->if_contains("file") : nullptr;
        const auto* reason = object != nullptr ? object->if_contains("reason") : nullptr;
        if (file == nullptr || reason == nullptr || !file->is_int64() || !reason->is_string()) continue;
        files.push_back({.file = static_cast<std::uint32_t>(file->get_int64()), .reason = std::string(reason->get_string())});
    }
    return files;
}

}  // namespace bt::store

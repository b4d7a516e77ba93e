// Trailers, interviews and what else lies beside the episodes, told by the name of the file or of its folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/series.h"

namespace bt::library {

/// "Rain-trailer", "Rain.sample", "Rain-behindthescenes", and files named just "trailer" or "sample".
struct ExtraName {
    domain::ExtraKind kind = domain::ExtraKind::Other;
    std::string base;  ///< the stem without the suffix; empty for a plain "trailer"
    friend bool operator==(const ExtraName&, const ExtraName&) = default;
};
std::optional<ExtraName> read_extra_suffix(std::string_view name_stem);
/// "Featurettes", "Deleted Scenes", "extras": the kind of what lies in such a folder.
std::optional<domain::ExtraKind> read_extras_folder(std::string_view name);

}  // namespace bt::library

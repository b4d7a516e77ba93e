// `bonustrack package`: what the server would send, written as static files for a web server or CDN.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "delivery/presentation.h"

namespace bt::service {

struct PackagingProgress {
    std::size_t files_done = 0, files_total = 0;
    std::uint64_t bytes_written = 0;
};

/// Writes every resource of `presentation` below `folder`, which is made when missing and must otherwise be empty. Manifests come
/// last, each file appears whole (written beside and renamed). What was made is taken away again when something fails. Faults: Conflict when
/// the folder holds something; Io, Denied; those of reading the media file.
Result<PackagingProgress> package(const delivery::Presentation& presentation, const std::string& folder,
                                  const std::function<void(const PackagingProgress&)>& on_progress);

}  // namespace bt::service

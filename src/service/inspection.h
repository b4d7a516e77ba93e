// What `bonustrack inspect` tells: everything known of one media file, for people and as JSON.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "delivery/presentation.h"
#include "media/index/description.h"

namespace bt::service {

struct Inspection {
    std::string path;
    std::uint64_t size = 0;
    ContentKey key;
    media::Description description;
    /// How players would get it; null when it needs conversion, and then `reason` says why.
    std::shared_ptr<const delivery::Presentation> presentation;
    std::string reason;
};

/// Opens the file with our readers, or describes it with libavformat when it is of another container.
/// Faults: those of opening; Unsupported when it is no media file at all.
Result<Inspection> inspect(const std::string& path);

/// Some lines a track, for a terminal.
std::string to_text(const Inspection& inspection);
/// One JSON object; times in seconds.
std::string to_json(const Inspection& inspection);

/// Every sample of every track as one JSON object a line: track, offset, size, decode and presentation time in ticks, duration,
/// sync. Walks the whole file. Faults: those of reading it; Unsupported when it needs conversion.
Result<void> write_samples(const Inspection& inspection, const std::function<void(std::string_view)>& line);

}  // namespace bt::service

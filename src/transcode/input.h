// Opening a file with libavformat, with the bounds every use of it wants: no other files or networks, few streams, no endless wait.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"

struct AVFormatContext;

namespace bt::transcode {

/// When to give up; hand it to nothing that outlives it.
struct Deadline {
    std::chrono::steady_clock::time_point at = std::chrono::steady_clock::time_point::max();
    bool is_over() const { return std::chrono::steady_clock::now() > at; }
};

struct CloseInput {
    void operator()(AVFormatContext* context) const;
};
using Input = std::unique_ptr<AVFormatContext, CloseInput>;

/// The file with its streams as far as they are known. While the input lives, `deadline` must: reading past it fails.
/// Faults: Unsupported (libavformat does not know it), Busy (it took too long), NotFound, Denied, Io.
Result<Input> open_input(const std::string& path, const Deadline& deadline);

/// Time zero of the presentation, in microseconds of the container's clock: MP4 and Matroska count from it, others from wherever they began.
std::int64_t presentation_start(const AVFormatContext& input);

/// What libavformat's error code means, in words.
Error libav_failure(int code, const Deadline& deadline);

}  // namespace bt::transcode

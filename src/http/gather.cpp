#include "http/gather.h"

#include <fcntl.h>

#include <algorithm>

namespace bt::http {

bool is_worth_gathering(const Body& body) {
    if (body.size() > kGatherUpTo) return false;
    std::uint64_t bytes = 0, stretches = 0;
    for (const auto& piece : body.pieces()) {
        if (!piece.file) continue;
        bytes += piece.size();
        ++stretches;
    }
    return stretches > 1 && bytes / stretches < kGatherStretch;
}

Result<std::string> gather(const Body& body) {
    const auto pieces = body.pieces();
    const auto is_file = [](const Piece& piece) { return piece.file != nullptr; };
    const auto first = std::find_if(pieces.begin(), pieces.end(), is_file);
    const auto last = std::find_if(pieces.rbegin(), pieces.rend(), is_file);
    // One question for the whole span: a disk then reads it in one go instead of frame by frame.
    if (first != pieces.end() && first->file == last->file && first->range.offset < last->range.end()) {
        ::posix_fadvise(first->file->descriptor(), static_cast<off_t>(first->range.offset), static_cast<off_t>(last->range.end() - first->range.offset),
                        POSIX_FADV_WILLNEED);
    }
    return body.read(kGatherUpTo);
}

}  // namespace bt::http

#include "http/direct.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>

namespace bt::http {
namespace {

/// How far ahead one question reaches: the frames of some seconds.
constexpr std::uint64_t kAhead = 1U << 20;
constexpr std::uint64_t kPage = 4'096;

// As in linux/mman.h of 6.5; glibc 2.36 knows neither the structures nor the call.
struct CachestatRange {
    std::uint64_t offset, length;
};
struct Cachestat {
    std::uint64_t in_cache, dirty, writeback, evicted, recently_evicted;
};
constexpr long kCachestatCall = 451;  // the same on every architecture

bool is_in_cache(const io::File& file, std::uint64_t from, std::uint64_t until) {
    static std::atomic<bool> can_tell = true;
    if (!can_tell.load(std::memory_order_relaxed)) return false;
    const CachestatRange range{from, until - from};
    Cachestat found{};
    if (::syscall(kCachestatCall, file.descriptor(), &range, &found, 0U) != 0) {
        // An older kernel, a container that forbids it, a file system that does not know: windows then, from now on.
        can_tell.store(false, std::memory_order_relaxed);
        return false;
    }
    return found.in_cache >= (until + kPage - 1) / kPage - from / kPage;
}

}  // namespace

bool is_worth_sending_directly(const Body& body) {
    std::uint64_t bytes = 0, stretches = 0;
    for (const auto& piece : body.pieces()) {
        if (!piece.file) continue;
        bytes += piece.size();
        ++stretches;
    }
    return stretches > 0 && bytes / stretches >= kDirectPiece;
}

bool Resident::holds(const std::shared_ptr<const io::File>& file, ByteRange range) {
    // A share may ask its server about what is in memory, too.
    if (!file->never_waits()) return false;
    if (file == file_ && range.offset >= from_ && range.end() <= until_) return true;
    const auto ahead = std::max(range.end(), std::min(range.offset + kAhead, file->size()));
    if (is_in_cache(*file, range.offset, ahead)) {
        file_ = file;
        from_ = range.offset;
        until_ = ahead;
        return true;
    }
    return ahead != range.end() && is_in_cache(*file, range.offset, range.end());
}

}  // namespace bt::http

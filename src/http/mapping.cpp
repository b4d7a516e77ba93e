#include "http/mapping.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <utility>

namespace bt::http {
namespace {

constexpr std::uint64_t kPage = 4'096;

// As in linux/mman.h of 6.5; glibc 2.36 knows neither the structures nor the call.
struct CachestatRange {
    std::uint64_t offset, length;
};
struct Cachestat {
    std::uint64_t in_cache, dirty, writeback, evicted, recently_evicted;
};
constexpr long kCachestatCall = 451;  // the same on every architecture

bool is_in_cache(const io::File& file, ByteRange range) {
    const CachestatRange asked{range.offset, range.size};
    Cachestat found{};
    if (::syscall(kCachestatCall, file.descriptor(), &asked, &found, 0U) != 0) return false;
    return found.in_cache >= (range.end() + kPage - 1) / kPage - range.offset / kPage;
}

std::uint64_t in_page(std::uint64_t offset) { return offset % kPage; }

}  // namespace

std::optional<Mapping> Mapping::of(std::shared_ptr<const io::File> file, ByteRange range) {
    // A share may ask its server about what is in memory, too.
    if (!file->never_waits() || !is_in_cache(*file, range)) return std::nullopt;
    const auto before = in_page(range.offset);
    auto* const begin = ::mmap(nullptr, static_cast<std::size_t>(before + range.size), PROT_READ, MAP_SHARED, file->descriptor(),
                               static_cast<off_t>(range.offset - before));
    if (begin == MAP_FAILED) return std::nullopt;
    Mapping mapping(std::move(file), range, static_cast<const std::byte*>(begin) + before);
    if (!mapping.is_whole()) return std::nullopt;
    return mapping;
}

Mapping::Mapping(std::shared_ptr<const io::File> file, ByteRange range, const std::byte* bytes)
    : file_(std::move(file)), range_(range), bytes_(bytes) {}

Mapping::Mapping(Mapping&& other) noexcept
    : file_(std::move(other.file_)), range_(other.range_), bytes_(std::exchange(other.bytes_, nullptr)) {}

Mapping::~Mapping() {
    if (!bytes_) return;
    const auto before = in_page(range_.offset);
    ::munmap(const_cast<std::byte*>(bytes_ - before), static_cast<std::size_t>(before + range_.size));
}

bool Mapping::is_whole() const {
    struct stat status {};
    return ::fstat(file_->descriptor(), &status) == 0 && static_cast<std::uint64_t>(status.st_size) >= range_.end();
}

}  // namespace bt::http

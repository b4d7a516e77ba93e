#include "service/picture_cache.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <vector>

namespace bt::service {
namespace {

namespace fs = std::filesystem;

// The time of a file says when it was last asked for, to the day: more would be a write for each look.
constexpr auto kNotedWithin = std::chrono::hours(24);

std::string ending_of(const PictureCache::Key& key) {
    const auto frame = key.key_frame ? fmt::format("-frame{}", *key.key_frame) : std::string();
    return fmt::format("{}{}-{}.{}", frame, key.is_upright ? "-upright" : "", key.width, key.form == PictureForm::WebP ? "webp" : "plain");
}

struct Kept {
    fs::path path;
    std::uint64_t bytes = 0;
    fs::file_time_type asked_for;
};

std::vector<Kept> list(const std::string& folder) {
    std::vector<Kept> found;
    std::error_code fault;
    for (fs::recursive_directory_iterator it(folder, fault), end; !fault && it != end; it.increment(fault)) {
        std::error_code gone;
        if (!it->is_regular_file(gone)) continue;
        Kept each{.path = it->path(), .bytes = it->file_size(gone), .asked_for = {}};
        if (!gone) each.asked_for = it->last_write_time(gone);
        if (!gone) found.push_back(std::move(each));
    }
    return found;
}

}  // namespace

PictureCache::PictureCache(std::string folder, std::uint64_t limit) : folder_(std::move(folder)), limit_(limit) {
    for (const auto& each : list(folder_.path())) kept_ += each.bytes;
}

std::shared_ptr<const io::File> PictureCache::find(const Key& key) const {
    const auto path = folder_.path_of(key.content, ending_of(key));
    auto file = io::File::open(path);
    if (!file) return nullptr;
    std::error_code ignored;
    const auto now = fs::file_time_type::clock::now();
    if (now - fs::last_write_time(path, ignored) > kNotedWithin) fs::last_write_time(path, now, ignored);
    return std::move(*file);
}

Result<void> PictureCache::keep(const Key& key, ByteView bytes) {
    BT_CHECK(folder_.keep(key.content, ending_of(key), bytes));
    const std::lock_guard lock(mutex_);
    kept_ += bytes.size();
    if (kept_ > limit_) make_room();
    return {};
}

void PictureCache::make_room() {
    auto all = list(folder_.path());
    std::ranges::sort(all, {}, &Kept::asked_for);
    kept_ = 0;
    for (const auto& each : all) kept_ += each.bytes;
    for (const auto& each : all) {
        if (kept_ <= limit_ - limit_ / 5) return;
        std::error_code fault;
        if (fs::remove(each.path, fault)) kept_ -= each.bytes;
    }
}

}  // namespace bt::service

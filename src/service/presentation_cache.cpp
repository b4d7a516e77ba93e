#include "service/presentation_cache.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>

#include "delivery/resources.h"
#include "library/fingerprint.h"
#include "service/index_store.h"

namespace bt::service {
namespace {

/// Then who waits lets go of the thread it holds, of which there are few.
constexpr std::chrono::seconds kLongestWalkOfOthers{2};

/// Whether the open file is still as it was when it was opened: one fstat.
bool is_as_opened(const io::File& file) {
    struct stat status {};
    if (::fstat(file.descriptor(), &status) != 0) return false;
    const auto modified = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
    return static_cast<std::uint64_t>(status.st_size) == file.size() && modified == file.modified_ns();
}

bool is_as_opened(const OpenMedia& media) {
    return is_as_opened(*media.file) && std::ranges::all_of(media.beside, [](const auto& file) { return is_as_opened(*file); });
}

bool never_waits(const OpenMedia& media) {
    return media.file->never_waits() && std::ranges::all_of(media.beside, [](const auto& file) { return file->never_waits(); });
}

std::vector<std::shared_ptr<const io::File>> files_of(const std::vector<delivery::ExternalSound>& sounds) {
    std::vector<std::shared_ptr<const io::File>> files;
    for (const auto& sound : sounds) {
        if (auto file = std::dynamic_pointer_cast<const io::File>(sound.media->source())) files.push_back(std::move(file));
    }
    return files;
}

Error busy(const char* what) { return {.fault = Fault::Busy, .message = fmt::format("{}; try again in some seconds", what)}; }
Error gone(ContentKey key) { return {.fault = Fault::NotFound, .message = "no file in the library has the content " + key.text()}; }

}  // namespace

bool WholeTexts::has(std::string_view path) {
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return false;
    const auto name = path.substr(slash + 1);
    return name == "all.vtt" || name == "all.ass" || name == "all.sup";
}

/// While it lasts others wait, and nobody has the lock for it.
class WholeTexts::Walk {
public:
    Walk(WholeTexts& texts, std::unique_lock<std::mutex>& lock) : texts_(texts) {
        texts_.is_walking_ = true;
        lock.unlock();
    }
    ~Walk() {
        const std::lock_guard lock(texts_.mutex_);
        texts_.is_walking_ = false;
        texts_.walked_.notify_all();
    }
    Walk(const Walk&) = delete;
    Walk& operator=(const Walk&) = delete;

private:
    WholeTexts& texts_;
};

std::unique_ptr<WalkRoom::Stay> WalkRoom::enter() {
    const bool has_room = inside_.fetch_add(1) < kMost;
    auto stay = std::make_unique<Stay>(inside_);
    return has_room ? std::move(stay) : nullptr;
}

Result<delivery::Resource> WholeTexts::at(const delivery::Presentation& presentation, std::string_view path) {
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = made_.find(path); found != made_.end()) return found->second;
    }
    const auto stay = room_->enter();
    return stay ? make(presentation, path) : busy("subtitles of several films are being read");
}

Result<delivery::Resource> WholeTexts::make(const delivery::Presentation& presentation, std::string_view path) {
    std::unique_lock lock(mutex_);
    if (!walked_.wait_for(lock, kLongestWalkOfOthers, [this] { return !is_walking_; })) return busy("the film's subtitles are being read");
    if (const auto found = made_.find(path); found != made_.end()) return found->second;
    const Walk walk(*this, lock);
    BT_TRY(auto made, delivery::resource_at(presentation, path));
    const std::lock_guard keeping(mutex_);
    made_.emplace(path, made);  // as many as the film has subtitles: other paths are not found
    return made;
}

PresentationCache::PresentationCache(std::string index_folder, Locate locate, std::size_t capacity)
    : index_folder_(std::move(index_folder)), locate_(std::move(locate)), capacity_(capacity) {}

Result<std::shared_ptr<const OpenMedia>> PresentationCache::open(ContentKey key) {
    if (auto found = find(key)) return found;
    std::uint64_t generation = 0;
    {
        const std::lock_guard lock(mutex_);
        generation = generation_;
    }
    // Two requests may open the same file at once; that costs a millisecond, a lock held meanwhile would cost every other request one.
    BT_TRY(auto opened, open_now(key));
    remember(key, opened, generation);
    return opened;
}

std::shared_ptr<const OpenMedia> PresentationCache::find(ContentKey key) {
    auto media = look_up(key);
    return media && is_unchanged(key, media) ? media : nullptr;
}

std::optional<http::Response> PresentationCache::ready(ContentKey key, std::string_view path) {
    const auto media = look_up(key);
    if (!media || !never_waits(*media) || !is_unchanged(key, media)) return std::nullopt;
    return answers_.find(*media, path);
}

http::Response PresentationCache::keep(ContentKey key, const std::shared_ptr<const OpenMedia>& media, std::string_view path, http::Response response) {
    if (!never_waits(*media)) return response;
    response = answers_.gathered(std::move(response));
    const std::lock_guard lock(mutex_);
    // Closed meanwhile, it must not stay open for its answers: a file that was removed takes its room on the disk until then.
    if (const auto at = by_key_.find(key); at != by_key_.end() && at->second->media == media) answers_.keep(media, path, response);
    return response;
}

std::shared_ptr<const OpenMedia> PresentationCache::look_up(ContentKey key) {
    const std::lock_guard lock(mutex_);
    const auto at = by_key_.find(key);
    if (at == by_key_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, at->second);
    return at->second->media;
}

/// Asked without the lock: a network disk that does not answer holds up its own files only.
bool PresentationCache::is_unchanged(ContentKey key, const std::shared_ptr<const OpenMedia>& media) {
    if (is_as_opened(*media)) return true;
    std::list<Entry> closed;
    const std::lock_guard lock(mutex_);
    if (const auto at = by_key_.find(key); at != by_key_.end() && at->second->media == media) erase(at->second, closed);
    return false;
}

void PresentationCache::erase(std::list<Entry>::iterator entry, std::list<Entry>& closed) {
    answers_.forget(*entry->media);
    by_key_.erase(entry->key);
    closed.splice(closed.end(), entries_, entry);
}

Result<std::shared_ptr<const OpenMedia>> PresentationCache::open_now(ContentKey key) const {
    BT_TRY(auto located, locate_(key));
    auto file = io::File::open(located.path);
    if (!file) return file.error().fault == Fault::NotFound ? gone(key) : file.error();
    const bool as_scanned = (*file)->size() == located.stamp.size && (*file)->modified_ns() == located.stamp.modified_ns;
    if (!as_scanned) {
        BT_TRY(const bool is_same, library::holds_content(**file, key, located.print));
        if (!is_same) return gone(key);
    }
    BT_TRY(auto media, open_indexed(index_folder_, key, *file));
    BT_TRY(auto presentation, delivery::Presentation::open(std::move(media), std::move(located.subtitles), std::move(located.left_out), located.sounds));
    return std::make_shared<const OpenMedia>(
        OpenMedia{.file = std::move(*file), .presentation = std::move(presentation), .path = std::move(located.path), .beside = files_of(located.sounds), .texts = std::make_shared<WholeTexts>(walk_room_)});
}

void PresentationCache::remember(ContentKey key, std::shared_ptr<const OpenMedia> media, std::uint64_t generation) {
    std::list<Entry> closed;
    const std::lock_guard lock(mutex_);
    if (generation != generation_) return;  // opened by what was known before clear(): this request has it, the next asks anew
    if (const auto at = by_key_.find(key); at != by_key_.end()) erase(at->second, closed);
    entries_.push_front({key, std::move(media)});
    by_key_[key] = entries_.begin();
    while (entries_.size() > capacity_) erase(std::prev(entries_.end()), closed);
}

void PresentationCache::clear() {
    std::list<Entry> closed;
    const std::lock_guard lock(mutex_);
    ++generation_;
    by_key_.clear();
    answers_.clear();
    closed.swap(entries_);
}

}  // namespace bt::service

#include "service/ready_answers.h"

#include <sys/mman.h>

#include <cstring>
#include <functional>

#include "http/gather.h"
#include "service/presentation_cache.h"

namespace bt::service {
namespace {

/// Fields, tag and the entry itself.
constexpr std::uint64_t kCostOfAnEntry = 1'024;
/// So that no answer pushes out most of the others.
constexpr std::uint64_t kSmallestShare = 16;

std::uint64_t cost_of(const http::Response& response) {
    std::uint64_t cost = kCostOfAnEntry;
    for (const auto& piece : response.body.pieces()) cost += sizeof(http::Piece) + (piece.file ? 0 : piece.size());
    return cost;
}

/// A copy in pages of its own, which go back to the system with the last who holds them: as strings, some hundred pieces of sound that come and go
/// left holes in the heap. Nothing when there is no memory; `then` is called once the pages are gone.
template <class Then>
std::shared_ptr<const std::byte> in_own_pages(std::string_view bytes, Then then) {
    void* const pages = ::mmap(nullptr, bytes.size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (pages == MAP_FAILED) return nullptr;
    std::memcpy(pages, bytes.data(), bytes.size());
    return {static_cast<const std::byte*>(pages), [size = bytes.size(), then](const std::byte* gone) {
                ::munmap(const_cast<std::byte*>(gone), size);
                then();
            }};
}

}  // namespace

std::size_t ReadyAnswers::NameHash::operator()(const Name& name) const {
    return std::hash<std::string_view>()(name.path) ^ std::hash<const void*>()(name.media);
}

std::optional<http::Response> ReadyAnswers::find(const OpenMedia& media, std::string_view path) {
    std::shared_ptr<const http::Response> response;
    {
        const std::lock_guard lock(mutex_);
        const auto at = by_name_.find({&media, path});
        if (at == by_name_.end()) return std::nullopt;
        entries_.splice(entries_.begin(), entries_, at->second);
        response = at->second->response;
    }
    return *response;
}

/// What is being sent counts until it is sent: slow clients of many different segments hold a bounded amount, then their sound is
/// read piece by piece as it goes.
http::Response ReadyAnswers::gathered(http::Response response) {
    if (!http::is_worth_gathering(response.body)) return response;
    const auto size = response.body.size();
    if (gathered_->fetch_add(size) + size > 2 * capacity_) {
        gathered_->fetch_sub(size);
        return response;
    }
    const auto bytes = http::gather(response.body);
    const auto give_back = [count = gathered_, size] { count->fetch_sub(size); };
    auto pages = bytes && !bytes->empty() ? in_own_pages(*bytes, give_back) : nullptr;
    if (!pages) {  // sent as ranges it ends where the file does
        give_back();
        return response;
    }
    http::Body whole;
    const ByteView all(pages.get(), bytes->size());
    whole.add(std::move(pages), all);
    response.body = std::move(whole);
    return response;
}

void ReadyAnswers::keep(std::shared_ptr<const OpenMedia> media, std::string_view path, const http::Response& response) {
    const auto cost = cost_of(response);
    if (cost > capacity_ / kSmallestShare) return;
    auto kept = std::make_shared<const http::Response>(response);
    const std::lock_guard lock(mutex_);
    if (by_name_.contains({media.get(), path})) return;  // somebody asked at the same time
    while (used_ + cost > capacity_) erase(std::prev(entries_.end()));
    entries_.push_front({std::move(media), std::string(path), std::move(kept), cost});
    by_name_.emplace(entries_.front().name(), entries_.begin());
    used_ += cost;
}

void ReadyAnswers::erase(Place place) {
    used_ -= place->cost;
    by_name_.erase(place->name());
    entries_.erase(place);
}

void ReadyAnswers::forget(const OpenMedia& media) {
    const std::lock_guard lock(mutex_);
    for (auto at = entries_.begin(); at != entries_.end();) {
        const auto place = at++;
        if (place->media.get() == &media) erase(place);
    }
}

void ReadyAnswers::clear() {
    const std::lock_guard lock(mutex_);
    by_name_.clear();
    entries_.clear();
    used_ = 0;
}

std::uint64_t ReadyAnswers::used() const {
    const std::lock_guard lock(mutex_);
    return used_;
}

}  // namespace bt::service

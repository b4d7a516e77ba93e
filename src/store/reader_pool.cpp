#include "store/reader_pool.h"

#include <soci/soci.h>

namespace bt::store {

ReaderPool::ReaderPool(std::vector<std::unique_ptr<soci::session>> sessions) : sessions_(std::move(sessions)) {
    for (const auto& session : sessions_) free_.push_back(session.get());
}

ReaderPool::~ReaderPool() = default;

Result<ReaderPool::Lease> ReaderPool::lease(std::chrono::milliseconds wait) {
    std::unique_lock lock(mutex_);
    if (!returned_.wait_for(lock, wait, [&] { return !free_.empty(); })) {
        return Error{Fault::Busy, "every database reader is taken; try again"};
    }
    // The one used last: its cache is warm.
    soci::session* session = free_.back();
    free_.pop_back();
    return Lease(*this, *session);
}

ReaderPool::Lease::~Lease() {
    if (!pool_) return;
    {
        const std::lock_guard lock(pool_->mutex_);
        pool_->free_.push_back(session_);
    }
    pool_->returned_.notify_one();
}

}  // namespace bt::store

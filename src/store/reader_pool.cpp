#include "store/reader_pool.h"

#include "store/connection.h"

namespace bt::store {

ReaderPool::ReaderPool(std::vector<std::unique_ptr<Connection>> connections) : connections_(std::move(connections)) {
    for (const auto& connection : connections_) free_.push_back(connection.get());
}

ReaderPool::~ReaderPool() = default;

Result<ReaderPool::Lease> ReaderPool::lease(std::chrono::milliseconds wait) {
    std::unique_lock lock(mutex_);
    if (!returned_.wait_for(lock, wait, [&] { return !free_.empty(); })) {
        return Error{Fault::Busy, "every database reader is taken; try again"};
    }
    // The one used last: its cache is warm.
    Connection* connection = free_.back();
    free_.pop_back();
    return Lease(*this, *connection);
}

ReaderPool::Lease::~Lease() {
    if (!pool_) return;
    {
        const std::lock_guard lock(pool_->mutex_);
        pool_->free_.push_back(connection_);
    }
    pool_->returned_.notify_one();
}

}  // namespace bt::store

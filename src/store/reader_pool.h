// A fixed number of connections for reading, handed out one thread each.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "base/result.h"

namespace soci {
class session;
}

namespace bt::store {

class ReaderPool {
public:
    /// A connection on loan; goes back when the lease ends.
    class Lease {
    public:
        Lease(ReaderPool& pool, soci::session& session) : pool_(&pool), session_(&session) {}
        Lease(Lease&& other) noexcept : pool_(std::exchange(other.pool_, nullptr)), session_(other.session_) {}
        Lease& operator=(Lease&&) = delete;
        ~Lease();
        soci::session& session() const { return *session_; }

    private:
        ReaderPool* pool_;
        soci::session* session_;
    };

    explicit ReaderPool(std::vector<std::unique_ptr<soci::session>> sessions);
    ~ReaderPool();

    /// Waits until one is free. Faults: Busy after `wait`.
    Result<Lease> lease(std::chrono::milliseconds wait);

private:
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<soci::session>> sessions_;
    std::vector<soci::session*> free_;
};

}  // namespace bt::store

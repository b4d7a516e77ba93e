// A fixed number of connections for reading, handed out one thread each.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "base/result.h"

namespace bt::store {

class Connection;

class ReaderPool {
public:
    /// A connection on loan; goes back when the lease ends.
    class Lease {
    public:
        Lease(ReaderPool& pool, Connection& connection) : pool_(&pool), connection_(&connection) {}
        Lease(Lease&& other) noexcept : pool_(std::exchange(other.pool_, nullptr)), connection_(other.connection_) {}
        Lease& operator=(Lease&&) = delete;
        ~Lease();
        Connection& connection() const { return *connection_; }

    private:
        ReaderPool* pool_;
        Connection* connection_;
    };

    explicit ReaderPool(std::vector<std::unique_ptr<Connection>> connections);
    ~ReaderPool();

    /// Waits until one is free. Faults: Busy after `wait`.
    Result<Lease> lease(std::chrono::milliseconds wait);

private:
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> connections_;
    std::vector<Connection*> free_;
};

}  // namespace bt::store

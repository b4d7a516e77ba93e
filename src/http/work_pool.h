// Threads beside the ones that serve sockets, and how a coroutine waits for work done there.
#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>
#include <utility>

namespace bt::http {

/// Gives the calling thread a lower priority, once (nice 5): whoever plays goes first. Not the lowest, for somebody waits for the answer.
void yield_to_others();

/// A fixed number of threads and a bounded queue.
class WorkPool {
public:
    WorkPool(unsigned threads, std::size_t queue_limit) : pool_(threads), limit_(queue_limit + threads) {}
    ~WorkPool() { pool_.join(); }

    /// Takes a place for one job, given up by run()'s end; false when all are taken.
    bool reserve() {
        if (jobs_.fetch_add(1, std::memory_order_relaxed) < limit_) return true;
        release();
        return false;
    }
    void release() { jobs_.fetch_sub(1, std::memory_order_relaxed); }
    /// Work posted earlier is finished first.
    void join() { pool_.join(); }
    boost::asio::thread_pool& threads() { return pool_; }

private:
    boost::asio::thread_pool pool_;
    std::atomic<std::size_t> jobs_{0};
    std::size_t limit_;
};

/// Runs `work` on the pool, in a place that was reserved, and resumes on `home` with what it returned. `work` must not throw.
template <class Work>
auto run_on(WorkPool& pool, boost::asio::any_io_executor home, Work work) {
    using Value = decltype(work());
    namespace asio = boost::asio;
    return asio::async_initiate<const asio::use_awaitable_t<>, void(Value)>(
        [](auto handler, WorkPool* where, asio::any_io_executor back, Work job) {
            asio::post(where->threads(), [where, handler = std::move(handler), back = std::move(back), job = std::move(job)]() mutable {
                auto value = job();
                where->release();
                asio::post(back, [handler = std::move(handler), value = std::move(value)]() mutable {
                    std::move(handler)(std::move(value));
                });
            });
        },
        asio::use_awaitable, &pool, std::move(home), std::move(work));
}

}  // namespace bt::http

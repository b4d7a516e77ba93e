// Where foreign media is decoded: in helpers, processes that may die of what they are given. One is started when there is something to do
// and none is free, and goes when there has been nothing to do for some seconds. What it was asked is told when it dies of it, and
// harms nobody else: the next request gets another helper.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <map>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "studio/helper.h"
#include "studio/message.h"

namespace bt::studio {

/// How a request is waited for.
struct Waiting {
    /// Asked some times a second; false ends the work, by killing the helper that does it.
    std::function<bool()> goes_on = [] { return true; };
    /// Takes each note; a fault ends the work with it. Notes come again from the beginning when the work has to be begun again.
    std::function<Result<void>(ByteView)> on_note = [](ByteView) { return Result<void>(); };
    /// Of the processor's time without a sign of life: then the helper is caught in a loop. The clock on the wall says nothing about work
    /// that gets only what nobody else wants; for what somebody waits for it counts, too (kLongestSilence).
    std::chrono::seconds patience{60};
    /// Whether equal bytes ask for the same work: then what a helper died of, or came to no end with, is not begun again. False for requests that name a file by its
    /// path alone.
    bool names_content = true;
    /// Of an answer or a note: who says more makes no sense.
    std::uint32_t largest_payload = kLargestPayload;
};

inline constexpr std::chrono::minutes kLongestSilence{2};

/// Safe to use from many threads; each waits for its own answer.
class Studio {
public:
    struct Options {
        Priority priority = Priority::Background;
        unsigned most_helpers = 3;              ///< at once; more requests wait
        std::chrono::milliseconds rest{10'000}; ///< a helper that had nothing to do for so long is ended
        std::string writable{};                 ///< the folder in which helpers may write; empty: nowhere
    };
    explicit Studio(Options options);
    /// Nobody waits for an answer any more.
    ~Studio();
    Studio(const Studio&) = delete;
    Studio& operator=(const Studio&) = delete;

    /// The answer, whatever is in it. A helper that dies is replaced, and asked once more: what it had done before may have harmed it.
    /// Faults: Malformed when two died of it, when it does not come to an end or what comes back makes no sense; TooLarge when a fresh helper had no
    /// memory for it, or there is too much to ask; Busy when it was told to stop, when somebody else ended a helper, when none could be started
    /// or its disk does not answer; those of `on_note`.
    Result<Bytes> ask(ByteView request, const Waiting& waiting);

    /// From now on everybody gets Busy, those who wait within moments. For a server that ends: it does not wait for a decoder.
    void close() { is_closed_ = true; }

    /// Helpers there are, working or not.
    unsigned helpers() const;

private:
    struct Resting {
        Helper helper;
        std::chrono::steady_clock::time_point since;
    };
    class Place;
    enum class Fresh : bool { No, Yes };

    Result<Helper> take_helper(const Waiting& waiting, Fresh fresh);
    std::optional<Helper> take_resting();
    Result<std::optional<Bytes>> converse(Helper& helper, ByteView request, const Waiting& waiting) const;
    void give_back(Helper helper);
    bool goes_on(const Waiting& waiting) const { return !is_closed_ && waiting.goes_on(); }
    Result<Bytes> ask_twice(ByteView request, const Waiting& waiting);
    std::optional<Error> fatal(std::uint64_t request) const;
    void note_fatal(std::uint64_t request, const Error& reason);
    void end_those_at_rest(const std::stop_token& stop);

    const Options options_;
    std::atomic<bool> is_closed_ = false;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::vector<Resting> resting_;    // the last is the one that worked last
    unsigned helpers_ = 0;            // resting, working, being started
    std::map<std::uint64_t, Error> fatal_;  // by hash of the request: what became of it
    std::jthread keeper_;
};

}  // namespace bt::studio

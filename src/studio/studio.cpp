// Whoever asks does the waiting, on its own thread; one more ends helpers that have nothing to do. Nothing is held while a helper works but
// its place among `most_helpers`.
#include "studio/studio.h"

#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>

namespace bt::studio {
namespace {

using Clock = std::chrono::steady_clock;

/// How often whoever waits asks whether to go on.
constexpr std::chrono::milliseconds kAskEvery{100};
/// Requests that are remembered to have killed their helper; beyond it all are forgotten, which costs two more helpers each.
constexpr std::size_t kMostFatal = 4'096;

Error crashed() { return {.fault = Fault::Malformed, .message = "the decoder crashed on this file"}; }
Error hung() { return {.fault = Fault::Malformed, .message = "the decoder comes to no end with this file"}; }
Error exhausted() { return {.fault = Fault::TooLarge, .message = "decoding this file takes more memory than there is for it"}; }
Error stalled() { return {.fault = Fault::Busy, .message = "the decoder has not got on with this file for minutes: its disk may not answer"}; }
Error not_started() { return {.fault = Fault::Busy, .message = "a process for decoding could not be started"}; }
Error stopped() { return {.fault = Fault::Busy, .message = "it was told to stop"}; }
Error ended() { return {.fault = Fault::Busy, .message = "the process that decodes was ended from outside"}; }

/// What two helpers died of, or one was caught in, comes again with the same content.
bool is_of_the_file(const Error& error) { return error.fault == Fault::Malformed || error.fault == Fault::TooLarge; }

bool is_for_later(int fault) { return fault == EAGAIN || fault == EINTR; }

/// What has not been sent yet of a request and its head.
class Unsent {
public:
    Unsent(ByteView head, ByteView request) : parts_{head, request} {}
    bool is_empty() const { return parts_[0].empty() && parts_[1].empty(); }
    /// False when nobody takes it any more.
    bool send_some(int socket) {
        auto& part = parts_[0].empty() ? parts_[1] : parts_[0];
        const auto sent = ::send(socket, part.data(), part.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0) return is_for_later(errno);
        part = part.subspan(static_cast<std::size_t>(sent));
        return true;
    }

private:
    std::array<ByteView, 2> parts_;
};

/// Since when a helper has said nothing, by both clocks.
class Silence {
public:
    explicit Silence(const Helper& helper) : helper_(helper) { end(); }
    void end() {
        worked_ = helper_.worked();
        since_ = Clock::now();
    }
    /// Nothing while it may last. By the processor's clock it is the file's fault; by the one on the wall nobody can tell whose.
    Result<void> check(std::chrono::seconds patience, Priority priority) const {
        if (helper_.worked() - worked_ > patience) return hung();
        if (priority == Priority::Waited && Clock::now() - since_ > kLongestSilence) return stalled();
        return {};
    }

private:
    const Helper& helper_;
    std::chrono::nanoseconds worked_{0};
    Clock::time_point since_;
};

}  // namespace

/// A place among the helpers there may be: given up unless its helper goes to rest.
class Studio::Place {
public:
    explicit Place(Studio& studio) : studio_(&studio) {}
    ~Place() {
        if (studio_ == nullptr) return;
        const std::lock_guard lock(studio_->mutex_);
        --studio_->helpers_;
        studio_->changed_.notify_all();
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    void keep() { studio_ = nullptr; }

private:
    Studio* studio_;
};

Studio::Studio(Options options) : options_(std::move(options)) {
    // Whoever started this program may have had its children buried unseen: then nobody could tell how a helper ended.
    ::signal(SIGCHLD, SIG_DFL);
    keeper_ = std::jthread([this](const std::stop_token& stop) { end_those_at_rest(stop); });
}

Studio::~Studio() = default;

unsigned Studio::helpers() const {
    const std::lock_guard lock(mutex_);
    return helpers_;
}

Result<Bytes> Studio::ask(ByteView request, const Waiting& waiting) {
    if (request.size() > kLargestPayload) return Error{.fault = Fault::TooLarge, .message = "there is more to ask than can be sent"};
    const auto name = XXH3_64bits(request.data(), request.size());
    if (waiting.names_content) {
        if (auto known = fatal(name)) return *std::move(known);
    }
    auto answer = ask_twice(request, waiting);
    if (!answer && is_of_the_file(answer.error()) && waiting.names_content) note_fatal(name, answer.error());
    return answer;
}

Result<Bytes> Studio::ask_twice(ByteView request, const Waiting& waiting) {
    bool all_crashed = true;
    bool has_room = true;
    for (const auto fresh : {Fresh::No, Fresh::Yes}) {
        BT_TRY(auto taken, take_helper(waiting, fresh));
        Place place(*this);
        Helper helper = std::move(taken);  // gone before its place is given up
        BT_TRY(auto answer, converse(helper, request, waiting));
        if (answer) {
            place.keep();
            give_back(std::move(helper));
            return std::move(*answer);
        }
        // A library that is being upgraded, or no room for a thread: nothing that the file has done.
        if (!helper.is_up()) return not_started();
        const auto end = helper.wait();
        all_crashed = end.is_crash() && all_crashed;
        has_room = !end.is_out_of_memory();
    }
    if (!has_room) return exhausted();  // the fresh one: what others did before has taken nothing of its memory
    return all_crashed ? crashed() : ended();
}

/// One at rest, or a new one; it has a place then.
Result<Helper> Studio::take_helper(const Waiting& waiting, Fresh fresh) {
    std::optional<Helper> leaving;
    while (true) {
        if (!goes_on(waiting)) return stopped();
        {
            std::unique_lock lock(mutex_);
            if (fresh == Fresh::No) {
                if (auto helper = take_resting()) return std::move(*helper);
            }
            const bool has_room = helpers_ < options_.most_helpers;
            if (!has_room && !resting_.empty()) {
                leaving = std::move(resting_.front().helper);
                resting_.erase(resting_.begin());
                --helpers_;
            }
            if (has_room || leaving) {
                ++helpers_;
                break;
            }
            changed_.wait_for(lock, kAskEvery);
        }
    }
    leaving.reset();
    Place place(*this);
    auto helper = Helper::start(options_.priority, options_.writable);
    if (helper) place.keep();
    return helper;
}

/// With its place. Those that died meanwhile are put away.
std::optional<Helper> Studio::take_resting() {
    while (!resting_.empty()) {
        auto helper = std::move(resting_.back().helper);
        resting_.pop_back();
        if (helper.is_quiet()) return helper;
        --helpers_;
    }
    return std::nullopt;
}

/// The answer; nothing when the helper has gone.
Result<std::optional<Bytes>> Studio::converse(Helper& helper, ByteView request, const Waiting& waiting) const {
    const auto head = message_head(MessageKind::Request, request.size());
    Unsent unsent(head, request);
    MessageReader reader(waiting.largest_payload);
    Silence silence(helper);
    std::array<std::byte, 64U << 10> buffer;
    while (true) {
        if (!goes_on(waiting)) return stopped();
        BT_CHECK(silence.check(waiting.patience, options_.priority));
        pollfd about{.fd = helper.socket(), .events = static_cast<short>(unsent.is_empty() ? POLLIN : POLLIN | POLLOUT), .revents = 0};
        if (::poll(&about, 1, kAskEvery.count()) <= 0) continue;
        if ((about.revents & POLLOUT) != 0 && !unsent.send_some(helper.socket())) return std::optional<Bytes>();
        if ((about.revents & ~POLLOUT) == 0) continue;
        const auto got = ::recv(helper.socket(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got < 0 && is_for_later(errno)) continue;
        if (got <= 0) return std::optional<Bytes>();
        auto bytes = ByteView(buffer).first(static_cast<std::size_t>(got));
        while (!bytes.empty()) {
            auto message = reader.take(bytes);
            if (!message) return senseless();
            if (!*message) continue;
            silence.end();
            switch ((*message)->kind) {
                case MessageKind::Request: return senseless();
                case MessageKind::Ready: helper.note_up(); break;
                case MessageKind::Note: BT_CHECK(waiting.on_note((*message)->payload)); break;
                case MessageKind::Answer:
                    if (!bytes.empty() || !unsent.is_empty()) return senseless();
                    return std::optional(std::move((*message)->payload));
            }
        }
    }
}

void Studio::give_back(Helper helper) {
    const std::lock_guard lock(mutex_);
    resting_.push_back({std::move(helper), Clock::now()});
    changed_.notify_all();
}

std::optional<Error> Studio::fatal(std::uint64_t request) const {
    const std::lock_guard lock(mutex_);
    const auto known = fatal_.find(request);
    return known == fatal_.end() ? std::nullopt : std::optional(known->second);
}

void Studio::note_fatal(std::uint64_t request, const Error& reason) {
    const std::lock_guard lock(mutex_);
    if (fatal_.size() >= kMostFatal) fatal_.clear();
    fatal_.emplace(request, reason);
}

void Studio::end_those_at_rest(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        if (resting_.empty()) {
            changed_.wait(lock, stop, [this] { return !resting_.empty(); });
            continue;
        }
        if (const auto due = resting_.front().since + options_.rest; Clock::now() < due) {
            changed_.wait_until(lock, stop, due, [] { return false; });
            continue;
        }
        auto leaving = std::move(resting_.front().helper);
        resting_.erase(resting_.begin());
        lock.unlock();
        leaving.dismiss();
        lock.lock();
        --helpers_;
        changed_.notify_all();
        if (helpers_ > 0) continue;
        // What answers and notes took of the heap: some megabytes that nobody will want for days.
        lock.unlock();
        (void)::malloc_trim(0);
        lock.lock();
    }
}

}  // namespace bt::studio

#include "service/sound/low_priority.h"

#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <exception>
#include <thread>

namespace bt::service {
namespace {

// linux/ioprio.h, which glibc does not wrap: who is meant, and the class in the upper bits.
constexpr int kIoprioWhoProcess = 1;
constexpr int kIoprioClassIdle = 3;
constexpr int kIoprioClassShift = 13;

/// Each of these may be refused, in a container for one; the next then still helps.
void take_low_priority() {
    const auto thread = static_cast<id_t>(::syscall(SYS_gettid));
    (void)::setpriority(PRIO_PROCESS, thread, 19);
    const sched_param none{};
    (void)::sched_setscheduler(static_cast<pid_t>(thread), SCHED_IDLE, &none);
    (void)::syscall(SYS_ioprio_set, kIoprioWhoProcess, static_cast<int>(thread), kIoprioClassIdle << kIoprioClassShift);
    (void)::pthread_setname_np(::pthread_self(), "listening");
}

}  // namespace

void run_at_low_priority(const std::function<void()>& work) {
    std::exception_ptr thrown;
    std::thread([&] {
        take_low_priority();
        try {
            work();
        } catch (...) {
            thrown = std::current_exception();
        }
    }).join();
    // Decoding takes tens of megabytes for moments; the heap would keep most of them for the next film, in a week. Here, because a thread of
    // low priority must not hold the heap's lock.
    (void)::malloc_trim(0);
    if (thrown) std::rethrow_exception(thrown);
}

}  // namespace bt::service

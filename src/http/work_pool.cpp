#include "http/work_pool.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

namespace bt::http {

void yield_to_others() {
    // Somebody waits for the answer: at 19, beside two busy programs on two cores, a picture took 2 to 13 s; at 5 it
    // takes 1 to 2 s, and segments that are sent meanwhile take what they took (4 to 7 ms, 95 % within 33).
    constexpr int kLower = 5;
    // On Linux priorities are the thread's own. One that stays as it was only makes others wait longer; one that was started lower stays there.
    const auto thread = static_cast<id_t>(::syscall(SYS_gettid));
    thread_local const int done = ::setpriority(PRIO_PROCESS, thread, std::max(kLower, ::getpriority(PRIO_PROCESS, thread)));
    static_cast<void>(done);
}

}  // namespace bt::http

#include "http/work_pool.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace bt::http {

void yield_to_others() {
    constexpr int kLowest = 19;
    // On Linux priorities are the thread's own. One that stays as it was only makes others wait longer.
    thread_local const int done = ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), kLowest);
    static_cast<void>(done);
}

}  // namespace bt::http

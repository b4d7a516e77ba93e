#include "studio/priority.h"

#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

namespace bt::studio {
namespace {

// linux/ioprio.h, which glibc does not wrap: who is meant, and the class in the upper bits.
constexpr int kIoprioWhoProcess = 1;
constexpr int kIoprioClassBestEffort = 2, kIoprioClassIdle = 3;
constexpr int kIoprioClassShift = 13;
constexpr int kIoprioNormal = 4;

/// As the server's own threads for such answers have it.
constexpr int kNiceWaited = 5;

}  // namespace

std::string_view to_string(Priority priority) {
    switch (priority) {
        case Priority::Waited: return "waited";
        case Priority::Background: return "background";
    }
    return "background";
}

std::optional<Priority> read_priority(std::string_view name) {
    for (const auto each : {Priority::Waited, Priority::Background}) {
        if (name == to_string(each)) return each;
    }
    return std::nullopt;
}

void take_priority(Priority priority) {
    if (priority == Priority::Waited) {
        (void)::setpriority(PRIO_PROCESS, 0, std::max(kNiceWaited, ::getpriority(PRIO_PROCESS, 0)));
        // Whoever started it may have given up its own turn at the disk, as a scan does.
        (void)::syscall(SYS_ioprio_set, kIoprioWhoProcess, 0, kIoprioClassBestEffort << kIoprioClassShift | kIoprioNormal);
        return;
    }
    (void)::setpriority(PRIO_PROCESS, 0, 19);
    const sched_param none{};
    (void)::sched_setscheduler(0, SCHED_IDLE, &none);
    (void)::syscall(SYS_ioprio_set, kIoprioWhoProcess, 0, kIoprioClassIdle << kIoprioClassShift);
}

}  // namespace bt::studio

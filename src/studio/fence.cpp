// Two mechanisms, because neither does the work of both. Landlock knows folders, and so what may be written; seccomp knows system calls, and so
// all that has nothing to do with files. seccomp follows no pointers and needs to: only numbers are looked at.
#include "studio/fence.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <system_error>

#include "io/descriptor.h"
#include "studio/sanitized.h"

namespace bt::studio {
namespace {

// LANDLOCK_ACCESS_FS_TRUNCATE, of Linux 6.2: newer than Debian's headers.
constexpr std::uint64_t kTruncate = 1U << 14;
constexpr int kKnowsRefer = 2, kKnowsTruncate = 3;

constexpr std::uint64_t kWriting = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                                   LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                                   LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;

/// 0 or less: there is no Landlock.
int landlock_version() { return static_cast<int>(::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION)); }

void forbid_writing_but_in(const std::string& folder) {
    const auto version = landlock_version();
    if (version <= 0) return;
    landlock_ruleset_attr about{};
    about.handled_access_fs = kWriting | (version >= kKnowsRefer ? std::uint64_t{LANDLOCK_ACCESS_FS_REFER} : 0) | (version >= kKnowsTruncate ? kTruncate : 0);
    const io::Descriptor rules(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &about, sizeof about, 0)));
    if (rules.get() < 0) return;
    if (!folder.empty()) {
        std::error_code unmade;
        std::filesystem::create_directories(folder, unmade);
        const io::Descriptor place(::open(folder.c_str(), O_PATH | O_CLOEXEC));
        const landlock_path_beneath_attr below{.allowed_access = about.handled_access_fs, .parent_fd = place.get()};
        if (place.get() >= 0) (void)::syscall(SYS_landlock_add_rule, rules.get(), LANDLOCK_RULE_PATH_BENEATH, &below, 0);
    }
    (void)::syscall(SYS_landlock_restrict_self, rules.get(), 0);
}

/// Of no use to who decodes. Names in the order of their purposes: to talk, to start something, to reach other processes, to get round this fence or into the
/// kernel, to change files where Landlock does not look.
constexpr int kForbidden[] = {
    SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4),
    SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_send_signal),
    SCMP_SYS(rt_sigqueueinfo), SCMP_SYS(rt_tgsigqueueinfo), SCMP_SYS(tkill), SCMP_SYS(kcmp),
    SCMP_SYS(io_uring_setup), SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(keyctl),
    SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(move_mount), SCMP_SYS(open_tree), SCMP_SYS(fsopen), SCMP_SYS(fspick),
    SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(open_by_handle_at), SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(kexec_load), SCMP_SYS(reboot),
    SCMP_SYS(chmod), SCMP_SYS(fchmodat), SCMP_SYS(chown), SCMP_SYS(lchown), SCMP_SYS(fchownat), SCMP_SYS(setxattr), SCMP_SYS(lsetxattr), SCMP_SYS(removexattr),
    SCMP_SYS(lremovexattr), SCMP_SYS(utime), SCMP_SYS(utimes), SCMP_SYS(futimesat), SCMP_SYS(utimensat), SCMP_SYS(truncate),
    // By a descriptor too: one that was opened for reading is enough for them, and for what a file system takes by ioctl: flags, a seal against all writing.
    // Nothing misses them: what helpers make gets its mode as it is opened, and whether a stream is a terminal libraries ask to no purpose.
    SCMP_SYS(fchmod), SCMP_SYS(fchown), SCMP_SYS(fsetxattr), SCMP_SYS(fremovexattr), SCMP_SYS(ioctl),
};
/// The same, of Linux 6.6, 6.13 and 6.17: newer than Debian's headers. Such late calls have one number on every processor we are packaged for.
constexpr int kFchmodat2 = 452, kSetxattrat = 463, kRemovexattrat = 466, kFileSetattr = 469;
constexpr int kForbiddenOfLater[] = {kFchmodat2, kSetxattrat, kRemovexattrat, kFileSetattr};
/// How much others get of the machine, or where they run. Their first argument says whose turn it is; 0 is the caller, who may take less.
constexpr int kForItselfAlone[] = {SCMP_SYS(sched_setaffinity), SCMP_SYS(sched_setscheduler), SCMP_SYS(sched_setparam), SCMP_SYS(sched_setattr),
                                   SCMP_SYS(prlimit64),         SCMP_SYS(migrate_pages),      SCMP_SYS(move_pages)};
constexpr int kDiskTurnOfProcess = 1;  // IOPRIO_WHO_PROCESS
/// A sanitizer that has something to report starts a program that names lines, and one that looks for leaks stops its own process from another.
constexpr int kForSanitizers[] = {SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace), SCMP_SYS(fork), SCMP_SYS(vfork)};

class CallFilter {
public:
    CallFilter() : calls_(::seccomp_init(SCMP_ACT_ALLOW)) {}
    ~CallFilter() {
        if (calls_ != nullptr) ::seccomp_release(calls_);
    }
    CallFilter(const CallFilter&) = delete;
    CallFilter& operator=(const CallFilter&) = delete;

    /// All of `when` must hold; what this processor has no such call for is passed over.
    template <class... Compare> void forbid(int call, int why, Compare... when) {
        if (calls_ != nullptr) (void)::seccomp_rule_add(calls_, SCMP_ACT_ERRNO(static_cast<std::uint32_t>(why)), call, sizeof...(when), when...);
    }
    void apply() {
        if (calls_ == nullptr) return;
        (void)::seccomp_attr_set(calls_, SCMP_FLTATR_CTL_OPTIMIZE, 2);  // a tree: some sixty comparisons a call become six
        (void)::seccomp_load(calls_);
    }

private:
    scmp_filter_ctx calls_;
};

scmp_arg_cmp has_not(unsigned argument, scmp_datum_t flag) { return {.arg = argument, .op = SCMP_CMP_MASKED_EQ, .datum_a = flag, .datum_b = 0}; }
scmp_arg_cmp has(unsigned argument, scmp_datum_t flag) { return {.arg = argument, .op = SCMP_CMP_MASKED_EQ, .datum_a = flag, .datum_b = flag}; }
/// Of 32 bits: the kernel does not look at those above them, so neither may they hide what is below.
scmp_arg_cmp is(unsigned argument, std::uint32_t value) { return {.arg = argument, .op = SCMP_CMP_MASKED_EQ, .datum_a = 0xFFFF'FFFF, .datum_b = value}; }
scmp_arg_cmp is_not(unsigned argument, scmp_datum_t value) { return {.arg = argument, .op = SCMP_CMP_NE, .datum_a = value, .datum_b = 0}; }

/// 0 is the caller among processes, but all of its group or its user, the server with them, when those are meant.
void forbid_priorities_of_others(CallFilter& calls) {
    calls.forbid(SCMP_SYS(setpriority), EPERM, is_not(0, PRIO_PROCESS));
    calls.forbid(SCMP_SYS(setpriority), EPERM, is_not(1, 0));
    calls.forbid(SCMP_SYS(ioprio_set), EPERM, is_not(0, kDiskTurnOfProcess));
    calls.forbid(SCMP_SYS(ioprio_set), EPERM, is_not(1, 0));
}

/// A descriptor's owner is sent the signal it names, whoever that is.
void forbid_signals_of_descriptors(CallFilter& calls) {
    for (const int command : {F_SETOWN, F_SETOWN_EX, F_SETSIG}) calls.forbid(SCMP_SYS(fcntl), EPERM, is(1, static_cast<std::uint32_t>(command)));
}

void forbid_calls() {
    CallFilter calls;
    for (const int call : kForbidden) calls.forbid(call, EPERM);
    for (const int call : kForbiddenOfLater) calls.forbid(call, EPERM);
    const auto itself = static_cast<scmp_datum_t>(::getpid());
    for (const int call : {SCMP_SYS(kill), SCMP_SYS(tgkill)}) calls.forbid(call, EPERM, is_not(0, itself));
    for (const int call : kForItselfAlone) calls.forbid(call, EPERM, is_not(0, 0));
    forbid_priorities_of_others(calls);
    forbid_signals_of_descriptors(calls);
    // Landlock of before Linux 6.2 does not look at a file that is emptied as it is opened.
    calls.forbid(SCMP_SYS(open), EPERM, has(1, O_TRUNC));
    calls.forbid(SCMP_SYS(openat), EPERM, has(2, O_TRUNC));
    calls.forbid(SCMP_SYS(creat), EPERM);
    // Their flags lie behind a pointer; whoever is told that there are none takes openat and clone.
    calls.forbid(SCMP_SYS(openat2), ENOSYS);
    if (!kIsSanitized) {
        for (const int call : kForSanitizers) calls.forbid(call, EPERM);
        calls.forbid(SCMP_SYS(clone3), ENOSYS);
        calls.forbid(SCMP_SYS(clone), EPERM, has_not(0, CLONE_THREAD));
    }
    calls.apply();
}

}  // namespace

bool can_forbid_writing() { return landlock_version() > 0; }

void fence_in(const std::string& writable) {
    (void)::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);  // both ask for it
    forbid_writing_but_in(writable);
    forbid_calls();
}

}  // namespace bt::studio

// Work done in a child process, so that a test can kill it, or run it as nobody.
#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

namespace bt::store {

/// Runs `work` in a fork; its return value is the exit code. Fork before the test starts threads or opens a database.
class ChildProcess {
public:
    explicit ChildProcess(const std::function<int()>& work) : id_(::fork()) {
        if (id_ == 0) ::_exit(work());
    }
    ~ChildProcess() { kill_and_wait(); }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// The exit code, or 128 + the signal that ended it.
    int wait() {
        int status = 0;
        ::waitpid(id_, &status, 0);
        id_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    int kill_and_wait() {
        if (id_ <= 0) return 0;
        ::kill(id_, SIGKILL);
        return wait();
    }

private:
    pid_t id_;
};

}  // namespace bt::store

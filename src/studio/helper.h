// A helper: this very program, started once more as a process of its own, with a socket between the two.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>

#include "base/result.h"
#include "studio/priority.h"

namespace bt::studio {

/// The first argument of a program that is started as a helper; then come its priority and the folder in which it may write.
inline constexpr const char* kHelperArgument = "studio-helper";

class Helper {
public:
    /// Faults: Busy when the system has no room for another process.
    static Result<Helper> start(Priority priority, const std::string& writable);
    Helper(Helper&& other) noexcept;
    Helper& operator=(Helper&& other) noexcept;
    /// Ends it, if that has not been done.
    ~Helper();

    int socket() const { return socket_; }
    /// It has said that it is ready: what it dies of from now on it has been given.
    bool is_up() const { return is_up_; }
    void note_up() { is_up_ = true; }
    /// False when it has gone, or says something though nobody asked.
    bool is_quiet() const;
    /// What it has had of the processor.
    std::chrono::nanoseconds worked() const;

    /// How a process ended.
    struct End {
        int signal = 0;  ///< what it died of; 0 when it left by itself
        int code = 0;    ///< with which it left
        /// By a fault of the code that ran in it, not by somebody else's hand.
        bool is_crash() const;
        /// It left because it was given no more memory.
        bool is_out_of_memory() const;
    };
    /// Waits for one that closed its end of the socket and is about to die; kills it when it does not.
    End wait();
    /// Tells it to go by closing the socket; kills it when it does not go at once.
    void dismiss();
    /// Ends it at once.
    void kill();

private:
    Helper(pid_t process, int socket) : process_(process), socket_(socket) {}
    std::optional<End> look(std::chrono::milliseconds patience);
    void bury_later();
    void close_socket();

    pid_t process_ = -1;  // -1: there is none any more
    int socket_ = -1;
    bool is_up_ = false;
};

}  // namespace bt::studio

// Results and faults: how a function says that input, not the program, was wrong.
//
// `Result<T>` holds a value or an `Error`. An `Error` names a `Fault` for callers to switch on, a sentence for people, the
// place inside the file ("moov > trak 2 > stbl > stsc") and, where known, the byte offset. Nothing here throws; taking the
// value of a failed result is a broken promise of ours and ends the program.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace bt {

/// Why an operation could not be done, as far as a caller may act on it.
enum class Fault {
    Truncated,    ///< the input ends before what it promised
    Malformed,    ///< the input contradicts its format
    Unsupported,  ///< valid, but not handled; the message says what is missing
    TooLarge,     ///< beyond a limit set to keep memory and time bounded
    NotFound,     ///< no such file, id, track or segment
    Io,           ///< the operating system failed; the message holds its words
    Full,         ///< no room to write, or the disk refused it; what was there is unchanged
    Denied,       ///< permission missing
    Conflict,     ///< the thing changed meanwhile, or exists already
    Busy,         ///< try again later
    Invalid,      ///< a caller's argument or setting makes no sense
};

/// The fault's name in words, e.g. "not found".
std::string_view to_string(Fault fault);

/// True for a fault of what was given, a file or an argument: whoever tries again gets it again. False for one of the disk, the rights or the moment.
bool is_lasting(Fault fault);

/// What failed, where, and what to do about it.
struct Error {
    Fault fault = Fault::Malformed;
    std::string message;                         ///< a sentence for people, without a final stop
    std::string place = {};                      ///< outermost first, joined by " > "; empty when not known
    std::optional<std::uint64_t> offset = {};    ///< byte position in the file

    /// "place: message (at byte offset)".
    std::string describe() const;
    /// The same of a file, which is named first and once: "file: place: message".
    std::string describe_in(std::string_view file) const;
    /// The same error seen from further outside: `outer` is put before the place, unless it is the place.
    Error within(std::string_view outer) &&;
};

namespace detail {
[[noreturn]] void assertion_failed(const char* condition, const char* why, const char* file, int line);
}

/// A promise of our own code; never about input. Ends the program with the reason when it is broken.
#define BT_ASSERT(condition, why) \
    ((condition) ? static_cast<void>(0) : ::bt::detail::assertion_failed(#condition, why, __FILE__, __LINE__))

/// A value of type T, or the Error that stands in its place.
template <class T>
class [[nodiscard]] Result {
public:
    using Value = T;

    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}              // NOLINT(google-explicit-constructor)
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}          // NOLINT(google-explicit-constructor)

    explicit operator bool() const { return state_.index() == 0; }
    bool ok() const { return state_.index() == 0; }

    T& value() & { return checked(*this); }
    const T& value() const& { return checked(*this); }
    T&& value() && { return std::move(checked(*this)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const& {
        BT_ASSERT(!ok(), "only a failed result has an error");
        return std::get<1>(state_);
    }
    Error&& error() && {
        BT_ASSERT(!ok(), "only a failed result has an error");
        return std::get<1>(std::move(state_));
    }

    T value_or(T fallback) && { return ok() ? std::get<0>(std::move(state_)) : std::move(fallback); }

    /// Puts `outer` before the error's place; a value passes unchanged.
    Result within(std::string_view outer) && {
        if (ok()) return std::move(*this);
        return std::move(std::get<1>(state_)).within(outer);
    }

private:
    template <class Self>
    static auto& checked(Self& self) {
        BT_ASSERT(self.ok(), "the caller checked the result before taking its value");
        return std::get<0>(self.state_);
    }
    std::variant<T, Error> state_;
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
public:
    using Value = void;

    Result() = default;
    Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    explicit operator bool() const { return !error_; }
    bool ok() const { return !error_; }
    const Error& error() const& {
        BT_ASSERT(error_.has_value(), "only a failed result has an error");
        return *error_;
    }
    Error&& error() && {
        BT_ASSERT(error_.has_value(), "only a failed result has an error");
        return *std::move(error_);
    }
    Result within(std::string_view outer) && {
        if (ok()) return {};
        return std::move(*error_).within(outer);
    }

private:
    std::optional<Error> error_;
};

#define BT_CONCAT_INNER(a, b) a##b
#define BT_CONCAT(a, b) BT_CONCAT_INNER(a, b)
#define BT_TRY_WITH(leave, declaration, expression, name)      \
    auto name = (expression);                                  \
    if (!name.ok()) leave ::bt::Error(std::move(name).error()); \
    declaration = std::move(name).value()
/// `BT_TRY(const auto x, f());` declares x from f()'s value, or returns f()'s error from the enclosing function.
#define BT_TRY(declaration, expression) BT_TRY_WITH(return, declaration, expression, BT_CONCAT(bt_result_, __LINE__))
/// The same inside a coroutine.
#define BT_CO_TRY(declaration, expression) BT_TRY_WITH(co_return, declaration, expression, BT_CONCAT(bt_result_, __LINE__))
/// `BT_CHECK(f());` for a Result<void>: goes on, or returns the error.
#define BT_CHECK(expression) \
    do { if (auto bt_checked = (expression); !bt_checked.ok()) return ::bt::Error(std::move(bt_checked).error()); } while (false)

}  // namespace bt

// A file descriptor that is closed when nobody holds it any more.
#pragma once

#include <unistd.h>

#include <utility>

namespace bt::io {

class Descriptor {
public:
    /// Takes it over; a negative one, as system calls answer when they fail, is none.
    explicit Descriptor(int value = -1) : value_(value) {}
    ~Descriptor() {
        if (value_ >= 0) ::close(value_);
    }
    Descriptor(Descriptor&& other) noexcept : value_(other.take()) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(value_, other.value_);
        return *this;
    }

    int get() const { return value_; }
    bool valid() const { return value_ >= 0; }
    /// From now on the caller closes it.
    int take() { return std::exchange(value_, -1); }

private:
    int value_;
};

}  // namespace bt::io

// Lines of a text, one after another, without copying.
#pragma once

#include <optional>
#include <string_view>

namespace bt::subtitle {

class Lines {
public:
    explicit Lines(std::string_view text) : rest_(text) {}
    /// The next line without its \n; nothing at the end.
    std::optional<std::string_view> next() {
        if (done_) return std::nullopt;
        const auto end = rest_.find('\n');
        const auto line = rest_.substr(0, end);
        if (end == std::string_view::npos) done_ = true;
        else rest_.remove_prefix(end + 1);
        return line;
    }
    /// The line `next()` would give, without taking it.
    std::optional<std::string_view> peek() const {
        if (done_) return std::nullopt;
        return rest_.substr(0, rest_.find('\n'));
    }

private:
    std::string_view rest_;
    bool done_ = false;
};

}  // namespace bt::subtitle

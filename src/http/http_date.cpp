#include "http/http_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace bt::http {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 7> kLongDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                    "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// Takes the date apart from the left; once something does not fit, every further step fails too.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    void literal(std::string_view text) {
        if (!rest_.starts_with(text)) return fail();
        rest_.remove_prefix(text.size());
    }
    /// Exactly `width` digits; `padded` lets a leading space stand for a zero.
    int number(std::size_t width, bool padded = false) {
        int value = 0;
        if (rest_.size() < width) return fail(), 0;
        for (std::size_t i = 0; i < width; ++i) {
            const char c = padded && i == 0 && rest_[0] == ' ' ? '0' : rest_[i];
            if (c < '0' || c > '9') return fail(), 0;
            value = value * 10 + (c - '0');
        }
        rest_.remove_prefix(width);
        return value;
    }
    template <std::size_t kCount>
    unsigned one_of(const std::array<std::string_view, kCount>& names) {
        for (unsigned i = 0; i < kCount; ++i) {
            if (!rest_.starts_with(names[i])) continue;
            rest_.remove_prefix(names[i].size());
            return i;
        }
        return fail(), 0;
    }
    bool complete() const { return ok_ && rest_.empty(); }

private:
    void fail() {
        ok_ = false;
        rest_ = {};
    }
    std::string_view rest_;
    bool ok_ = true;
};

struct Clock {
    int hour = 0;
    int minute = 0;
    int second = 0;
};

Clock clock(Scanner& scan) {
    Clock c;
    c.hour = scan.number(2);
    scan.literal(":");
    c.minute = scan.number(2);
    scan.literal(":");
    c.second = scan.number(2);
    return c;
}

std::optional<sys_seconds> assemble(const Scanner& scan, int y, unsigned m, int d, Clock c) {
    if (!scan.complete()) return std::nullopt;
    const year_month_day date{year{y}, month{m + 1}, day{static_cast<unsigned>(d)}};
    if (!date.ok() || c.hour > 23 || c.minute > 59 || c.second > 60) return std::nullopt;
    return sys_days{date} + hours{c.hour} + minutes{c.minute} + seconds{std::min(c.second, 59)};  // a leap second is the one before
}

std::optional<sys_seconds> imf_fixdate(std::string_view text) {
    Scanner scan(text);
    scan.one_of(kDays);
    scan.literal(", ");
    const int d = scan.number(2);
    scan.literal(" ");
    const auto m = scan.one_of(kMonths);
    scan.literal(" ");
    const int y = scan.number(4);
    scan.literal(" ");
    const auto c = clock(scan);
    scan.literal(" GMT");
    return assemble(scan, y, m, d, c);
}

std::optional<sys_seconds> rfc850_date(std::string_view text, sys_seconds now) {
    Scanner scan(text);
    scan.one_of(kLongDays);
    scan.literal(", ");
    const int d = scan.number(2);
    scan.literal("-");
    const auto m = scan.one_of(kMonths);
    scan.literal("-");
    const int short_year = scan.number(2);
    scan.literal(" ");
    const auto c = clock(scan);
    scan.literal(" GMT");
    // More than 50 years ahead means the most recent year in the past with those digits.
    const int this_year = static_cast<int>(year_month_day{floor<days>(now)}.year());
    int y = this_year - this_year % 100 + short_year;
    if (y > this_year + 50) y -= 100;
    return assemble(scan, y, m, d, c);
}

std::optional<sys_seconds> asctime_date(std::string_view text) {
    Scanner scan(text);
    scan.one_of(kDays);
    scan.literal(" ");
    const auto m = scan.one_of(kMonths);
    scan.literal(" ");
    const int d = scan.number(2, true);
    scan.literal(" ");
    const auto c = clock(scan);
    scan.literal(" ");
    const int y = scan.number(4);
    return assemble(scan, y, m, d, c);
}

}  // namespace

std::string format_http_date(sys_seconds time) {
    const auto midnight = floor<days>(time);
    const year_month_day date{midnight};
    const hh_mm_ss clock_time{time - midnight};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[weekday{midnight}.c_encoding()],
                       static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), clock_time.hours().count(), clock_time.minutes().count(),
                       clock_time.seconds().count());
}

std::optional<sys_seconds> parse_http_date(std::string_view text, sys_seconds now) {
    text = trim(text);
    if (auto time = imf_fixdate(text)) return time;
    if (auto time = rfc850_date(text, now)) return time;
    return asctime_date(text);
}

}  // namespace bt::http

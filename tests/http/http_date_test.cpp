#include "http/http_date.h"

#include <cstdint>

#include <gtest/gtest.h>

namespace bt::http {
namespace {

using namespace std::chrono;

constexpr sys_seconds kExample{seconds(784'111'777)};  // RFC 9110 §5.6.7's own example
constexpr sys_seconds kToday{seconds(1'800'000'000)};

TEST(HttpDate, WritesTheFormOfTheStandard) {
    EXPECT_EQ(format_http_date(kExample), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(format_http_date(sys_seconds{}), "Thu, 01 Jan 1970 00:00:00 GMT");
    EXPECT_EQ(format_http_date(sys_days{2024y / 2 / 29} + 23h + 59min + 59s), "Thu, 29 Feb 2024 23:59:59 GMT");
}

TEST(HttpDate, ReadsAllThreeForms) {
    for (const auto* text : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
                             " Sun, 06 Nov 1994 08:49:37 GMT "}) {
        EXPECT_EQ(parse_http_date(text, kToday), kExample) << text;
    }
    EXPECT_EQ(parse_http_date("Friday, 01-Jan-27 00:00:00 GMT", kToday), sys_days{2027y / 1 / 1});
}

TEST(HttpDate, RefusesWhatIsNoDate) {
    for (const auto* text : {"", "0", "yesterday", "Sun, 06 Nov 1994 08:49:37", "Sun, 31 Feb 1994 08:49:37 GMT",
                             "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT x",
                             "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun Nov 6 08:49:37 1994"}) {
        EXPECT_EQ(parse_http_date(text, kToday), std::nullopt) << text;
    }
}

TEST(HttpDate, RoundTripsThroughTheYears) {
    for (std::int64_t second = 0; second < 4'102'444'800; second += 86'400 * 37 + 3'671) {
        const sys_seconds time{seconds(second)};
        EXPECT_EQ(parse_http_date(format_http_date(time), kToday), time);
    }
}

}  // namespace
}  // namespace bt::http

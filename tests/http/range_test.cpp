#include "http/range.h"

#include <gtest/gtest.h>

#include <ostream>

namespace bt::http {

void PrintTo(const RangeDecision& decision, std::ostream* out) {
    *out << static_cast<int>(decision.kind) << " " << decision.range.offset << "+" << decision.range.size;
}

namespace {

constexpr RangeDecision kWhole{};
constexpr RangeDecision kUnsatisfiable{.kind = RangeDecision::Kind::Unsatisfiable};
constexpr RangeDecision part(std::uint64_t offset, std::uint64_t size) {
    return {.kind = RangeDecision::Kind::Part, .range = {offset, size}};
}

TEST(Range, DecidesAsRfc9110Section14Says) {
    struct Row {
        const char* field;
        std::uint64_t size;
        RangeDecision wanted;
    };
    for (const auto& row : std::initializer_list<Row>{
             {"bytes=0-0", 10, part(0, 1)},
             {"bytes=0-9", 10, part(0, 10)},
             {"bytes=0-", 10, part(0, 10)},
             {"bytes=9-", 10, part(9, 1)},
             {"bytes=3-500", 10, part(3, 7)},
             {"bytes=-3", 10, part(7, 3)},
             {"bytes=-500", 10, part(0, 10)},
             {"Bytes=0-0", 10, part(0, 1)},
             {"bytes= 0-0 ", 10, part(0, 1)},
             {"bytes=0-99999999999999999999999", 10, part(0, 10)},
             {"bytes=10-", 10, kUnsatisfiable},
             {"bytes=99999999999999999999999-", 10, kUnsatisfiable},
             {"bytes=-0", 10, kUnsatisfiable},
             {"bytes=0-", 0, kUnsatisfiable},
             {"bytes=-5", 0, kUnsatisfiable},
             {"bytes=20-30,40-", 10, kUnsatisfiable},
             {"bytes=0-1,3-4", 10, kWhole},
             {"bytes=0-1,20-30", 10, kWhole},
             {"bytes=5-4", 10, kWhole},
             {"bytes=", 10, kWhole},
             {"bytes", 10, kWhole},
             {"bytes=-", 10, kWhole},
             {"bytes=a-b", 10, kWhole},
             {"bytes=1 -2", 10, kWhole},
             {"bytes=+1-2", 10, kWhole},
             {"bytes=0-1,x", 10, kWhole},
             {"frames=0-1", 10, kWhole},
             {"", 10, kWhole},
         }) {
        EXPECT_EQ(decide_range(row.field, row.size), row.wanted) << row.field << " of " << row.size;
    }
}

TEST(Range, IgnoresAnEndlessListOfRanges) {
    std::string field = "bytes=100-";
    for (int i = 0; i < 1'000; ++i) field += ",100-";
    EXPECT_EQ(decide_range(field, 10), kWhole);
}

}  // namespace
}  // namespace bt::http

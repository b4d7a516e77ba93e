#include "media/isobmff/edit_list.h"

#include <gtest/gtest.h>

#include <limits>

namespace bt::media::isobmff {
namespace {

constexpr Timescale kMovie{600}, kMedia{48'000};

TEST(EditList, DelaysAndTrimsATrack) {
    struct Case {
        const char* what;
        std::vector<Edit> edits;
        std::int64_t shift;
        std::size_t notes;
    };
    constexpr auto kHuge = std::numeric_limits<std::uint64_t>::max();
    const Case cases[] = {
        {"none", {}, 0, 0},
        {"priming", {{6'000, 1'024}}, 1'024, 0},
        {"an empty edit, then the media", {{300, -1}, {6'000, 0}}, -24'000, 0},
        {"a delay, priming, and an empty edit at the end", {{300, -1}, {6'000, 1'024}, {60, -1}}, 1'024 - 24'000, 0},
        {"one stretch in two edits", {{600, 1'024}, {600, 49'024}}, 1'024, 0},
        {"the same, a tick of the movie off", {{600, 1'024}, {600, 49'104}}, 1'024, 0},
        {"a piece cut out", {{600, 0}, {600, 96'000}}, 0, 1},
        {"a piece shown again", {{600, 0}, {600, 0}}, 0, 1},
        {"a pause", {{600, 0}, {600, -1}, {600, 48'000}}, 0, 1},
        {"at half the speed", {{600, 0, 0, 16'384}}, 0, 1},
        {"numbers beyond any film", {{kHuge, 0}, {kHuge, std::int64_t{1} << 59}, {600, 5}}, 0, 1},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.what);
        const auto line = read_timeline(c.edits, kMovie, kMedia);
        EXPECT_EQ(line.shift, c.shift);
        EXPECT_EQ(line.notes.size(), c.notes) << (line.notes.empty() ? "" : line.notes.front());
    }
}

}  // namespace
}  // namespace bt::media::isobmff

// What caches keep for ever must not change under its URL. When this test fails and the change is wanted, raise kLayout and put down
// the new sums; when it is not, something changed the bytes by accident.
#include <gtest/gtest.h>

#include "delivery/resources.h"
#include "tests/delivery/made_media.h"

namespace bt::delivery {
namespace {

using testing::edit_list;
using testing::picture;
using testing::present;
using testing::sound;

/// FNV-1a over every immutable resource: its path, the bytes made for it, and which ranges of the file it takes.
std::uint64_t sum_of(const Presentation& presentation) {
    std::uint64_t sum = 0xCBF29CE484222325;
    const auto add = [&](ByteView bytes) {
        for (const auto byte : bytes) sum = (sum ^ std::to_integer<std::uint64_t>(byte)) * 0x100000001B3;
    };
    for (const auto& path : all_paths(presentation)) {
        const auto resource = resource_at(presentation, path).value();
        if (!resource.is_immutable) continue;
        add(as_bytes(path));
        for (const auto& piece : resource.pieces) {
            if (piece.memory) add(*piece.memory);
            else add(bt::testing::join(bt::testing::u64(piece.range.offset), bt::testing::u64(piece.range.size)));
        }
    }
    return sum;
}

TEST(Layout, StaysAsItIsUnlessItsNumberIsRaised) {
    auto late = sound(800);
    late.more = edit_list(8'000, 17'000);
    bt::testing::MadeTrack text{.track_id = 3, .handler = FourCc("sbtl")};
    for (int i = 0; i < 9; ++i) text.samples.push_back({.size = 2, .duration = 2'000});
    ASSERT_EQ(kLayout, 1U);
    EXPECT_EQ(sum_of(*present({picture(20), sound(900)})), 18431913857135010204U);
    EXPECT_EQ(sum_of(*present({picture(20, -500), late, text})), 15807255108860207911U);
    EXPECT_EQ(sum_of(*present({sound(900)})), 977907209893446924U);
}

}  // namespace
}  // namespace bt::delivery

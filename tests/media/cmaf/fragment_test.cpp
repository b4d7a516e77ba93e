#include "media/cmaf/fragment.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/media/cmaf/box_tree.h"

namespace bt::media::cmaf {
namespace {

using testing::Box;
using testing::read_tree;

std::uint32_t u32_at(ByteView bytes, std::size_t at) { return ByteReader(bytes.subspan(at)).u32().value(); }
std::uint64_t u64_at(ByteView bytes, std::size_t at) { return ByteReader(bytes.subspan(at)).u64().value(); }

TEST(FragmentHeader, IsByteForByteAsTheStandardHasIt) {
    const FragmentSample samples[] = {{1'001, 500, 2'002, true}, {1'001, 90, 0, false}};
    const Bytes header = write_fragment_header({.sequence_number = 7, .base_media_decode_time = 48'048, .samples = samples});
    EXPECT_EQ(to_hex(header),
              "00000074" "6d6f6f66"                                                                  // moof
              "00000010" "6d666864" "00000000" "00000007"                                            // mfhd
              "0000005c" "74726166"                                                                  // traf
              "00000018" "74666864" "00020028" "00000001" "000003e9" "01010000"                      // tfhd: duration, flags
              "00000014" "74666474" "01000000" "000000000000bbb0"                                    // tfdt
              "00000028" "7472756e" "01000a05" "00000002" "0000007c" "02000000"                      // trun: first_sample_flags
              "000001f4" "000007d2" "0000005a" "00000000"                                            // size, offset; size, offset
              "00000256" "6d646174");                                                                // mdat of 590 bytes
}

TEST(FragmentHeader, PutsWhatAllSamplesShareIntoTheDefaultsAndWritesNoTable) {
    const std::vector<FragmentSample> samples(30, FragmentSample{1'536, 1'792, 0, true});  // AC-3 at a constant rate
    const Bytes header = write_fragment_header({.samples = samples});
    const Box tree = read_tree(header, true);
    const Box* trun = tree.find("moof/traf/trun");
    ASSERT_NE(trun, nullptr);
    EXPECT_EQ(trun->body.size(), 12U) << "flags, count and data offset only";
    EXPECT_EQ(u32_at(tree.find("moof/traf/tfhd")->body, 0), 0x02'0038U);
}

struct ColumnCase {
    const char* what;
    std::vector<FragmentSample> samples;
    std::uint32_t trun_flags;
};
const ColumnCase kColumnCases[] = {
    {"one sample", {{10, 20, 0, true}}, 0x001},
    {"one sample that is not sync", {{10, 20, 0, false}}, 0x001},
    {"no sample", {}, 0x001},
    {"durations that differ", {{10, 20, 0, true}, {11, 20, 0, true}}, 0x101},
    {"sizes that differ", {{10, 20, 0, true}, {10, 21, 0, true}}, 0x201},
    {"a negative composition offset", {{10, 20, 0, true}, {10, 20, -5, true}}, 0x801},
    {"sync first, the rest not", {{10, 20, 0, true}, {10, 20, 0, false}, {10, 20, 0, false}}, 0x005},
    {"sync in the middle", {{10, 20, 0, true}, {10, 20, 0, false}, {10, 20, 0, true}}, 0x401},
    {"all of it", {{10, 20, 1, true}, {11, 21, 0, false}, {10, 20, 0, true}}, 0xF01},
};
TEST(FragmentHeader, WritesOnlyTheColumnsItNeeds) {
    for (const auto& row : kColumnCases) {
        SCOPED_TRACE(row.what);
        const Bytes header = write_fragment_header({.samples = row.samples});
        const Box tree = read_tree(header, true);
        EXPECT_EQ(u32_at(tree.find("moof/traf/trun")->body, 0), 0x0100'0000U | row.trun_flags);
    }
}

/// What a player reads back from trun and tfhd.
std::vector<FragmentSample> read_samples(const Box& tree) {
    ByteReader tfhd(tree.find("moof/traf/tfhd")->body);
    const std::uint32_t tfhd_flags = tfhd.u32().value() & 0xFFFFFF;
    EXPECT_EQ(tfhd.u32().value(), 1U);
    const std::uint32_t duration = (tfhd_flags & 0x08) != 0 ? tfhd.u32().value() : 0;
    const std::uint32_t size = (tfhd_flags & 0x10) != 0 ? tfhd.u32().value() : 0;
    const std::uint32_t flags = (tfhd_flags & 0x20) != 0 ? tfhd.u32().value() : 0;
    EXPECT_TRUE(tfhd.empty());
    ByteReader trun(tree.find("moof/traf/trun")->body);
    const std::uint32_t trun_flags = trun.u32().value() & 0xFFFFFF;
    std::vector<FragmentSample> samples(trun.u32().value());
    EXPECT_TRUE(trun.skip(4));
    const std::uint32_t first_flags = (trun_flags & 0x004) != 0 ? trun.u32().value() : flags;
    for (FragmentSample& sample : samples) {
        sample.duration = (trun_flags & 0x100) != 0 ? trun.u32().value() : duration;
        sample.size = (trun_flags & 0x200) != 0 ? trun.u32().value() : size;
        const std::uint32_t own = (trun_flags & 0x400) != 0 ? trun.u32().value() : &sample == samples.data() ? first_flags : flags;
        sample.is_sync = (own & 0x0001'0000) == 0;
        EXPECT_EQ(own >> 24, sample.is_sync ? 2U : 1U) << "sample_depends_on";
        sample.composition_offset = (trun_flags & 0x800) != 0 ? trun.i32().value() : 0;
    }
    EXPECT_TRUE(trun.empty());
    return samples;
}

TEST(FragmentHeader, ReadsBackAsTheSamplesItWasMadeFrom) {
    std::uint32_t seed = 1;
    const auto random = [&seed](std::uint32_t below) { return (seed = seed * 1'664'525U + 1'013'904'223U) / 65'536U % below; };
    for (int round = 0; round < 500; ++round) {
        std::vector<FragmentSample> samples(random(12));
        for (FragmentSample& sample : samples) {
            sample = {random(3) + 1, random(3), static_cast<std::int32_t>(random(3)) - 1, random(2) == 0};
        }
        const FragmentInfo fragment{.sequence_number = 3, .base_media_decode_time = 1ULL << 40, .samples = samples,
                                    .starts_segment = random(2) == 0};
        const Bytes header = write_fragment_header(fragment);
        const Box tree = read_tree(header, true);
        const auto back = read_samples(tree);
        ASSERT_EQ(back.size(), samples.size());
        for (std::size_t i = 0; i < samples.size(); ++i) {
            EXPECT_EQ(back[i].duration, samples[i].duration);
            EXPECT_EQ(back[i].size, samples[i].size);
            EXPECT_EQ(back[i].composition_offset, samples[i].composition_offset);
            EXPECT_EQ(back[i].is_sync, samples[i].is_sync);
        }
        EXPECT_EQ(u64_at(tree.find("moof/traf/tfdt")->body, 4), 1ULL << 40);
        const Box* moof = tree.find("moof");
        const std::uint32_t data_offset = u32_at(tree.find("moof/traf/trun")->body, 8);
        EXPECT_EQ(moof->offset + data_offset, header.size()) << "the payload begins right behind the header";
        EXPECT_EQ(tree.find("styp") != nullptr, fragment.starts_segment);
    }
}

TEST(FragmentHeader, WidensTheMdatSizeBeyondFourGibibytes) {
    const std::vector<FragmentSample> samples(2, FragmentSample{1, std::numeric_limits<std::uint32_t>::max(), 0, true});
    const Bytes header = write_fragment_header({.samples = samples});
    EXPECT_EQ(to_hex(ByteView(header).last(16)), "000000016d646174" "000000020000000e");
    const Box tree = read_tree(header, true);
    EXPECT_EQ(u32_at(tree.find("moof/traf/trun")->body, 8), header.size());
}

TEST(FragmentHeader, KeepsTheNarrowMdatSizeUpToTheLastByteThatFits) {
    const FragmentSample fits[] = {{1, 0xFFFF'FFF7, 0, true}};
    const FragmentSample beyond[] = {{1, 0xFFFF'FFF8, 0, true}};
    EXPECT_EQ(to_hex(ByteView(write_fragment_header({.samples = fits})).last(8)), "ffffffff6d646174");
    EXPECT_EQ(to_hex(ByteView(write_fragment_header({.samples = beyond})).last(16)), "000000016d646174" "0000000100000008");
}

}  // namespace
}  // namespace bt::media::cmaf

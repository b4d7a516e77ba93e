#include "media/isobmff/metadata.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "media/isobmff/open.h"
#include "tests/media/isobmff/movie_builder.h"

namespace bt::media::isobmff {
namespace {

using namespace bt::testing;
using ::testing::ElementsAre;

MadeTrack one_frame() { return {.track_id = 1, .timescale = 25, .samples = {{5, 1, 0, true}}}; }

Description describe(const std::vector<MadeTrack>& tracks, const Bytes& in_moov) {
    const auto file = open_isobmff(std::make_shared<const io::MemorySource>(make_movie(tracks, in_moov)));
    EXPECT_TRUE(file) << file.error().describe();
    return file ? file.value()->description() : Description{};
}

Bytes ilst_title(std::string_view title) {
    return box("ilst", box(FourCc(0xA96E616D), box("data", u32(1), u32(0), text(title))));
}

TEST(Metadata, FindsTheTitleWhereIsoAndQuickTimeKeepIt) {
    const Bytes hdlr = full_box("hdlr", 0, 0, u32(0), text("mdir"), zeros(13));
    EXPECT_EQ(describe({one_frame()}, box("udta", full_box("meta", 0, 0, hdlr, ilst_title("사운드트랙 #1")))).title, "사운드트랙 #1");
    EXPECT_EQ(describe({one_frame()}, box("udta", box("meta", hdlr, ilst_title("Goblin")))).title, "Goblin") << "QuickTime's 'meta' has no version";
    EXPECT_EQ(describe({one_frame()}, box("udta", box(FourCc(0xA96E616D), u16(6), u16(0), text("Goblin")), u32(0))).title, "Goblin");
    EXPECT_EQ(describe({one_frame()}, box("udta", box("meta", zeros(3)), box("free"))).title, "");
}

TEST(Metadata, ReadsNeroChapters) {
    const auto chapter = [](std::uint64_t start, std::string_view title) { return join(u64(start), u8(static_cast<unsigned>(title.size())), text(title)); };
    const Bytes chpl = full_box("chpl", 1, 0, u32(0), u8(2), chapter(0, "Recap"), chapter(620'000'000, "Opening"));
    const auto chapters = describe({one_frame()}, box("udta", chpl)).chapters;
    ASSERT_EQ(chapters.size(), 2U);
    EXPECT_EQ(chapters[1].title, "Opening");
    EXPECT_EQ(chapters[1].start, (MediaInstant{62, Timescale{1}}));
    EXPECT_TRUE(describe({one_frame()}, box("udta", full_box("chpl", 1, 0, u32(0), u8(200)))).chapters.empty()) << "fewer than declared";
}

TEST(Metadata, ReadsQuickTimeChapterTracksAndHidesThem) {
    MadeTrack video = one_frame();
    video.more = box("tref", box("chap", u32(2)));
    // Two titles of seven bytes each, written over the zeros of the media data.
    const MadeTrack titles{.track_id = 2, .handler = "text", .timescale = 1, .samples = {{7, 60, 0, true}, {7, 30, 0, true}},
                           .sample_entry = box("text", zeros(6), u16(1), zeros(43)), .writes_stss = false};
    Bytes movie = make_movie({video, titles});
    const Bytes samples = join(u16(5), text("Recap"), u16(5), text("Story"));
    std::copy(samples.begin(), samples.end(), movie.begin() + static_cast<std::ptrdiff_t>(ftyp().size() + 8 + 5));
    const auto file = open_isobmff(std::make_shared<const io::MemorySource>(movie)).value();
    const auto& chapters = file->description().chapters;
    ASSERT_EQ(chapters.size(), 2U);
    EXPECT_EQ(chapters[0].title, "Recap");
    EXPECT_EQ(chapters[1].title, "Story");
    EXPECT_EQ(chapters[1].start, (MediaInstant{60, Timescale{1}}));
    EXPECT_EQ(chapters[1].end, (MediaInstant{90, Timescale{1}}));
    EXPECT_EQ(file->description().tracks[1].kind, TrackKind::Other);
}

TEST(Metadata, ReadsTheTextOfSamplesInBothEncodings) {
    EXPECT_EQ(read_text_sample(join(u16(3), text("abc"), text("style atoms"))), "abc");
    EXPECT_EQ(read_text_sample(join(u16(6), u16(0xFEFF), u16(0xAC00), u16(0x0041))), "가A");
    EXPECT_EQ(read_text_sample(join(u16(6), u16(0xFFFE), u16(0x00AC), u16(0x4100))), "가A");
    EXPECT_EQ(read_text_sample(join(u16(200), text("cut"))), "cut");
    EXPECT_EQ(read_text_sample({}), "");
}

TEST(Metadata, ReadsTheRolesOfTracks) {
    const auto kind = [](std::string_view value) {
        return box("udta", full_box("kind", 0, 0, text("urn:mpeg:dash:role:2011"), u8(0), text(value), u8(0)));
    };
    MadeTrack forced = one_frame(), caption = one_frame(), description = one_frame(), commentary = one_frame();
    forced.more = kind("forced-subtitle");
    caption.more = kind("caption");
    description.more = kind("description");
    commentary.more = box("udta", box("name", text("감독")), box("tagc", text("public.auxiliary-content")));
    const auto tracks = describe({forced, caption, description, commentary}, {}).tracks;
    EXPECT_TRUE(tracks[0].is_forced);
    EXPECT_TRUE(tracks[1].is_hearing_impaired);
    EXPECT_TRUE(tracks[2].is_visual_impaired);
    EXPECT_TRUE(tracks[3].is_commentary);
    EXPECT_EQ(tracks[3].name, "감독");
    EXPECT_TRUE(tracks[0].is_default);
    EXPECT_FALSE(tracks[1].is_default) << "of enabled tracks of a kind the first is the one to play";
}

}  // namespace
}  // namespace bt::media::isobmff

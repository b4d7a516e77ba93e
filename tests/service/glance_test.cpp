#include "service/glance.h"

#include <gtest/gtest.h>

namespace bt::service {
namespace {

using Kind = library::SidecarRequest::Kind;

std::string told_of(Kind kind, const std::string& format, std::string_view text) {
    const io::MemorySource bytes(Bytes(as_bytes(text).begin(), as_bytes(text).end()));
    const auto fine = glance_at_sidecar({.kind = kind, .format = format, .bytes = bytes});
    return fine ? "" : fine.error().message;
}

TEST(Glance, TellsASongThatIsNoSoundAndDoubtsNothingElse) {
    const std::string id3("ID3\4\0\0\0\0\0\x02..", 12);
    const struct { std::string format, bytes; bool is_sound; } kSongs[] = {
        {"flac", "fLaC....", true},
        {"flac", id3 + "fLaC....", true},
        {"flac", "garbage", false},
        {"flac", id3, false},
        {"flac", "OggS....", true},  // misnamed, and heard all the same
        {"m4a", std::string("\0\0\0\x20", 4) + "ftypM4A ", true},
        {"m4a", "\xFF\xFB\x90\x64", true},
        {"m4a", "gar", false},
        {"mp3", "\xFF\xFB\x90\x64", true},
        {"mp3", id3 + "\xFF\xFB\x90\x64", true},
        {"mp3", "odd words and then \xFF\xFB\x90\x64", true},
        {"mp3", std::string(100'000, '\0') + "\xFF\xFB", true},
        {"mp3", "garbage", false},
        {"mp3", std::string("ID3\4\0\0\x7F\x7F\x7F\x7F", 10), false},
        {"thd", "garbage", true},
    };
    for (const auto& row : kSongs) {
        SCOPED_TRACE(row.format + " " + row.bytes.substr(0, 20));
        EXPECT_EQ(told_of(Kind::Song, row.format, row.bytes), row.is_sound ? "" : "it does not begin as sound of any kind does");
    }
}

TEST(Glance, TellsATextThatHoldsNoSubtitles) {
    EXPECT_EQ(told_of(Kind::Subtitle, "srt", "1\n00:00:01,000 --> 00:00:02,000\nrain\n"), "");
    EXPECT_EQ(told_of(Kind::Subtitle, "srt", "kaputt"), "not SubRip, WebVTT, ASS or SAMI");
    EXPECT_EQ(told_of(Kind::Subtitle, "ttml", "kaputt"), "") << "of a kind that nobody reads";
    EXPECT_EQ(told_of(Kind::Sound, "mka", "kaputt"), "") << "told where the film is opened";
}

}  // namespace
}  // namespace bt::service

#include "transcode/sound_type.h"

#include <gtest/gtest.h>

#include <string>

namespace bt::transcode {
namespace {

using namespace std::string_literals;

/// The first page of an Ogg file (RFC 3533 §6) with a packet that begins so.
std::string ogg(std::size_t segments, const std::string& packet) {
    return "OggS"s + std::string(22, '\0') + static_cast<char>(segments) + std::string(segments, '\x1e') + packet;
}

TEST(SoundType, IsWhatTheFirstBytesSay) {
    const std::pair<std::string, std::string_view> kHeads[] = {
        {"fLaC\0\0\0\x22"s, "audio/flac"},
        {"ID3\4\0\0\0\0"s, "audio/mpeg"},
        {"\xFF\xFB\x90\x64"s, "audio/mpeg"},
        {"\0\0\0\0\0\xFF\xFB\x90\x64"s, "audio/mpeg"},
        {"\xFF\xF3\x40\xC0"s, "audio/mpeg"},
        {"\xFF\xF1\x50\x80"s, "audio/aac"},
        {ogg(1, "\1vorbis"), "audio/ogg; codecs=\"vorbis\""},
        {ogg(1, "OpusHead"), "audio/ogg; codecs=\"opus\""},
        {ogg(3, "OpusHead"), "audio/ogg; codecs=\"opus\""},
        {ogg(1, "\x7f" "FLAC"), "audio/ogg; codecs=\"flac\""},
        {ogg(1, "fishead"), "audio/ogg"},
        {"OggS\0\2\0\0"s, "audio/ogg"},
        {"\0\0\0\x1c" "ftypM4A "s, "audio/mp4"},
        {"RIFF\x24\0\0\0WAVEfmt "s, "audio/wav"},
        {"FORM\0\0\0\x24" "AIFF"s, "audio/aiff"},
        {"\x30\x26\xB2\x75\x8E\x66\xCF\x11"s, "audio/x-ms-wma"},
        {"\x1A\x45\xDF\xA3\x42\x82\x84webm"s, "audio/webm"},
        {"\x1A\x45\xDF\xA3\x42\x82\x88matroska"s, "audio/matroska"},
    };
    for (auto [head, type] : kHeads) {
        head.append(16, '\0');
        EXPECT_EQ(sound_type(as_bytes(head)), type) << testing::PrintToString(head);
    }
}

TEST(SoundType, OfAnythingElseIsNone) {
    for (const auto& head : {""s, "fLaC"s, "root:x:0:0:root:/root:/bin/bash"s, "<!doctype html><script>"s, "RIFF\x24\0\0\0WEBPVP8 "s, "\xFF\xD8\xFF\xE0\0\x10JFIF\0\1"s,
                             "\xFF\xFE\0a\0b\0c\0d\0e"s, "\xFF\xFB\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s, std::string(256, '\0')}) {
        EXPECT_EQ(sound_type(as_bytes(head)), "") << testing::PrintToString(head);
    }
}

}  // namespace
}  // namespace bt::transcode

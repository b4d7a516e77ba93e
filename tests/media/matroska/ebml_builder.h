// Writes EBML byte by byte, so that a test shows the file it reads.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "media/matroska/elements.h"

namespace bt::media::matroska::test {

inline Bytes operator+(Bytes a, const Bytes& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

inline Bytes raw(std::initializer_list<int> values) {
    Bytes out;
    for (const int v : values) out.push_back(static_cast<std::byte>(v));
    return out;
}
inline Bytes zeros(std::size_t count) { return Bytes(count); }

inline Bytes element_id(std::uint32_t id) {
    ByteWriter out;
    if (id > 0xFFFFFF) out.u32(id);
    else if (id > 0xFFFF) out.u24(id);
    else if (id > 0xFF) out.u16(static_cast<std::uint16_t>(id));
    else out.u8(static_cast<std::uint8_t>(id));
    return std::move(out).take();
}
/// A size of four bytes, as many muxers reserve.
inline Bytes size_of(std::size_t size) {
    ByteWriter out;
    out.u32(static_cast<std::uint32_t>(size) | 0x1000'0000U);
    return std::move(out).take();
}
/// An element with a body.
inline Bytes master(std::uint32_t id, const Bytes& body) { return element_id(id) + size_of(body.size()) + body; }
/// An element of unknown size: it ends where something begins that it cannot hold.
inline Bytes endless(std::uint32_t id, const Bytes& body) { return element_id(id) + raw({0xFF}) + body; }
inline Bytes number(std::uint32_t id, std::uint64_t value) {
    ByteWriter out;
    out.u64(value);
    return master(id, std::move(out).take());
}
inline Bytes real(std::uint32_t id, double value) { return number(id, std::bit_cast<std::uint64_t>(value)); }
inline Bytes text(std::uint32_t id, std::string_view value) { return master(id, to_bytes(as_bytes(value))); }

inline Bytes ebml_header(std::string_view doc_type = "matroska") { return master(id::kEbml, text(id::kDocType, doc_type)); }
inline Bytes info(double duration = 0) {
    return master(id::kInfo, number(id::kTimestampScale, 1'000'000) + (duration > 0 ? real(id::kDuration, duration) : Bytes{}));
}
inline Bytes track_entry(std::uint64_t number_of_track, std::uint64_t type, std::string_view codec, const Bytes& more = {}) {
    return master(id::kTrackEntry, number(id::kTrackNumber, number_of_track) + number(id::kTrackUid, 100 + number_of_track) +
                                       number(id::kTrackType, type) + text(id::kCodecId, codec) + more);
}
/// Pictures of 40 ms, sound in AAC of 48 kHz (ASC 11 90), SubRip.
inline Bytes video_track(const Bytes& more = {}) {
    return track_entry(1, 1, "V_MPEG4/ISO/AVC", number(id::kDefaultDuration, 40'000'000) +
                                                    master(id::kVideo, number(id::kPixelWidth, 1'920) + number(id::kPixelHeight, 1'080)) + more);
}
inline Bytes audio_track(const Bytes& more = {}) {
    return track_entry(2, 2, "A_AAC", master(id::kCodecPrivate, raw({0x11, 0x90})) +
                                          master(id::kAudio, real(id::kSamplingFrequency, 48'000) + number(id::kChannels, 2)) + more);
}
inline Bytes subtitle_track(const Bytes& more = {}) { return track_entry(3, 17, "S_TEXT/UTF8", more); }

/// Track, relative time and flags of a block.
inline Bytes block_header(int track, int time, int flags) { return raw({0x80 | track, time >> 8 & 0xFF, time & 0xFF, flags}); }
inline constexpr int kKeyFrame = 0x80;
inline Bytes simple_block(int track, int time, int flags, const Bytes& payload) {
    return master(id::kSimpleBlock, block_header(track, time, flags) + payload);
}
inline Bytes block_group(int track, int time, const Bytes& payload, const Bytes& more = {}) {
    return master(id::kBlockGroup, master(id::kBlock, block_header(track, time, 0) + payload) + more);
}
inline Bytes cluster(std::uint64_t timestamp, const Bytes& blocks) { return master(id::kCluster, number(id::kTimestamp, timestamp) + blocks); }

}  // namespace bt::media::matroska::test

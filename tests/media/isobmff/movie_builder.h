// Whole movies written from a list of samples, and what a reader must find in them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string_view>
#include <utility>
#include <vector>

#include "media/index/media_file.h"
#include "tests/media/box_builder.h"

namespace bt::media {

/// For failing tests: where, decode and presentation time, duration.
inline void PrintTo(const Sample& sample, std::ostream* out) {
    *out << '[' << sample.data.offset << " +" << sample.data.size << "] " << sample.decode_time << " -> " << sample.presentation_time
         << " for " << sample.duration << (sample.is_sync ? " sync" : "");
}

}  // namespace bt::media

namespace bt::testing {

struct MadeSample {
    std::uint32_t size = 1, duration = 1;
    std::int32_t composition_offset = 0;
    bool is_sync = true;
};

struct MadeTrack {
    std::uint32_t track_id = 1;
    FourCc handler{"vide"};
    std::uint32_t timescale = 1000;
    std::uint16_t language = 0x55C4;       ///< "und"
    std::vector<MadeSample> samples;
    std::vector<std::uint32_t> chunks;     ///< samples in each, in order; the rest make the last one
    std::optional<Bytes> sample_entry;     ///< instead of a plain 'avc1', 'mp4a' or 'tx3g'
    Bytes more;                            ///< boxes added to 'trak': edts, udta, tref
    bool writes_stss = true;
    bool writes_co64 = false;
    unsigned size_bits = 32;               ///< of an entry: 32 in 'stsz'; 4, 8 or 16 in 'stz2'
    std::optional<Bytes> later_entry;      ///< a second sample description, used from the second chunk on
    bool is_on_its_side = false;           ///< shown turned by 90 degrees
};

inline Bytes visual_entry(FourCc type, unsigned width, unsigned height, const Bytes& boxes) {
    return box(type, zeros(6), u16(1), zeros(16), u16(width), u16(height), u32(0x480000), u32(0x480000), u32(0), u16(1), zeros(32), u16(24),
               u16(0xFFFF), boxes);
}
inline Bytes sound_entry(FourCc type, unsigned channels, unsigned rate, const Bytes& boxes) {
    return box(type, zeros(6), u16(1), zeros(8), u16(channels), u16(16), u32(0), u32(rate << 16), boxes);
}
inline Bytes avc1_entry() { return visual_entry("avc1", 640, 360, box("avcC", u32(0x0164001E))); }
/// An 'esds' body after version and flags: AAC-LC, 48 kHz, stereo.
inline Bytes aac_esds(unsigned object_type_indication = 0x40, const Bytes& info = join(u8(0x11), u8(0x90))) {
    const auto descriptor = [](unsigned tag, const Bytes& body) { return join(u8(tag), u8(static_cast<unsigned>(body.size())), body); };
    const Bytes config = descriptor(4, join(u8(object_type_indication), u8(0x15), zeros(11), descriptor(5, info)));
    return full_box("esds", 0, 0, descriptor(3, join(u16(1), u8(0), config, descriptor(6, u8(2)))));
}
inline Bytes mp4a_entry() { return sound_entry("mp4a", 2, 48000, aac_esds()); }
inline Bytes tx3g_entry() { return box("tx3g", zeros(6), u16(1), u32(0), zeros(26)); }

inline Bytes entry_of(const MadeTrack& track) {
    if (track.sample_entry) return *track.sample_entry;
    if (track.handler == FourCc("soun")) return mp4a_entry();
    return track.handler == FourCc("vide") ? avc1_entry() : tx3g_entry();
}

/// Runs of equal values: the shape of stts and ctts.
template <class ValueOf>
Bytes runs_of(const std::vector<MadeSample>& samples, ValueOf value_of) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> runs;
    for (const auto& sample : samples) {
        const auto value = static_cast<std::uint32_t>(value_of(sample));
        if (runs.empty() || runs.back().second != value) runs.push_back({0, value});
        ++runs.back().first;
    }
    ByteWriter out;
    out.u32(static_cast<std::uint32_t>(runs.size()));
    for (const auto& [count, value] : runs) out.u32(count).u32(value);
    return std::move(out).take();
}

/// The samples in each chunk, all samples covered.
inline std::vector<std::uint32_t> chunks_of(const MadeTrack& track) {
    std::vector<std::uint32_t> chunks;
    auto left = static_cast<std::uint32_t>(track.samples.size());
    for (const auto count : track.chunks) {
        chunks.push_back(std::min(count, left));
        left -= chunks.back();
    }
    if (left > 0) chunks.push_back(left);
    return chunks;
}

/// 'stsz', or 'stz2' where the track asks for it (ISO/IEC 14496-12:2015 §8.7.3).
inline Bytes sizes_of(const MadeTrack& track) {
    const auto count = u32(static_cast<std::uint32_t>(track.samples.size()));
    ByteWriter sizes;
    for (std::size_t i = 0; i < track.samples.size(); ++i) {
        const auto size = track.samples[i].size;
        if (track.size_bits == 32) sizes.u32(size);
        else if (track.size_bits == 16) sizes.u16(static_cast<std::uint16_t>(size));
        else if (track.size_bits == 8) sizes.u8(static_cast<std::uint8_t>(size));
        else if (i % 2 == 0) sizes.u8(static_cast<std::uint8_t>(size << 4 | (i + 1 < track.samples.size() ? track.samples[i + 1].size : 0)));
    }
    return track.size_bits == 32 ? full_box("stsz", 0, 0, u32(0), count, sizes.view()) : full_box("stz2", 0, 0, u32(track.size_bits), count, sizes.view());
}

inline Bytes stbl_of(const MadeTrack& track, const std::vector<std::uint64_t>& chunk_offsets) {
    ByteWriter sync, stsc, offsets;
    std::uint32_t sync_count = 0, run_count = 0, last = ~0U, chunk = 0;
    for (std::size_t i = 0; i < track.samples.size(); ++i) {
        if (!track.samples[i].is_sync) continue;
        sync.u32(static_cast<std::uint32_t>(i + 1));
        ++sync_count;
    }
    for (const auto count : chunks_of(track)) {
        const bool is_second = track.later_entry && chunk == 1;
        if (count != last || is_second) {
            stsc.u32(chunk + 1).u32(count).u32(track.later_entry && chunk > 0 ? 2 : 1);
            ++run_count;
        }
        last = count;
        ++chunk;
    }
    for (const auto offset : chunk_offsets) {
        track.writes_co64 ? offsets.u64(offset) : offsets.u32(static_cast<std::uint32_t>(offset));
    }
    const auto chunk_count = u32(static_cast<std::uint32_t>(chunk_offsets.size()));
    return box("stbl", full_box("stsd", 0, 0, u32(track.later_entry ? 2 : 1), entry_of(track), track.later_entry.value_or(Bytes())),
               full_box("stts", 0, 0, runs_of(track.samples, [](const MadeSample& s) { return s.duration; })),
               full_box("ctts", 1, 0, runs_of(track.samples, [](const MadeSample& s) { return s.composition_offset; })),
               full_box("stsc", 0, 0, u32(run_count), stsc.view()),
               sizes_of(track),
               full_box(track.writes_co64 ? FourCc("co64") : FourCc("stco"), 0, 0, chunk_count, offsets.view()),
               track.writes_stss ? full_box("stss", 0, 0, u32(sync_count), sync.view()) : Bytes());
}

inline Bytes trak_of(const MadeTrack& track, const std::vector<std::uint64_t>& chunk_offsets) {
    const Bytes matrix = track.is_on_its_side ? join(u32(0), u32(0x10000), u32(0), i32(-0x10000), zeros(8), u32(360 << 16), u32(0), u32(0x40000000))
                                              : join(u32(0x10000), zeros(12), u32(0x10000), zeros(12), u32(0x40000000));
    const Bytes tkhd = full_box("tkhd", 0, 3, zeros(8), u32(track.track_id), zeros(4), zeros(4), zeros(8), u16(0), u16(0), u16(0), u16(0),
                                matrix, u32(640 << 16), u32(360 << 16));
    const Bytes mdhd = full_box("mdhd", 0, 0, zeros(8), u32(track.timescale), u32(0), u16(track.language), u16(0));
    const Bytes hdlr = full_box("hdlr", 0, 0, u32(0), u32(track.handler.value), zeros(12), text("VideoHandler"), u8(0));
    const Bytes dinf = box("dinf", full_box("dref", 0, 0, u32(1), full_box("url ", 0, 1)));
    return box("trak", tkhd, track.more, box("mdia", mdhd, hdlr, box("minf", dinf, stbl_of(track, chunk_offsets))));
}

inline Bytes ftyp() { return box("ftyp", text("isom"), u32(0), text("isom")); }
inline Bytes mvhd(std::uint32_t timescale = 1000) { return full_box("mvhd", 0, 0, zeros(8), u32(timescale), u32(0), zeros(80)); }

/// ftyp, mdat (chunks of the tracks in turn), moov. `in_moov`: more boxes for the moov.
inline Bytes make_movie(const std::vector<MadeTrack>& tracks, const Bytes& in_moov = {}) {
    Bytes data;
    const auto data_offset = ftyp().size() + 8;
    std::vector<std::vector<std::uint64_t>> offsets(tracks.size());
    std::vector<std::size_t> next_sample(tracks.size());
    for (std::size_t chunk = 0;; ++chunk) {
        bool any = false;
        for (std::size_t t = 0; t < tracks.size(); ++t) {
            const auto chunks = chunks_of(tracks[t]);
            if (chunk >= chunks.size()) continue;
            any = true;
            offsets[t].push_back(data_offset + data.size());
            for (std::uint32_t i = 0; i < chunks[chunk]; ++i) data.resize(data.size() + tracks[t].samples[next_sample[t]++].size);
        }
        if (!any) break;
    }
    Bytes moov = mvhd();
    for (std::size_t t = 0; t < tracks.size(); ++t) moov = join(moov, trak_of(tracks[t], offsets[t]));
    return join(ftyp(), box("mdat", data), box("moov", moov, in_moov));
}

/// What a reader must give for track `index` of make_movie(tracks), `shift` ticks earlier than the media's own line.
inline std::vector<media::Sample> expected_samples(const std::vector<MadeTrack>& tracks, std::size_t index, std::int64_t shift = 0) {
    std::vector<media::Sample> out;
    std::uint64_t offset = ftyp().size() + 8;
    std::vector<std::size_t> next_sample(tracks.size());
    std::int64_t decode_time = -shift;
    for (std::size_t chunk = 0, any = 1; any != 0; ++chunk) {
        any = 0;
        for (std::size_t t = 0; t < tracks.size(); ++t) {
            const auto chunks = chunks_of(tracks[t]);
            if (chunk >= chunks.size()) continue;
            any = 1;
            for (std::uint32_t i = 0; i < chunks[chunk]; ++i) {
                const auto& sample = tracks[t].samples[next_sample[t]++];
                if (t == index) {
                    out.push_back({.data = {offset, sample.size}, .decode_time = decode_time,
                                   .presentation_time = decode_time + sample.composition_offset, .duration = sample.duration,
                                   .is_sync = sample.is_sync || !tracks[t].writes_stss});
                    decode_time += sample.duration;
                }
                offset += sample.size;
            }
        }
    }
    return out;
}

}  // namespace bt::testing

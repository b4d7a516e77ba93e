#include "media/cmaf/init.h"

#include <algorithm>
#include <array>

#include "media/cmaf/box_scope.h"
#include "media/cmaf/fragment.h"
#include "media/cmaf/language.h"
#include "media/cmaf/sample_entry.h"
#include "media/cmaf/sample_flags.h"

namespace bt::media::cmaf {
namespace {

/// The brands, ISO/IEC 23000-19 §7.2: 'cmf2' promises signed composition offsets and no edit list.
void write_file_type(ByteWriter& out, const InitTrack& track) {
    const BoxScope ftyp(out, "ftyp");
    out.four_cc("iso6").u32(0).four_cc("iso6").four_cc("cmfc");
    if (!track.edit_media_time) out.four_cc("cmf2");
    out.four_cc("dash");
    if (!track.configuration.dolby_vision) return;
    out.four_cc("dby1");
    // The supplement names the brand of its base layer behind the stroke: "dvh1.08.07/db1p".
    const std::string& supplement = track.configuration.supplemental;
    if (const auto stroke = supplement.find('/'); stroke != std::string::npos) out.text(supplement.substr(stroke + 1));
}

/// The transformation { a b u, c d v, x y w } that turns a picture of `width` x `height` clockwise and moves it back into the
/// positive quarter. §8.3.2; a, b, c, d, x, y are 16.16, u, v, w 2.30.
void write_matrix(ByteWriter& out, int rotation_degrees, std::uint32_t width, std::uint32_t height) {
    constexpr std::int32_t kOne = 0x0001'0000;
    std::array<std::int32_t, 4> turn = {kOne, 0, 0, kOne};
    std::uint32_t x = 0, y = 0;
    switch (rotation_degrees) {
        case 90: turn = {0, kOne, -kOne, 0}; x = height; break;
        case 180: turn = {-kOne, 0, 0, -kOne}; x = width; y = height; break;
        case 270: turn = {0, -kOne, kOne, 0}; y = width; break;
        default: break;
    }
    out.i32(turn[0]).i32(turn[1]).u32(0).i32(turn[2]).i32(turn[3]).u32(0);
    out.u32(x << 16).u32(y << 16).u32(0x4000'0000);
}

void write_movie_header(ByteWriter& out, const InitTrack& track) {
    const BoxScope mvhd(out, "mvhd", 0, 0);
    out.u32(0).u32(0).u32(track.timescale.ticks_per_second).u32(0);  // made, changed, timescale, duration: in the fragments
    out.u32(0x0001'0000).u16(0x0100).zeros(10);                      // rate, volume
    write_matrix(out, 0, 0, 0);
    out.zeros(24).u32(kTrackId + 1);  // next_track_ID
}

void write_track_header(ByteWriter& out, const InitTrack& track) {
    const BoxScope tkhd(out, "tkhd", 0, 0x7);  // enabled, in the movie, in its preview
    out.u32(0).u32(0).u32(kTrackId).u32(0).u32(0).zeros(8);
    out.u16(0).u16(0).u16(track.kind == TrackKind::Audio ? 0x0100 : 0).u16(0);  // layer, alternate_group, volume
    const codec::PictureSize size = track.configuration.video ? codec::display_size(*track.configuration.video) : codec::PictureSize{};
    write_matrix(out, track.rotation_degrees, size.width, size.height);
    out.u32(size.width << 16).u32(size.height << 16);
}

/// One edit: from media_time on, to the end (segment_duration 0 in a fragmented file). §8.6.6.
void write_edit(ByteWriter& out, const InitTrack& track) {
    if (!track.edit_media_time) return;
    const BoxScope edts(out, "edts");
    const std::int64_t media_time = *track.edit_media_time;
    const bool wide = media_time > INT32_MAX;
    const BoxScope elst(out, "elst", wide ? 1 : 0, 0);
    out.u32(1);
    if (wide) {
        out.u64(0).i64(media_time);
    } else {
        out.u32(0).i32(static_cast<std::int32_t>(media_time));
    }
    out.u16(1).u16(0);  // media_rate
}

void write_media_header(ByteWriter& out, const InitTrack& track) {
    {
        const BoxScope mdhd(out, "mdhd", 0, 0);
        out.u32(0).u32(0).u32(track.timescale.ticks_per_second).u32(0).u16(pack_language(track.language)).u16(0);
    }
    {
        const BoxScope hdlr(out, "hdlr", 0, 0);
        out.u32(0);
        out.four_cc(track.kind == TrackKind::Video ? FourCc("vide") : FourCc("soun"));
        out.zeros(12).u8(0);  // an empty name
    }
    if (is_whole_in_packed_language(track.language)) return;
    const BoxScope elng(out, "elng", 0, 0);  // §8.4.6
    out.text(track.language).u8(0);
}

void write_kind_header(ByteWriter& out, TrackKind kind) {
    if (kind == TrackKind::Video) {
        const BoxScope vmhd(out, "vmhd", 0, 1);
        out.zeros(8);
    } else {
        const BoxScope smhd(out, "smhd", 0, 0);
        out.zeros(4);
    }
}

void write_data_information(ByteWriter& out) {
    const BoxScope dinf(out, "dinf");
    const BoxScope dref(out, "dref", 0, 0);
    out.u32(1);
    const BoxScope url(out, "url ", 0, 1);  // the samples are in this file
}

/// Every sample belongs to the one 'roll' group: that many frames before it must be decoded. §8.9.3 (default group), §10.1.
void write_roll_group(ByteWriter& out, std::uint16_t frames) {
    const BoxScope sgpd(out, "sgpd", 2, 0);
    out.four_cc("roll").u32(2).u32(1).u32(1).i16(static_cast<std::int16_t>(-std::min<int>(frames, INT16_MAX)));
}

void write_sample_table(ByteWriter& out, const InitTrack& track) {
    const BoxScope stbl(out, "stbl");
    write_sample_description(out, track);
    for (const FourCc empty : {FourCc("stts"), FourCc("stsc"), FourCc("stco")}) {
        const BoxScope table(out, empty, 0, 0);
        out.u32(0);
    }
    {
        const BoxScope stsz(out, "stsz", 0, 0);
        out.u32(0).u32(0);
    }
    if (track.configuration.audio && track.configuration.audio->roll_frames > 0) {
        write_roll_group(out, track.configuration.audio->roll_frames);
    }
}

void write_track(ByteWriter& out, const InitTrack& track) {
    const BoxScope trak(out, "trak");
    write_track_header(out, track);
    write_edit(out, track);
    const BoxScope mdia(out, "mdia");
    write_media_header(out, track);
    const BoxScope minf(out, "minf");
    write_kind_header(out, track.kind);
    write_data_information(out);
    write_sample_table(out, track);
}

void write_movie_extends(ByteWriter& out, const InitTrack& track) {
    const BoxScope mvex(out, "mvex");
    if (track.duration && track.duration->ticks > 0) {
        const BoxScope mehd(out, "mehd", 1, 0);
        out.i64(round_to(*track.duration, track.timescale).ticks);
    }
    const BoxScope trex(out, "trex", 0, 0);
    out.u32(kTrackId).u32(1).u32(0).u32(0).u32(track.kind == TrackKind::Video ? kNonSyncFlags : kSyncFlags);
}

}  // namespace

InitTrack describe_track(const Track& track, codec::CodecConfiguration configuration) {
    InitTrack out{.kind = track.kind, .timescale = track.timescale, .language = track.language};
    out.configuration = std::move(configuration);
    if (track.video) out.rotation_degrees = track.video->rotation_degrees;
    return out;
}

Bytes write_init(const InitTrack& track) {
    BT_ASSERT(track.timescale.ticks_per_second != 0, "a timescale is never zero");
    constexpr std::size_t kFixedBoxes = 1'024;  // all but the configuration, measured: below 900
    ByteWriter out;
    out.reserve(kFixedBoxes + track.configuration.box.body.size());
    write_file_type(out, track);
    {
        const BoxScope moov(out, "moov");
        write_movie_header(out, track);
        write_track(out, track);
        write_movie_extends(out, track);
    }
    return std::move(out).take();
}

}  // namespace bt::media::cmaf

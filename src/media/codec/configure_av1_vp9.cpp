#include <fmt/format.h>

#include "media/codec/av1.h"
#include "media/codec/track_configuration.h"
#include "media/codec/vp9.h"

namespace bt::media::codec {
namespace {

std::uint8_t subsampling_code(Chroma chroma) {
    switch (chroma) {
        case Chroma::Monochrome: case Chroma::Yuv420: return 1;
        case Chroma::Yuv422: return 2;
        case Chroma::Yuv444: return 3;
    }
    return 1;
}

PictureFormat picture_of(const Vp9Configuration& stored) {
    PictureFormat picture;
    picture.bit_depth = stored.bit_depth;
    picture.chroma = stored.chroma_subsampling == 2 ? Chroma::Yuv422 : stored.chroma_subsampling == 3 ? Chroma::Yuv444 : Chroma::Yuv420;
    picture.colour = stored.colour;
    return picture;
}

double rate_of(const std::optional<Rational>& frame_rate) {
    if (!frame_rate || frame_rate->denominator <= 0) return 0;
    return static_cast<double>(frame_rate->numerator) / static_cast<double>(frame_rate->denominator);
}

}  // namespace

Result<CodecConfiguration> configure_av1(const Track& track, ByteView first_sample) {
    CodecConfiguration out;
    out.sample_entry = "av01";
    Bytes body = track.codec_private;
    Result<Av1SequenceHeader> header = Error{Fault::NotFound, "no AV1 sequence header"};
    if (!body.empty()) {
        BT_TRY(const Av1Configuration stored, read_av1c(body).within("av1C"));
        header = find_av1_sequence_header(stored.obus);
        if (!header && header.error().fault == Fault::NotFound) {
            header = find_av1_sequence_header(first_sample);
            if (header) body.insert(body.end(), header->obu.begin(), header->obu.end());
        }
    } else {
        header = find_av1_sequence_header(first_sample);
        if (!header) return Error(std::move(header).error()).within("first sample");
        body = write_av1c(header.value());
    }
    BT_TRY(const Av1Configuration stored, read_av1c(body).within("av1C"));
    PictureFormat picture;
    picture.bit_depth = stored.twelve_bit ? 12 : stored.high_bitdepth ? 10 : 8;
    picture.chroma = stored.monochrome      ? Chroma::Monochrome
                     : stored.subsampling_y ? Chroma::Yuv420
                     : stored.subsampling_x ? Chroma::Yuv422
                                            : Chroma::Yuv444;
    if (header) picture = header->picture;
    out.video = join_facts(track, picture);
    out.rfc6381 = av1_rfc6381(stored, out.video->colour);
    out.profile = av1_profile_text(stored);
    out.box = {"av1C", std::move(body)};
    return out;
}

Result<CodecConfiguration> configure_vp9(const Track& track, ByteView first_sample) {
    Vp9Configuration stored;
    PictureFormat picture;
    const bool has_record = track.codec_id == "vp09" && !track.codec_private.empty();
    if (has_record) {
        BT_TRY(stored, read_vpcc(track.codec_private).within("vpcC"));
        picture = picture_of(stored);
    }
    if (const auto frame = read_vp9_key_frame(first_sample)) {
        const auto container_colour = picture.colour;
        picture = frame->picture;
        // vpcC tells transfer and primaries, which the bitstream of BT.2020 leaves open.
        if (container_colour && container_colour->matrix != 2) picture.colour = container_colour;
        stored.profile = frame->profile;
        stored.bit_depth = static_cast<std::uint8_t>(picture.bit_depth);
        if (!has_record) stored.chroma_subsampling = subsampling_code(picture.chroma);
    } else if (!has_record) {
        return Error(frame.error()).within("first sample");
    }
    if (!has_record) read_vp9_codec_private(track.codec_private, stored);
    CodecConfiguration out;
    out.video = join_facts(track, picture);
    if (stored.level == 0) stored.level = lowest_vp9_level(out.video->width, out.video->height, rate_of(out.video->frame_rate));
    stored.colour = out.video->colour;
    out.sample_entry = "vp09";
    out.rfc6381 = vp9_rfc6381(stored);
    out.profile = fmt::format("profile {} L{}.{}", stored.profile, stored.level / 10, stored.level % 10);
    out.box = {"vpcC", write_vpcc(stored)};
    return out;
}

}  // namespace bt::media::codec

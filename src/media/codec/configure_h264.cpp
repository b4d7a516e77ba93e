#include <fmt/format.h>

#include "media/codec/h264.h"
#include "media/codec/nal.h"
#include "media/codec/track_configuration.h"

namespace bt::media::codec {
namespace {

Result<std::vector<ByteView>> units_of(PayloadForm form, unsigned length_size, ByteView sample) {
    return form == PayloadForm::AnnexBToLengthPrefixed ? split_annex_b(sample) : split_length_prefixed(sample, length_size);
}

}  // namespace

Result<CodecConfiguration> configure_h264(const Track& track, ByteView first_sample) {
    const ByteView stored = without_bitmap_header(track);
    AvcConfiguration record;
    const bool has_record = !stored.empty() && !begins_with_start_code(stored);
    if (has_record) {
        BT_TRY(record, read_avcc(stored).within("avcC"));
    } else if (!stored.empty()) {
        BT_TRY(const auto units, split_annex_b(stored).within("CodecPrivate"));
        add_h264_parameter_sets(units, record);
    }
    CodecConfiguration out;
    BT_TRY(out.payload, nal_payload_form(has_record ? record.length_size : 0, first_sample));
    const bool complete = has_record && !record.sps.empty() && !record.pps.empty();
    if (!complete) {
        // avc3, or a file without a record: the parameter sets are in front of the first picture. ISO/IEC 14496-15 §5.3.3.
        BT_TRY(const auto units, units_of(out.payload, record.length_size, first_sample).within("first sample"));
        add_h264_parameter_sets(units, record);
    }
    if (complete && out.payload == PayloadForm::AsIs) {
        out.box = {"avcC", to_bytes(stored)};
    } else {
        if (out.payload == PayloadForm::AnnexBToLengthPrefixed) record.length_size = 4;
        BT_TRY(Bytes body, write_avcc(record).within("first sample"));
        out.box = {"avcC", std::move(body)};
    }
    BT_TRY(const H264Sps sps, read_h264_sps(record.sps.front()).within("avcC > sequence parameter set"));
    out.sample_entry = "avc1";
    out.rfc6381 = fmt::format("avc1.{:02x}{:02x}{:02x}", sps.profile_idc, sps.constraint_flags, sps.level_idc);
    out.profile = h264_profile_text(sps);
    out.video = join_facts(track, sps.picture);
    return out;
}

}  // namespace bt::media::codec

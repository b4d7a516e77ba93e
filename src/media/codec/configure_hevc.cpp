#include <fmt/format.h>

#include "media/codec/hevc.h"
#include "media/codec/nal.h"
#include "media/codec/track_configuration.h"

namespace bt::media::codec {

Result<CodecConfiguration> configure_hevc(const Track& track, ByteView first_sample) {
    const ByteView stored = without_bitmap_header(track);
    HevcConfiguration record;
    const bool has_record = !stored.empty() && !begins_with_start_code(stored);
    if (has_record) {
        BT_TRY(record, read_hvcc(stored).within("hvcC"));
    } else if (!stored.empty()) {
        BT_TRY(const auto units, split_annex_b(stored).within("CodecPrivate"));
        add_hevc_parameter_sets(units, record);
    }
    CodecConfiguration out;
    BT_TRY(out.payload, nal_payload_form(has_record ? record.length_size : 0, first_sample));
    const bool is_annex_b = out.payload == PayloadForm::AnnexBToLengthPrefixed;
    const auto units = is_annex_b ? split_annex_b(first_sample) : split_length_prefixed(first_sample, record.length_size);
    const bool complete = has_record && record.complete();
    if (!complete) {
        // hev1 may keep its parameter sets in the samples only: 'hvc1' has them all in the record. ISO/IEC 14496-15 §8.4.1.
        if (!units) return Error(units.error()).within("first sample");
        add_hevc_parameter_sets(units.value(), record);
    }
    if (is_annex_b) record.length_size = 4;
    Bytes body;
    if (complete && !is_annex_b) {
        body = mark_arrays_complete(stored);
    } else {
        BT_TRY(body, write_hvcc(record).within("hvcC"));
    }
    BT_TRY(HevcSps sps, read_hevc_sps(record.sps.front()).within("hvcC > sequence parameter set"));
    read_hevc_hdr_messages(record.other, sps.picture);
    if (units) read_hevc_hdr_messages(units.value(), sps.picture);

    out.sample_entry = "hvc1";
    out.box = {"hvcC", std::move(body)};
    out.rfc6381 = hevc_rfc6381("hvc1", sps.profile);
    out.profile = hevc_profile_text(sps.profile);
    out.video = join_facts(track, sps.picture);
    return out;
}

}  // namespace bt::media::codec

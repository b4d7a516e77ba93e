#include "media/codec/aac.h"
#include "media/codec/configuration.h"
#include "media/codec/nal.h"

namespace bt::media::codec {
namespace {

Result<Bytes> annex_b_to_length_prefixed(ByteView sample) {
    BT_TRY(const auto units, split_annex_b(sample));
    std::size_t size = 0;
    for (const ByteView unit : units) size += 4 + unit.size();
    Bytes out;
    out.reserve(size);
    for (const ByteView unit : units) {
        const auto length = static_cast<std::uint32_t>(unit.size());
        for (unsigned shift = 32; shift > 0; shift -= 8) out.push_back(static_cast<std::byte>(length >> (shift - 8)));
        out.insert(out.end(), unit.begin(), unit.end());
    }
    return out;
}

Result<Bytes> adts_to_raw(ByteView sample) {
    const auto header = read_adts_header(sample);
    if (!header) return Error{Fault::Malformed, "an AAC frame without the ADTS header its first had"};
    if (header->frame_size != sample.size()) return Error{Fault::Malformed, "an ADTS frame that is not as long as its sample"};
    return to_bytes(sample.subspan(header->header_size));
}

}  // namespace

Result<Bytes> convert(PayloadForm form, ByteView sample) {
    switch (form) {
        case PayloadForm::AsIs: return to_bytes(sample);
        case PayloadForm::AnnexBToLengthPrefixed: return annex_b_to_length_prefixed(sample);
        case PayloadForm::AdtsToRaw: return adts_to_raw(sample);
    }
    return Error{Fault::Invalid, "no such payload form"};
}

}  // namespace bt::media::codec

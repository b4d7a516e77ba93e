#include "subtitle/embedded.h"

#include "base/text.h"
#include "subtitle/ass.h"
#include "subtitle/encoding.h"

namespace bt::subtitle {
namespace {

constexpr std::size_t kAssSampleFields = 9;
constexpr std::size_t kMostBoxes = 64;

std::optional<MarkedText> shown(MarkedText marked) {
    if (marked.text.empty()) return std::nullopt;
    return marked;
}

/// 3GPP TS 26.245 §5.17: a 16-bit length, then UTF-8, or UTF-16 with a byte order mark; boxes with styles follow.
std::optional<MarkedText> read_tx3g(ByteView sample) {
    ByteReader in(sample);
    const auto length = in.u16();
    if (!length) return std::nullopt;
    const auto text = in.bytes(std::min<std::uint64_t>(*length, in.remaining()));
    if (!text || text->empty()) return std::nullopt;
    const auto decoded = decode_text(*text);
    if (!decoded) return std::nullopt;
    return shown({escape_webvtt(trim(decoded->text)), {}});
}

/// ISO/IEC 14496-30:2018 §7.5: vttc holds payl (text), sttg (settings), iden; vtte is an empty cue.
std::optional<MarkedText> read_vttc(ByteView sample) {
    MarkedText out;
    ByteReader in(sample);
    for (std::size_t boxes = 0; boxes < kMostBoxes && in.remaining() >= 8; ++boxes) {
        const auto size = *in.u32();
        const auto type = *in.four_cc();
        if (size < 8) break;
        auto body = in.slice(std::min<std::uint64_t>(size - 8, in.remaining()));
        if (!body) break;
        if (type == FourCc("vttc")) {
            while (body->remaining() >= 8) {
                const auto inner_size = *body->u32();
                const auto inner_type = *body->four_cc();
                if (inner_size < 8) break;
                const auto inner = body->bytes(std::min<std::uint64_t>(inner_size - 8, body->remaining()));
                if (!inner) break;
                if (inner_type == FourCc("payl")) out.text += (out.text.empty() ? "" : "\n") + sanitise_webvtt(to_valid_utf8(as_text(*inner)));
                if (inner_type == FourCc("sttg")) out.settings = sanitise_settings(as_text(*inner));
            }
        }
    }
    return shown(std::move(out));
}

}  // namespace

std::optional<MarkedText> read_sample_text(SampleFormat format, ByteView sample) {
    if (sample.size() > kLongestCueText) return std::nullopt;
    switch (format) {
        case SampleFormat::SubRip: return shown(from_subrip(trim(to_valid_utf8(as_text(sample)))));
        case SampleFormat::WebVttText: return shown({sanitise_webvtt(trim(to_valid_utf8(as_text(sample)))), {}});
        case SampleFormat::WebVttBoxes: return read_vttc(sample);
        case SampleFormat::Tx3g: return read_tx3g(sample);
        case SampleFormat::Ass: {
            const auto text = to_valid_utf8(as_text(sample));
            const auto fields = split_fields(text, kAssSampleFields);
            if (fields.size() != kAssSampleFields) return std::nullopt;
            return shown(from_ass(fields.back()));
        }
    }
    return std::nullopt;
}

}  // namespace bt::subtitle

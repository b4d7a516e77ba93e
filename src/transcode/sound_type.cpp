#include "transcode/sound_type.h"

#include <algorithm>

namespace bt::transcode {
namespace {

constexpr std::size_t kLeastHead = 12;

bool has(std::string_view head, std::size_t at, std::string_view mark) { return head.size() > at && head.substr(at).starts_with(mark); }
unsigned octet(std::string_view head, std::size_t at) { return static_cast<unsigned char>(head[at]); }

/// What the first packet of the first stream begins with: RFC 3533 §6, RFC 7845 §5.1, Vorbis I §4.2.1.
std::string_view ogg_type(std::string_view head) {
    constexpr std::size_t kSegmentCount = 26;
    if (head.size() <= kSegmentCount) return "audio/ogg";
    const auto packet = kSegmentCount + 1 + octet(head, kSegmentCount);
    if (has(head, packet, "OpusHead")) return "audio/ogg; codecs=\"opus\"";
    if (has(head, packet, "\x01vorbis")) return "audio/ogg; codecs=\"vorbis\"";
    if (has(head, packet, "\x7f" "FLAC")) return "audio/ogg; codecs=\"flac\"";
    if (has(head, packet, "Speex   ")) return "audio/ogg; codecs=\"speex\"";
    return "audio/ogg";
}

/// The header of a frame without a container: ISO/IEC 11172-3 §2.4.1.3, whose layer 0 is ADTS' (ISO/IEC 13818-7 §6.2).
std::string_view frame_type(std::string_view head) {
    if (octet(head, 0) != 0xFFU || (octet(head, 1) & 0xE0U) != 0xE0U) return {};
    const auto version = octet(head, 1) >> 3U & 3U, layer = octet(head, 1) >> 1U & 3U;
    if (layer == 0) return version >= 2 ? "audio/aac" : "";
    // Text in UTF-16 begins as Layer I does, in which nobody has songs.
    if (layer == 3) return {};
    const bool is_reserved = version == 1 || octet(head, 2) >> 4U == 15U || (octet(head, 2) >> 2U & 3U) == 3U;
    return is_reserved ? "" : "audio/mpeg";
}

}  // namespace

std::string_view sound_type(ByteView bytes) {
    auto head = as_text(bytes);
    // Before noughts are passed over: the size of a box begins with them.
    if (has(head, 4, "ftyp")) return "audio/mp4";
    // Some writers of MP3 leave room before the first frame.
    head.remove_prefix(std::min(head.find_first_not_of('\0'), head.size()));
    if (head.size() < kLeastHead) return {};
    if (has(head, 0, "fLaC")) return "audio/flac";
    if (has(head, 0, "ID3")) return "audio/mpeg";
    if (has(head, 0, "OggS")) return ogg_type(head);
    if (has(head, 0, "RIFF") && has(head, 8, "WAVE")) return "audio/wav";
    if (has(head, 0, "FORM") && (has(head, 8, "AIFF") || has(head, 8, "AIFC"))) return "audio/aiff";
    if (has(head, 0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11")) return "audio/x-ms-wma";
    if (has(head, 0, "\x1A\x45\xDF\xA3")) return head.find("webm") < head.size() ? "audio/webm" : "audio/matroska";
    if (has(head, 0, "wvpk")) return "audio/x-wavpack";
    if (has(head, 0, "MAC ")) return "audio/x-ape";
    if (has(head, 0, "\x0B\x77")) return "audio/ac3";
    if (has(head, 0, "\x7F\xFE\x80\x01")) return "audio/vnd.dts";
    return frame_type(head);
}

}  // namespace bt::transcode

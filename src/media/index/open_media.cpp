#include <fmt/format.h>
#include <zlib.h>

#include <array>

#include "media/index/media_file.h"
#include "media/isobmff/open.h"
#include "media/matroska/open.h"

namespace bt::media {
namespace {

constexpr std::size_t kSniffBytes = 4'096;
/// The largest sample ever copied into memory: a keyframe of 8K video is a few megabytes.
constexpr std::uint64_t kLargestSample = 64U << 20;
/// What a deflated subtitle may grow to; a picture of 4K is 8 MB before run-length coding.
constexpr std::size_t kLargestInflated = 16U << 20;

/// What a file that we have no reader for looks like, in words; the signatures are those of file(1).
std::string_view looks_like(ByteView head) {
    const auto text = as_text(head);
    const auto at = [&](std::size_t offset, std::string_view mark) { return text.size() >= offset + mark.size() && text.substr(offset, mark.size()) == mark; };
    if (at(0, "RIFF") && at(8, "AVI ")) return "AVI";
    if (at(0, "G") && at(188, "G") && at(376, "G")) return "MPEG-TS";
    if (at(4, "G") && at(196, "G") && at(388, "G")) return "MPEG-TS with timestamps (M2TS)";
    if (at(0, std::string_view("\x00\x00\x01\xBA", 4))) return "MPEG program stream";
    if (at(0, "FLV")) return "Flash video";
    if (at(0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11")) return "Windows Media (ASF)";
    if (at(0, "OggS")) return "Ogg";
    if (at(0, ".RMF")) return "RealMedia";
    if (at(0, "fLaC")) return "FLAC";
    if (at(0, "ID3") || at(0, "\xFF\xFB")) return "MP3";
    if (text.find_first_not_of('\0') == std::string_view::npos) return text.empty() ? "an empty file" : "nothing but zeros";
    return "no media format known here";
}

Result<Bytes> inflate_sample(ByteView packed) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return Error{.fault = Fault::TooLarge, .message = "no memory to inflate a sample"};
    Bytes out;
    std::array<std::byte, 16 * 1024> buffer{};
    // zlib's interface is not const-correct; it does not write through next_in.
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    int state = Z_OK;
    while (state == Z_OK && out.size() <= kLargestInflated) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        state = inflate(&stream, Z_NO_FLUSH);
        out.insert(out.end(), buffer.begin(), buffer.end() - static_cast<std::ptrdiff_t>(stream.avail_out));
        if (state == Z_OK && stream.avail_in == 0 && stream.avail_out != 0) break;
    }
    inflateEnd(&stream);
    if (out.size() > kLargestInflated) return Error{.fault = Fault::TooLarge, .message = "a deflated sample grows beyond 16 MiB"};
    if (state != Z_STREAM_END) return Error{.fault = Fault::Malformed, .message = "a deflated sample does not inflate"};
    return out;
}

}  // namespace

Result<Bytes> read_sample(const MediaFile& file, const Track& track, const Sample& sample) {
    if (track.packing == Packing::Encrypted) return Error{.fault = Fault::Unsupported, .message = "the track is encrypted"};
    if (track.packing == Packing::Other) return Error{.fault = Fault::Unsupported, .message = "the track is compressed in a way not handled"};
    BT_TRY(auto bytes, file.source()->read(sample.data, kLargestSample));
    if (track.packing == Packing::Zlib) return inflate_sample(bytes);
    if (track.packing == Packing::HeaderStripped) bytes.insert(bytes.begin(), track.sample_prefix.begin(), track.sample_prefix.end());
    return bytes;
}

Result<std::shared_ptr<const MediaFile>> open_media(std::shared_ptr<const io::ByteSource> source) {
    Bytes head(kSniffBytes);
    BT_TRY(const auto got, source->read_at(0, head));
    head.resize(got);
    if (looks_like_matroska(head)) return open_matroska(std::move(source));
    if (looks_like_isobmff(head)) return open_isobmff(std::move(source));
    return Error{.fault = Fault::Unsupported, .message = fmt::format("neither MP4 nor Matroska, but {}", looks_like(head))};
}

}  // namespace bt::media

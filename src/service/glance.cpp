#include "service/glance.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/bytes.h"
#include "service/open_with_subtitles.h"

namespace bt::service {
namespace {

/// Where frames of MP3 and its like begin in files with something odd before them; more is not looked through.
constexpr std::uint64_t kLookedThrough = 64U << 10;

/// ID3v2.4.0 structure §3.1: "ID3", version, flags, and the length behind these ten bytes, seven bits a byte.
std::uint64_t id3_length(ByteView head) {
    if (head.size() < 10 || !as_text(head).starts_with("ID3")) return 0;
    std::uint64_t length = 0;
    for (std::size_t i = 6; i < 10; ++i) length = length << 7 | (std::to_integer<std::uint64_t>(head[i]) & 0x7F);
    return length + 10;
}

bool begins_as_container(std::string_view head) {
    using namespace std::string_view_literals;
    constexpr std::array kBegin{"fLaC"sv, "OggS"sv, "RIFF"sv, "RF64"sv, "FORM"sv, "caff"sv, "MAC "sv, "wvpk"sv, "TTA1"sv, "ADIF"sv, "\x1A\x45\xDF\xA3"sv, "\x30\x26\xB2\x75"sv};
    constexpr std::array kBoxes{"ftyp"sv, "moov"sv, "mdat"sv, "free"sv, "skip"sv, "wide"sv};
    const auto box = head.substr(std::min<std::size_t>(head.size(), 4), 4);
    return std::ranges::any_of(kBegin, [&](auto mark) { return head.starts_with(mark); }) || std::ranges::find(kBoxes, box) != kBoxes.end();
}

/// A word that frames of MPEG audio (11 bits set: ISO/IEC 11172-3 §2.4.2.3), AC-3 or DTS begin with.
bool is_frame_mark(unsigned char first, unsigned char second) {
    return (first == 0xFF && second >= 0xE0) || (first == 0x0B && second == 0x77) || (first == 0x7F && second == 0xFE) || (first == 0xFE && second == 0x7F);
}

bool begins_with_frame(std::string_view head) {
    return head.size() >= 2 && is_frame_mark(static_cast<unsigned char>(head[0]), static_cast<unsigned char>(head[1]));
}

bool may_hold_frames(std::string_view head) {
    // Zeros tell nothing: some programs leave megabytes of them before the first frame.
    if (!head.empty() && std::ranges::all_of(head, [](char c) { return c == '\0'; })) return true;
    for (std::size_t i = 0; i + 1 < head.size(); ++i)
        if (begins_with_frame(head.substr(i, 2))) return true;
    return false;
}

/// Kinds that are a container and nothing else. Those that are not among either may begin as they like.
bool is_contained(std::string_view format) {
    constexpr std::array<std::string_view, 11> kFormats{"flac", "ogg", "oga", "opus", "wav", "aif", "aiff", "m4a", "wma", "ape", "wv"};
    return std::ranges::find(kFormats, format) != kFormats.end();
}
bool is_framed(std::string_view format) { return format == "mp3" || format == "aac" || format == "ac3" || format == "eac3"; }

Result<void> check_song(const io::ByteSource& file, std::string_view format) {
    if (!is_contained(format) && !is_framed(format)) return {};
    BT_TRY(auto head, file.read({0, std::min(file.size(), kLookedThrough)}));
    if (const auto tag = std::min(id3_length(head), file.size()); tag > 0) {
        BT_TRY(head, file.read({tag, std::min(file.size() - tag, kLookedThrough)}));
    }
    const auto text = as_text(head);
    // Tools name files as they like: whatever begins as some sound does is for the decoder to tell.
    if (begins_as_container(text) || begins_with_frame(text) || (is_framed(format) && may_hold_frames(text))) return {};
    return Error{.fault = Fault::Unsupported, .message = "it does not begin as sound of any kind does"};
}

}  // namespace

Result<void> glance_at_sidecar(const library::SidecarRequest& request) {
    switch (request.kind) {
        case library::SidecarRequest::Kind::Subtitle: return is_text_format(request.format) ? check_text(request.bytes) : Result<void>();
        case library::SidecarRequest::Kind::Song: return check_song(request.bytes, request.format);
        case library::SidecarRequest::Kind::Sound: return {};
    }
    return {};
}

}  // namespace bt::service

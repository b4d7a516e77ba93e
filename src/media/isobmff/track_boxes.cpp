#include "media/isobmff/track_boxes.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "base/text.h"
#include "media/index/language.h"

namespace bt::media::isobmff {
namespace {

/// creation and modification times, durations: 64 bits in version 1, else 32.
Result<std::uint64_t> read_word(ByteReader& in, bool wide) {
    if (wide) return in.u64();
    BT_TRY(const auto value, in.u32());
    return std::uint64_t{value};
}

/// A duration of all ones means "not known".
std::uint64_t known_duration(std::uint64_t duration, bool wide) {
    const auto unknown = wide ? std::numeric_limits<std::uint64_t>::max() : std::numeric_limits<std::uint32_t>::max();
    return duration == unknown ? 0 : duration;
}

/// Names that writers put into every file they write.
bool is_boilerplate(std::string_view name) {
    constexpr std::string_view kNames[] = {
        "VideoHandler", "VideoHandle", "SoundHandler", "SoundHandle", "SubtitleHandler", "SubtitleHandle", "TextHandler", "DataHandler",
        "TimeCodeHandler", "Video Media Handler", "Sound Media Handler", "Apple Sound Media Handler", "Apple Video Media Handler",
        "Apple Text Media Handler", "Apple Closed Caption Media Handler", "Mainconcept Video Media Handler", "video handler",
        "Mainconcept MP4 Video Media Handler", "Mainconcept MP4 Sound Media Handler", "#Mainconcept MP4 Video Media Handler",
        "#Mainconcept MP4 Sound Media Handler", "sound handler", "Video", "Audio", "Sound", "Text", "Subtitle", "Subtitles",
        "video", "audio", "text", "subtitle", "ISO Media file produced by Google Inc.", "Alias Data Handler", "data handler",
        "GPAC ISO Video Handler", "GPAC ISO Audio Handler", "GPAC Streaming Text Handler", "Bento4 Video Handler",
        "Bento4 Sound Handler", "VideoHandler from MP4Box", "L-SMASH Video Handler", "L-SMASH Audio Handler", "Twitch Video Handler",
        "vide", "soun", "sbtl", "subt", "stereo", "Stereo", "Mono", "mono", "ETI ISO Video Media Handler", "ETI ISO Audio Media Handler"};
    const auto begins = [&](std::string_view prefix) { return name.substr(0, prefix.size()) == prefix; };
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames) || begins("Core Media ") ||
           begins("GPAC ISO ") || begins("ISO Media file produced by ") || name.find("@GPAC") != std::string_view::npos ||
           name.find("Media Handler") != std::string_view::npos;
}

/// QuickTime language codes 0 to 47 as ISO 639-2: QuickTime File Format Specification, "Language Code Values".
constexpr std::string_view kQuickTimeLanguages[] = {
    "eng", "fra", "deu", "ita", "nld", "swe", "spa", "dan", "por", "nor", "heb", "jpn", "ara", "fin", "ell", "isl",
    "mlt", "tur", "hrv", "zho", "urd", "hin", "tha", "kor", "lit", "pol", "hun", "est", "lav", "sme", "fao", "fas",
    "rus", "zho", "nld", "gle", "sqi", "ron", "ces", "slk", "slv", "yid", "srp", "mkd", "bul", "ukr", "bel", "uzb"};

}  // namespace

Result<TrackHeader> read_tkhd(ByteReader in) {
    BT_TRY(const auto full_box, read_full_box(in));
    const bool wide = full_box.version == 1;
    TrackHeader header{.enabled = (full_box.flags & 1) != 0};
    BT_CHECK(in.skip(wide ? 16 : 8));  // creation_time, modification_time
    BT_TRY(header.track_id, in.u32());
    BT_CHECK(in.skip(4U + (wide ? 8U : 4U) + 8U));  // reserved, duration, reserved
    BT_CHECK(in.skip(2));                           // layer
    BT_TRY(header.alternate_group, in.u16());
    BT_CHECK(in.skip(4));  // volume, reserved
    BT_TRY(header.matrix[0], in.i32());
    BT_TRY(header.matrix[1], in.i32());
    BT_CHECK(in.skip(4));  // u
    BT_TRY(header.matrix[2], in.i32());
    BT_TRY(header.matrix[3], in.i32());
    BT_CHECK(in.skip(16));  // v, x, y, w
    BT_TRY(header.width, in.u32());
    BT_TRY(header.height, in.u32());
    return header;
}

std::optional<int> rotation_of(const std::int32_t (&matrix)[4]) {
    constexpr std::int32_t kOne = 0x10000;
    struct Turn {
        std::int32_t a, b, c, d;
        int degrees;
    };
    constexpr Turn kTurns[] = {{kOne, 0, 0, kOne, 0}, {0, kOne, -kOne, 0, 90}, {-kOne, 0, 0, -kOne, 180}, {0, -kOne, kOne, 0, 270}};
    for (const auto& turn : kTurns) {
        if (matrix[0] == turn.a && matrix[1] == turn.b && matrix[2] == turn.c && matrix[3] == turn.d) return turn.degrees;
    }
    return std::nullopt;
}

Result<MediaHeader> read_mdhd(ByteReader in) {
    BT_TRY(const auto full_box, read_full_box(in));
    const bool wide = full_box.version == 1;
    MediaHeader header;
    BT_CHECK(in.skip(wide ? 16 : 8));  // creation_time, modification_time
    BT_TRY(header.timescale, in.u32());
    BT_TRY(const auto duration, read_word(in, wide));
    header.duration = known_duration(duration, wide);
    BT_TRY(header.language, in.u16());
    return header;
}

std::string language_from_packed(std::uint16_t packed, bool quicktime) {
    constexpr std::uint16_t kFirstPacked = 0x400, kUnspecified = 0x7FFF;
    if (packed == kUnspecified) return "und";
    if (packed < kFirstPacked) {
        // 0 is English in QuickTime, and what MP4 writers leave who set no language.
        if (!quicktime || packed >= std::size(kQuickTimeLanguages)) return "und";
        return language_from_iso_639_2(kQuickTimeLanguages[packed]);
    }
    std::string code;
    for (const int shift : {10, 5, 0}) code += static_cast<char>(0x60 + ((packed >> shift) & 0x1F));
    return language_from_iso_639_2(code);
}

Result<Handler> read_hdlr(ByteReader in) {
    BT_TRY([[maybe_unused]] const auto full_box, read_full_box(in));
    BT_CHECK(in.skip(4));  // pre_defined; in QuickTime the component type
    Handler handler;
    BT_TRY(handler.type, in.four_cc());
    // Files exist that end here.
    if (!in.skip(12)) return handler;
    const auto rest = as_text(in.rest());
    const bool counted = !rest.empty() && static_cast<unsigned char>(rest.front()) == rest.size() - 1;
    if (counted) BT_CHECK(in.skip(1));
    handler.name = read_c_string(in);
    if (is_boilerplate(handler.name)) handler.name.clear();
    return handler;
}

Result<std::string> read_elng(ByteReader in) {
    // A FullBox; some writers leave version and flags out, which a tag never begins like.
    if (!in.empty() && in.rest().front() == std::byte{0}) BT_CHECK(in.skip(4));
    return language_from_bcp_47(read_c_string(in));
}

Result<std::vector<Edit>> read_elst(ByteReader in) {
    BT_TRY(const auto full_box, read_full_box(in));
    const bool wide = full_box.version == 1;
    BT_TRY(const auto entry_count, in.u32());
    const auto room = in.remaining() / (wide ? 20 : 12);
    if (entry_count > room) {
        return Error{.fault = Fault::Truncated, .message = fmt::format("{} edits declared, room for {}", entry_count, room),
                     .offset = in.file_offset()};
    }
    std::vector<Edit> edits(entry_count);
    for (auto& edit : edits) {
        BT_TRY(edit.segment_duration, read_word(in, wide));
        if (wide) {
            BT_TRY(edit.media_time, in.i64());
        } else {
            BT_TRY(edit.media_time, in.i32());
        }
        BT_TRY(edit.media_rate_integer, in.i16());
        BT_TRY(edit.media_rate_fraction, in.i16());
    }
    return edits;
}

Result<std::vector<bool>> read_dref(ByteReader in) {
    BT_TRY([[maybe_unused]] const auto full_box, read_full_box(in));
    BT_TRY([[maybe_unused]] const auto entry_count, in.u32());
    std::vector<bool> in_this_file;
    while (has_box(in)) {
        BT_TRY(auto box, read_box(in));
        BT_TRY(const auto reference, read_full_box(box.body));
        in_this_file.push_back((reference.flags & 1) != 0);
    }
    return in_this_file;
}

Result<Kind> read_kind(ByteReader in) {
    BT_TRY([[maybe_unused]] const auto full_box, read_full_box(in));
    Kind kind;
    kind.scheme_uri = read_c_string(in);
    kind.value = read_c_string(in);
    return kind;
}

Result<std::vector<std::uint32_t>> read_tref(ByteReader in, FourCc wanted) {
    std::vector<std::uint32_t> tracks;
    while (has_box(in)) {
        BT_TRY(auto box, read_box(in));
        while (box.type == wanted && box.body.remaining() >= 4) tracks.push_back(box.body.u32().value());
    }
    return tracks;
}

}  // namespace bt::media::isobmff

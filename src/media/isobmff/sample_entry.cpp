#include "media/isobmff/sample_entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

#include "media/codec/aac.h"
#include "media/codec/ac3.h"
#include "media/isobmff/box.h"

namespace bt::media::isobmff {
namespace {

constexpr std::uint32_t kMostEntries = 64;

struct Format {
    FourCc format;
    Codec codec;
    TrackKind kind;
    FourCc config;  ///< the box whose body is Track::codec_private; nothing when there is none
};
using enum Codec;
using enum TrackKind;
// Registered at mp4ra.org, or QuickTime's.
constexpr Format kFormats[] = {
    {"avc1", H264, Video, "avcC"}, {"avc2", H264, Video, "avcC"}, {"avc3", H264, Video, "avcC"}, {"avc4", H264, Video, "avcC"},
    {"dva1", H264, Video, "avcC"}, {"dvav", H264, Video, "avcC"},
    {"hvc1", Hevc, Video, "hvcC"}, {"hev1", Hevc, Video, "hvcC"}, {"hvc2", Hevc, Video, "hvcC"}, {"hev2", Hevc, Video, "hvcC"},
    {"dvh1", Hevc, Video, "hvcC"}, {"dvhe", Hevc, Video, "hvcC"},
    {"av01", Av1, Video, "av1C"}, {"dav1", Av1, Video, "av1C"},
    {"vp09", Vp9, Video, "vpcC"}, {"vp08", Vp8, Video, "vpcC"},
    {"mp4v", Mpeg4Visual, Video, "esds"}, {"xvid", Mpeg4Visual, Video, "esds"}, {"XVID", Mpeg4Visual, Video, "esds"},
    {"mp2v", Mpeg2Video, Video, {}}, {"mpg2", Mpeg2Video, Video, {}}, {"hdv1", Mpeg2Video, Video, {}}, {"hdv2", Mpeg2Video, Video, {}},
    {"hdv3", Mpeg2Video, Video, {}}, {"mx5p", Mpeg2Video, Video, {}}, {"xdv2", Mpeg2Video, Video, {}}, {"xdv3", Mpeg2Video, Video, {}},
    {"jpeg", OtherVideo, Video, {}}, {"mjpa", OtherVideo, Video, {}}, {"s263", OtherVideo, Video, "d263"},
    {"H263", OtherVideo, Video, {}}, {"h263", OtherVideo, Video, {}}, {"SVQ1", OtherVideo, Video, {}}, {"SVQ3", OtherVideo, Video, {}},
    {"apcn", OtherVideo, Video, {}}, {"apch", OtherVideo, Video, {}}, {"apcs", OtherVideo, Video, {}}, {"apco", OtherVideo, Video, {}},
    {"ap4h", OtherVideo, Video, {}}, {"ap4x", OtherVideo, Video, {}}, {"vvc1", OtherVideo, Video, "vvcC"}, {"vvi1", OtherVideo, Video, "vvcC"},

    {"mp4a", Aac, Audio, "esds"}, {".mp3", Mp3, Audio, {}}, {"mp3 ", Mp3, Audio, {}}, {FourCc(0x6D730055), Mp3, Audio, {}},
    {"ac-3", Ac3, Audio, "dac3"}, {"sac3", Ac3, Audio, "dac3"}, {"AC-3", Ac3, Audio, "dac3"}, {"ec-3", Eac3, Audio, "dec3"}, {"EC-3", Eac3, Audio, "dec3"},
    {"Opus", Opus, Audio, "dOps"}, {"fLaC", Flac, Audio, "dfLa"}, {"alac", Alac, Audio, "alac"},
    {"dtsc", Dts, Audio, "ddts"}, {"dtsh", Dts, Audio, "ddts"}, {"dtsl", Dts, Audio, "ddts"}, {"dtse", Dts, Audio, "ddts"},
    {"dts-", Dts, Audio, "ddts"}, {"dts+", Dts, Audio, "ddts"}, {"dtsx", Dts, Audio, "udts"}, {"DTS ", Dts, Audio, {}},
    {"mlpa", TrueHd, Audio, "dmlp"},
    {"lpcm", Pcm, Audio, {}}, {"sowt", Pcm, Audio, {}}, {"twos", Pcm, Audio, {}}, {"raw ", Pcm, Audio, {}}, {"NONE", Pcm, Audio, {}},
    {"in24", Pcm, Audio, {}}, {"in32", Pcm, Audio, {}}, {"fl32", Pcm, Audio, {}}, {"fl64", Pcm, Audio, {}}, {"ipcm", Pcm, Audio, "pcmC"},
    {"fpcm", Pcm, Audio, "pcmC"}, {"42ni", Pcm, Audio, {}}, {"23ni", Pcm, Audio, {}}, {"23lf", Pcm, Audio, {}}, {"46lf", Pcm, Audio, {}},
    {"samr", OtherAudio, Audio, "damr"}, {"sawb", OtherAudio, Audio, "damr"}, {"ulaw", OtherAudio, Audio, {}}, {"alaw", OtherAudio, Audio, {}},
    {"ac-4", OtherAudio, Audio, "dac4"}, {"mha1", OtherAudio, Audio, "mhaC"}, {"mhm1", OtherAudio, Audio, "mhaC"}, {"iamf", OtherAudio, Audio, "iacb"},
    {"ima4", OtherAudio, Audio, {}}, {"QDM2", OtherAudio, Audio, {}}, {"sevc", OtherAudio, Audio, {}}, {"sqcp", OtherAudio, Audio, {}},

    {"tx3g", Tx3g, Subtitle, {}}, {"wvtt", WebVtt, Subtitle, "vttC"}, {"stpp", Ttml, Subtitle, {}}, {"dfxp", Ttml, Subtitle, {}},
    {"text", OtherText, Subtitle, {}}, {"sbtt", OtherText, Subtitle, {}}, {"stxt", OtherText, Subtitle, {}},
    {"c608", OtherText, Subtitle, {}}, {"c708", OtherText, Subtitle, {}}, {"mp4s", Unknown, Other, "esds"},
};

const Format* find_format(FourCc format) {
    const auto* const found =
        std::find_if(std::begin(kFormats), std::end(kFormats), [&](const Format& row) { return row.format == format; });
    return found != std::end(kFormats) ? found : nullptr;
}

Codec other_codec(TrackKind kind) {
    switch (kind) {
        case Video: return OtherVideo;
        case Audio: return OtherAudio;
        case Subtitle: return OtherText;
        case Other: return Unknown;
    }
    return Unknown;
}

/// What the boxes after an entry's fields may hold, as far as we use it.
struct EntryBoxes {
    std::optional<ByteReader> config;
    std::optional<ByteReader> esds;
    std::optional<FourCc> original_format;
    VideoFormat video;
    std::uint32_t horizontal_spacing = 0, vertical_spacing = 0;
    std::uint32_t sampling_rate = 0;  ///< 'srat'
};

Colour& colour_of(VideoFormat& video) { return video.colour ? *video.colour : video.colour.emplace(); }

/// ColourInformationBox, §12.1.5; QuickTime's 'nclc' lacks the range.
Result<void> read_colr(ByteReader in, VideoFormat& into) {
    BT_TRY(const auto type, in.four_cc());
    if (type != FourCc("nclx") && type != FourCc("nclc")) return {};
    BT_TRY(const auto primaries, in.u16());
    BT_TRY(const auto transfer, in.u16());
    BT_TRY(const auto matrix, in.u16());
    auto& colour = colour_of(into);
    const auto code = [](std::uint16_t value) { return static_cast<std::uint8_t>(value <= 255 ? value : 2); };
    colour.primaries = code(primaries);
    colour.transfer = code(transfer);
    colour.matrix = code(matrix);
    if (type == FourCc("nclx")) {
        BT_TRY(const auto range, in.u8());
        colour.full_range = (range & 0x80U) != 0;
    }
    return {};
}

/// MasteringDisplayColourVolumeBox, §12.1.7.
Result<void> read_mdcv(ByteReader in, VideoFormat& into) {
    MasteringDisplay display;
    for (int i = 0; i < 3; ++i) {
        BT_TRY(display.primaries_x[i], in.u16());
        BT_TRY(display.primaries_y[i], in.u16());
    }
    BT_TRY(display.white_x, in.u16());
    BT_TRY(display.white_y, in.u16());
    BT_TRY(display.max_luminance, in.u32());
    BT_TRY(display.min_luminance, in.u32());
    colour_of(into).mastering_display = display;
    return {};
}

/// ContentLightLevelBox, §12.1.6; the 'CoLL' of the VP9 binding is the same as a FullBox.
Result<void> read_clli(ByteReader in, VideoFormat& into) {
    ContentLightLevel level;
    BT_TRY(level.max_content, in.u16());
    BT_TRY(level.max_frame_average, in.u16());
    colour_of(into).content_light_level = level;
    return {};
}

/// ProtectionSchemeInfoBox, §8.12: the format before encryption.
Result<void> read_sinf(ByteReader in, EntryBoxes& into) {
    while (has_box(in)) {
        BT_TRY(auto box, read_box(in));
        if (box.type != FourCc("frma")) continue;
        BT_TRY(into.original_format, box.body.four_cc());
    }
    return {};
}

Result<void> read_entry_box(BoxView box, FourCc wanted, EntryBoxes& into) {
    const auto type = box.type;
    if (type == wanted && !into.config) into.config = box.body;
    if (type == FourCc("esds") && !into.esds) into.esds = box.body;
    if (type == FourCc("sinf")) return read_sinf(box.body, into);
    if (type == FourCc("colr")) return read_colr(box.body, into.video);
    if (type == FourCc("mdcv")) return read_mdcv(box.body, into.video);
    if (type == FourCc("clli")) return read_clli(box.body, into.video);
    if (type == FourCc("CoLL")) {
        BT_CHECK(box.body.skip(4));
        return read_clli(box.body, into.video);
    }
    if (type == FourCc("dvcC") || type == FourCc("dvvC") || type == FourCc("dvwC")) into.video.dolby_vision = to_bytes(box.body.rest());
    if (type == FourCc("pasp")) {
        BT_TRY(into.horizontal_spacing, box.body.u32());
        BT_TRY(into.vertical_spacing, box.body.u32());
    }
    if (type == FourCc("srat")) {
        BT_CHECK(box.body.skip(4));
        BT_TRY(into.sampling_rate, box.body.u32());
    }
    return {};
}

/// The boxes after an entry's fields; QuickTime's 'wave' holds more of them. Reads as far as they make sense.
void read_entry_boxes(ByteReader in, FourCc wanted, EntryBoxes& into, int depth = 0) {
    while (has_box(in)) {
        const auto box = read_box(in);
        if (!box) return;
        if (box.value().type == FourCc("wave") && depth == 0) {
            read_entry_boxes(box.value().body, wanted, into, depth + 1);
        } else if (!read_entry_box(box.value(), wanted, into)) {
            continue;  // one box out of shape does not spoil the others
        }
    }
}

/// VisualSampleEntry, §12.1.3, after data_reference_index.
Result<void> read_visual_fields(ByteReader& in, SampleEntry& entry) {
    BT_CHECK(in.skip(16));  // pre_defined, reserved, pre_defined
    VideoFormat video;
    BT_TRY(video.width, in.u16());
    BT_TRY(video.height, in.u16());
    BT_CHECK(in.skip(4 + 4 + 4 + 2 + 32 + 2 + 2));  // resolutions, reserved, frame_count, compressorname, depth, pre_defined
    entry.video = video;
    return {};
}

/// The fields QuickTime's sound sample description version 2 has instead of the first ones.
Result<void> read_sound_version_2(ByteReader& in, AudioFormat& audio) {
    BT_CHECK(in.skip(4));  // sizeOfStructOnly
    BT_TRY(const auto rate_bits, in.u64());
    const auto rate = std::bit_cast<double>(rate_bits);
    audio.sample_rate = rate >= 1 && rate <= 10'000'000 ? static_cast<std::uint32_t>(std::lround(rate)) : 0;
    BT_TRY(audio.channels, in.u32());
    BT_CHECK(in.skip(4));  // always7F000000
    BT_TRY(audio.bits_per_sample, in.u32());
    return in.skip(12);  // formatSpecificFlags, constBytesPerAudioPacket, constLPCMFramesPerAudioPacket
}

/// AudioSampleEntry, §12.2.3, after data_reference_index; in an 'stsd' of version 0, QuickTime's versions 1 and 2 of it.
Result<void> read_sound_fields(ByteReader& in, bool quicktime_versions, SampleEntry& entry) {
    BT_TRY(const auto version, in.u16());
    BT_CHECK(in.skip(6));  // revision level, vendor
    AudioFormat audio;
    BT_TRY(audio.channels, in.u16());
    BT_TRY(audio.bits_per_sample, in.u16());
    BT_CHECK(in.skip(4));  // compression ID, packet size
    BT_TRY(const auto sample_rate, in.u32());
    audio.sample_rate = sample_rate >> 16;
    if (quicktime_versions && version == 1) BT_CHECK(in.skip(16));  // samples per packet to bytes per sample
    if (quicktime_versions && version == 2) BT_CHECK(read_sound_version_2(in, audio));
    entry.audio = audio;
    return {};
}

void finish_video(const EntryBoxes& boxes, SampleEntry& entry) {
    auto& video = *entry.video;
    video.colour = boxes.video.colour;
    video.dolby_vision = boxes.video.dolby_vision;
    video.display_width = video.width;
    video.display_height = video.height;
    if (boxes.horizontal_spacing > 0 && boxes.vertical_spacing > 0 && boxes.horizontal_spacing != boxes.vertical_spacing) {
        const auto width = (std::uint64_t{video.width} * boxes.horizontal_spacing + boxes.vertical_spacing / 2) / boxes.vertical_spacing;
        video.display_width = static_cast<std::uint32_t>(std::min<std::uint64_t>(width, 1U << 16));
    }
}

/// The fields of an entry are often 2 channels whatever there are, and have no room for 96 kHz: the decoder's own words win.
void believe_configuration(const std::optional<codec::ElementaryStream>& stream, Codec codec, ByteView config, AudioFormat& audio) {
    AudioFormat told;
    if (codec == Aac && stream) {
        const auto read = codec::read_audio_specific_config(stream->decoder_specific_info);
        if (read) told = {.sample_rate = read.value().output_sample_rate(), .channels = read.value().output_channels()};
    } else if (codec == Ac3) {
        const auto read = codec::read_dac3(config);
        if (read) told.channels = codec::ac3_channels(read.value().acmod) + (read.value().has_lfe ? 1U : 0U);
    } else if (codec == Eac3) {
        const auto read = codec::read_dec3(config);
        if (read) told.channels = read.value().channels();
    }
    if (told.sample_rate != 0) audio.sample_rate = told.sample_rate;
    if (told.channels != 0) audio.channels = told.channels;
}

void finish_audio(const EntryBoxes& boxes, const std::optional<codec::ElementaryStream>& stream, SampleEntry& entry) {
    auto& audio = *entry.audio;
    if (boxes.sampling_rate != 0) audio.sample_rate = boxes.sampling_rate;
    if (entry.codec == Opus) audio.sample_rate = 48'000;  // Opus in ISOBMFF §4.3.1: always decoded at 48 kHz
    believe_configuration(stream, entry.codec, entry.config, audio);
    // 16 is written for every compressed format; it means something for these only.
    if (entry.codec != Pcm && entry.codec != Flac && entry.codec != Alac) audio.bits_per_sample = 0;
}

Result<SampleEntry> read_entry(FourCc format, ByteReader in, TrackKind kind, bool quicktime_versions) {
    SampleEntry entry{.format = format};
    BT_CHECK(in.skip(6));
    BT_TRY(entry.data_reference_index, in.u16());
    const auto after_header = in.rest();
    entry.encrypted = format == FourCc("encv") || format == FourCc("enca") || format == FourCc("enct") || format == FourCc("encs");
    if (kind == Other) kind = kind_of_format(format);
    if (kind == Video) BT_CHECK(read_visual_fields(in, entry));
    if (kind == Audio) BT_CHECK(read_sound_fields(in, quicktime_versions, entry));
    // Text formats have fields of their own here; these two have boxes.
    const bool has_boxes = kind != Subtitle || format == FourCc("wvtt") || format == FourCc("mp4s") || entry.encrypted;

    EntryBoxes boxes;
    if (has_boxes) {
        if (entry.encrypted) read_entry_boxes(in, FourCc(), boxes);  // to learn the format whose box to look for
        if (boxes.original_format) entry.format = *boxes.original_format;
        const auto* const known = find_format(entry.format);
        boxes = {};
        read_entry_boxes(in, known != nullptr ? known->config : FourCc(), boxes);
    }
    const auto* const known = find_format(entry.format);
    entry.codec = known != nullptr && (known->kind == kind || kind == Other) ? known->codec : other_codec(kind);
    if (!boxes.config && boxes.esds) boxes.config = boxes.esds;
    if (boxes.config) entry.config = to_bytes(boxes.config->rest());
    if (kind == Subtitle && entry.config.empty()) entry.config = to_bytes(after_header);

    std::optional<codec::ElementaryStream> stream;
    if (boxes.esds) {
        const auto read = codec::read_esds(boxes.esds->rest());
        if (read) stream = read.value();
    }
    const bool told_by_esds = entry.format == FourCc("mp4a") || entry.format == FourCc("mp4v") || entry.format == FourCc("mp4s");
    if (told_by_esds && stream) {
        const auto told = codec_of_object_type(stream->object_type_indication, stream->decoder_specific_info);
        entry.codec = told != Unknown ? told : other_codec(kind);
    }
    if (entry.video) finish_video(boxes, entry);
    if (entry.audio) finish_audio(boxes, stream, entry);
    return entry;
}

}  // namespace

TrackKind kind_of_format(FourCc format) {
    if (format == FourCc("encv")) return Video;
    if (format == FourCc("enca")) return Audio;
    const auto* const known = find_format(format);
    return known != nullptr ? known->kind : Other;
}

Result<std::vector<SampleEntry>> read_stsd(ByteReader in, TrackKind kind) {
    BT_TRY(const auto full_box, read_full_box(in));
    BT_TRY(const auto entry_count, in.u32());
    std::vector<SampleEntry> entries;
    while (entries.size() < std::min(entry_count, kMostEntries) && has_box(in)) {
        BT_TRY(const auto box, read_box(in));
        BT_TRY(auto entry, read_entry(box.type, box.body, kind, full_box.version == 0).within(box.type.text()));
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace bt::media::isobmff

#include "media/matroska/tracks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "media/index/language.h"
#include "media/matroska/cluster_walk.h"
#include "media/matroska/elements.h"

namespace bt::media::matroska {
namespace {

/// Configuration records are some hundred bytes; fonts and pictures in ASS headers do not belong here.
constexpr std::size_t kMaxCodecPrivate = 1U << 20;
/// Dolby Vision's record is 24 bytes.
constexpr std::size_t kMaxMappingData = 1U << 10;

TrackKind kind_of(std::uint64_t track_type) {
    switch (track_type) {
        case 1: return TrackKind::Video;
        case 2: return TrackKind::Audio;
        case 17: return TrackKind::Subtitle;
        default: return TrackKind::Other;
    }
}

/// §5.1.4.1.31: one encoding we can undo, or a packing that says why not.
void read_content_encodings(const Child& encodings, Track& track) {
    constexpr std::uint64_t kScopeFrames = 1;
    int count = 0;
    Children list(encodings);
    while (const auto encoding = list.next()) {
        if (encoding->id != id::kContentEncoding) continue;
        std::uint64_t scope = 1, type = 0, algorithm = 0;
        Bytes settings;
        bool settings_too_long = false;
        Children fields(*encoding);
        while (const auto field = fields.next()) {
            if (field->id == id::kContentEncodingScope) scope = field->number(1);
            if (field->id == id::kContentEncodingType) type = field->number();
            if (field->id != id::kContentCompression) continue;
            Children compression(*field);
            while (const auto part = compression.next()) {
                if (part->id == id::kContentCompAlgo) algorithm = part->number();
                if (part->id != id::kContentCompSettings) continue;
                settings_too_long = part->data.size() > kMaxMappingData;
                if (!settings_too_long) settings = to_bytes(part->data);
            }
        }
        if ((scope & kScopeFrames) == 0) continue;
        track.sample_prefix.clear();
        if (++count > 1 || settings_too_long) {
            track.packing = Packing::Other;
        } else if (type == 1) {
            track.packing = Packing::Encrypted;
        } else if (algorithm == 3) {
            track.packing = settings.empty() ? Packing::Plain : Packing::HeaderStripped;
            track.sample_prefix = std::move(settings);
        } else {
            track.packing = algorithm == 0 ? Packing::Zlib : Packing::Other;
        }
    }
}

void read_audio(const Child& audio, TrackEntry& entry, double& output_frequency) {
    AudioFormat format{.channels = 1};
    entry.sampling_frequency = 8'000;
    Children fields(audio);
    while (const auto field = fields.next()) {
        switch (field->id) {
            case id::kSamplingFrequency: entry.sampling_frequency = field->real(8'000); break;
            case id::kOutputSamplingFrequency: output_frequency = field->real(); break;
            case id::kChannels: format.channels = static_cast<std::uint32_t>(std::min<std::uint64_t>(field->number(1), 255)); break;
            case id::kBitDepth: format.bits_per_sample = static_cast<std::uint32_t>(std::min<std::uint64_t>(field->number(), 64)); break;
            default: break;
        }
    }
    constexpr double kHighestRate = 6'144'000;  // far above any sound, far below overflow
    const auto sane = [](double rate) { return rate >= 1 && rate <= kHighestRate; };
    if (!sane(entry.sampling_frequency)) entry.sampling_frequency = 0;
    const double shown = sane(output_frequency) ? output_frequency : entry.sampling_frequency;
    format.sample_rate = static_cast<std::uint32_t>(std::lround(shown));
    entry.track.audio = format;
}

/// §5.1.4.1.17: Dolby Vision lives in 'dvcC', 'dvvC' or 'dvwC'.
void read_block_addition_mapping(const Child& mapping, Bytes& dolby_vision) {
    std::uint64_t type = 0;
    ByteView data;
    Children fields(mapping);
    while (const auto field = fields.next()) {
        if (field->id == id::kBlockAddIdType) type = field->number();
        if (field->id == id::kBlockAddIdExtraData) data = field->data;
    }
    const bool is_dolby_vision = type == FourCc("dvcC").value || type == FourCc("dvvC").value || type == FourCc("dvwC").value;
    if (is_dolby_vision && data.size() <= kMaxMappingData) dolby_vision = to_bytes(data);
}

/// LanguageBCP47 rules; Language is ISO 639-2; "eng" when both are absent (§5.1.4.1.19).
std::string language_of(const std::string& bcp47, const std::string& iso639) {
    if (!bcp47.empty()) return language_from_bcp_47(bcp47);
    if (iso639.empty()) return "en";
    // Some writers put "ko-KR" or "en" into Language.
    return iso639.size() == 3 ? language_from_iso_639_2(iso639) : language_from_bcp_47(iso639);
}

struct Reading {
    TrackEntry entry;
    std::uint64_t track_type = 0;
    std::string bcp47, language;
    Bytes dolby_vision;
    double output_frequency = 0;
    bool private_too_long = false;
};

void read_field(const Child& field, Reading& in, std::string_view place, std::vector<std::string>& notes) {
    Track& track = in.entry.track;
    switch (field.id) {
        case id::kTrackNumber: track.source_id = field.number(); break;
        case id::kTrackUid: in.entry.uid = field.number(); break;
        case id::kTrackType: in.track_type = field.number(); break;
        case id::kFlagDefault: track.is_default = field.number(1) != 0; break;
        case id::kFlagForced: track.is_forced = field.number() != 0; break;
        case id::kFlagHearingImpaired: track.is_hearing_impaired = field.number() != 0; break;
        case id::kFlagVisualImpaired: track.is_visual_impaired = field.number() != 0; break;
        case id::kFlagOriginal: track.is_original = field.number() != 0; break;
        case id::kFlagCommentary: track.is_commentary = field.number() != 0; break;
        case id::kDefaultDuration: in.entry.default_duration_ns = field.number(); break;
        case id::kCodecDelay: in.entry.codec_delay_ns = field.number(); break;
        case id::kName: track.name = field.text(); break;
        case id::kLanguage: in.language = field.text(64); break;
        case id::kLanguageBcp47: in.bcp47 = field.text(64); break;
        case id::kCodecId: track.codec_id = field.text(128); break;
        case id::kCodecPrivate:
            in.private_too_long = field.data.size() > kMaxCodecPrivate;
            if (!in.private_too_long) track.codec_private = to_bytes(field.data);
            break;
        case id::kVideo: track.video = read_video(field, place, notes); break;
        case id::kAudio: read_audio(field, in.entry, in.output_frequency); break;
        case id::kContentEncodings: read_content_encodings(field, track); break;
        case id::kBlockAdditionMapping: read_block_addition_mapping(field, in.dolby_vision); break;
        case id::kTrackTimestampScale:
            // Deprecated since 2010 (RFC 9559 §5.1.4.1.15) and read by hardly any player: played without it, the track would run away.
            if (const double scale = field.real(1); scale != 1) track.unreadable = fmt::format("its times run at {} times the film's (TrackTimestampScale)", scale);
            break;
        default: break;
    }
}

std::optional<TrackEntry> read_track_entry(const Child& element, std::string_view place, std::vector<std::string>& notes) {
    Reading in;
    in.entry.track.is_default = true;  // FlagDefault's own default (§5.1.4.1.5)
    Children fields(element);
    while (const auto field = fields.next()) read_field(*field, in, place, notes);
    if (fields.damaged()) notes.push_back(fmt::format("{}: damaged; what was read before the damage is used", place));
    Track& track = in.entry.track;
    if (track.source_id == 0 || in.track_type == 0) {
        notes.push_back(fmt::format("{}: left out, it has no {}", place, track.source_id == 0 ? "TrackNumber" : "TrackType"));
        return std::nullopt;
    }
    if (in.private_too_long) notes.push_back(fmt::format("{}: CodecPrivate is larger than 1 MiB and left out", place));
    const CodecName name = recognise_codec(track.codec_id, track.codec_private, kind_of(in.track_type));
    track.kind = name.kind;
    track.codec = name.codec;
    track.language = language_of(in.bcp47, in.language);
    if (track.kind != TrackKind::Video) track.video.reset();
    if (track.kind != TrackKind::Audio) track.audio.reset();
    if (track.kind == TrackKind::Video) {
        if (!track.video) track.video.emplace();
        track.video->dolby_vision = std::move(in.dolby_vision);
    }
    if (track.kind == TrackKind::Audio) {
        if (!track.audio) track.audio.emplace();
        if (track.codec == Codec::Aac && track.codec_private.empty())
            track.codec_private = audio_specific_config(track.codec_id, in.entry.sampling_frequency, in.output_frequency, track.audio->channels);
    }
    return std::move(in.entry);
}

}  // namespace

Result<std::vector<TrackEntry>> read_tracks(ByteView body, std::uint64_t origin, std::vector<std::string>& notes) {
    std::vector<TrackEntry> entries;
    Children children(body, origin);
    std::size_t count = 0;
    while (const auto child = children.next()) {
        if (child->id != id::kTrackEntry) continue;
        if (++count > kMaxTracks) return Error{Fault::TooLarge, fmt::format("more than {} tracks", kMaxTracks), "Segment > Tracks", origin};
        const std::string place = fmt::format("Segment > Tracks > TrackEntry {}", count);
        auto entry = read_track_entry(*child, place, notes);
        if (!entry) continue;
        const auto same = std::find_if(entries.begin(), entries.end(),
                                       [&](const TrackEntry& e) { return e.track.source_id == entry->track.source_id; });
        if (same != entries.end()) {
            notes.push_back(fmt::format("{}: left out, TrackNumber {} is taken", place, entry->track.source_id));
            continue;
        }
        entry->track.number = TrackNumber{static_cast<std::uint32_t>(entries.size())};
        entries.push_back(std::move(*entry));
    }
    if (entries.empty()) return Error{Fault::Malformed, "no TrackEntry that can be read", "Segment > Tracks", origin};
    if (children.damaged()) notes.emplace_back("Segment > Tracks: damaged; the tracks before the damage are used");
    return entries;
}

}  // namespace bt::media::matroska

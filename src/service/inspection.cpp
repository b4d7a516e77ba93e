#include "service/inspection.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <iterator>

#include "delivery/commentary.h"
#include "io/byte_source.h"
#include "library/fingerprint.h"
#include "media/codec/configuration.h"
#include "transcode/describe.h"

namespace bt::service {
namespace {

namespace json = boost::json;
using media::Track;
using media::TrackKind;

/// The answer for one track: how it is carried, or why not.
struct Carriage {
    const delivery::MediaRendition* media = nullptr;
    const delivery::TextRendition* text = nullptr;
    std::string reason;
};

Carriage carriage_of(const Inspection& inspection, const Track& track) {
    if (!inspection.presentation) return {.reason = inspection.reason};
    const auto& presentation = *inspection.presentation;
    for (const auto& each : presentation.media()) {
        if (!each.beside && each.track->number == track.number) return {.media = &each};
    }
    for (const auto& each : presentation.texts()) {
        if (each.track != nullptr && each.track->number == track.number) return {.text = &each};
    }
    for (const auto& each : presentation.left_out()) {
        if (each.track->number == track.number) return {.reason = each.reason};
    }
    return {.reason = "neither picture, sound nor subtitles"};
}

/// What the stream says of itself, else the container.
std::optional<media::codec::VideoRange> range_of(const Track& track, const Carriage& carriage) {
    if (!track.video) return std::nullopt;
    if (carriage.media != nullptr && carriage.media->configuration.video) return carriage.media->configuration.video->range;
    return track.video->colour ? std::optional(media::codec::video_range(track.video->colour->transfer)) : std::nullopt;
}

std::string clock_of_milliseconds(double seconds) {
    const auto ms = static_cast<std::int64_t>(seconds * 1'000 + 0.5);
    return fmt::format("{}:{:02}:{:02}.{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1'000 % 60, ms % 1'000);
}

/// The codec's own words where it was read: MP4's sample entry often says two channels of one.
std::optional<media::AudioFormat> sound_of(const Track& track, const Carriage& carriage) {
    auto sound = track.audio;
    if (!sound || carriage.media == nullptr || !carriage.media->configuration.audio) return sound;
    const auto& facts = *carriage.media->configuration.audio;
    if (facts.sample_rate != 0) sound->sample_rate = facts.sample_rate;
    if (facts.channels != 0) sound->channels = facts.channels;
    return sound;
}

std::string format_line(const Track& track, const Carriage& carriage) {
    std::string line;
    if (track.video) {
        line += fmt::format(", {}x{}", track.video->width, track.video->height);
        if (track.video->display_width * std::uint64_t{track.video->height} != track.video->display_height * std::uint64_t{track.video->width}) {
            line += fmt::format(" shown as {}x{}", track.video->display_width, track.video->display_height);
        }
        if (const auto rate = track.video->frame_rate) line += fmt::format(", {:.3f} frames a second", static_cast<double>(rate->numerator) / static_cast<double>(rate->denominator));
        if (track.video->rotation_degrees != 0) line += fmt::format(", turned by {} degrees", track.video->rotation_degrees);
    }
    if (const auto range = range_of(track, carriage); range && *range != media::codec::VideoRange::Sdr) line += fmt::format(", HDR ({})", to_string(*range));
    const auto sound = sound_of(track, carriage);
    if (sound && sound->sample_rate != 0) line += fmt::format(", {} Hz", sound->sample_rate);
    if (sound) line += fmt::format(", {} {}", sound->channels, sound->channels == 1 ? "channel" : "channels");
    if (carriage.media != nullptr && !carriage.media->configuration.profile.empty()) line += ", " + carriage.media->configuration.profile;
    return line;
}

std::string flags_of(const Track& track) {
    std::string flags;
    const auto add = [&](bool set, const char* name) { if (set) flags += (flags.empty() ? "" : ", ") + std::string(name); };
    add(track.is_default, "default");
    add(track.is_forced, "forced");
    add(track.is_hearing_impaired, "for the hard of hearing");
    add(track.is_visual_impaired, "audio description");
    add(delivery::is_commentary(track), "commentary");
    add(track.is_original, "original language");
    return flags;
}

json::object json_of(const Inspection& inspection, const Track& track) {
    const auto carriage = carriage_of(inspection, track);
    json::object out{{"number", track.number.value}, {"id", track.source_id}, {"kind", std::string(to_string(track.kind))},
                     {"codec", std::string(to_string(track.codec))}, {"codec_id", track.codec_id}, {"language", track.language},
                     {"name", track.name}, {"default", track.is_default}, {"forced", track.is_forced},
                     {"hearing_impaired", track.is_hearing_impaired}, {"visual_impaired", track.is_visual_impaired},
                     {"commentary", delivery::is_commentary(track)}, {"timescale", track.timescale.ticks_per_second},
                     {"start", approximate_seconds(track.start)}, {"duration", approximate_seconds(track.duration)}};
    if (track.sample_count) out["samples"] = *track.sample_count;
    if (track.byte_count) out["bytes"] = *track.byte_count;
    if (track.priming != 0) out["priming"] = track.priming;
    if (track.video) {
        out["width"] = track.video->width;
        out["height"] = track.video->height;
        out["display_width"] = track.video->display_width;
        out["display_height"] = track.video->display_height;
        if (const auto rate = track.video->frame_rate) out["frame_rate"] = static_cast<double>(rate->numerator) / static_cast<double>(rate->denominator);
        if (track.video->rotation_degrees != 0) out["rotation"] = track.video->rotation_degrees;
        if (const auto range = range_of(track, carriage)) out["video_range"] = std::string(to_string(*range));
    }
    if (const auto sound = sound_of(track, carriage)) {
        out["sample_rate"] = sound->sample_rate;
        out["channels"] = sound->channels;
    }
    if (carriage.media != nullptr) {
        out["codecs"] = carriage.media->configuration.rfc6381;
        out["profile"] = carriage.media->configuration.profile;
        const auto bandwidth = inspection.presentation->bandwidth(*carriage.media);
        out["bandwidth"] = bandwidth.peak;
        out["average_bandwidth"] = bandwidth.average;
    }
    out["carried"] = carriage.media != nullptr || carriage.text != nullptr;
    if (!carriage.reason.empty()) out["reason"] = carriage.reason;
    if (track.kind == TrackKind::Video && inspection.presentation) {
        json::array times;
        for (const auto& sync : inspection.presentation->file().sync_points(track.number)) {
            times.push_back(approximate_seconds(MediaInstant{sync.presentation_time, track.timescale}));
        }
        out["keyframes"] = std::move(times);
    }
    return out;
}

/// Both readers and libavformat failed: what our reader says is the better reason for the containers it reads.
Result<Inspection> describe_foreign(Inspection inspection, const Error& why) {
    auto described = transcode::describe_with_libavformat(inspection.path);
    if (!described) {
        return why.fault == Fault::Unsupported ? described.error() : why;
    }
    inspection.description = std::move(*described);
    inspection.reason = fmt::format("needs conversion: {}", why.describe());
    return inspection;
}

}  // namespace

Result<Inspection> inspect(const std::string& path) {
    BT_TRY(const auto source, io::File::open(path));
    Inspection inspection{.path = path, .size = source->size()};
    BT_TRY(inspection.key, library::read_content_key(*source));
    auto opened = media::open_media(source);
    if (!opened) return describe_foreign(std::move(inspection), opened.error());
    inspection.description = (*opened)->description();
    auto presentation = delivery::Presentation::open(*opened);
    if (presentation) inspection.presentation = std::move(*presentation);
    else inspection.reason = fmt::format("needs conversion: {}", presentation.error().describe());
    return inspection;
}

std::string to_text(const Inspection& inspection) {
    const auto& description = inspection.description;
    std::string out;
    const auto put = std::back_inserter(out);
    fmt::format_to(put, "{}\n  {}, {}, {} bytes\n", inspection.path, description.format, clock_of_milliseconds(approximate_seconds(description.duration)), inspection.size);
    if (!description.title.empty()) fmt::format_to(put, "  title: {}\n", description.title);
    fmt::format_to(put, "  content key: {}\n", inspection.key.text());
    if (!inspection.reason.empty()) fmt::format_to(put, "  {}\n", inspection.reason);
    for (const auto& track : description.tracks) {
        const auto carriage = carriage_of(inspection, track);
        fmt::format_to(put, "  {} {}: {}{}, {}", to_string(track.kind), track.number.value, codec_name(track), format_line(track, carriage), track.language);
        if (!track.name.empty()) fmt::format_to(put, ", \"{}\"", track.name);
        if (const auto flags = flags_of(track); !flags.empty()) fmt::format_to(put, " ({})", flags);
        out += '\n';
        if (carriage.media != nullptr) {
            const auto bandwidth = inspection.presentation->bandwidth(*carriage.media);
            fmt::format_to(put, "      {}, {:.0f} kbit/s, at most {:.0f}", carriage.media->configuration.rfc6381,
                           static_cast<double>(bandwidth.average) / 1'000, static_cast<double>(bandwidth.peak) / 1'000);
            if (track.sample_count) fmt::format_to(put, ", {} samples", *track.sample_count);
            if (track.kind == TrackKind::Video) fmt::format_to(put, ", {} keyframes", inspection.presentation->file().sync_points(track.number).size());
            out += '\n';
        } else if (!carriage.reason.empty() && inspection.presentation) {
            fmt::format_to(put, "      left out: {}\n", carriage.reason);
        }
    }
    for (const auto& chapter : description.chapters) fmt::format_to(put, "  chapter {}: {}\n", clock_of_milliseconds(approximate_seconds(chapter.start)), chapter.title);
    for (const auto& attachment : description.attachments) fmt::format_to(put, "  attachment: {} ({}, {} bytes)\n", attachment.name, attachment.media_type, attachment.data.size);
    for (const auto& note : description.notes) fmt::format_to(put, "  note: {}\n", note);
    if (inspection.presentation) {
        const auto& plan = inspection.presentation->plan();
        fmt::format_to(put, "  plays from the original in {} segments of at most {:.3f} s\n", plan.count(), approximate_seconds(plan.longest()));
    }
    return out;
}

std::string to_json(const Inspection& inspection) {
    const auto& description = inspection.description;
    json::array tracks, chapters, attachments, notes;
    for (const auto& track : description.tracks) tracks.push_back(json_of(inspection, track));
    for (const auto& chapter : description.chapters) {
        json::object each{{"start", approximate_seconds(chapter.start)}, {"title", chapter.title}};
        if (chapter.end) each["end"] = approximate_seconds(*chapter.end);
        chapters.push_back(std::move(each));
    }
    for (const auto& each : description.attachments) attachments.push_back({{"name", each.name}, {"media_type", each.media_type}, {"size", each.data.size}});
    for (const auto& note : description.notes) notes.emplace_back(note);
    json::object out{{"path", inspection.path}, {"size", inspection.size}, {"key", inspection.key.text()},
                     {"container", std::string(to_string(description.container))}, {"format", description.format}, {"title", description.title},
                     {"duration", approximate_seconds(description.duration)}, {"playable", inspection.presentation != nullptr},
                     {"tracks", std::move(tracks)}, {"chapters", std::move(chapters)}, {"attachments", std::move(attachments)}, {"notes", std::move(notes)}};
    if (!inspection.reason.empty()) out["reason"] = inspection.reason;
    if (inspection.presentation) out["segments"] = inspection.presentation->plan().count();
    return json::serialize(out);
}

Result<void> write_samples(const Inspection& inspection, const std::function<void(std::string_view)>& line) {
    if (!inspection.presentation) return Error{.fault = Fault::Unsupported, .message = inspection.reason};
    const auto& file = inspection.presentation->file();
    for (const auto& track : file.description().tracks) {
        std::vector<media::Sample> samples;
        if (track.kind == TrackKind::Video) {
            BT_TRY(samples, file.samples_from_sync(track.number, 0, file.sync_points(track.number).size()));
        } else if (track.kind != TrackKind::Other) {
            BT_TRY(samples, file.samples_between(track.number, std::nullopt, std::nullopt));
        }
        for (const auto& sample : samples) {
            line(fmt::format(R"({{"track":{},"offset":{},"size":{},"decode_time":{},"presentation_time":{},"duration":{},"sync":{}}})", track.number.value,
                             sample.data.offset, sample.data.size + track.sample_prefix.size(), sample.decode_time, sample.presentation_time,
                             sample.duration, sample.is_sync));
        }
    }
    return {};
}

}  // namespace bt::service

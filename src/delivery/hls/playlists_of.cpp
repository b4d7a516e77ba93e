#include "delivery/hls/playlists_of.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "base/text.h"

namespace bt::delivery::hls {
namespace {

constexpr const char* kTextGroup = "subtitles";
/// Seen from a playlist: the segment of subtitles for where a file has none of them.
constexpr const char* kNoLines = "../none.vtt";

/// The CHANNELS attribute, RFC 8216bis §4.4.6.1: the most there are in any of its segments.
std::string channels_of(const JoinedMedia& sound) {
    const media::codec::AudioFacts* most = nullptr;
    for (const auto* file : sound.files) {
        const auto& facts = file->configuration.audio;
        if (facts && (most == nullptr || facts->channels > most->channels)) most = &*facts;
    }
    return most != nullptr ? most->channels_attribute() : "";
}

void add_audio(MultivariantPlaylist& playlist, const AudioGroup& group) {
    for (const auto& member : group.members) {
        const auto& track = member.rendition->track();
        playlist.renditions.push_back({.type = Rendition::Type::Audio,
                                       .group_id = group.id,
                                       .name = member.name,
                                       .language = track.language == "und" ? "" : track.language,
                                       .is_default = member.is_default,
                                       .autoselect = member.autoselect,
                                       .characteristics = track.is_visual_impaired ? "public.accessibility.describes-video" : "",
                                       .channels = channels_of(*member.rendition),
                                       .uri = member.rendition->id + "/playlist.m3u8"});
    }
}

/// The first that is flagged as the default; a commentary only where all are.
std::vector<JoinedText>::const_iterator preset_text(const std::vector<JoinedText>& texts) {
    const bool has_main = std::ranges::any_of(texts, [](const JoinedText& text) { return !text.like().is_commentary; });
    return std::ranges::find_if(texts, [&](const JoinedText& text) { return text.like().is_default && !(has_main && text.like().is_commentary); });
}

void add_texts(MultivariantPlaylist& playlist, const Joined& joined) {
    const auto& texts = joined.texts();
    const auto preset = preset_text(texts);
    // Players choose among AUTOSELECT members by these: two must not be alike (RFC 8216bis §4.4.6.1.1).
    const auto kind_of = [](const TextRendition& text) { return std::tuple(text.language, text.is_forced, text.is_hearing_impaired); };
    std::set<std::tuple<std::string, bool, bool>> selectable;
    if (preset != texts.end()) selectable.insert(kind_of(preset->like()));
    for (auto text = texts.begin(); text != texts.end(); ++text) {
        const bool is_default = text == preset;
        const auto& like = text->like();
        playlist.renditions.push_back(
            {.type = Rendition::Type::Subtitles,
             .group_id = kTextGroup,
             .name = text->name,
             .language = like.language == "und" ? "" : like.language,
             .is_default = is_default,
             .autoselect = is_default || (!like.is_commentary && selectable.insert(kind_of(like)).second),
             .forced = like.is_forced,
             .characteristics = like.is_hearing_impaired
                                    ? "public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound"
                                    : "",
             .uri = text->id + "/playlist.m3u8"});
    }
}

/// RFC 8216bis §4.4.6.2: PQ wherever some of it is, else HLG.
media::codec::VideoRange wider(media::codec::VideoRange a, media::codec::VideoRange b) {
    using media::codec::VideoRange;
    if (a == VideoRange::Pq || b == VideoRange::Pq) return VideoRange::Pq;
    return a == VideoRange::Hlg || b == VideoRange::Hlg ? VideoRange::Hlg : VideoRange::Sdr;
}

double pictures_a_second(const media::Rational& rate) { return rate.denominator == 0 ? 0 : static_cast<double>(rate.numerator) / static_cast<double>(rate.denominator); }

/// RESOLUTION, RFC 8216bis §4.4.6.2: the size at which to show it, with square pixels and upright.
media::codec::PictureSize resolution_of(const MediaRendition& picture, const media::codec::VideoFacts& facts) {
    auto size = media::codec::display_size(facts);
    if (is_on_its_side(*picture.track)) std::swap(size.width, size.height);
    return size;
}

/// Of files that differ the largest picture, the fastest rate and the widest range: what a player must be able to show.
Variant picture_variant(const Joined& joined, const JoinedMedia& video) {
    const auto bandwidth = joined.bandwidth(video);
    Variant variant{.bandwidth = bandwidth.peak, .average_bandwidth = bandwidth.average, .codecs = fmt::format("{}", fmt::join(video.codecs(), ",")),
                    .supplemental_codecs = video.files.front()->configuration.supplemental};
    std::optional<media::codec::VideoRange> range;
    for (const auto* file : video.files) {
        if (file->configuration.supplemental != variant.supplemental_codecs) variant.supplemental_codecs.clear();
        const auto& facts = file->configuration.video;
        if (!facts) continue;
        const auto size = resolution_of(*file, *facts);
        if (std::uint64_t{size.width} * size.height > std::uint64_t{variant.width} * variant.height) {
            variant.width = size.width;
            variant.height = size.height;
        }
        if (facts->frame_rate && (!variant.frame_rate || pictures_a_second(*facts->frame_rate) > pictures_a_second(*variant.frame_rate))) variant.frame_rate = facts->frame_rate;
        range = range ? wider(*range, facts->range) : facts->range;
    }
    if (range) variant.video_range = to_string(*range);
    return variant;
}

/// Whether the comma-separated list holds `codec` itself: "mp4a.40.2" stands in "mp4a.40.29", but is not it.
bool lists_codec(std::string_view list, std::string_view codec) {
    for (const auto each : split(list, ',')) {
        if (each == codec) return true;
    }
    return false;
}

/// The fastest of the group's renditions counts: any of them may be chosen.
void add_sound(Variant& variant, const Joined& joined, const AudioGroup& group) {
    std::uint64_t peak = 0, average = 0;
    for (const auto& member : group.members) {
        const auto bandwidth = joined.bandwidth(*member.rendition);
        peak = std::max(peak, bandwidth.peak);
        average = std::max(average, bandwidth.average);
        for (const auto& codec : member.rendition->codecs()) {
            if (!lists_codec(variant.codecs, codec)) variant.codecs += (variant.codecs.empty() ? "" : ",") + codec;
        }
    }
    variant.bandwidth += peak;
    variant.average_bandwidth += average;
}

/// Of a sound-only presentation: what plays when nothing is chosen.
const JoinedMedia& preset_of(const AudioGroup& group) {
    const auto at = std::find_if(group.members.begin(), group.members.end(), [](const AudioMember& each) { return each.is_default; });
    return *(at == group.members.end() ? group.members.front() : *at).rendition;
}

bool is_independent(const JoinedMedia& rendition) {
    return std::ranges::none_of(rendition.files, [](const auto* file) { return file->track->video && file->track->video->has_leading_pictures; });
}

/// The segments of a rendition as its playlist lists them, from number 1.
std::vector<ListedSegment> lengths_of(const Joined& joined, const JoinedMedia& joined_rendition, std::size_t file) {
    const auto& presentation = *joined.files()[file].presentation;
    const auto& rendition = *joined_rendition.files[file];
    const bool is_joined = joined.files().size() > 1;
    // Behind the picture's end its list has ended too; not where another file comes, which begins at the same time in every list.
    auto listed = presentation.listed_segments(rendition, is_joined);
    if (!is_joined || listed.empty()) return listed;
    // Frames of sound do not end with the picture: some milliseconds a file, which would add up.
    std::int64_t total = 0;
    for (const auto& each : listed) total += each.duration.ticks;
    const auto excess = total - round_to(joined.length(file), rendition.track->timescale).ticks;
    if (listed.back().duration.ticks > excess) listed.back().duration.ticks -= excess;
    return listed;
}

/// The same of subtitles, which are cut where the film is.
std::vector<MediaDuration> text_lengths_of(const Joined& joined, std::size_t file) {
    const auto& plan = joined.files()[file].presentation->plan();
    std::vector<MediaDuration> lengths;
    for (std::size_t i = 0; i < plan.count(); ++i) lengths.push_back(plan.duration(i));
    const auto end = after(round_to(plan.start(0), kNanoseconds), joined.length(file));
    if (joined.files().size() > 1 && !lengths.empty()) lengths.back() = between(plan.start(lengths.size() - 1), end);
    return lengths;
}

/// The longest segment of all: media playlists of one presentation have the same target duration (RFC 8216bis §4.4.3.1).
MediaDuration target_of(const Joined& joined) {
    MediaDuration longest{0, {1}};
    for (std::size_t file = 0; file < joined.files().size(); ++file) {
        if (!joined.texts().empty()) longest = std::max(longest, std::ranges::max(text_lengths_of(joined, file)));
        for (const auto& rendition : joined.media()) {
            for (const auto& length : lengths_of(joined, rendition, file)) longest = std::max(longest, length.duration);
        }
    }
    return longest;
}

/// Where a rendition's resources lie, seen from its playlist.
std::string folder_of(const Joined& joined, std::size_t file, std::string_view id) {
    const auto& base = joined.files()[file].base;
    return base.empty() ? "" : fmt::format("../{}{}/", base, id);
}

/// What follows the number in the names of a file's segments: they begin where the file before ends.
std::string later_in(const Joined& joined, std::size_t file, Timescale scale) {
    return file == 0 ? "" : fmt::format("{}{}", kLaterMark, round_to(joined.start(file), scale).ticks);
}

/// Begins a file's segments.
void begin_file(MediaPlaylist& playlist, std::size_t file, std::optional<std::string> map_uri) {
    if (file == 0) playlist.map_uri = std::move(map_uri);
    else playlist.joints.push_back({playlist.segments.size(), std::move(map_uri)});
}

void add_i_frames(MediaPlaylist& playlist, const Joined& joined, const MediaRendition& rendition, std::size_t file) {
    const auto& presentation = *joined.files()[file].presentation;
    const auto scale = rendition.track->timescale;
    const auto folder = folder_of(joined, file, rendition.id), later = later_in(joined, file, scale);
    const auto syncs = presentation.file().sync_points(rendition.track->number);
    auto end = rendition.starts[rendition.end_segment];
    if (joined.files().size() > 1) end = round_to(after(presentation.plan().start(0), joined.length(file)), scale).ticks;
    for (auto i = presentation.plan().first_sync(0); i < syncs.size();) {
        const auto from = std::max<std::int64_t>(0, syncs[i].presentation_time);  // a picture from before zero stands at zero
        auto next = i + 1;
        while (next < syncs.size() && syncs[next].presentation_time - from < scale.ticks_per_second) ++next;
        const auto until = next < syncs.size() ? syncs[next].presentation_time : end;
        playlist.segments.push_back({{until - from, scale}, fmt::format("{}i{}{}.m4s", folder, i + 1, later)});
        i = next;
    }
}

}  // namespace

MultivariantPlaylist multivariant_playlist_of(const Joined& joined, const AudioCodecs& decodable) {
    MultivariantPlaylist playlist;
    const auto* video = joined.video();
    playlist.independent_segments = video == nullptr || is_independent(*video);
    const auto text_group = joined.texts().empty() ? "" : kTextGroup;
    for (const auto& group : audio_groups(joined, decodable)) {
        add_audio(playlist, group);
        Variant variant = video != nullptr ? picture_variant(joined, *video) : Variant{};
        add_sound(variant, joined, group);
        variant.audio_group = group.id;
        variant.subtitles_group = text_group;
        variant.uri = (video != nullptr ? video->id : preset_of(group).id) + "/playlist.m3u8";
        playlist.variants.push_back(std::move(variant));
    }
    add_texts(playlist, joined);
    if (video == nullptr) return playlist;
    if (playlist.variants.empty()) {
        auto silent = picture_variant(joined, *video);
        silent.subtitles_group = text_group;
        silent.uri = video->id + "/playlist.m3u8";
        playlist.variants.push_back(std::move(silent));
    }
    auto pictures = picture_variant(joined, *video);
    pictures.average_bandwidth = 0;  // the sizes of single pictures are not known without reading them; the peak bounds them
    pictures.uri = video->id + "/iframes.m3u8";
    playlist.i_frame_variants.push_back(std::move(pictures));
    return playlist;
}

MediaPlaylist media_playlist_of(const Joined& joined, const JoinedMedia& rendition) {
    MediaPlaylist playlist{.independent_segments = is_independent(rendition), .target = target_of(joined)};
    for (std::size_t file = 0; file < joined.files().size(); ++file) {
        const auto& own = *rendition.files[file];
        const auto folder = folder_of(joined, file, own.id), later = later_in(joined, file, own.track->timescale);
        begin_file(playlist, file, folder + "init.mp4");
        const auto lengths = lengths_of(joined, rendition, file);
        playlist.segments.reserve(playlist.segments.size() + lengths.size());
        for (std::size_t i = 0; i < lengths.size(); ++i) playlist.segments.push_back({lengths[i].duration, fmt::format("{}{}{}.m4s", folder, i + 1, later), lengths[i].is_gap});
    }
    return playlist;
}

MediaPlaylist i_frame_playlist_of(const Joined& joined, const JoinedMedia& rendition) {
    MediaPlaylist playlist{.i_frames_only = true};
    for (std::size_t file = 0; file < joined.files().size(); ++file) {
        begin_file(playlist, file, folder_of(joined, file, rendition.files[file]->id) + "init.mp4");
        add_i_frames(playlist, joined, *rendition.files[file], file);
    }
    return playlist;
}

MediaPlaylist text_playlist_of(const Joined& joined, const JoinedText& text) {
    MediaPlaylist playlist{.target = target_of(joined)};
    for (std::size_t file = 0; file < joined.files().size(); ++file) {
        begin_file(playlist, file, std::nullopt);
        const auto* own = text.files[file];
        const auto folder = own != nullptr ? folder_of(joined, file, own->id) : "", later = later_in(joined, file, kMilliseconds);
        const auto lengths = text_lengths_of(joined, file);
        for (std::size_t i = 0; i < lengths.size(); ++i) {
            playlist.segments.push_back({lengths[i], own != nullptr ? fmt::format("{}{}{}.vtt", folder, i + 1, later) : kNoLines});
        }
    }
    return playlist;
}

}  // namespace bt::delivery::hls

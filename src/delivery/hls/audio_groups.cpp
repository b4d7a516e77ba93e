// Tracks that say the same in different codecs are one *voice*: same language, both or neither a commentary, both or neither a
// description of the picture; of several such tracks in one codec, the first goes with the first, the second with the second.
//
//   tracks    ko AAC, ko AC-3, en AC-3          voices    ko, en
//   groups    aac: ko AAC, en AC-3              ac3: ko AC-3, en AC-3
#include "delivery/hls/audio_groups.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.h"
#include "delivery/commentary.h"
#include "delivery/unused_name.h"
#include "media/index/language_names.h"

namespace bt::delivery::hls {
namespace {

struct Voice {
    std::string language;
    bool is_commentary = false, describes_picture = false;
    std::size_t ordinal = 0;  ///< among the tracks of one codec that are alike in all this
    friend bool operator==(const Voice&, const Voice&) = default;
};

struct Voiced {
    const JoinedMedia* rendition = nullptr;
    std::string codec;
    Voice voice;
};

bool is_decodable(const JoinedMedia& audio, const AudioCodecs& decodable) {
    return std::ranges::all_of(audio.files, [&](const auto* file) { return std::ranges::find(decodable, codec_name(*file)) != decodable.end(); });
}

std::vector<Voiced> voiced_tracks(const Joined& presentation, const AudioCodecs& decodable) {
    std::vector<Voiced> tracks;
    for (const auto& rendition : presentation.media()) {
        const auto& track = rendition.track();
        if (track.kind != media::TrackKind::Audio || (!decodable.empty() && !is_decodable(rendition, decodable))) continue;
        auto codec = codec_name(*rendition.files.front());
        Voice voice{track.language, is_commentary(track), track.is_visual_impaired};
        voice.ordinal = static_cast<std::size_t>(std::count_if(tracks.begin(), tracks.end(), [&](const Voiced& other) {
            const auto& v = other.voice;
            return other.codec == codec && std::tie(v.language, v.is_commentary, v.describes_picture) == std::tie(voice.language, voice.is_commentary, voice.describes_picture);
        }));
        tracks.push_back({&rendition, std::move(codec), std::move(voice)});
    }
    return tracks;
}

/// The values without repetition, in the order in which they first come.
template <class T, class Of>
std::vector<T> distinct(const std::vector<Voiced>& tracks, Of of) {
    std::vector<T> out;
    for (const auto& track : tracks) {
        if (std::find(out.begin(), out.end(), of(track)) == out.end()) out.push_back(of(track));
    }
    return out;
}

/// How many players decode it: the first are the better substitutes.
int rarity(media::Codec codec) {
    switch (codec) {
        case media::Codec::Aac: return 0;
        case media::Codec::Mp3: return 1;
        case media::Codec::Opus: return 2;
        case media::Codec::Flac: return 3;
        default: return 4;
    }
}

/// The voice in this codec, or in the most widely decoded other.
const JoinedMedia* best_of(const std::vector<Voiced>& tracks, const Voice& voice, const std::string& codec) {
    const Voiced* best = nullptr;
    const auto rank = [&](const Voiced& track) { return track.codec == codec ? -1 : rarity(track.rendition->files.front()->configuration.codec); };
    for (const auto& track : tracks) {
        if (track.voice == voice && (best == nullptr || rank(track) < rank(*best))) best = &track;
    }
    return best->rendition;
}

/// The track's own name where all that share the voice have the same one, else the language.
std::string name_of(const std::vector<Voiced>& tracks, const Voice& voice) {
    const auto is_it = [&](const Voiced& track) { return track.voice == voice; };
    const auto first = std::find_if(tracks.begin(), tracks.end(), is_it);
    const auto& name = first->rendition->track().name;
    const bool agree = std::all_of(first, tracks.end(), [&](const Voiced& track) { return !is_it(track) || track.rendition->track().name == name; });
    if (agree && !name.empty()) return name;
    const auto language = voice.language == "und" ? std::string("Audio") : media::own_language_name(voice.language);
    return voice.is_commentary ? language + " (commentary)" : voice.describes_picture ? language + " (described)" : language;
}

Voice preset_voice(const std::vector<Voiced>& tracks) {
    std::vector<const media::Track*> sounds;
    for (const auto& each : tracks) sounds.push_back(&each.rendition->track());
    return tracks[preset_sound(sounds)].voice;
}

/// What all groups share: names, the default, and what may be chosen without asking. RFC 8216bis §4.4.6.1: members with AUTOSELECT
/// differ in LANGUAGE or CHARACTERISTICS. A commentary is chosen unasked only where it is all there is.
std::vector<AudioMember> shared_attributes(const std::vector<Voiced>& tracks, const std::vector<Voice>& voices) {
    const auto preset = preset_voice(tracks);
    std::set<std::string> names;
    std::set<std::tuple<std::string, bool>> selectable{{preset.language, preset.describes_picture}};
    std::vector<AudioMember> members;
    for (const auto& voice : voices) {
        auto name = unused_name(name_of(tracks, voice), [&](const std::string& taken) { return names.contains(taken); });
        names.insert(name);
        const bool is_default = voice == preset;
        const bool autoselect = is_default || (!voice.is_commentary && selectable.insert({voice.language, voice.describes_picture}).second);
        members.push_back({.name = std::move(name), .is_default = is_default, .autoselect = autoselect});
    }
    return members;
}

}  // namespace

std::string codec_name(const MediaRendition& audio) {
    std::string name;
    for (const char c : ascii_lower(to_string(audio.configuration.codec))) {
        if (c != '-') name += c;
    }
    return name;
}

std::vector<AudioGroup> audio_groups(const Joined& presentation, const AudioCodecs& decodable) {
    const auto tracks = voiced_tracks(presentation, decodable);
    if (tracks.empty()) return {};
    const auto voices = distinct<Voice>(tracks, [](const Voiced& track) { return track.voice; });
    const auto shared = shared_attributes(tracks, voices);
    std::vector<AudioGroup> groups;
    for (const auto& codec : distinct<std::string>(tracks, [](const Voiced& track) { return track.codec; })) {
        AudioGroup group{codec, shared};
        for (std::size_t i = 0; i < voices.size(); ++i) group.members[i].rendition = best_of(tracks, voices[i], codec);
        const auto same = [&](const AudioGroup& other) {
            return std::equal(group.members.begin(), group.members.end(), other.members.begin(), [](const auto& a, const auto& b) { return a.rendition == b.rendition; });
        };
        if (std::none_of(groups.begin(), groups.end(), same)) groups.push_back(std::move(group));
    }
    std::stable_partition(groups.begin(), groups.end(), [](const AudioGroup& group) {
        return std::any_of(group.members.begin(), group.members.end(), [](const AudioMember& each) { return each.is_default && each.rendition->track().is_default; });
    });
    return groups;
}

}  // namespace bt::delivery::hls

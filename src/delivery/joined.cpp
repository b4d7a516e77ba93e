// Which track goes on with which: candidates are taken from the closest kinship to the loosest, so that no track takes the place of
// one that fits better. In each kinship the first track goes with the first, the second with the second.
#include "delivery/joined.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "delivery/commentary.h"
#include "delivery/unused_name.h"

namespace bt::delivery {
namespace {

constexpr const char* kUnknown = "und";

std::vector<const MediaRendition*> sounds_of(const Presentation& presentation) {
    std::vector<const MediaRendition*> sounds;
    for (const auto& each : presentation.media()) {
        if (each.track->kind == media::TrackKind::Audio) sounds.push_back(&each);
    }
    return sounds;
}

std::uint32_t channels_of(const MediaRendition& sound) { return sound.configuration.audio ? sound.configuration.audio->channels : 0; }

/// How two tracks of sound are alike, the closest first.
enum class SoundKinship { Twin, SameCodec, SameVoice, UntoldLanguage };
constexpr SoundKinship kSoundKinships[] = {SoundKinship::Twin, SoundKinship::SameCodec, SoundKinship::SameVoice, SoundKinship::UntoldLanguage};

bool are_kin(const MediaRendition& a, const MediaRendition& b, SoundKinship kinship) {
    if (is_commentary(*a.track) != is_commentary(*b.track) || a.track->is_visual_impaired != b.track->is_visual_impaired) return false;
    const auto &one = a.track->language, &other = b.track->language;
    const bool same_codec = a.configuration.codec == b.configuration.codec;
    switch (kinship) {
        case SoundKinship::Twin: return one == other && same_codec && channels_of(a) == channels_of(b);
        case SoundKinship::SameCodec: return one == other && same_codec;
        case SoundKinship::SameVoice: return one == other;
        case SoundKinship::UntoldLanguage: return one == kUnknown || other == kUnknown;
    }
    return false;
}

enum class TextKinship { SameName, SameKind, UntoldLanguage };
constexpr TextKinship kTextKinships[] = {TextKinship::SameName, TextKinship::SameKind, TextKinship::UntoldLanguage};

bool are_kin(const TextRendition& a, const TextRendition& b, TextKinship kinship) {
    if (a.is_forced != b.is_forced || a.is_hearing_impaired != b.is_hearing_impaired || a.is_commentary != b.is_commentary) return false;
    switch (kinship) {
        case TextKinship::SameName: return a.language == b.language && a.name == b.name;
        case TextKinship::SameKind: return a.language == b.language;
        case TextKinship::UntoldLanguage: return a.language == kUnknown || b.language == kUnknown;
    }
    return false;
}

/// For each of `wanted` one of `there`, or null; none twice.
template <class Rendition, class Kinships>
std::vector<const Rendition*> matched(const std::vector<const Rendition*>& wanted, std::vector<const Rendition*> there, const Kinships& kinships) {
    std::vector<const Rendition*> found(wanted.size(), nullptr);
    for (const auto kinship : kinships) {
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const auto at = found[i] != nullptr ? there.end() : std::ranges::find_if(there, [&](const Rendition* each) { return are_kin(*wanted[i], *each, kinship); });
            if (at == there.end()) continue;
            found[i] = *at;
            there.erase(at);
        }
    }
    return found;
}

std::vector<const MediaRendition*> matched_sounds(const std::vector<const MediaRendition*>& wanted, const std::vector<const MediaRendition*>& there) {
    // The only sound of each is the film's, whatever one of them says of it: silence from the middle on helps nobody.
    if (wanted.size() == 1 && there.size() == 1) return there;
    return matched(wanted, there, kSoundKinships);
}

}  // namespace

std::vector<std::string> JoinedMedia::codecs() const {
    std::vector<std::string> out;
    for (const auto* file : files) {
        if (std::ranges::find(out, file->configuration.rfc6381) == out.end()) out.push_back(file->configuration.rfc6381);
    }
    return out;
}

const TextRendition& JoinedText::like() const {
    return **std::ranges::find_if(files, [](const auto* file) { return file != nullptr; });
}

std::string Unjoined::reason() const { return fmt::format("file {} of the episode has it, file {} has no sound that goes with it", file + 1, missing_in + 1); }

Joined::Joined(const Presentation& alone) : files_{{.presentation = &alone}} {
    for (const auto& each : alone.media()) media_.emplace_back(each);
    join_texts();
}

Result<Joined> Joined::join(std::vector<JoinedFile> files) {
    Joined made;
    made.files_ = std::move(files);
    JoinedMedia picture;
    for (const auto& file : made.files_) {
        if (const auto* video = file.presentation->video()) picture.files.push_back(video);
    }
    if (!picture.files.empty()) {
        if (picture.files.size() != made.files_.size()) return Error{.fault = Fault::Unsupported, .message = "some of its files have a picture and others none"};
        picture.id = picture.files.front()->id;
        made.media_.push_back(std::move(picture));
    }
    made.join_sounds();
    if (made.media_.empty()) return Error{.fault = Fault::Unsupported, .message = "no sound of its first file goes on in the others"};
    made.join_texts();
    return made;
}

void Joined::join_sounds() {
    const auto first = sounds_of(*files_.front().presentation);
    std::vector<std::vector<const MediaRendition*>> found;
    for (const auto& file : files_) found.push_back(&file == &files_.front() ? first : matched_sounds(first, sounds_of(*file.presentation)));
    std::vector<const MediaRendition*> offered;
    for (std::size_t i = 0; i < first.size(); ++i) {
        JoinedMedia sound(*first[i]);
        for (std::size_t file = 1; file < files_.size(); ++file) sound.files.push_back(found[file][i]);
        const auto hole = std::find(sound.files.begin(), sound.files.end(), nullptr);
        if (hole != sound.files.end()) {
            left_out_.push_back({.file = 0, .missing_in = static_cast<std::size_t>(hole - sound.files.begin()), .rendition = first[i]});
            continue;
        }
        offered.insert(offered.end(), sound.files.begin(), sound.files.end());
        media_.push_back(std::move(sound));
    }
    for (std::size_t file = 1; file < files_.size(); ++file) {
        for (const auto* sound : sounds_of(*files_[file].presentation)) {
            // What went with a track that is left out is left out with it, and named once.
            if (std::ranges::find(offered, sound) == offered.end() && std::ranges::find(found[file], sound) == found[file].end()) {
                left_out_.push_back({.file = file, .missing_in = 0, .rendition = sound});
            }
        }
    }
}

void Joined::join_texts() {
    for (std::size_t file = 0; file < files_.size(); ++file) {
        std::vector<const TextRendition*> there, wanted;
        for (const auto& text : files_[file].presentation->texts()) there.push_back(&text);
        for (const auto& text : texts_) wanted.push_back(&text.like());
        const auto found = matched(wanted, there, kTextKinships);
        for (std::size_t i = 0; i < found.size(); ++i) texts_[i].files.push_back(found[i]);
        for (const auto* text : there) {
            if (std::ranges::find(found, text) != found.end()) continue;
            JoinedText own{.id = file == 0 ? text->id : fmt::format("{}f{}", text->id, file + 1), .name = {}, .files = std::vector<const TextRendition*>(file, nullptr)};
            own.name = unused_name(text->name, [&](const std::string& name) { return std::ranges::find(texts_, name, &JoinedText::name) != texts_.end(); });
            own.files.push_back(text);
            texts_.push_back(std::move(own));
        }
    }
}

MediaDuration Joined::length(std::size_t file) const {
    const auto& presentation = *files_[file].presentation;
    const auto end = presentation.duration();
    return between(presentation.plan().start(0), round_to(MediaInstant{end.ticks, end.scale}, kNanoseconds));
}

MediaInstant Joined::start(std::size_t file) const {
    MediaInstant start{0, kNanoseconds};
    for (std::size_t i = 0; i < file; ++i) start = after(start, length(i));
    return start;
}

Bandwidth Joined::bandwidth(const JoinedMedia& rendition) const {
    Bandwidth whole;
    double bits = 0, seconds = 0;
    for (std::size_t i = 0; i < files_.size(); ++i) {
        const auto& file = *rendition.files[i];
        const auto own = files_[i].presentation->bandwidth(file);
        double listed = 0;
        for (const auto& segment : files_[i].presentation->listed_segments(file)) listed += approximate_seconds(segment.duration);
        whole.peak = std::max(whole.peak, own.peak);
        bits += static_cast<double>(own.average) * listed;
        seconds += files_.size() > 1 ? approximate_seconds(length(i)) : listed;
    }
    whole.average = seconds > 0 ? static_cast<std::uint64_t>(std::llround(bits / seconds)) : 0;
    return whole;
}

const JoinedMedia* Joined::find_media(std::string_view id) const {
    const auto at = std::ranges::find(media_, id, &JoinedMedia::id);
    return at == media_.end() ? nullptr : &*at;
}

const JoinedText* Joined::find_text(std::string_view id) const {
    const auto at = std::ranges::find(texts_, id, &JoinedText::id);
    return at == texts_.end() ? nullptr : &*at;
}

}  // namespace bt::delivery

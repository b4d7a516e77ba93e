#include "domain/episode_sound.h"

#include <algorithm>
#include <tuple>

namespace bt::domain {

std::chrono::milliseconds overlap(const Stretch& a, const Stretch& b) {
    return std::max(std::chrono::milliseconds{0}, std::min(a.end, b.end) - std::max(a.start, b.start));
}

std::string_view to_string(Provenance provenance) {
    switch (provenance) {
        case Provenance::Machine: return "machine";
        case Provenance::Hand: return "hand";
    }
    return "machine";
}

std::string_view to_string(PartType type) {
    switch (type) {
        case PartType::Recap: return "recap";
        case PartType::Intro: return "intro";
        case PartType::Credits: return "credits";
        case PartType::Epilogue: return "epilogue";
        case PartType::Preview: return "preview";
    }
    return "recap";
}

std::optional<PartType> read_part_type(std::string_view name) {
    using enum PartType;
    for (const PartType type : {Recap, Intro, Credits, Epilogue, Preview}) {
        if (name == to_string(type)) return type;
    }
    return std::nullopt;
}

void put_in_order(EpisodeSound& sound) {
    std::ranges::stable_sort(sound.cues, [](const Cue& a, const Cue& b) {
        return std::tie(a.stretch.start, a.stretch.end, a.music) < std::tie(b.stretch.start, b.stretch.end, b.music);
    });
    std::ranges::stable_sort(sound.parts, [](const Part& a, const Part& b) {
        return std::tie(a.stretch.start, a.stretch.end, a.type) < std::tie(b.stretch.start, b.stretch.end, b.type);
    });
}

}  // namespace bt::domain

// The parts of an episode for other players: as chapters, what lies between the parts being story, or as Kodi's skip list.
#include <fmt/format.h>

#include <algorithm>

#include "service/cue_sheet/formats.h"

namespace bt::service {
namespace {

using domain::PartType;
using std::chrono::milliseconds;

/// Story shorter than this between two parts is the seam between them.
constexpr milliseconds kSeam{1'000};

struct Chapter {
    std::string_view title;
    domain::Stretch stretch;
};

/// The names by which Jellyfin and Kodi's add-ons know such chapters.
std::string_view title_of(PartType type) {
    switch (type) {
        case PartType::Recap: return "Recap";
        case PartType::Intro: return "Intro";
        case PartType::Credits: return "Credits";
        case PartType::Epilogue: return "Epilogue";
        case PartType::Preview: return "Preview";
    }
    return "Story";
}

/// The whole episode, without gaps.
std::vector<Chapter> chapters_of(const CueSheetEpisode& episode) {
    std::vector<Chapter> chapters;
    milliseconds at{0};
    const auto story_until = [&](milliseconds end) {
        if (end - at >= kSeam) chapters.push_back({"Story", {at, end}});
        else if (end > at && !chapters.empty()) chapters.back().stretch.end = end;
    };
    for (const auto& part : episode.parts) {
        const bool is_first = chapters.empty();
        story_until(part.stretch.start);
        const auto start = is_first && chapters.empty() ? milliseconds{0} : std::max(at, part.stretch.start);
        if (part.stretch.end <= start) continue;
        chapters.push_back({title_of(part.type), {start, part.stretch.end}});
        at = part.stretch.end;
    }
    story_until(episode.duration);
    return chapters;
}

}  // namespace

std::string write_ffmetadata(const CueSheetEpisode& episode) {
    std::string out = ";FFMETADATA1\n";
    for (const auto& chapter : chapters_of(episode)) {
        fmt::format_to(std::back_inserter(out), "[CHAPTER]\nTIMEBASE=1/1000\nSTART={}\nEND={}\ntitle={}\n", chapter.stretch.start.count(), chapter.stretch.end.count(), chapter.title);
    }
    return out;
}

std::string write_mkv_chapters(const CueSheetEpisode& episode) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE Chapters SYSTEM \"matroskachapters.dtd\">\n<Chapters>\n  <EditionEntry>\n";
    for (const auto& chapter : chapters_of(episode)) {
        fmt::format_to(std::back_inserter(out),
                       "    <ChapterAtom>\n      <ChapterTimeStart>{}000000</ChapterTimeStart>\n      <ChapterTimeEnd>{}000000</ChapterTimeEnd>\n"
                       "      <ChapterDisplay>\n        <ChapterString>{}</ChapterString>\n        <ChapterLanguage>eng</ChapterLanguage>\n"
                       "      </ChapterDisplay>\n    </ChapterAtom>\n",
                       clock_time(chapter.stretch.start), clock_time(chapter.stretch.end), chapter.title);
    }
    return out + "  </EditionEntry>\n</Chapters>\n";
}

// Kodi's actions: 3 is skipped once and can be sought back into, 2 marks a scene. An epilogue is story: it is marked, never skipped.
std::string write_kodi_edl(const CueSheetEpisode& episode) {
    std::string out;
    for (const auto& part : episode.parts) {
        const double start = static_cast<double>(part.stretch.start.count()) / 1'000, end = static_cast<double>(part.stretch.end.count()) / 1'000;
        if (part.type == PartType::Epilogue) fmt::format_to(std::back_inserter(out), "{0:.3f}\t{0:.3f}\t2\n", start);
        else fmt::format_to(std::back_inserter(out), "{:.3f}\t{:.3f}\t3\n", start, end);
    }
    return out;
}

}  // namespace bt::service

#include "sound/chapters.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>

#include "sound/echoes.h"

namespace bt::sound {
namespace {

constexpr double kLongestNamed = 900;  // seconds: a chapter "Ending" of half an hour is an act of the play
constexpr double kHead = 0.5;          // recaps and intros begin in this share of an episode, what ends it behind it
constexpr std::size_t kMostDigits = 2;

struct ChapterName {
    std::string_view name;
    PartType type;
    bool goes_on = false;  ///< and may say of what: "Previously on Rain"
};

/// Lower case, without a hyphen or a number behind: "Opening 2", "Post-Credits Scene".
constexpr std::array kNames{
    ChapterName{"recap", PartType::Recap},
    ChapterName{"previously", PartType::Recap},
    ChapterName{"previously on", PartType::Recap, true},
    ChapterName{"last time on", PartType::Recap, true},
    ChapterName{"the story so far", PartType::Recap},
    ChapterName{"intro", PartType::Intro},
    ChapterName{"op", PartType::Intro},
    ChapterName{"opening", PartType::Intro},
    ChapterName{"opening credits", PartType::Intro},
    ChapterName{"opening sequence", PartType::Intro},
    ChapterName{"opening song", PartType::Intro},
    ChapterName{"opening theme", PartType::Intro},
    ChapterName{"opening titles", PartType::Intro},
    ChapterName{"main title", PartType::Intro},
    ChapterName{"main titles", PartType::Intro},
    ChapterName{"theme song", PartType::Intro},
    ChapterName{"title sequence", PartType::Intro},
    ChapterName{"titles", PartType::Intro},
    ChapterName{"credits", PartType::Credits},
    ChapterName{"closing credits", PartType::Credits},
    ChapterName{"closing theme", PartType::Credits},
    ChapterName{"ed", PartType::Credits},
    ChapterName{"end credits", PartType::Credits},
    ChapterName{"end titles", PartType::Credits},
    ChapterName{"ending", PartType::Credits},
    ChapterName{"ending credits", PartType::Credits},
    ChapterName{"ending song", PartType::Credits},
    ChapterName{"ending theme", PartType::Credits},
    ChapterName{"outro", PartType::Credits},
    ChapterName{"after credits", PartType::Epilogue},
    ChapterName{"bonus track", PartType::Epilogue},
    ChapterName{"epilogue", PartType::Epilogue},
    ChapterName{"post credit scene", PartType::Epilogue},
    ChapterName{"post credits", PartType::Epilogue},
    ChapterName{"post credits scene", PartType::Epilogue},
    ChapterName{"next episode", PartType::Preview},
    ChapterName{"next episode preview", PartType::Preview},
    ChapterName{"next time", PartType::Preview},
    ChapterName{"next time on", PartType::Preview, true},
    ChapterName{"next week", PartType::Preview},
    ChapterName{"preview", PartType::Preview},
};
/// With or without a space between.
constexpr std::array kKoreanNames{
    ChapterName{"지난이야기", PartType::Recap},   ChapterName{"지난줄거리", PartType::Recap},   ChapterName{"지난회", PartType::Recap},
    ChapterName{"오프닝", PartType::Intro},       ChapterName{"인트로", PartType::Intro},       ChapterName{"타이틀", PartType::Intro},
    ChapterName{"엔딩", PartType::Credits},       ChapterName{"크레딧", PartType::Credits},     ChapterName{"엔딩크레딧", PartType::Credits},
    ChapterName{"에필로그", PartType::Epilogue},  ChapterName{"쿠키", PartType::Epilogue},      ChapterName{"쿠키영상", PartType::Epilogue},
    ChapterName{"보너스트랙", PartType::Epilogue}, ChapterName{"예고", PartType::Preview},      ChapterName{"예고편", PartType::Preview},
    ChapterName{"다음이야기", PartType::Preview}, ChapterName{"다음회", PartType::Preview},     ChapterName{"다음회예고", PartType::Preview},
};

/// In lower case, words with one space between and without hyphens, dots and colons; a number of one or two digits behind them is left out.
std::string plain(std::string_view chapter) {
    std::string name;
    for (const char c : chapter) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_letter = byte >= 0x80 || std::isalnum(byte) != 0;
        if (is_letter) name += static_cast<char>(std::tolower(byte));
        else if (!name.empty() && name.back() != ' ') name += ' ';
    }
    while (!name.empty() && name.back() == ' ') name.pop_back();
    const auto last = name.find_last_not_of("0123456789");
    if (last != std::string::npos && name[last] == ' ' && name.size() - last - 1 <= kMostDigits) name.resize(last);
    return name;
}

std::optional<PartType> part_named(std::string_view chapter) {
    const auto name = plain(chapter);
    for (const auto& each : kNames) {
        if (name == each.name || (each.goes_on && name.starts_with(std::string(each.name) + ' '))) return each.type;
    }
    std::string joined(name);
    std::erase(joined, ' ');
    const auto whole = std::ranges::find(kKoreanNames, joined, &ChapterName::name);
    return whole == kKoreanNames.end() ? std::nullopt : std::optional(whole->type);
}

bool is_of_head(PartType type) { return type == PartType::Recap || type == PartType::Intro; }

bool may_be(PartType type, const EpisodeEvidence& episode, const Span& span) {
    if (span.length() > kLongestNamed || is_of_head(type) != (span.start < kHead * episode.duration)) return false;
    return (type != PartType::Intro && type != PartType::Credits) || !is_spoken(episode, span);
}

}  // namespace

std::vector<Part> parts_of_chapters(const EpisodeEvidence& episode) {
    std::vector<Part> parts;
    for (const auto& each : episode.chapters) {
        const auto type = part_named(each.name);
        if (!type || !may_be(*type, episode, each.span)) continue;
        const Part part{.type = *type, .span = each.span, .confidence = 0.95};
        const auto same = std::ranges::find(parts, *type, &Part::type);
        if (same == parts.end()) parts.push_back(part);
        else if (!is_of_head(*type)) *same = part;
    }
    return parts;
}

}  // namespace bt::sound

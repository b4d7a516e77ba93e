// Parts are settled from the surest to the least sure, and what is settled is out of bounds for the rest: chapters that say so, titles,
// reels (recap, preview), credits, and last the story behind them.
#include "sound/parts.h"

#include <algorithm>
#include <optional>
#include <set>

#include "sound/chapters.h"
#include "sound/credits.h"
#include "sound/echoes.h"
#include "sound/recaps_and_previews.h"
#include "sound/titles.h"

namespace bt::sound {
namespace {

constexpr double kLeastEpilogue = 12, kSurelyEpilogue = 20;    // seconds
constexpr double kLeastBeforePreview = 8;                     // seconds: shorter, it may be a piece of the preview that was not heard
constexpr double kMostOfTune = 0.4;                           // of what would be a bonus track
constexpr double kMostOfTrailer = 0.4;                        // the same, known from other episodes
constexpr double kSetOff = 1;                                 // seconds around the end of a preview
constexpr double kLeastPart = 3;
constexpr double kAnnounced = 5;                              // seconds before a recap, of words that announce it, or of a piece that was not heard
constexpr double kLongMusic = 18;                             // seconds: what two episodes have in common at their ends for so long is no piece of a preview

/// An episode's parts in the making.
class Settled {
public:
    explicit Settled(const EpisodeEvidence& episode) : episode_(episode) {}

    bool has(PartType type) const {
        return std::ranges::any_of(parts_, [&](const Part& each) { return each.type == type; });
    }
    std::optional<Span> find(PartType type) const {
        const auto at = std::ranges::find(parts_, type, &Part::type);
        return at == parts_.end() ? std::nullopt : std::optional(at->span);
    }
    std::vector<Span> spans() const {
        std::vector<Span> all;
        for (const auto& each : parts_) all.push_back(each.span);
        return all;
    }
    /// Where no excerpts are: that chapters tell of a recap does not say what it was cut from.
    std::vector<Span> spans_without_excerpts() const {
        std::vector<Span> all;
        for (const auto& each : parts_) {
            if (each.type != PartType::Recap && each.type != PartType::Preview) all.push_back(each.span);
        }
        return all;
    }
    /// One of each type; what runs into a part that is settled is cut back, and left out when cut in half.
    void add(Part part) {
        if (has(part.type)) return;
        if (part.span.start < kSnap) part.span.start = 0;
        if (episode_.duration - part.span.end < kSnap) part.span.end = episode_.duration;
        part.span.start = std::max(0.0, part.span.start);
        part.span.end = std::min(episode_.duration, part.span.end);
        const double whole = part.span.length();
        for (const auto& other : parts_) {
            if (overlap(other.span, part.span) <= 0) continue;
            if (other.span.start <= part.span.start) part.span.start = std::max(part.span.start, other.span.end);
            else part.span.end = std::min(part.span.end, other.span.start);
        }
        if (part.span.length() >= kLeastPart && part.span.length() > whole / 2) parts_.push_back(part);
    }
    std::vector<Part> take() && {
        std::ranges::sort(parts_, {}, [](const Part& each) { return each.span.start; });
        return std::move(parts_);
    }

private:
    const EpisodeEvidence& episode_;
    std::vector<Part> parts_;
};

Part as_part(PartType type, const Reel& reel) { return {.type = type, .span = reel.span, .confidence = reel.pieces.size() > 4 ? 0.95 : 0.85}; }

/// Two other episodes have the same music there: what comes to one tune each week is a look ahead with new words.
bool has_a_weekly_tune(std::span<const Echo> echoes, const Span& span) {
    std::set<std::size_t> others;
    for (const auto& each : echoes) {
        if (overlap(each.here, span) >= kMostOfTune * span.length()) others.insert(each.episode);
    }
    return others.size() >= 2;
}

/// What comes between the credits and the preview, or the end: story, unless it is silence, or comes each week.
void add_epilogue(const EpisodeEvidence& episode, std::span<const Echo> echoes, Settled& parts) {
    const auto credits = parts.find(PartType::Credits);
    if (!credits) return;
    const auto preview = parts.find(PartType::Preview);
    const bool ends_in_preview = preview && preview->start >= credits->end;
    const double least = ends_in_preview ? kLeastBeforePreview : kLeastEpilogue;
    Span span{credits->end, ends_in_preview ? preview->start : episode.duration};
    if (span.length() < least) return;
    span = without_silence(episode, span);
    if (span.length() < least || silent_share(episode, span) > 0.6) return;
    if (!preview && has_a_weekly_tune(echoes, span)) return;
    // Behind a preview's place but without one, it may be the preview of an episode that has not come yet.
    const double confidence = span.length() < kSurelyEpilogue ? 0.5 : preview ? 0.9 : 0.75;
    parts.add({.type = PartType::Epilogue, .span = span, .confidence = confidence});
}

/// Excerpts of other episodes: a trailer, or a second preview.
bool is_cut_from_others(std::span<const Echo> echoes, const Span& span) {
    std::vector<Span> known;
    for (const auto& each : echoes) known.push_back(each.here);
    return covered(span, known) > kMostOfTrailer * span.length();
}

/// What comes between a preview and the end of the file: some series keep their bonus track for last. It is set off, and nothing of it is known, for what the preview
/// has lost at its end would pass for it.
void add_epilogue_behind_preview(const EpisodeEvidence& episode, std::span<const Echo> echoes, Settled& parts) {
    const auto credits = parts.find(PartType::Credits), preview = parts.find(PartType::Preview);
    if (!credits || !preview || preview->start < credits->end || !has_a_cut(episode, {preview->end - kSetOff, preview->end + kSetOff})) return;
    const auto span = without_silence(episode, {preview->end, episode.duration});
    if (span.length() < kLeastEpilogue || silent_share(episode, span) > 0.6 || is_cut_from_others(echoes, span)) return;
    parts.add({.type = PartType::Epilogue, .span = span, .confidence = span.length() < kSurelyEpilogue ? 0.5 : 0.75});
}

/// A piece of a preview is short, and in the next episode alone.
bool is_no_excerpt(const SharedEnding& ending) { return ending.sharers > 1 || ending.span.length() >= kLongMusic; }

/// Adds the recap and the preview, and returns what they are made of. `echoes` may lead into other reels, `excerpts` are those that do not.
std::vector<Echo> add_reels(Settled& parts, std::span<const EpisodeEvidence> season, std::size_t number, std::span<const Echo> echoes, std::span<const Echo> excerpts,
                            std::span<const Span> taken) {
    std::vector<Echo> pieces;
    const auto add = [&](PartType type, Reel reel) {
        reel.span = with_its_bed(season[number], parts.spans(), reel.span);
        reel.span = with_weekly_bed(season[number], parts.spans(), echoes, reel.span);
        if (type == PartType::Recap && reel.span.start < kAnnounced) reel.span.start = 0;
        parts.add(as_part(type, reel));
        pieces.insert(pieces.end(), reel.pieces.begin(), reel.pieces.end());
    };
    const auto recaps = find_recaps(season[number], number, excerpts, parts.find(PartType::Intro), taken);
    if (!recaps.empty()) add(PartType::Recap, recaps.front());
    const auto previews = find_previews(season, number, excerpts, taken);
    if (!previews.empty()) add(PartType::Preview, whole_preview(previews));
    return pieces;
}

}  // namespace

std::vector<EpisodeParts> find_parts(std::span<const EpisodeEvidence> season, std::span<const Repeat> repeats) {
    const auto echoes = echoes_of(season, repeats);
    const auto titles = find_titles(season, echoes);
    std::vector<std::vector<Span>> taken;
    for (const auto& title : titles) taken.push_back(title ? std::vector{title->span} : std::vector<Span>{});
    const auto reels = look_at_reels(season, echoes, titles, taken);
    const auto endings = find_shared_endings(season, echoes, taken);

    std::vector<Settled> settled;
    std::vector<EpisodeParts> all(season.size());
    for (std::size_t number = 0; number < season.size(); ++number) {
        auto& parts = settled.emplace_back(season[number]);
        for (const auto& part : parts_of_chapters(season[number])) parts.add(part);
        if (titles[number]) parts.add(*titles[number]);
        auto no_excerpts = parts.spans_without_excerpts();
        if (const auto words = words_with_a_song(season[number])) no_excerpts.push_back(*words);
        if (endings[number] && is_no_excerpt(*endings[number])) no_excerpts.push_back(endings[number]->span);
        all[number].pieces = add_reels(parts, season, number, echoes[number], without_originals(reels, number, echoes[number]), no_excerpts);
        taken[number] = parts.spans();
    }
    const auto credits = find_shared_endings(season, echoes, taken);
    for (std::size_t number = 0; number < season.size(); ++number) {
        if (const auto part = find_credits(season[number], credits[number], taken[number])) settled[number].add(*part);
        add_epilogue(season[number], echoes[number], settled[number]);
        add_epilogue_behind_preview(season[number], without_originals(reels, number, echoes[number]), settled[number]);
        all[number].parts = std::move(settled[number]).take();
    }
    return all;
}

}  // namespace bt::sound

// Parts are settled from the surest to the least sure, and what is settled is out of bounds for the rest: chapters that say so, titles,
// reels (recap, preview), credits, and last the story behind them.
#include "sound/parts.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

#include "sound/chapters.h"
#include "sound/credits.h"
#include "sound/echoes.h"
#include "sound/reels.h"
#include "sound/titles.h"

namespace bt::sound {
namespace {

constexpr double kRecapHead = 0.4, kLongestRecapHead = 720;   // a recap begins in this share of an episode and within so many seconds
constexpr double kUntitledHead = 0.15, kLeastUntitled = 25;   // where no title is known, a recap begins in this share of an episode and is no moment's memory
constexpr double kPreviewTail = 0.55;                         // a preview begins behind this share
constexpr double kAfterPreview = 90;                          // seconds of anything (sponsors) behind a preview
constexpr double kLeastEpilogue = 12, kSurelyEpilogue = 20;    // seconds
constexpr double kLeastBeforePreview = 8;                     // seconds: shorter, it may be a piece of the preview that was not heard
constexpr double kLostInPreview = 12;                         // seconds
constexpr double kLeastPart = 3;
constexpr double kLongMusic = 18;                             // seconds: what two episodes have in common at their ends for so long is no piece of a preview
constexpr double kBeforeRecap = 10, kBeforeTitle = 8, kBehindTitle = 30;  // seconds from the beginning of the episode, to the title, and behind it
constexpr double kNearlyWhole = 2.5;                          // how much longer a scene shown again may be for what is new between its old shots
constexpr double kNewBetween = 2;                             // and the most between two of these, as times their mean length
constexpr double kMostOfMemory = 0.7;
constexpr double kMostOfReel = 0.7, kSameEdge = 2.5, kLostUnderBed = 10, kBoundary = 1;  // of a reel that its song covers; seconds
constexpr double kBehindLastScene = 1;                        // seconds from the last scene to the preview
constexpr double kSnap = 1;                                   // seconds: nearer to an end of the file than this is that end

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

/// A recap begins the episode, or has the title before or behind it: pieces of earlier episodes amid the story are memories. Of two pieces, a recap or a preview is the
/// first or the last thing of the episode.
bool is_recap_place(const EpisodeEvidence& episode, const Reel& reel, const std::optional<Span>& title) {
    if (reel.pieces.size() <= 2) return reel.span.start <= kSnap;
    if (reel.span.start <= kBeforeRecap) return true;
    if (reel.span.start > std::min(kRecapHead * episode.duration, kLongestRecapHead)) return false;
    if (!title) return reel.span.start <= kUntitledHead * episode.duration && reel.span.length() >= kLeastUntitled;
    return reel.span.start >= title->start ? reel.span.start <= title->end + kBehindTitle : std::abs(title->start - reel.span.end) <= kBeforeTitle;
}
bool is_preview_place(const EpisodeEvidence& episode, const Reel& reel) {
    return reel.span.start >= kPreviewTail * episode.duration && reel.span.end >= episode.duration - (reel.pieces.size() > 2 ? kAfterPreview : kSnap);
}

/// What an episode may tell of before it begins, and when it has ended.
struct Reels {
    std::vector<Reel> recaps;    ///< of earlier episodes
    std::vector<Reel> previews;  ///< of the next one
};

/// The next episode begins with all of it, in order and with little that is new between two pieces: it shows again how this one ended.
bool is_replayed(std::span<const EpisodeEvidence> season, const Reel& reel) {
    const auto& next = season[reel.pieces.front().episode];
    Span there = reel.pieces.front().there;
    double length = 0, at = 0, longest_hole = 0;
    for (const auto& piece : reel.pieces) {
        if (piece.there.start < at) return false;
        at = piece.there.start;
        longest_hole = std::max(longest_hole, piece.there.start - there.end);
        there = hull(there, piece.there);
        length += piece.there.length();
    }
    return there.start < std::min(kRecapHead * next.duration, kLongestRecapHead) && there.length() < kNearlyWhole * length && longest_hole < kNewBetween * length / static_cast<double>(reel.pieces.size());
}

template <typename Which>
std::vector<Echo> those(std::span<const Echo> echoes, Which&& is_wanted) {
    std::vector<Echo> some;
    std::ranges::copy_if(echoes, std::back_inserter(some), is_wanted);
    return some;
}

/// Another episode shows all of it, as it is here, more than once: a memory that comes again and again, cut together long ago.
bool is_known_memory(std::span<const Echo> echoes, const Reel& reel) {
    const auto shows_all = [&](const Echo& each) { return is_one_mix(each) && overlap(each.here, reel.span) >= kMostOfMemory * reel.span.length(); };
    return std::ranges::any_of(echoes, [&](const Echo& one) {
        return shows_all(one) && std::ranges::any_of(echoes, [&](const Echo& other) { return other.episode == one.episode && overlap(other.there, one.there) <= 0 && shows_all(other); });
    });
}

std::vector<Reel> find_recaps(const EpisodeEvidence& episode, std::size_t number, std::span<const Echo> echoes, const std::optional<Span>& title, std::span<const Span> taken) {
    auto recaps = find_reels(those(echoes, [&](const Echo& each) { return each.episode < number; }), taken);
    std::erase_if(recaps, [&](const Reel& each) { return !is_recap_place(episode, each, title) || is_known_memory(echoes, each); });
    return recaps;
}

std::vector<Reel> find_previews(std::span<const EpisodeEvidence> season, std::size_t number, std::span<const Echo> echoes, std::span<const Span> taken) {
    auto previews = find_reels(those(echoes, [&](const Echo& each) { return each.episode == number + 1; }), taken);
    std::erase_if(previews, [&](const Reel& each) { return !is_preview_place(season[number], each) || is_replayed(season, each); });
    return previews;
}

/// Of several the longest, and those close before and behind it: what lies between two pieces of the next episode is a piece that was not heard.
Reel whole_preview(std::span<const Reel> previews) {
    const auto longest = std::ranges::max_element(previews, {}, [](const Reel& each) { return each.span.length(); });
    Reel whole = *longest;
    const auto take = [&](const Reel& each) {
        if (std::max(each.span.start - whole.span.end, whole.span.start - each.span.end) > kLostInPreview) return;
        whole.span = hull(whole.span, each.span);
        whole.pieces.insert(whole.pieces.end(), each.pieces.begin(), each.pieces.end());
    };
    for (auto each = longest; each != previews.begin(); --each) take(*std::prev(each));
    for (auto each = std::next(longest); each != previews.end(); ++each) take(*each);
    std::ranges::sort(whole.pieces, {}, [](const Echo& each) { return each.here.start; });
    return whole;
}

Part as_part(PartType type, const Reel& reel) { return {.type = type, .span = reel.span, .confidence = reel.pieces.size() > 4 ? 0.95 : 0.85}; }

std::optional<Span> span_of(const std::optional<Part>& part) { return part ? std::optional(part->span) : std::nullopt; }

/// What comes between the credits and the preview, or the end: story, unless it is silence.
void add_epilogue(const EpisodeEvidence& episode, Settled& parts) {
    const auto credits = parts.find(PartType::Credits);
    if (!credits) return;
    const auto preview = parts.find(PartType::Preview);
    const bool ends_in_preview = preview && preview->start >= credits->end;
    const double least = ends_in_preview ? kLeastBeforePreview : kLeastEpilogue;
    Span span{credits->end, ends_in_preview ? preview->start : episode.duration};
    if (span.length() < least) return;
    span = without_silence(episode, span);
    if (span.length() < least || silent_share(episode, span) > 0.6) return;
    // Behind a preview's place but without one, it may be the preview of an episode that has not come yet.
    const double confidence = span.length() < kSurelyEpilogue ? 0.5 : preview ? 0.9 : 0.75;
    parts.add({.type = PartType::Epilogue, .span = span, .confidence = confidence});
}

/// Echoes without those that lead into a preview of this episode, or into a recap that was cut from it: what is here is the original.
std::vector<Echo> without_originals(std::span<const Reels> all, std::size_t number, std::vector<Echo> echoes) {
    std::erase_if(echoes, [&](const Echo& echo) {
        const auto& reels = echo.episode < number ? all[echo.episode].previews : all[echo.episode].recaps;
        return std::ranges::any_of(reels, [&](const Reel& reel) { return overlap(reel.span, echo.there) > echo.there.length() / 2; });
    });
    return echoes;
}

/// A piece of a preview is short, and in the next episode alone.
bool is_no_excerpt(const SharedEnding& ending) { return ending.sharers > 1 || ending.span.length() >= kLongMusic; }

using EchoesOfAll = std::span<const std::vector<Echo>>;
using TakenOfAll = std::span<const std::vector<Span>>;

/// Without what stands apart at its beginning and is shown by what looks like the next episode's recap: a recap tells of last scenes, too.
void leave_last_scene(Reel& preview, std::span<const Reel> recaps_of_next) {
    const auto is_shown = [&](const Echo& piece) {
        return std::ranges::any_of(recaps_of_next, [&](const Reel& recap) { return overlap(recap.span, piece.there) > piece.there.length() / 2; });
    };
    const auto& pieces = preview.pieces;
    std::size_t scene = 0;
    for (std::size_t i = 0; i + 1 < pieces.size() && is_shown(pieces[i]); ++i) {
        if (pieces[i + 1].here.start - pieces[i].here.end > kBehindLastScene) scene = i + 1;
    }
    if (scene == 0) return;
    preview.pieces.erase(preview.pieces.begin(), preview.pieces.begin() + static_cast<std::ptrdiff_t>(scene));
    preview.span.start = preview.pieces.front().here.start;
}

/// What looks like reels before anybody knows what was cut from what. What a preview shows of the next episode may follow that one's recap, as if it were a
/// piece of it: previews come first.
std::vector<Reels> look_at_reels(std::span<const EpisodeEvidence> season, EchoesOfAll echoes, std::span<const std::optional<Part>> titles, TakenOfAll taken) {
    std::vector<Reels> all(season.size());
    for (std::size_t number = 0; number < season.size(); ++number) {
        all[number].recaps = find_recaps(season[number], number, echoes[number], span_of(titles[number]), taken[number]);
        all[number].previews = find_previews(season, number, echoes[number], taken[number]);
    }
    for (std::size_t number = 0; number + 1 < season.size(); ++number) {
        for (auto& preview : all[number].previews) leave_last_scene(preview, all[number + 1].recaps);
    }
    for (std::size_t number = 0; number < season.size(); ++number) {
        all[number].recaps = find_recaps(season[number], number, without_originals(all, number, echoes[number]), span_of(titles[number]), taken[number]);
    }
    return all;
}

/// One part ends there and another begins: a moment of silence or black, the edge of what is settled, an end of the file.
bool is_boundary(const EpisodeEvidence& episode, std::span<const Span> settled, double at) {
    const Span around{at - kBoundary, at + kBoundary};
    const auto touches = [&](const Span& each) { return std::abs(each.start - at) < kBoundary || std::abs(each.end - at) < kBoundary; };
    return at < kSnap || episode.duration - at < kSnap || silent_share(episode, around) > 0.1 || std::ranges::any_of(settled, touches) ||
           std::ranges::any_of(episode.black, [&](const Span& each) { return overlap(each, around) > 0; });
}

/// As long as the song that lies under all of it, begins or ends with it, and goes on to a boundary: under that bed a piece was not heard.
Span with_its_bed(const EpisodeEvidence& episode, std::span<const Span> settled, Span reel) {
    for (const auto& each : episode.songs) {
        const auto& bed = each.span;
        if (overlap(bed, reel) < kMostOfReel * reel.length()) continue;
        const double early = reel.start - bed.start, late = bed.end - reel.end;
        if (std::abs(early) < kSameEdge && late > 0 && late < kLostUnderBed && is_boundary(episode, settled, bed.end)) reel.end = bed.end;
        if (std::abs(late) < kSameEdge && early > 0 && early < kLostUnderBed && is_boundary(episode, settled, bed.start)) reel.start = bed.start;
    }
    return reel;
}

/// Adds the recap and the preview, and returns what they are made of.
std::vector<Echo> add_reels(Settled& parts, std::span<const EpisodeEvidence> season, std::size_t number, std::span<const Echo> echoes, std::span<const Span> taken) {
    std::vector<Echo> pieces;
    const auto add = [&](PartType type, Reel reel) {
        reel.span = with_its_bed(season[number], parts.spans(), reel.span);
        parts.add(as_part(type, reel));
        pieces.insert(pieces.end(), reel.pieces.begin(), reel.pieces.end());
    };
    const auto recaps = find_recaps(season[number], number, echoes, parts.find(PartType::Intro), taken);
    if (!recaps.empty()) add(PartType::Recap, recaps.front());
    const auto previews = find_previews(season, number, echoes, taken);
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
        all[number].pieces = add_reels(parts, season, number, without_originals(reels, number, echoes[number]), no_excerpts);
        taken[number] = parts.spans();
    }
    const auto credits = find_shared_endings(season, echoes, taken);
    for (std::size_t number = 0; number < season.size(); ++number) {
        if (const auto part = find_credits(season[number], credits[number], taken[number])) settled[number].add(*part);
        add_epilogue(season[number], settled[number]);
        all[number].parts = std::move(settled[number]).take();
    }
    return all;
}

}  // namespace bt::sound

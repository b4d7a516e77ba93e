#include "sound/recaps_and_previews.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

namespace bt::sound {
namespace {

constexpr double kRecapHead = 0.4, kLongestRecapHead = 720;   // a recap begins in this share of an episode and within so many seconds
constexpr double kUntitledHead = 0.15, kLeastUntitled = 25;   // where no title is known, a recap begins in this share of an episode and is no moment's memory
constexpr double kPreviewTail = 0.55;                         // a preview begins behind this share
constexpr double kAfterPreview = 90;                          // seconds of anything (sponsors) behind a preview
constexpr double kLostInPreview = 12;                         // seconds
constexpr double kBeforeRecap = 10, kBeforeTitle = 8, kBehindTitle = 30;  // seconds from the beginning of the episode, to the title, and behind it
constexpr double kRightBehindTitle = 8;                       // seconds, in which the first piece may be lost
constexpr double kNearlyWhole = 2.5;                          // how much longer a scene shown again may be for what is new between its old shots
constexpr double kNewBetween = 2;                             // and the most between two of these, as times their mean length
constexpr double kMostOfMemory = 0.7;                         // of a reel that another episode shows at once
constexpr double kMostOfReel = 0.7, kSameEdge = 2.5, kLostUnderBed = 10, kBoundary = 1;  // of a reel that its song covers; seconds
constexpr double kLeastBed = 12, kLostUnderWeeklyBed = 15;    // seconds
constexpr double kUnderOtherVoices = 0.9;                     // of what agrees throughout, where it is loud
constexpr double kBehindLastScene = 1;                        // seconds from the last scene to the preview

/// A recap begins the episode, or has the title before or behind it: pieces of earlier episodes amid the story are memories. Of two pieces, a recap or a preview is the
/// first or the last thing of the episode.
bool is_recap_place(const EpisodeEvidence& episode, const Reel& reel, const std::optional<Span>& title) {
    if (reel.pieces.size() <= 2) return reel.span.start <= kSnap;
    if (reel.span.start <= kBeforeRecap) return true;
    // A cold open may be a third of an episode of five minutes: right behind the title a recap is one wherever that is.
    if (title && reel.span.start >= title->start && reel.span.start <= title->end + kRightBehindTitle) return true;
    if (reel.span.start > std::min(kRecapHead * episode.duration, kLongestRecapHead)) return false;
    if (!title) return reel.span.start <= kUntitledHead * episode.duration && reel.span.length() >= kLeastUntitled;
    return reel.span.start >= title->start ? reel.span.start <= title->end + kBehindTitle : std::abs(title->start - reel.span.end) <= kBeforeTitle;
}
bool is_preview_place(const EpisodeEvidence& episode, const Reel& reel) {
    return reel.span.start >= kPreviewTail * episode.duration && reel.span.end >= episode.duration - (reel.pieces.size() > 2 ? kAfterPreview : kSnap);
}

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

std::optional<Span> span_of(const std::optional<Part>& part) { return part ? std::optional(part->span) : std::nullopt; }

/// One part ends there and another begins: a moment of silence or black, the edge of what is settled, an end of the file.
bool is_boundary(const EpisodeEvidence& episode, std::span<const Span> settled, double at) {
    const Span around{at - kBoundary, at + kBoundary};
    const auto touches = [&](const Span& each) { return std::abs(each.start - at) < kBoundary || std::abs(each.end - at) < kBoundary; };
    return at < kSnap || episode.duration - at < kSnap || has_a_cut(episode, around) || std::ranges::any_of(settled, touches);
}

}  // namespace

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

std::vector<Echo> without_originals(std::span<const Reels> all, std::size_t number, std::vector<Echo> echoes) {
    std::erase_if(echoes, [&](const Echo& echo) {
        const auto& reels = echo.episode < number ? all[echo.episode].previews : all[echo.episode].recaps;
        return std::ranges::any_of(reels, [&](const Reel& reel) { return overlap(reel.span, echo.there) > echo.there.length() / 2; });
    });
    return echoes;
}

std::vector<Reels> look_at_reels(std::span<const EpisodeEvidence> season, std::span<const std::vector<Echo>> echoes, std::span<const std::optional<Part>> titles,
                                 std::span<const std::vector<Span>> taken) {
    // What a preview shows of the next episode may follow that one's recap, as if it were a piece of it: previews come first.
    std::vector<Reels> all(season.size());
    for (std::size_t number = 0; number < season.size(); ++number) {
        all[number].recaps = find_recaps(season[number], number, echoes[number], span_of(titles[number]), taken[number]);
        const auto previews = find_previews(season, number, echoes[number], taken[number]);
        if (!previews.empty()) all[number].previews.push_back(whole_preview(previews));
    }
    for (std::size_t number = 0; number + 1 < season.size(); ++number) {
        for (auto& preview : all[number].previews) leave_last_scene(preview, all[number + 1].recaps);
    }
    for (std::size_t number = 0; number < season.size(); ++number) {
        all[number].recaps = find_recaps(season[number], number, without_originals(all, number, echoes[number]), span_of(titles[number]), taken[number]);
    }
    return all;
}

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

Span with_weekly_bed(const EpisodeEvidence& episode, std::span<const Span> settled, std::span<const Echo> echoes, Span reel) {
    const auto beds = those(echoes, [&](const Echo& each) {
        return each.here.length() >= kLeastBed && each.where_loud < kUnderOtherVoices && overlap(each.here, reel) >= kMostOfReel * reel.length();
    });
    const auto is_edge_of_two = [&](double Span::*edge, double at) {
        std::set<std::size_t> others;
        for (const auto& each : beds) {
            if (std::abs(each.here.*edge - at) < kBoundary) others.insert(each.episode);
        }
        return others.size() >= 2 && (is_boundary(episode, settled, at) || has_a_cut(episode, {at - kBoundary / 2, at + kBoundary / 2}));
    };
    auto whole = reel;
    for (const auto& bed : beds) {
        const double early = reel.start - bed.here.start, late = bed.here.end - reel.end;
        if (early < kLostUnderWeeklyBed && bed.here.start < whole.start && is_edge_of_two(&Span::start, bed.here.start)) whole.start = bed.here.start;
        if (late < kLostUnderWeeklyBed && bed.here.end > whole.end && is_edge_of_two(&Span::end, bed.here.end)) whole.end = bed.here.end;
    }
    return whole;
}

}  // namespace bt::sound

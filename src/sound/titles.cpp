// A title sequence is an echo of at least kLeastLength between the heads of two episodes, one mix in both, where it is loud as well, without speech, and not a
// piece from the midst of a reel. All echoes that overlap in an episode are one candidate, as wide as all of them together, so that a
// shortened title in one episode does not shorten the others. The title is what many episodes share and what is surely one mix, of several the longest; not what the
// others have beside their own title, as a series shows some things again and again.
#include "sound/titles.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "sound/reels.h"
#include "sound/title_edges.h"

namespace bt::sound {
namespace {

constexpr double kHeadShare = 0.5, kLongestHead = 900;   // a title begins in this share of an episode and within so many seconds
constexpr double kLeastLength = kShortestTitle, kLongestTitle = 180;
constexpr double kLengthForTwo = 10;                      // when only two episodes share it; and then it must be music
constexpr double kLeastAgreement = 0.4, kAlike = 0.25;
constexpr double kShortestBar = 0.8, kLongestBar = 12, kBarAgreement = 0.33;  // seconds; of landmarks
constexpr std::size_t kSurelyShared = 3;                  // others
constexpr double kVeryHead = 30;                          // seconds: before them there is a recap at most, and an oath or a memory comes later
constexpr double kAboutAsShared = 0.95;                   // of what is shared most

double head_of(const EpisodeEvidence& episode) { return std::min(kHeadShare * episode.duration, kLongestHead); }

struct Candidate {
    Span span;
    std::vector<Echo> echoes;
    std::set<std::size_t> partners;
    bool has_bars = false;  ///< it agrees with itself some seconds later as well, as music does, drums too, and nobody who speaks
};

/// Those that sound alike to landmarks, too. Waves agree wherever a bar of the music comes again.
std::vector<Echo> alike(std::vector<Echo> echoes) {
    std::erase_if(echoes, [](const Echo& each) { return each.agreement < kAlike; });
    return echoes;
}

/// Pieces with another piece of a reel on both sides.
bool is_inside_a_reel(std::span<const Reel> reels, const Span& span) {
    return std::ranges::any_of(reels, [&](const Reel& reel) {
        return overlap(reel.span, span) > span.length() / 2 && span.start - reel.span.start > 2 && reel.span.end - span.end > 2;
    });
}

/// Music that repeats itself echoes in many ways: of each partner the longest counts. Of two that say the same, one by landmarks and one by
/// waves, it is the one that is alike throughout: the other has run on into what follows.
bool outdoes(const Echo& other, const Echo& each) {
    if (other.episode != each.episode || overlap(other.here, each.here) <= 0.3 * each.here.length()) return false;
    if (is_same_line(other, each) && other.here.length() > kLeastLength && other.agreement != each.agreement) return other.agreement > each.agreement;
    return other.here.length() > each.here.length();
}

bool has_bars(const Candidate& candidate, std::span<const Echo> echoes) {
    const auto shift = [](const Echo& echo) { return echo.there.start - echo.here.start; };
    return std::ranges::any_of(candidate.echoes, [&](const Echo& whole) {
        return std::ranges::any_of(echoes, [&](const Echo& each) {
            const double bar = std::abs(shift(each) - shift(whole));
            return each.episode == whole.episode && bar >= kShortestBar && bar <= kLongestBar && each.agreement >= kBarAgreement && overlap(each.here, whole.here) >= whole.here.length() / 2;
        });
    });
}

std::vector<Candidate> candidates_of(std::span<const EpisodeEvidence> season, std::size_t episode, std::span<const Echo> echoes) {
    std::vector<Candidate> found;
    for (const auto& each : echoes) {
        if (each.here.length() < kLeastLength || each.here.length() > kLongestTitle || (each.agreement < kLeastAgreement && !is_one_mix(each))) continue;
        if (each.here.start > head_of(season[episode]) || each.there.start > head_of(season[each.episode])) continue;
        if (std::ranges::any_of(echoes, [&](const Echo& other) { return outdoes(other, each); })) continue;
        const auto same = std::ranges::find_if(found, [&](const Candidate& one) {
            return overlap(one.span, each.here) > 0.5 * std::min(one.span.length(), each.here.length());
        });
        if (same == found.end()) {
            found.push_back({each.here, {each}, {each.episode}});
        } else {
            same->span = hull(same->span, each.here);
            same->echoes.push_back(each);
            same->partners.insert(each.episode);
        }
    }
    for (auto& each : found) each.has_bars = has_bars(each, echoes);
    return found;
}

/// A shortened title keeps its beginning or its end. What is the middle of other titles is their song, in the story.
bool is_middle_of_titles(const Candidate& candidate, std::span<const std::vector<Candidate>> all) {
    return std::ranges::all_of(candidate.echoes, [&](const Echo& echo) {
        return std::ranges::any_of(all[echo.episode], [&](const Candidate& whole) {
            return whole.span.length() > 1.3 * echo.there.length() && overlap(whole.span, echo.there) > 0.9 * echo.there.length() &&
                   echo.there.start - whole.span.start > kSameTitleEdge && whole.span.end - echo.there.end > kSameTitleEdge;
        });
    });
}

/// Two scenes that have some bars of a song in common have more of it, one before them, the other behind.
bool is_part_of_a_song(const EpisodeEvidence& episode, const Span& span) {
    const auto* song = song_of(episode, span);
    return song != nullptr && (std::abs(song->span.start - span.start) > kTitleSongEdge || std::abs(song->span.end - span.end) > kTitleSongEdge);
}

/// In both a song goes on beyond what they have in common. Of a title that is shortened the shorter has all it plays in common with the whole.
bool is_part_of_two_songs(std::span<const EpisodeEvidence> season, const Candidate& candidate, std::size_t number) {
    return std::ranges::all_of(candidate.echoes, [&](const Echo& echo) { return is_part_of_a_song(season[number], echo.here) && is_part_of_a_song(season[echo.episode], echo.there); });
}

/// What only two episodes share may be a piece that one took from the other, with speech, or amid others; or the music of a scene.
bool is_sure_for_two(std::span<const EpisodeEvidence> season, const Candidate& candidate, std::span<const std::vector<Reel>> reels, std::size_t number) {
    const auto& echo = candidate.echoes.front();
    const auto& episode = season[number];
    return candidate.span.length() >= kLengthForTwo && (candidate.has_bars || song_of(episode, candidate.span) != nullptr || sounds_like_music(episode, candidate.span)) &&
           !is_part_of_a_song(episode, echo.here) && !is_part_of_a_song(season[echo.episode], echo.there) &&
           !is_inside_a_reel(reels[number], echo.here) && !is_inside_a_reel(reels[echo.episode], echo.there);
}

std::optional<Part> as_part(std::span<const EpisodeEvidence> season, std::size_t number, const Candidate& candidate, std::span<const Echo> echoes) {
    const auto span = from_soft_start(season[number], title_edges(season, number, candidate.span, candidate.echoes, echoes));
    if (span.length() < kLeastLength || span.length() > kLongestTitle) return std::nullopt;
    const double confidence = 1 - 0.3 / static_cast<double>(candidate.partners.size());
    return Part{.type = PartType::Intro, .span = span, .confidence = confidence};
}

bool is_one_mix_with_any(const Candidate& candidate) { return std::ranges::any_of(candidate.echoes, is_one_mix); }

/// A title that was coded at a low rate is less like each of the others, and like all of them.
bool is_one_mix_with_others(const Candidate& candidate, std::span<const std::vector<Candidate>> all) {
    if (is_one_mix_with_any(candidate)) return true;
    std::set<std::size_t> nearly;
    for (const auto& echo : candidate.echoes) {
        const auto is_sure = [&](const Candidate& theirs) { return overlap(theirs.span, echo.there) > echo.there.length() / 2 && is_one_mix_with_any(theirs); };
        if (is_nearly_one_mix(echo) && std::ranges::any_of(all[echo.episode], is_sure)) nearly.insert(echo.episode);
    }
    return nearly.size() >= 2;
}

/// Here and in one place of each partner.
std::vector<Copy> copies_of(std::span<const EpisodeEvidence> season, const Candidate& candidate, std::size_t number) {
    std::vector<Copy> copies{{&season[number], candidate.span}};
    std::set<std::size_t> seen;
    for (const auto& each : candidate.echoes) {
        if (seen.insert(each.episode).second) copies.push_back({&season[each.episode], each.there});
    }
    return copies;
}

/// Voices, as is_spoken() tells them, in its copies together: what is drums in one episode is no speech in the next.
bool is_spoken_in_all(std::span<const EpisodeEvidence> season, const Candidate& candidate, std::size_t number) {
    const auto& episode = season[number];
    if (song_of(episode, candidate.span) != nullptr) return has_voices_over_its_song(episode, candidate.span);
    const auto copies = copies_of(season, candidate, number);
    const bool all_begin_with_it = candidate.partners.size() >= kSurelyShared && candidate.partners.size() + 1 == season.size() &&
                                   std::ranges::all_of(copies, [](const Copy& each) { return each.span.start < kVeryHead; });
    return sound_like_speech(copies, all_begin_with_it);
}

/// By how many episodes, and how far it is one mix with them.
double shared(const Candidate& candidate) {
    double sum = 0;
    for (const auto& each : candidate.echoes) sum += each.agreement + each.share;
    return static_cast<double>(candidate.partners.size()) * sum / static_cast<double>(candidate.echoes.size());
}

/// The longest of those that are shared about as much as any; null when there is none.
const Candidate* best_of(std::span<const Candidate> candidates) {
    double most = 0;
    for (const auto& each : candidates) most = std::max(most, shared(each));
    const Candidate* best = nullptr;
    for (const auto& each : candidates) {
        if (shared(each) >= kAboutAsShared * most && (best == nullptr || each.span.length() > best->span.length())) best = &each;
    }
    return best;
}

/// Those that may be titles, by episode.
std::vector<std::vector<Candidate>> all_candidates(std::span<const EpisodeEvidence> season, std::span<const std::vector<Echo>> echoes) {
    std::vector<std::vector<Reel>> reels;
    std::vector<std::vector<Candidate>> all, left;
    for (std::size_t episode = 0; episode < season.size(); ++episode) {
        reels.push_back(find_reels(echoes[episode], {}));
        all.push_back(candidates_of(season, episode, alike(echoes[episode])));
    }
    for (std::size_t episode = 0; episode < season.size(); ++episode) {
        auto candidates = all[episode];
        std::erase_if(candidates, [&](const Candidate& each) {
            return !is_one_mix_with_others(each, all) || is_middle_of_titles(each, all) ||
                   (each.has_bars ? has_voices_over_its_song(season[episode], each.span) : is_spoken_in_all(season, each, episode)) || is_part_of_two_songs(season, each, episode);
        });
        std::erase_if(candidates, [&](const Candidate& each) { return each.partners.size() == 1 && !is_sure_for_two(season, each, reels, episode); });
        left.push_back(std::move(candidates));
    }
    return left;
}

}  // namespace

std::vector<std::optional<Part>> find_titles(std::span<const EpisodeEvidence> season, std::span<const std::vector<Echo>> echoes) {
    const auto all = all_candidates(season, echoes);
    const auto chosen = [&](std::size_t other) {
        const auto* title = best_of(all[other]);
        return title != nullptr ? std::optional(title->span) : std::nullopt;
    };
    std::vector<std::optional<Part>> titles(season.size());
    for (std::size_t episode = 0; episode < season.size(); ++episode) {
        auto candidates = all[episode];
        std::erase_if(candidates, [&](const Candidate& each) { return lead_elsewhere(each.echoes, chosen); });
        if (const auto* best = best_of(candidates)) titles[episode] = as_part(season, episode, *best, echoes[episode]);
    }
    return titles;
}

}  // namespace bt::sound

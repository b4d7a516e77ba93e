// The best chain of echoes through an episode, by dynamic programming: a piece is worth its length times how far it is the same mix, a hole between two
// pieces costs by its length, and the same place going on behind a long hole ends a chain, being an original that was cut from and not a cut.
#include "sound/reels.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

namespace bt::sound {
namespace {

constexpr double kSure = 0.42;            // sameness of a piece that waves tell, of the mean piece, and of the first and the last
constexpr double kLeastShare = 0.145;     // of waves
constexpr double kSureShare = 0.3;        // more than two places of one song have under different voices
constexpr double kWithoutBed = 0.6;       // more than a bed leaves,
constexpr double kHardlyBed = 0.4;        // and more than it leaves as a rule
constexpr double kUnderVoices = 0.6;      // of what agrees throughout, where it is loud: less is a sound beneath other voices
constexpr double kWholeMix = 0.96;        // the same of all that is doubtful in a reel that waves tell for the most part; of true ones 1 and more,
constexpr double kWholeMixBare = 0.8;     // and of all that waves tell: without a bed loud and soft differ less
constexpr double kWorthless = 0.38;       // a piece of less takes from a chain
constexpr double kHoleCost = 0.15;        // a second
constexpr double kSilentHole = 1.2;       // seconds between pieces that cost nothing
constexpr double kLostPiece = 6;          // the longest hole
constexpr double kLostBesideOne = 3;      // the same beside a doubtful piece
constexpr double kOverlap = 0.6;          // seconds that two pieces may share: where one ends is not known better,
constexpr double kMostShared = 0.6;       // or up to so much of the shorter, when the one before has run on over the cut,
constexpr double kRunOnCost = 0.1;        // which costs a little more than to count once what both claim
constexpr double kJump = 0.4;             // seconds; less is the same piece going on,
constexpr double kLostInPiece = 3;        // and found in two halves when no more than so many seconds between them were not heard
constexpr double kMoreDoubtful = 1.2;
constexpr double kBetter = 1.3, kMostOf = 0.7;
constexpr double kLongestPiece = 25;
constexpr double kLongestByWaves = 10;    // waves agree wherever the same song sounds, too, and then for longer
constexpr std::size_t kLeastPieces = 3, kLeastDoubtful = 4;
constexpr double kClear = 0.55, kClearShare = 0.35;  // sameness and waves of a piece that may be one of two
constexpr double kLeastClear = 2.5;                  // seconds
constexpr double kLeastLength = 6;
constexpr double kLeastCover = 0.65;      // share of a reel that echoes
constexpr double kScatter = 1.2;          // how much wider than the reel its sources lie

/// How far the two are one mix: by landmarks, or by waves, put on the scale of landmarks. Under a music bed a share of 0.2 is left.
double sameness(const Echo& each) { return std::max(each.agreement, 0.32 + 0.7 * each.share); }

bool is_by_waves(const Echo& each) { return each.agreement < kSure; }
bool is_doubtful(const Echo& each) { return is_by_waves(each) && each.share < kSureShare; }
/// Wind, a crowd, laughter from one recording agree in the pauses of any talk.
bool lies_under_voices(const Echo& each) { return is_by_waves(each) && each.where_loud < kUnderVoices; }

double shift(const Echo& each) { return each.there.start - each.here.start; }

bool may_be_piece(const Echo& each, std::span<const Span> taken) {
    const bool is_whole = !is_by_waves(each) || (!is_doubtful(each) && each.where_loud >= kWholeMix);
    if (each.share < kLeastShare || lies_under_voices(each) || each.here.length() <= 0 || each.here.length() > (is_whole ? kLongestPiece : kLongestByWaves)) return false;
    return covered(each.here, taken) <= each.here.length() / 2;
}

/// Without those whose waves agree better along most of their length: landmarks go on beyond a cut where a sound of the scene does.
std::vector<Echo> without_wider(std::span<const Echo> pieces) {
    std::vector<Echo> left;
    std::ranges::copy_if(pieces, std::back_inserter(left), [&](const Echo& wide) {
        return std::ranges::none_of(pieces, [&](const Echo& tight) {
            return tight.episode == wide.episode && std::abs(shift(tight) - shift(wide)) < kJump && tight.share >= kBetter * wide.share && overlap(tight.here, wide.here) >= kMostOf * wide.here.length();
        });
    });
    return left;
}

/// A bed lies under a whole reel, or under none of it.
bool are_alike(const Echo& a, const Echo& b) { return !(is_doubtful(a) && b.share >= kWithoutBed) && !(is_doubtful(b) && a.share >= kWithoutBed); }

/// What it costs that two pieces claim `shared` seconds, which count once; nothing where that cannot be. A sound of the scene, or a bed, goes on beyond the cut.
/// Two doubtful pieces over each other are what one song has in common with itself.
std::optional<double> cost_of_shared(const Echo& before, const Echo& after, double shared) {
    const double shorter = std::min(before.here.length(), after.here.length());
    if (shared <= std::min(kOverlap, 0.35 * shorter)) return 0;
    if (shared > kMostShared * shorter || before.here.end > after.here.end) return std::nullopt;
    if (is_doubtful(before) && is_doubtful(after)) return std::nullopt;
    return shared * (std::min(sameness(before), sameness(after)) - kWorthless) + kRunOnCost;
}

/// What it costs to go on from one piece to the next; nothing where that cannot be.
std::optional<double> cost_between(const Echo& before, const Echo& after, std::span<const Span> taken) {
    const double hole = after.here.start - before.here.end;
    if (hole > kLostPiece) return std::nullopt;
    const bool goes_on = after.episode == before.episode && std::abs(shift(after) - shift(before)) < kJump;
    if ((goes_on && hole > kLostInPiece) || !are_alike(before, after)) return std::nullopt;
    if (hole < 0) return cost_of_shared(before, after, -hole);
    if (hole > 0 && covered({before.here.end, after.here.start}, taken) > 0) return std::nullopt;
    return hole <= kSilentHole ? 0 : hole * kHoleCost;
}

/// The best chain of `pieces`, which are sorted by start: places in the list.
std::vector<std::size_t> best_chain(std::span<const Echo> pieces, std::span<const Span> taken) {
    std::vector<double> worth(pieces.size());
    std::vector<std::size_t> came(pieces.size());
    std::size_t best = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        double before = 0;
        came[i] = i;
        for (std::size_t k = i; k-- > 0;) {
            if (pieces[i].here.start - pieces[k].here.start > kLongestPiece + kLostPiece) break;
            const auto cost = cost_between(pieces[k], pieces[i], taken);
            if (cost && worth[k] - *cost > before) before = worth[k] - *cost, came[i] = k;
        }
        worth[i] = before + (sameness(pieces[i]) - kWorthless) * pieces[i].here.length();
        if (worth[i] > worth[best]) best = i;
    }
    std::vector<std::size_t> chain;
    for (auto i = best; i < pieces.size(); i = came[i]) {
        chain.push_back(i);
        if (came[i] == i) break;
    }
    std::ranges::reverse(chain);
    return chain;
}

/// How far apart the sources lie: in one episode from the first to the last; other episodes are far away.
bool is_scattered(const Reel& reel) {
    Span sources = reel.pieces.front().there;
    for (const auto& each : reel.pieces) {
        if (each.episode != reel.pieces.front().episode) return true;
        sources = hull(sources, each.there);
    }
    return sources.length() > kScatter * reel.span.length();
}

bool is_clear(const Echo& each) { return sameness(each) >= kClear && each.share >= kClearShare && each.here.length() >= kLeastClear; }

std::size_t least_pieces(const Reel& reel) {
    if (std::ranges::all_of(reel.pieces, is_doubtful)) return kLeastDoubtful;
    return std::ranges::all_of(reel.pieces, is_clear) ? 2 : kLeastPieces;
}

/// Whether the pieces that waves tell are heard where it is loud, too, as the voices of an excerpt are, on average: a short one says little alone.
bool has_its_voices(const Reel& reel) {
    struct Sum {
        double loud = 0, length = 0;
        void add(const Echo& each) { loud += each.where_loud * each.here.length(), length += each.here.length(); }
    } by_waves, doubtful;
    double total = 0;
    for (const auto& each : reel.pieces) {
        total += each.here.length();
        if (is_by_waves(each)) by_waves.add(each);
        if (is_doubtful(each)) doubtful.add(each);
    }
    if (by_waves.loud < kWholeMixBare * by_waves.length) return false;
    return by_waves.length < total / 2 || doubtful.loud >= kWholeMix * doubtful.length;
}

bool is_reel(const Reel& reel) {
    if (reel.pieces.size() < least_pieces(reel) || reel.span.length() < kLeastLength || !has_its_voices(reel)) return false;
    double same = 0, length = 0;
    std::vector<Span> spans;
    for (const auto& each : reel.pieces) {
        same += sameness(each) * each.here.length();
        length += each.here.length();
        spans.push_back(each.here);
    }
    return same >= kSure * length && covered(reel.span, spans) >= kLeastCover * reel.span.length() && is_scattered(reel);
}

/// Whether what is sure lies under no bed, and is no less than what is doubtful.
bool lies_bare(std::span<const Echo> pieces) {
    double bare = 0, doubtful = 0;
    for (const auto& each : pieces) {
        if (is_doubtful(each)) doubtful += each.here.length();
        else if (each.agreement >= kClear || each.share >= kHardlyBed) bare += each.here.length();
        else return false;
    }
    return bare > 0 && doubtful <= kMoreDoubtful * bare;
}

/// Takes doubtful pieces off the ends that a hole parts from the rest, and those that lead to one without a bed: songs repeat themselves, and what is next to a
/// reel may be one.
void trim(std::vector<Echo>& pieces) {
    if (lies_bare(pieces)) {
        pieces.erase(pieces.begin(), std::ranges::find_if_not(pieces, is_doubtful));
        pieces.erase(std::find_if_not(pieces.rbegin(), pieces.rend(), is_doubtful).base(), pieces.end());
    }
    const auto is_apart = [](const Echo& last, const Echo& neighbour) {
        const double hole = std::max(last.here.start - neighbour.here.end, neighbour.here.start - last.here.end);
        return is_doubtful(last) && (hole > kLostBesideOne || neighbour.share >= kHardlyBed);
    };
    while (pieces.size() > 1 && is_apart(pieces.back(), pieces[pieces.size() - 2])) pieces.pop_back();
    while (pieces.size() > 1 && is_apart(pieces.front(), pieces[1])) pieces.erase(pieces.begin());
}

}  // namespace

std::vector<Reel> find_reels(std::span<const Echo> echoes, std::span<const Span> taken) {
    std::vector<Echo> left;
    for (const auto& each : echoes) {
        if (may_be_piece(each, taken)) left.push_back(each);
    }
    std::ranges::stable_sort(left, {}, [](const Echo& each) { return each.here.start; });
    left = without_wider(left);
    std::vector<Reel> reels;
    while (!left.empty()) {
        Reel reel;
        for (const auto place : best_chain(left, taken)) reel.pieces.push_back(left[place]);
        auto used = reel.pieces.front().here;
        for (const auto& each : reel.pieces) used = hull(used, each.here);
        std::erase_if(left, [&](const Echo& each) { return overlap(each.here, used) > 0; });
        trim(reel.pieces);
        reel.span = reel.pieces.front().here;
        for (const auto& each : reel.pieces) reel.span = hull(reel.span, each.here);
        if (is_reel(reel)) reels.push_back(std::move(reel));
    }
    std::ranges::sort(reels, {}, [](const Reel& each) { return each.span.start; });
    return reels;
}

}  // namespace bt::sound

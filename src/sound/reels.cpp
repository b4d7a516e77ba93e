#include "sound/reels.h"

#include <algorithm>
#include <cmath>

namespace bt::sound {
namespace {

constexpr double kLeastAgreement = 0.3;
constexpr double kSureAgreement = 0.42;   // of the mean piece, and of the first and the last
constexpr double kLongestPiece = 25;      // seconds
constexpr double kHole = 1.2;             // seconds between pieces that belong together
constexpr double kLostPiece = 6;          // seconds: so much may lie between two runs of pieces if all in all there is little of it
constexpr double kJump = 0.4;             // seconds; less is the same piece going on
constexpr std::size_t kLeastPieces = 3;
constexpr double kLeastLength = 6;
constexpr double kLeastCover = 0.8;       // share of a reel that echoes
constexpr double kScatter = 1.2;          // how much wider than the reel its sources lie

double shift(const Echo& each) { return each.there.start - each.here.start; }

/// One echo for every moment: the one that agrees best; a moment's overlap at a cut is no conflict.
std::vector<Echo> best_pieces(std::span<const Echo> echoes, std::span<const Span> taken) {
    std::vector<Echo> candidates;
    for (const auto& each : echoes) {
        if (each.agreement < kLeastAgreement || each.here.length() > kLongestPiece) continue;
        if (covered(each.here, taken) > each.here.length() / 2) continue;
        candidates.push_back(each);
    }
    std::ranges::stable_sort(candidates, [](const Echo& a, const Echo& b) { return a.agreement * std::sqrt(a.here.length()) > b.agreement * std::sqrt(b.here.length()); });
    std::vector<Echo> chosen;
    std::vector<Span> spans;
    for (const auto& each : candidates) {
        if (covered(each.here, spans) > each.here.length() * 0.35) continue;
        chosen.push_back(each);
        spans.push_back(each.here);
    }
    std::ranges::sort(chosen, {}, [](const Echo& each) { return each.here.start; });
    return chosen;
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

bool is_reel(const Reel& reel) {
    if (reel.pieces.size() < kLeastPieces || reel.span.length() < kLeastLength) return false;
    double agreement = 0, length = 0;
    std::vector<Span> spans;
    for (const auto& each : reel.pieces) {
        agreement += each.agreement * each.here.length();
        length += each.here.length();
        spans.push_back(each.here);
    }
    return agreement >= kSureAgreement * length && covered(reel.span, spans) >= kLeastCover * reel.span.length() && is_scattered(reel);
}

/// Takes doubtful pieces off the ends: songs repeat themselves, and what is next to a reel may be one.
void trim(Reel& reel) {
    auto& pieces = reel.pieces;
    while (!pieces.empty() && pieces.back().agreement < kSureAgreement) pieces.pop_back();
    const auto sure = std::ranges::find_if(pieces, [](const Echo& each) { return each.agreement >= kSureAgreement; });
    pieces.erase(pieces.begin(), sure);
    if (pieces.empty()) return;
    reel.span = pieces.front().here;
    for (const auto& each : pieces) reel.span = hull(reel.span, each.here);
}

/// The same place going on behind a hole: an original that was cut from, not a cut.
bool goes_on(const Echo& before, const Echo& after) {
    return after.episode == before.episode && std::abs(shift(after) - shift(before)) < kJump && after.here.start - before.here.end > 0.5;
}

}  // namespace

std::vector<Reel> find_reels(std::span<const Echo> echoes, std::span<const Span> taken) {
    std::vector<Reel> reels;
    const auto stands_between = [&](double from, double to) { return covered({from, to}, taken) > 0; };
    for (const auto& piece : best_pieces(echoes, taken)) {
        const bool is_near = !reels.empty() && piece.here.start - reels.back().span.end <= kHole && !stands_between(reels.back().span.end, piece.here.start);
        if (!is_near || goes_on(reels.back().pieces.back(), piece)) reels.push_back({piece.here, {}});
        reels.back().pieces.push_back(piece);
        reels.back().span.end = std::max(reels.back().span.end, piece.here.end);
    }
    for (auto& each : reels) trim(each);
    std::erase_if(reels, [](const Reel& each) { return each.pieces.empty(); });
    for (std::size_t i = 0; i + 1 < reels.size();) {
        auto& first = reels[i];
        const auto& second = reels[i + 1];
        Reel both{hull(first.span, second.span), first.pieces};
        both.pieces.insert(both.pieces.end(), second.pieces.begin(), second.pieces.end());
        const bool belong = second.span.start - first.span.end <= kLostPiece && !stands_between(first.span.end, second.span.start) &&
                            (is_reel(first) || is_reel(second)) && is_reel(both);
        if (belong) {
            first = std::move(both);
            reels.erase(reels.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        } else {
            ++i;
        }
    }
    std::erase_if(reels, [](const Reel& each) { return !is_reel(each); });
    return reels;
}

}  // namespace bt::sound

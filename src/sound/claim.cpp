#include "sound/claim.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "sound/alignment.h"
#include "sound/hearing_range.h"

namespace bt::sound {
namespace {

constexpr double kLeastWaveWorth = 34;           // a long stretch of samples that agree is no chance's,
constexpr double kLeastShortWorth = 130;         // but more is asked for in a short one: two songs made of one set of samples share a bar now and then
constexpr double kLeastBentWorth = 40;           // there are three hundred times as many ways to be bent, and it is rarer; a shared bar would have to be bent by as much
constexpr double kShort = 8 / kFrameSeconds, kShortBent = 5 / kFrameSeconds;
constexpr double kMostBend = 0.0512;
constexpr double kLeastPitch = 0.5;              // steps
constexpr double kLeastLength = 2 / kFrameSeconds;
constexpr double kLeastBentLength = 3 / kFrameSeconds;  // a few notes can be bent onto a few others
constexpr std::size_t kRival = 3;                // this one of a claim's rivals may be worth
constexpr double kMostRivalShare = 0.375;        // so much of it
constexpr double kCommonShare = 0.4;             // of the shorter one, that both claim
constexpr double kOtherTempo = 0.006, kOtherPitch = 1.2;
constexpr double kEchoShare = 0.9;               // of an echo, that the better claim covers
constexpr double kEchoWorth = 0.25;              // the most it is worth beside it

bool is_bent(const Claim& claim) { return std::abs(claim.line.rate - 1) >= least_bend(claim) || std::abs(claim.line.shift) >= kLeastPitch; }

bool is_rival(const Claim& claim, const Claim& other) {
    const double common = std::min(claim.to, other.to) - std::max(claim.from, other.from);
    if (other.line.polarity != 0 || common < kCommonShare * std::min(claim.length(), other.length())) return false;
    return other.song != claim.song || std::abs(other.line.rate - claim.line.rate) > kOtherTempo || std::abs(other.line.shift - claim.line.shift) > kOtherPitch;
}

}  // namespace

double least_bend(const Claim& claim) { return std::max(0.0015, 2 / std::max(1.0, claim.length())); }

bool may_be_told(const Claim& claim) {
    return claim.length() >= (is_bent(claim) ? kLeastBentLength : kLeastLength) && std::abs(claim.line.rate - 1) <= kMostBend && is_a_bend(claim.line.rate, claim.line.shift, 0.8);
}

double least_worth(const Claim& claim) {
    if (is_bent(claim) && claim.length() >= kShortBent && (claim.length() < kShort || claim.line.polarity == 0)) return kLeastBentWorth;
    if (claim.length() < kShort) return kLeastShortWorth;
    return claim.line.polarity == 0 ? kLeastWorth : kLeastWaveWorth;
}

bool is_anyones(const Claim& claim, const Claims& all) {
    if (claim.line.polarity != 0) return false;
    std::vector<double> rivals;
    for (const auto& [song, claims] : all) {
        for (const auto& other : claims) {
            if (is_rival(claim, other)) rivals.push_back(other.score);
        }
    }
    if (rivals.size() < kRival) return false;
    std::ranges::nth_element(rivals, rivals.begin() + (kRival - 1), std::ranges::greater{});
    return rivals[kRival - 1] > kMostRivalShare * claim.score;
}

bool is_echo(const Claim& claim, const Claim& better) {
    const double common = std::min(claim.to, better.to) - std::max(claim.from, better.from);
    return claim.song == better.song && common >= kEchoShare * claim.length() && claim.score < kEchoWorth * better.score;
}

}  // namespace bt::sound

// What one query has found so far: of every entry the surest way it was found, and whether there is any use in looking further.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "names/hit.h"
#include "names/sureness.h"

namespace bt::names {

class Found {
public:
    void take(Hit hit);

    std::size_t size() const { return hits_.size(); }
    bool is_empty() const { return hits_.empty(); }
    /// As many as are taken in at a glance.
    bool is_enough() const { return hits_.size() >= kEnough; }
    bool is_sure() const { return best_ < sound(kLikely); }
    /// Nothing more doubtful needs to be looked for.
    bool is_settled() const { return is_sure() && (is_enough() || best_ < sound(kPlain)); }

    /// The best first, at most `limit`. Beside what is written as it was typed there are no guesses.
    std::vector<Hit> ranked(NameKind kind, const std::vector<Entry>& entries, std::size_t limit) const;

private:
    static constexpr std::size_t kEnough = 5;
    static constexpr std::uint32_t order(const Hit& hit) { return static_cast<std::uint32_t>(hit.match) << 16 | hit.cost; }
    static constexpr std::uint32_t sound(Cost cost) { return order({.match = Match::Sound, .cost = cost}); }

    std::unordered_map<std::uint32_t, Hit> hits_;
    std::uint32_t best_ = UINT32_MAX;
};

}  // namespace bt::names

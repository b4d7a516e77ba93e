#include "names/trie_search.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "names/hangul.h"

namespace bt::names {
namespace {

struct State {
    std::uint32_t estimate;     // cost so far and the least that must follow
    std::uint32_t popularity;   // among equals, the better known first
    std::uint32_t node;
    Cost cost;
    std::uint8_t position;
    std::uint8_t depth;         // among equals, first those that are nearly there: a hit, instead of all beginnings of hits
    bool has_slip : 1;
    bool descends : 1;          // the query is used up: everything below belongs to it
    bool is_exact : 1;
};
struct Later {
    bool operator()(const State& a, const State& b) const {
        if (a.estimate != b.estimate) return a.estimate > b.estimate;
        return a.popularity != b.popularity ? a.popularity < b.popularity : a.depth < b.depth;
    }
};

class Frontier {
public:
    explicit Frontier(Cost max_cost) : max_cost_(max_cost) { heap_.reserve(256); }
    void push(State state) {
        if (state.estimate > max_cost_) return;
        heap_.push_back(state);
        std::push_heap(heap_.begin(), heap_.end(), Later{});
    }
    bool pop(State& out) {
        if (heap_.empty()) return false;
        std::pop_heap(heap_.begin(), heap_.end(), Later{});
        out = heap_.back();
        heap_.pop_back();
        return true;
    }

private:
    Cost max_cost_;
    std::vector<State> heap_;
};

/// The common part of both searches: `expand(state, frontier)` pushes where the query leads from a state.
template <class Expand>
std::vector<TrieHit> walk(const SyllableTrie& trie, std::size_t query_size, std::uint32_t least, const TrieLimits& limits, Expand expand) {
    std::vector<TrieHit> hits;
    Frontier frontier(limits.max_cost);
    frontier.push({.estimate = least, .popularity = 0, .node = SyllableTrie::kRoot, .cost = 0, .position = 0, .depth = 0, .has_slip = false, .descends = false, .is_exact = true});
    State state{};
    for (std::size_t step = 0; step < limits.max_steps && hits.size() < limits.hits && frontier.pop(state); ++step) {
        const auto& node = trie.node(state.node);
        if (state.position < query_size) {
            expand(state, frontier);
            continue;
        }
        for (const auto& posting : trie.postings(node)) {
            if (hits.size() >= limits.hits) break;
            hits.push_back({posting.entry, posting.name, static_cast<Cost>(state.cost + posting.cost), posting.cost, !state.descends, state.has_slip, state.is_exact});
        }
        if (!limits.allow_prefix) continue;
        const auto cost = static_cast<Cost>(state.cost + (state.descends ? 0 : kPrefixCost));
        for (std::uint32_t i = 0; i < node.child_count; ++i) {
            auto next = state;
            next.node = node.first_child + i;
            next.depth = static_cast<std::uint8_t>(state.depth + 1);
            next.popularity = trie.node(next.node).popularity;
            next.cost = cost, next.estimate = cost, next.descends = true;
            frontier.push(next);
        }
    }
    return hits;
}

/// What it costs to take `typed` for `meant` when one letter was left out, swapped with the next, wrong or too many; nothing when they
/// are the same or further apart. There are many more ways to get a letter wrong than to leave it out, so each is less likely.
std::optional<Cost> slip_cost(std::string_view typed, std::string_view meant) {
    std::size_t front = 0;
    while (front < typed.size() && front < meant.size() && typed[front] == meant[front]) ++front;
    typed.remove_prefix(front), meant.remove_prefix(front);
    if (typed.size() + 1 == meant.size()) return typed == meant.substr(1) ? std::optional(kSlipCost) : std::nullopt;
    constexpr Cost kStray = kSlipCost + kStrayLetterCost;
    if (typed.size() == meant.size() + 1) return typed.substr(1) == meant ? std::optional(kStray) : std::nullopt;
    if (typed.size() != meant.size() || typed.empty()) return std::nullopt;
    if (typed.size() >= 2 && typed[0] == meant[1] && typed[1] == meant[0] && typed.substr(2) == meant.substr(2)) return kSlipCost;
    return typed.substr(1) == meant.substr(1) ? std::optional(kStray) : std::nullopt;
}

class LatinWalk {
public:
    LatinWalk(const SyllableTrie& trie, const LatinLattice& query, const TrieLimits& limits) : trie_(trie), query_(query), limits_(limits) {}

    std::vector<TrieHit> run() {
        return walk(trie_, query_.size(), least(0, false), limits_, [this](const State& state, Frontier& frontier) {
            read_on(state, frontier);
            if (limits_.allow_prefix) break_off(state, frontier);
            if (limits_.allow_slip && !state.has_slip) slip(state, frontier);
            if (limits_.allow_initials) expand_initial(state, frontier);
        });
    }

private:
    std::uint32_t least(std::size_t position, bool has_slip) const {
        if (limits_.allow_initials) return 0;  // whatever follows may be one letter of a syllable
        const std::uint32_t strict = query_.remaining(position, limits_.allow_prefix);
        return limits_.allow_slip && !has_slip ? std::min<std::uint32_t>(strict, kSlipCost) : strict;
    }

    void push(const State& from, std::uint32_t child, std::size_t end, std::uint32_t cost, bool has_slip, bool descends, Frontier& frontier) const {
        const auto total = from.cost + cost;
        if (total > limits_.max_cost) return;
        frontier.push({.estimate = total + (descends ? 0 : least(end, has_slip)), .popularity = trie_.node(child).popularity, .node = child,
                       .cost = static_cast<Cost>(total), .position = static_cast<std::uint8_t>(end), .depth = static_cast<std::uint8_t>(from.depth + 1), .has_slip = has_slip, .descends = descends, .is_exact = false});
    }

    /// Strictly: edges and children are both sorted by unit.
    void read_on(const State& state, Frontier& frontier) const {
        const auto& node = trie_.node(state.node);
        const auto units = trie_.child_units(node);
        auto at = units.begin();
        for (const auto& edge : query_.edges(state.position)) {
            at = std::lower_bound(at, units.end(), edge.unit);
            if (at == units.end()) return;
            if (*at != edge.unit) continue;
            push(state, node.first_child + static_cast<std::uint32_t>(at - units.begin()), edge.end, edge.cost, state.has_slip, false, frontier);
        }
    }

    /// The query ends inside a syllable: "keum sae r".
    void break_off(const State& state, Frontier& frontier) const {
        const auto rest = query_.letters().substr(state.position);
        if (rest.size() >= kLongestSyllable || query_.boundary_cost(state.position, query_.size()) > 0) return;
        const auto& node = trie_.node(state.node);
        const auto units = trie_.child_units(node);
        for (std::size_t i = 0; i < units.size(); ++i) {
            for (const auto& way : trie_.ways(units[i], is_surname(state))) {
                if (way.size <= rest.size() || !std::string_view(way.text, way.size).starts_with(rest)) continue;
                push(state, node.first_child + static_cast<std::uint32_t>(i), query_.size(), static_cast<std::uint32_t>(way.cost) + kPrefixCost, state.has_slip, true, frontier);
                break;
            }
        }
    }

    /// "J. H. Kim": a letter stands for every syllable that is written so.
    void expand_initial(const State& state, Frontier& frontier) const {
        if (is_surname(state) || !query_.is_initial(state.position)) return;
        const auto letter = query_.letters()[state.position];
        const auto& node = trie_.node(state.node);
        const auto units = trie_.child_units(node);
        for (std::size_t i = 0; i < units.size(); ++i) {
            const auto ways = trie_.ways(units[i], false);
            const bool begins_so = std::any_of(ways.begin(), ways.end(), [&](const auto& way) { return way.size > 0 && way.text[0] == letter; });
            if (begins_so) push(state, node.first_child + static_cast<std::uint32_t>(i), state.position + 1U, kInitialCost, state.has_slip, false, frontier);
        }
    }

    struct SlipEdge {
        std::uint8_t end;
        Cost cost;
    };

    /// One syllable is written with a slip: one letter too many, too few, wrong, or two swapped.
    void slip(const State& state, Frontier& frontier) {
        if (state.cost + kSlipCost > limits_.max_cost) return;
        const auto& node = trie_.node(state.node);
        const auto units = trie_.child_units(node);
        for (std::size_t i = 0; i < units.size(); ++i) {
            for (const auto& edge : slip_edges(units[i], state.position)) {
                push(state, node.first_child + static_cast<std::uint32_t>(i), edge.end, edge.cost, true, false, frontier);
            }
        }
    }

    const std::vector<SlipEdge>& slip_edges(char16_t unit, std::size_t position) {
        const auto [found, is_new] = slips_.try_emplace(static_cast<std::uint32_t>(unit) << 8 | static_cast<std::uint32_t>(position));
        if (is_new) found->second = find_slips(unit, position);
        return found->second;
    }

    std::vector<SlipEdge> find_slips(char16_t unit, std::size_t position) const {
        std::array<Cost, kLongestSyllable + 4> best;
        best.fill(LatinLattice::kNoWay);
        const auto letters = query_.letters().substr(position);
        for (const auto& way : trie_.ways(unit, position == 0 && query_.has_surname())) {
            const std::string_view text(way.text, way.size);
            for (auto size = std::max<std::size_t>(way.size, 2) - 1; size <= way.size + 1u && size <= letters.size(); ++size) {
                if (const auto slip = slip_cost(letters.substr(0, size), text)) best[size] = std::min(best[size], static_cast<Cost>(way.cost + *slip));
            }
        }
        std::vector<SlipEdge> out;
        for (std::size_t size = 1; size < best.size(); ++size) {
            if (best[size] == LatinLattice::kNoWay || query_.remaining(position + size, limits_.allow_prefix) == LatinLattice::kNoWay) continue;
            out.push_back({static_cast<std::uint8_t>(position + size), static_cast<Cost>(best[size] + query_.boundary_cost(position, position + size))});
        }
        return out;
    }

    bool is_surname(const State& state) const { return state.position == 0 && query_.has_surname(); }

    static constexpr std::size_t kLongestSyllable = LatinLattice::kLongestSyllable;
    const SyllableTrie& trie_;
    const LatinLattice& query_;
    const TrieLimits& limits_;
    std::unordered_map<std::uint32_t, std::vector<SlipEdge>> slips_;
};

/// What it costs to take syllable `stored` for the typed character; nothing when they have too little in common.
struct Likeness {
    bool is_like = false, is_slip = false, is_exact = false, goes_on = false;
    Cost cost = 0;
};

bool sound_alike(std::uint8_t a, std::uint8_t b) {
    const auto is_e = [](std::uint8_t v) { return v == 1 || v == 5; };                        // ㅐ ㅔ
    const auto is_we = [](std::uint8_t v) { return v == 10 || v == 11 || v == 15; };          // ㅙ ㅚ ㅞ
    const auto is_ye = [](std::uint8_t v) { return v == 3 || v == 7; };                       // ㅒ ㅖ
    return (is_e(a) && is_e(b)) || (is_we(a) && is_we(b)) || (is_ye(a) && is_ye(b));
}

Likeness compare(char32_t typed, char16_t stored, bool is_last, bool allow_slip) {
    if (typed == stored) return {.is_like = true, .is_exact = true};
    if (!is_syllable(stored)) return {};
    const auto s = decompose(stored);
    if (const auto initial = lone_initial(typed)) {
        return *initial == s.initial ? Likeness{.is_like = true, .goes_on = is_last, .cost = 2} : Likeness{};
    }
    if (!is_syllable(typed)) return {};
    const auto t = decompose(typed);
    // Half typed: 로 on the way to 록, 갑 on the way to 값.
    const auto grows = [&] {
        const auto split = split_final(s.final);
        return t.initial == s.initial && t.vowel == s.vowel && (t.final == 0 || (split && split->rest == t.final));
    };
    if (is_last && grows()) return {.is_like = true, .goes_on = true, .cost = 2};
    const int differing = (t.initial != s.initial ? 1 : 0) + (t.vowel != s.vowel ? 1 : 0) + (t.final != s.final ? 1 : 0);
    if (differing == 1 && sound_alike(t.vowel, s.vowel)) return {.is_like = true, .cost = kSoundAlikeCost};
    if (differing == 1 && allow_slip) return {.is_like = true, .is_slip = true, .cost = kSlipCost};
    return {};
}

}  // namespace

std::vector<TrieHit> search_trie(const SyllableTrie& trie, const LatinLattice& query, const TrieLimits& limits) { return LatinWalk(trie, query, limits).run(); }

std::vector<TrieHit> search_trie(const SyllableTrie& trie, std::u32string_view query, const TrieLimits& limits) {
    query = query.substr(0, kMaxLatinRow);
    return walk(trie, query.size(), 0, limits, [&](const State& state, Frontier& frontier) {
        const auto& node = trie.node(state.node);
        const auto units = trie.child_units(node);
        // "2" for "1" is no slip: another instalment is meant.
        const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
        const bool may_slip = limits.allow_slip && !state.has_slip && query.size() > 2;
        const auto push = [&](std::size_t child, std::size_t step, const Likeness& likeness) {
            auto next = state;
            next.node = child == units.size() ? state.node : node.first_child + static_cast<std::uint32_t>(child);
            next.cost = static_cast<Cost>(state.cost + likeness.cost);
            next.estimate = next.cost;
            next.popularity = trie.node(next.node).popularity;
            next.position = static_cast<std::uint8_t>(state.position + step);
            next.depth = static_cast<std::uint8_t>(state.depth + 1);
            next.has_slip = state.has_slip || likeness.is_slip;
            next.descends = likeness.goes_on;
            next.is_exact = state.is_exact && (likeness.is_exact || likeness.goes_on);
            frontier.push(next);
        };
        const char32_t typed = query[state.position];
        const bool is_last = state.position + 1u == query.size() && limits.allow_prefix;
        for (std::size_t i = 0; i < units.size(); ++i) {
            const auto likeness = compare(typed, units[i], is_last, limits.allow_slip && !state.has_slip);
            if (likeness.is_like) push(i, 1, likeness);
            if (may_slip && !is_digit(units[i])) push(i, 0, {.is_like = true, .is_slip = true, .cost = kSlipCost + 10});  // one left out
        }
        if (may_slip && !is_digit(typed)) push(units.size(), 1, {.is_like = true, .is_slip = true, .cost = kSlipCost + 10});  // one too many
    });
}

}  // namespace bt::names

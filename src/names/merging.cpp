// Reasons are tried from the strongest to the weakest, each over groups of spellings that share something. A group in which anything
// speaks against joining two is ambiguous for the weaker reasons, which then join nobody in it: which of two namesakes "Kim Jiyoung"
// is cannot be read from the name.
#include "names/merging.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

#include "names/breves.h"
#include "names/fold.h"
#include "names/hangul.h"
#include "names/korean_names.h"
#include "names/latin_lattice.h"
#include "names/name_order.h"

namespace bt::names {
namespace {

// Costs in hundredths, as the tables of spellings give them; bench/names measures what these let through.
constexpr Cost kSure = 60;         // dearer readings are hardly the name of a Korean
constexpr Cost kAsLikely = 8;      // readings this close to the best one are as good
constexpr Cost kLikelyEnough = 20; // the same, for a name that stands in the catalogue
constexpr Cost kThinkable = 30;    // readings further off are not thought of
constexpr std::size_t kReadings = 24;

struct SoundOf {
    std::string folded;             ///< letters only
    std::vector<Reading> readings;  ///< the likeliest first; one of cost 0 for Hangul
    bool is_hangul = false;
};

/// "Cruz, Penélope" is two words of a name that begins with the second.
Words words_of(std::string_view name) {
    auto words = fold(name);
    const auto comma = name.find(',');
    if (comma == std::string_view::npos || words.size() < 2) return words;
    const auto family = fold(name.substr(0, comma)).size();
    if (family < words.size()) std::rotate(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(family), words.end());
    return words;
}

SoundOf sound_of(std::string_view name) {
    const auto words = words_of(name);
    const auto letters = join(words);
    SoundOf out{.folded = to_utf8(letters), .readings = {}};
    if (letters.empty()) return out;
    if (std::all_of(letters.begin(), letters.end(), is_syllable)) {
        out.is_hangul = letters.size() > 1;
        if (out.is_hangul) out.readings.push_back({std::u16string(letters.begin(), letters.end()), 0});
        return out;
    }
    const bool is_latin = std::all_of(letters.begin(), letters.end(), [](char32_t c) { return c >= U'a' && c <= U'z'; });
    if (!is_latin || words.size() < 2 || letters.size() > kMaxLatinRow) return out;
    const auto add = [&out](const Words& ordered, Cost extra) {
        for (auto& reading : read_latin_name(LatinLattice(row_of(ordered), true), kReadings)) {
            reading.cost = static_cast<Cost>(reading.cost + extra);
            const auto same = std::find_if(out.readings.begin(), out.readings.end(), [&](const Reading& known) { return known.units == reading.units; });
            if (same == out.readings.end()) out.readings.push_back(std::move(reading));
            else same->cost = std::min(same->cost, reading.cost);
        }
    };
    const auto plain = without_breves(name);
    for (const auto& order : name_orders(plain, words_of(plain))) {
        if (!order.is_improbable) add(order.words, order.cost);
    }
    std::sort(out.readings.begin(), out.readings.end(), [](const Reading& a, const Reading& b) { return std::tie(a.cost, a.units) < std::tie(b.cost, b.units); });
    return out;
}

std::string hangul_of(const std::u16string& units) { return to_utf8(std::u32string(units.begin(), units.end())); }

bool may_sound_alike(const SoundOf& a, const SoundOf& b) {
    if (a.folded == b.folded) return true;
    return std::any_of(a.readings.begin(), a.readings.end(), [&](const Reading& reading) {
        return std::any_of(b.readings.begin(), b.readings.end(), [&](const Reading& other) { return reading.units == other.units; });
    });
}

class Merger {
public:
    Merger(std::vector<CreditedName> spellings, const std::vector<Verdict>& verdicts) : spellings_(std::move(spellings)) {
        std::sort(spellings_.begin(), spellings_.end(), [](const CreditedName& a, const CreditedName& b) { return a.id < b.id; });
        groups_.resize(spellings_.size());
        group_of_.resize(spellings_.size());
        std::iota(group_of_.begin(), group_of_.end(), std::size_t{0});
        for (std::size_t i = 0; i < spellings_.size(); ++i) groups_[i] = {i};
        for (const auto& each : spellings_) sounds_.push_back(sound_of(each.name));
        for (const auto& verdict : verdicts) {
            const auto a = place_of(verdict.a), b = place_of(verdict.b);
            if (!a || !b || *a == *b) continue;
            if (verdict.is_same) {
                said_same_.push_back(std::minmax(*a, *b));
            } else {
                said_apart_.insert(std::minmax(*a, *b));
                taken_out_.emplace(*a, *b);
            }
        }
        std::sort(said_same_.begin(), said_same_.end());
    }

    Merged run() {
        for (const auto& [a, b] : said_same_) {
            if (!said_apart_.contains({a, b})) join(a, b, MergeReason::ByHand, "");
        }
        join_same_ids();
        join_same_names();
        join_same_parts();
        join_same_readings();
        for (std::size_t i = 0; i < spellings_.size(); ++i) {
            const auto& group = groups_[group_of_[i]];
            out_.person[spellings_[i].id] = spellings_[*std::min_element(group.begin(), group.end())].id;
        }
        return std::move(out_);
    }

private:
    std::optional<std::size_t> place_of(std::int64_t id) const {
        const auto found = std::lower_bound(spellings_.begin(), spellings_.end(), id, [](const CreditedName& each, std::int64_t wanted) { return each.id < wanted; });
        if (found == spellings_.end() || found->id != id) return std::nullopt;
        return static_cast<std::size_t>(found - spellings_.begin());
    }

    // ---- what speaks against it

    static bool has_other_id(const CreditedName& a, const CreditedName& b) {
        return std::any_of(a.ids.begin(), a.ids.end(), [&](const auto& id) {
            const auto other = b.ids.find(id.first);
            return other != b.ids.end() && other->second != id.second;
        });
    }
    /// Two names for two roles in one list are two people: whoever wrote it knew both.
    static bool stand_side_by_side(const CreditedName& a, const CreditedName& b) {
        return std::any_of(a.parts.begin(), a.parts.end(), [&](const Part& part) {
            return std::any_of(b.parts.begin(), b.parts.end(), [&](const Part& other) {
                return part.series == other.series && part.episode == other.episode && !is_same_role(part, other);
            });
        });
    }
    static bool is_same_role(const Part& a, const Part& b) { return a.type == b.type && to_utf8(names::join(fold(a.role))) == to_utf8(names::join(fold(b.role))); }

    bool are_apart(std::size_t a, std::size_t b, MergeReason reason) const {
        if (said_apart_.contains(std::minmax(a, b))) return true;
        if (reason == MergeReason::ByHand) return false;
        if (has_other_id(spellings_[a], spellings_[b])) return true;
        return reason != MergeReason::SameId && stand_side_by_side(spellings_[a], spellings_[b]);
    }
    bool are_groups_apart(std::size_t a, std::size_t b, MergeReason reason) const {
        for (const auto i : groups_[group_of_[a]]) {
            for (const auto j : groups_[group_of_[b]]) {
                if (are_apart(i, j, reason)) return true;
            }
        }
        return false;
    }

    void join(std::size_t a, std::size_t b, MergeReason reason, std::string evidence) {
        if (group_of_[a] == group_of_[b] || are_groups_apart(a, b, reason)) return;
        // The one with the lower id is there already; the other joins it.
        if (b < a) std::swap(a, b);
        out_.merges.push_back({spellings_[b].id, spellings_[a].id, reason, std::move(evidence)});
        const auto from = group_of_[b], into = group_of_[a];
        for (const auto member : groups_[from]) group_of_[member] = into;
        groups_[into].insert(groups_[into].end(), groups_[from].begin(), groups_[from].end());
        groups_[from].clear();
    }

    // ---- what speaks for it

    void join_same_ids() {
        std::map<std::pair<std::string, std::string>, std::size_t> first;
        for (std::size_t i = 0; i < spellings_.size(); ++i) {
            for (const auto& id : spellings_[i].ids) {
                const auto [known, is_new] = first.try_emplace(id, i);
                if (!is_new) join(known->second, i, MergeReason::SameId, id.first + " " + id.second);
            }
        }
    }

    bool is_group_taken_out(std::size_t a, std::size_t from) const {
        if (taken_out_.empty()) return false;
        for (const auto i : groups_[group_of_[a]]) {
            for (const auto j : groups_[group_of_[from]]) {
                if (taken_out_.contains({i, j})) return true;
            }
        }
        return false;
    }
    /// Joins all of them, unless any two must stay apart. Whoever was taken out of the others by hand is no reason to part those.
    void join_all(std::vector<std::size_t> members, MergeReason reason, const std::string& evidence) {
        const auto is_taken_out = [&](std::size_t member) {
            return std::any_of(members.begin(), members.end(), [&](std::size_t other) { return is_group_taken_out(member, other); });
        };
        std::vector<std::size_t> kept;
        std::copy_if(members.begin(), members.end(), std::back_inserter(kept), [&](std::size_t member) { return !is_taken_out(member); });
        members = std::move(kept);
        if (members.empty()) return;
        for (std::size_t i = 1; i < members.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (group_of_[members[i]] != group_of_[members[j]] && are_groups_apart(members[i], members[j], reason)) return;
            }
        }
        for (std::size_t i = 1; i < members.size(); ++i) join(members.front(), members[i], reason, evidence);
    }

    void join_same_names() {
        std::map<std::string, std::vector<std::size_t>> by_name;
        for (std::size_t i = 0; i < spellings_.size(); ++i) {
            if (!sounds_[i].folded.empty()) by_name[sounds_[i].folded].push_back(i);
        }
        for (const auto& [name, members] : by_name) {
            if (members.size() <= kMostInGroup) join_all(members, MergeReason::SameName, "");
        }
    }

    void join_same_parts() {
        std::map<std::tuple<std::int64_t, std::string, std::string>, std::vector<std::size_t>> by_part;
        for (std::size_t i = 0; i < spellings_.size(); ++i) {
            for (const auto& part : spellings_[i].parts) {
                auto& members = by_part[{part.series, part.type, to_utf8(names::join(fold(part.role)))}];
                if (members.empty() || members.back() != i) members.push_back(i);
            }
        }
        for (const auto& [part, members] : by_part) {
            if (members.size() > kMostInGroup) continue;
            const auto& role = std::get<2>(part);
            for (std::size_t i = 1; i < members.size(); ++i) {
                for (std::size_t j = 0; j < i; ++j) {
                    // The crew has no roles: there the list must be another, or two writers of like names would be one.
                    if (role.empty() && share_a_list(members[i], members[j])) continue;
                    if (may_sound_alike(sounds_[members[i]], sounds_[members[j]])) join(members[j], members[i], MergeReason::SamePart, role.empty() ? std::get<1>(part) : role_of(members[i], part));
                }
            }
        }
    }
    bool share_a_list(std::size_t a, std::size_t b) const {
        return std::any_of(spellings_[a].parts.begin(), spellings_[a].parts.end(), [&](const Part& part) {
            return std::any_of(spellings_[b].parts.begin(), spellings_[b].parts.end(), [&](const Part& other) { return part.series == other.series && part.episode == other.episode; });
        });
    }
    /// As it is written.
    std::string role_of(std::size_t i, const std::tuple<std::int64_t, std::string, std::string>& wanted) const {
        for (const auto& part : spellings_[i].parts) {
            if (part.series == std::get<0>(wanted) && to_utf8(names::join(fold(part.role))) == std::get<2>(wanted)) return part.role;
        }
        return std::get<2>(wanted);
    }

    void join_same_readings() {
        std::set<std::u16string> written;  // names that stand in Hangul in the catalogue
        for (const auto& sound : sounds_) {
            if (sound.is_hangul) written.insert(sound.readings.front().units);
        }
        std::map<std::u16string, std::vector<std::size_t>> by_reading;
        for (std::size_t i = 0; i < spellings_.size(); ++i) {
            if (const auto reading = only_reading(sounds_[i], written)) by_reading[*reading].push_back(i);
        }
        for (const auto& [reading, members] : by_reading) {
            if (members.size() > 1 && members.size() <= kMostInGroup) join_all(members, MergeReason::SameReading, hangul_of(reading));
        }
    }
    /// The Hangul a name stands for, if there is no doubt.
    static std::optional<std::u16string> only_reading(const SoundOf& sound, const std::set<std::u16string>& written) {
        if (sound.readings.empty() || sound.readings.front().cost > kSure) return std::nullopt;
        if (sound.is_hangul) return sound.readings.front().units;
        const auto best = sound.readings.front().cost;
        // Names of the catalogue first: of those it may be, one must be likely, and the others unthinkable.
        std::vector<const Reading*> known;
        std::size_t as_likely = 0;
        for (const auto& reading : sound.readings) {
            if (reading.cost <= best + kAsLikely) ++as_likely;
            if (reading.cost <= best + kThinkable && written.contains(reading.units)) known.push_back(&reading);
        }
        if (known.size() > 1) return std::nullopt;
        if (known.size() == 1) return known.front()->cost <= best + kLikelyEnough ? std::optional(known.front()->units) : std::nullopt;
        // Nobody knows the Hangul: then it must be clear by itself.
        return as_likely == 1 ? std::optional(sound.readings.front().units) : std::nullopt;
    }

    static constexpr std::size_t kMostInGroup = 64;  // more spellings of one name are a fault of the sources, and pairs grow with the square

    std::vector<CreditedName> spellings_;  // by id
    std::vector<SoundOf> sounds_;
    std::vector<std::size_t> group_of_;
    std::vector<std::vector<std::size_t>> groups_;
    std::vector<std::pair<std::size_t, std::size_t>> said_same_;
    std::set<std::pair<std::size_t, std::size_t>> said_apart_;  // the lower first
    std::set<std::pair<std::size_t, std::size_t>> taken_out_;   // who, from whom
    Merged out_;
};

}  // namespace

std::string_view to_string(MergeReason reason) {
    switch (reason) {
        case MergeReason::ByHand: return "by hand";
        case MergeReason::SameId: return "same id";
        case MergeReason::SameName: return "same name";
        case MergeReason::SamePart: return "same part";
        case MergeReason::SameReading: return "same reading";
    }
    return "";
}

Merged merge_spellings(std::vector<CreditedName> spellings, const std::vector<Verdict>& verdicts) { return Merger(std::move(spellings), verdicts).run(); }

}  // namespace bt::names

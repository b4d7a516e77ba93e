#include "service/people_joiner.h"

#include <algorithm>
#include <map>

#include "names/merging.h"
#include "store/people_store.h"

namespace bt::service {
namespace {

std::vector<names::CreditedName> credited_names(std::vector<store::Spelling> spellings) {
    std::vector<names::CreditedName> out;
    out.reserve(spellings.size());
    for (auto& each : spellings) {
        names::CreditedName name{.id = each.id, .name = std::move(each.name), .ids = std::move(each.ids), .parts = {}};
        for (auto& part : each.parts) name.parts.push_back({part.series, part.episode, std::move(part.role), std::move(part.type)});
        out.push_back(std::move(name));
    }
    return out;
}

std::vector<store::SpellingMeaning> meanings_of(const names::Merged& merged) {
    std::map<std::int64_t, store::SpellingMeaning> meanings;
    for (const auto& [spelling, person] : merged.person) meanings[spelling] = {.spelling = spelling, .stands_for = person, .joined_to = 0, .reason = {}, .evidence = {}};
    for (const auto& merge : merged.merges) {
        auto& meaning = meanings[merge.spelling];
        if (meaning.joined_to != 0) continue;  // the strongest reason came first
        meaning.joined_to = merge.with;
        meaning.reason = names::to_string(merge.reason);
        meaning.evidence = merge.evidence;
    }
    std::vector<store::SpellingMeaning> out;
    for (auto& [spelling, meaning] : meanings) out.push_back(std::move(meaning));
    return out;
}

}  // namespace

Result<bool> PeopleJoiner::refresh() {
    const std::lock_guard lock(mutex_);
    return refresh_locked();
}

Result<bool> PeopleJoiner::refresh_locked() {
    store::PeopleStore people(database_);
    BT_TRY(auto spellings, people.spellings());
    BT_TRY(const auto decided, people.verdicts());
    std::vector<names::Verdict> verdicts;
    for (const auto& each : decided) verdicts.push_back({each.spelling, each.other, each.is_same});
    return people.apply(meanings_of(names::merge_spellings(credited_names(std::move(spellings)), verdicts)));
}

Result<void> PeopleJoiner::changed() {
    BT_TRY([[maybe_unused]] const auto is_changed, refresh_locked());
    if (tell_) tell_();
    return {};
}

Result<void> PeopleJoiner::join(domain::PersonId person, domain::PersonId other) {
    const std::lock_guard lock(mutex_);
    store::PeopleStore people(database_);
    BT_TRY(const auto mine, people.spellings_of(person));
    BT_TRY(const auto theirs, people.spellings_of(other));
    if (person == other) return Error{.fault = Fault::Invalid, .message = "these are the same person already"};
    // Everything that was said to part any two of them is taken back.
    std::vector<store::SpellingVerdict> said;
    BT_TRY(const auto before, people.verdicts());
    const auto among = [](const auto& list, std::int64_t id) { return std::find(list.begin(), list.end(), id) != list.end(); };
    for (const auto& each : before) {
        const bool between = (among(mine, each.spelling) && among(theirs, each.other)) || (among(theirs, each.spelling) && among(mine, each.other));
        if (between && !each.is_same) said.push_back({each.spelling, each.other, true});
    }
    said.push_back({mine.front(), theirs.front(), true});
    BT_CHECK(people.decide(said));
    return changed();
}

Result<void> PeopleJoiner::split(domain::PersonId person, std::int64_t spelling) {
    const std::lock_guard lock(mutex_);
    store::PeopleStore people(database_);
    BT_TRY(const auto all, people.spellings_of(person));
    if (std::find(all.begin(), all.end(), spelling) == all.end()) return Error{.fault = Fault::NotFound, .message = "the person has no such spelling"};
    if (all.size() == 1) return Error{.fault = Fault::Invalid, .message = "it is the person's only spelling"};
    std::vector<store::SpellingVerdict> said;
    for (const auto other : all) {
        if (other != spelling) said.push_back({spelling, other, false});
    }
    BT_CHECK(people.decide(said));
    return changed();
}

}  // namespace bt::service

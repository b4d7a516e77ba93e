#include "store/people_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "store/belongings.h"
#include "store/connection.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

using Id = std::int64_t;

// Somebody who is in every episode of a long series says nothing new in the later ones.
constexpr std::size_t kMostParts = 256;

std::vector<Spelling> read_spellings(Connection& sql) {
    std::vector<Spelling> found;
    Spelling row;
    std::string ids;
    sql.each("SELECT id, name, ids FROM spellings AS n WHERE EXISTS (SELECT 1 FROM credits AS c JOIN series AS s ON s.id = c.series_id "
             "WHERE c.spelling_id = n.id AND s.removed_at IS NULL) ORDER BY id",
             [&] {
                 row.ids = read_person_ids(ids);
                 found.push_back(row);
             },
             into(row.id), into(row.name), into(ids));
    std::unordered_map<Id, std::size_t> places;
    for (std::size_t i = 0; i < found.size(); ++i) places[found[i].id] = i;
    Id spelling = 0;
    Spelling::Part part;
    sql.each("SELECT c.spelling_id, c.series_id, coalesce(c.episode_id, 0), c.role, c.type FROM credits AS c JOIN series AS s ON s.id = c.series_id "
             "WHERE s.removed_at IS NULL AND c.spelling_id IS NOT NULL ORDER BY c.id",
             [&] {
                 const auto place = places.find(spelling);
                 if (place != places.end() && found[place->second].parts.size() < kMostParts) found[place->second].parts.push_back(part);
             },
             into(spelling), into(part.series), into(part.episode), into(part.role), into(part.type));
    return found;
}

struct Known {
    Id person = 0, own_person = 0;
    std::optional<Id> joined_to;
    std::string reason, evidence;
};

std::unordered_map<Id, Known> read_known(Connection& sql) {
    std::unordered_map<Id, Known> known;
    Id id = 0;
    Known row;
    sql.each("SELECT id, person_id, own_person_id, joined_to, reason, evidence FROM spellings", [&] { known[id] = row; }, into(id), into(row.person),
             into(row.own_person), into(row.joined_to), into(row.reason), into(row.evidence));
    return known;
}

/// The spelling's credits follow it to its person.
void move_credits(Connection& sql, Id spelling, Id person, std::set<Id>& series) {
    Id id = 0;
    sql.each("SELECT DISTINCT series_id FROM credits WHERE spelling_id = :spelling", [&] { series.insert(id); }, use(spelling), into(id));
    sql.run("UPDATE credits SET person_id = :person WHERE spelling_id = :spelling", use(person), use(spelling));
}

Result<bool> apply_meanings(Connection& sql, const std::vector<SpellingMeaning>& meanings) {
    const auto known = read_known(sql);
    std::set<Id> series;
    bool is_changed = false;
    for (const auto& meaning : meanings) {
        const auto now = known.find(meaning.spelling), means = known.find(meaning.stands_for);
        if (now == known.end() || means == known.end()) continue;  // gone since it was read
        const Id person = means->second.own_person;
        const std::optional<Id> joined_to = meaning.joined_to == 0 ? std::nullopt : std::optional(meaning.joined_to);
        const auto& before = now->second;
        if (before.person == person && before.joined_to == joined_to && before.reason == meaning.reason && before.evidence == meaning.evidence) continue;
        is_changed = true;
        sql.run("UPDATE spellings SET person_id = :person, joined_to = :joined_to, reason = :reason, evidence = :evidence WHERE id = :id", use(person),
                use(joined_to), use(meaning.reason), use(to_stored_text(meaning.evidence)), use(meaning.spelling));
        if (before.person != person) move_credits(sql, meaning.spelling, person, series);
    }
    if (!is_changed) return false;
    for (const Id id : series) write_appearances(sql, id);
    return true;
}

}  // namespace

std::string write_person_ids(const domain::ProviderIds& ids) {
    std::string out;
    for (const auto& [provider, value] : ids) out += (out.empty() ? "" : " ") + to_stored_text(provider) + "=" + to_stored_text(value);
    return out;
}

domain::ProviderIds read_person_ids(const std::string& text) {
    domain::ProviderIds ids;
    for (const auto piece : split(text, ' ')) {
        if (const auto equals = piece.find('='); equals != std::string_view::npos) ids.emplace(piece.substr(0, equals), piece.substr(equals + 1));
    }
    return ids;
}

Result<std::vector<Spelling>> PeopleStore::spellings() const {
    return read_value(database_, "read the spellings of names", [](Connection& sql) -> Result<std::vector<Spelling>> { return read_spellings(sql); });
}

Result<std::vector<SpellingVerdict>> PeopleStore::verdicts() const {
    return read_value(database_, "read what was decided about names", [](Connection& sql) -> Result<std::vector<SpellingVerdict>> {
        std::vector<SpellingVerdict> found;
        SpellingVerdict row;
        int is_same = 0;
        sql.each("SELECT spelling_id, other_id, is_same FROM spelling_verdicts ORDER BY spelling_id, other_id",
                 [&] {
                     row.is_same = is_same != 0;
                     found.push_back(row);
                 },
                 into(row.spelling), into(row.other), into(is_same));
        return found;
    });
}

Result<bool> PeopleStore::apply(const std::vector<SpellingMeaning>& meanings) {
    return write_value(database_, "save whom names mean", [&](Connection& sql) { return apply_meanings(sql, meanings); });
}

Result<std::vector<std::int64_t>> PeopleStore::spellings_of(domain::PersonId person) const {
    return read_value(database_, "read a person's spellings", [&](Connection& sql) -> Result<std::vector<Id>> {
        std::vector<Id> found;
        Id id = 0;
        sql.each("SELECT id FROM spellings WHERE person_id = :person ORDER BY own_person_id <> person_id, id", [&] { found.push_back(id); }, use(person.value), into(id));
        if (found.empty()) return Error{Fault::NotFound, fmt::format("there is no person {}", person.value)};
        return found;
    });
}

Result<void> PeopleStore::decide(const std::vector<SpellingVerdict>& verdicts) {
    return database_.write("save what was decided about names", [&](Connection& sql) -> Result<void> {
        Id there = 0;
        for (const auto& verdict : verdicts) {
            for (const Id id : {verdict.spelling, verdict.other}) {
                if (!sql.run("SELECT id FROM spellings WHERE id = :id", use(id), into(there))) return Error{Fault::NotFound, fmt::format("there is no spelling {}", id)};
            }
            sql.run("DELETE FROM spelling_verdicts WHERE spelling_id = :other AND other_id = :spelling", use(verdict.other), use(verdict.spelling));
            sql.run("INSERT INTO spelling_verdicts (spelling_id, other_id, is_same) VALUES (:spelling, :other, :is_same) "
                    "ON CONFLICT (spelling_id, other_id) DO UPDATE SET is_same = excluded.is_same",
                    use(verdict.spelling), use(verdict.other), use(int{verdict.is_same}));
        }
        return {};
    });
}

}  // namespace bt::store

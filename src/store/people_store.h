// Whom the names in credits mean: what is known of each spelling, what was concluded, and what somebody decided.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/ids.h"
#include "domain/series.h"
#include "store/database.h"

namespace bt::store {

/// A name as sources write it, told apart from namesakes by ids.
struct Spelling {
    std::int64_t id = 0;
    std::string name;
    domain::ProviderIds ids;
    struct Part {
        std::int64_t series = 0;
        std::int64_t episode = 0;  ///< 0: in the list of the whole series
        std::string role, type;
        friend bool operator==(const Part&, const Part&) = default;
    };
    std::vector<Part> parts;       ///< of series that are in the library; the first few hundred
};

/// Two spellings are one person; or, when they are not, `spelling` was taken out of the person of `other`.
struct SpellingVerdict {
    std::int64_t spelling = 0, other = 0;
    bool is_same = false;
    friend bool operator==(const SpellingVerdict&, const SpellingVerdict&) = default;
};

/// What was concluded about a spelling.
struct SpellingMeaning {
    std::int64_t spelling = 0;
    std::int64_t stands_for = 0;  ///< the spelling whose own person it means; itself when it joined none
    std::int64_t joined_to = 0;   ///< 0 for none
    std::string reason, evidence;
};

class PeopleStore {
public:
    explicit PeopleStore(Database& database) : database_(database) {}

    /// All spellings that anything in the library uses, by id.
    Result<std::vector<Spelling>> spellings() const;
    Result<std::vector<SpellingVerdict>> verdicts() const;
    /// Writes what differs from what stands there. True when anything did.
    Result<bool> apply(const std::vector<SpellingMeaning>& meanings);

    /// The spellings a person has today, the first being their own. Faults: NotFound.
    Result<std::vector<std::int64_t>> spellings_of(domain::PersonId person) const;
    /// Each replaces what was decided about the same two before. Faults: NotFound when a spelling is none.
    Result<void> decide(const std::vector<SpellingVerdict>& verdicts);

private:
    Database& database_;
};

/// "imdb=nm1 tmdb=2", by provider.
std::string write_person_ids(const domain::ProviderIds& ids);
domain::ProviderIds read_person_ids(const std::string& text);

}  // namespace bt::store

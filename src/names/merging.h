// Which spellings are one person. Sources spell a name as they like: 금새록 here, "Geum Sae-rok" there, "Keum Saerok" in a third file.
//
// Two people on one page are worse than one person on two, so a merge needs a reason that can be told, and gives way to any doubt:
//   by hand          somebody said so
//   the same id      at a provider (TMDB, IMDb)
//   the same name    but for case, accents, hyphens and spaces
//   the same part    names that may sound alike, in one series, with one role
//   the same reading names that read as one Hangul name, where no other name of the catalogue may be meant
// Against it stand, in this order: somebody's word, different ids at one provider, and two roles in one list of the cast.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bt::names {

/// Where a spelling stands.
struct Part {
    std::int64_t series = 0;
    std::int64_t episode = 0;  ///< 0: in the list of the whole series
    std::string role;          ///< empty for the crew
    std::string type;          ///< "actor", "director"
};

/// A name as sources write it. The same letters with other ids are a spelling of their own: namesakes.
struct CreditedName {
    std::int64_t id = 0;
    std::string name;
    std::map<std::string, std::string> ids;  ///< by provider
    std::vector<Part> parts;
};

/// What somebody decided.
struct Verdict {
    std::int64_t a = 0, b = 0;  ///< spellings; when they are not the same, `a` was taken out of the person of `b`
    bool is_same = false;
};

enum class MergeReason : std::uint8_t { ByHand, SameId, SameName, SamePart, SameReading };
/// "by hand", "same id", ...
std::string_view to_string(MergeReason reason);

struct Merge {
    std::int64_t spelling = 0;  ///< joined the person of
    std::int64_t with = 0;      ///< this spelling
    MergeReason reason = MergeReason::SameName;
    std::string evidence;       ///< what they share: "tmdb 12345", the role, the Hangul
    friend bool operator==(const Merge&, const Merge&) = default;
};

struct Merged {
    /// By spelling: the one that stands for the person, the lowest id of them.
    std::map<std::int64_t, std::int64_t> person;
    /// One for each spelling that joined; following `with` leads to all of a person's spellings.
    std::vector<Merge> merges;
};

/// The same spellings, in any order, give the same people.
Merged merge_spellings(std::vector<CreditedName> spellings, const std::vector<Verdict>& verdicts);

}  // namespace bt::names

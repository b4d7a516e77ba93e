// The people named in series and episodes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/ids.h"
#include "domain/series.h"
#include "store/database.h"
#include "store/page.h"

namespace bt::store {

struct PersonSummary {
    domain::PersonId id;
    std::string name;
    std::int64_t series = 0;  ///< in how many they have a part
    friend bool operator==(const PersonSummary&, const PersonSummary&) = default;
};

/// A part in one series, its episodes counted together.
struct PersonCredit {
    domain::SeriesId series;
    std::string title;
    std::string role, type;
    std::int64_t episodes = 0;  ///< that name the person; 0 when only the series does
    friend bool operator==(const PersonCredit&, const PersonCredit&) = default;
};

/// A name the person is credited by, and why it is taken to be theirs.
struct PersonSpelling {
    std::int64_t id = 0;
    std::string name;
    domain::ProviderIds ids;
    std::string reason, evidence;       ///< why it joined; empty for the one that others joined
    std::string joined_to;              ///< the spelling it joined, as it is written; empty for none
    std::vector<std::string> files;     ///< that credit it, below the library's folder; at most kPageLimit
};

/// Of `credits AS c`: its picture lies in the library, and is not an address on the web.
inline constexpr std::string_view kHasPicture = "c.thumb <> '' AND instr(c.thumb, '://') = 0";

struct PersonView {
    domain::PersonId id;                ///< another than asked for when that person was found to be this one
    std::string name;
    std::vector<PersonSpelling> spellings;
    std::vector<PersonCredit> credits;  ///< by series title, at most kPageLimit
    bool has_picture = false;           ///< in the library: see picture()
};

class PeopleReader {
public:
    explicit PeopleReader(Database& database) : database_(database) {}

    /// By name. Those whose series are all gone are not listed. Faults: Invalid for a cursor of another list.
    Result<Page<PersonSummary>> page(const PageRequest& request) const;
    /// Faults: NotFound.
    Result<PersonView> by_id(domain::PersonId id) const;
    /// The absolute path of a picture of the person that lies in a library (Kodi's ".actors"). Faults: NotFound.
    Result<std::string> picture(domain::PersonId id) const;

private:
    Database& database_;
};

}  // namespace bt::store

#include "names/hit.h"

namespace bt::names {

std::string_view to_string(Match match) {
    switch (match) {
        case Match::Exact: return "exact";
        case Match::Prefix: return "prefix";
        case Match::Sound: return "sound";
        case Match::Typo: return "typo";
    }
    return "";
}

}  // namespace bt::names

// Any bytes as a query: every hit is an entry of the index, none comes twice, and the surest come first.
#include <cstdint>
#include <set>
#include <string_view>

#include "names/episode_number.h"
#include "names/index.h"

namespace {

using namespace bt::names;

const Index& people() {
    static const Index index(NameKind::Person, {{1, {"금새록", "Keum Sae-rok"}, 3}, {2, {"노상현"}, 2}, {3, {"박형식"}, 0}, {4, {"Penélope Cruz"}, 9}, {5, {"宮﨑あおい", "みやざきあおい"}, 1},
                                                {6, {"Lee Jung-eun"}, 1}, {7, {"남궁민"}, 0}, {8, {"IU"}, 4}, {9, {"비티에스"}, 4}});
    return index;
}
const Index& titles() {
    static const Index index(NameKind::Title, {{1, {"Soundtrack #2", "사운드트랙 2"}, 1}, {2, {"도깨비"}, 5}, {3, {"Ode to My Father", "국제시장"}, 0}});
    return index;
}

void check(const Index& index, std::string_view query) {
    const auto hits = index.search(query, 4);
    if (hits.size() > 4) __builtin_trap();
    std::set<std::uint32_t> seen;
    for (std::size_t i = 0; i < hits.size(); ++i) {
        if (hits[i].entry >= index.entries().size() || hits[i].name >= index.entry(hits[i]).names.size()) __builtin_trap();
        if (!seen.insert(hits[i].entry).second) __builtin_trap();
        if (i > 0 && hits[i].match < hits[i - 1].match) __builtin_trap();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view query(reinterpret_cast<const char*>(data), size);
    check(people(), query);
    check(titles(), query);
    if (const auto asked = episode_asked(query); asked && (asked->title.empty() || asked->number < 0)) __builtin_trap();
    return 0;
}

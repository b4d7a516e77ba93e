#include "domain/themes.h"

#include <algorithm>
#include <map>
#include <set>

namespace bt::domain {
namespace {

using std::chrono::milliseconds;

milliseconds total(std::span<const ThemeUse> uses) {
    milliseconds sum{0};
    for (const auto& use : uses) sum += use.stretch.length();
    return sum;
}

/// By file, so that a season's themes are compared file by file and not each use with each.
std::map<ContentKey, std::vector<Stretch>> by_episode(std::span<const ThemeUse> uses) {
    std::map<ContentKey, std::vector<Stretch>> out;
    for (const auto& use : uses) out[use.episode].push_back(use.stretch);
    return out;
}

milliseconds shared(std::span<const ThemeUse> a, std::span<const ThemeUse> b) {
    const auto others = by_episode(b);
    milliseconds sum{0};
    for (const auto& use : a) {
        const auto found = others.find(use.episode);
        if (found == others.end()) continue;
        for (const auto& stretch : found->second) sum += overlap(use.stretch, stretch);
    }
    return sum;
}

struct Pair {
    milliseconds shared;
    std::size_t known, found;
};

}  // namespace

std::vector<std::optional<ThemeId>> recognise_themes(std::span<const KnownTheme> known, std::span<const std::vector<ThemeUse>> found) {
    std::vector<Pair> pairs;
    for (std::size_t k = 0; k < known.size(); ++k) {
        for (std::size_t f = 0; f < found.size(); ++f) {
            const auto time = shared(known[k].uses, found[f]);
            if (time > milliseconds{0} && time * 2 >= std::min(total(known[k].uses), total(found[f]))) pairs.push_back({time, k, f});
        }
    }
    std::ranges::stable_sort(pairs, [](const Pair& a, const Pair& b) { return a.shared > b.shared; });
    std::vector<std::optional<ThemeId>> out(found.size());
    std::set<std::size_t> taken;
    for (const auto& pair : pairs) {
        if (out[pair.found] || !taken.insert(pair.known).second) continue;
        out[pair.found] = known[pair.known].id;
    }
    return out;
}

std::string theme_letter(int number) {
    std::string letters;
    for (; number > 0; number = (number - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (number - 1) % 26));
    return letters;
}

}  // namespace bt::domain

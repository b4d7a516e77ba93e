#include "domain/themes.h"

#include <algorithm>
#include <map>
#include <set>

namespace bt::domain {
namespace {

using std::chrono::milliseconds;

using Uses = std::map<ContentKey, std::vector<Stretch>>;

Uses by_episode(std::span<const ThemeUse> uses) {
    Uses out;
    for (const auto& use : uses) out[use.episode].push_back(use.stretch);
    return out;
}

milliseconds total(const std::vector<Stretch>& stretches) {
    milliseconds sum{0};
    for (const auto& stretch : stretches) sum += stretch.length();
    return sum;
}

/// How long both sound at once, if that is enough to be the same; else nothing.
std::optional<milliseconds> shared(const Uses& a, const Uses& b) {
    milliseconds both{0}, of_a{0}, of_b{0};
    for (const auto& [episode, stretches] : a) {
        const auto found = b.find(episode);
        if (found == b.end()) continue;
        of_a += total(stretches);
        of_b += total(found->second);
        for (const auto& one : stretches) {
            for (const auto& other : found->second) both += overlap(one, other);
        }
    }
    if (both == milliseconds{0} || both * 2 < std::min(of_a, of_b)) return std::nullopt;
    return both;
}

struct Pair {
    milliseconds shared;
    std::size_t known, found;
};

}  // namespace

std::vector<std::optional<ThemeId>> recognise_themes(std::span<const KnownTheme> known, std::span<const std::vector<ThemeUse>> found) {
    std::vector<Pair> pairs;
    for (std::size_t f = 0; f < found.size(); ++f) {
        const auto uses = by_episode(found[f]);
        for (std::size_t k = 0; k < known.size(); ++k) {
            if (const auto time = shared(by_episode(known[k].uses), uses)) pairs.push_back({*time, k, f});
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

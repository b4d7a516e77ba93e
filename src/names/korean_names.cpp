#include "names/korean_names.h"

#include <algorithm>
#include <unordered_map>

#include "names/hangul.h"

namespace bt::names {
namespace {

// Shares in ten thousand, rounded from the census of 2015 (Statistics Korea, population by family name).
constexpr WeightedSyllable kSurnames[] = {
    {u'김', 2151}, {u'이', 1471}, {u'박', 843}, {u'최', 471}, {u'정', 433}, {u'강', 237}, {u'조', 212}, {u'윤', 206}, {u'장', 199}, {u'임', 166}, {u'한', 155},
    {u'오', 153}, {u'서', 151}, {u'신', 149}, {u'권', 142}, {u'황', 140}, {u'안', 138}, {u'송', 137}, {u'전', 113}, {u'홍', 112}, {u'유', 111}, {u'고', 95},
    {u'문', 93}, {u'양', 93}, {u'손', 92}, {u'배', 81}, {u'백', 77}, {u'허', 65}, {u'남', 55}, {u'심', 54}, {u'노', 51}, {u'하', 46}, {u'곽', 41}, {u'성', 40},
    {u'차', 39}, {u'주', 39}, {u'우', 39}, {u'구', 39}, {u'나', 32}, {u'민', 34}, {u'류', 32}, {u'진', 32}, {u'지', 31}, {u'엄', 29}, {u'채', 26}, {u'원', 26},
    {u'천', 24}, {u'방', 19}, {u'공', 18}, {u'현', 18}, {u'함', 16}, {u'변', 16}, {u'염', 14}, {u'여', 13}, {u'추', 12}, {u'도', 11}, {u'소', 11}, {u'석', 11},
    {u'선', 8}, {u'설', 8}, {u'마', 8}, {u'길', 8}, {u'연', 7}, {u'위', 6}, {u'표', 6}, {u'명', 6}, {u'기', 5}, {u'반', 5}, {u'라', 4}, {u'왕', 4}, {u'금', 5},
    {u'옥', 5}, {u'육', 4}, {u'인', 4}, {u'맹', 4}, {u'제', 4}, {u'모', 4}, {u'탁', 4}, {u'국', 3}, {u'어', 3}, {u'은', 3}, {u'편', 3}, {u'용', 3}, {u'예', 2},
    {u'경', 3}, {u'봉', 3}, {u'사', 2}, {u'부', 2}, {u'피', 1}, {u'감', 1}, {u'태', 1}, {u'두', 1}, {u'빈', 1}, {u'갈', 1}};

// Common syllables of given names of all generations, in rough proportion.
constexpr WeightedSyllable kFirst[] = {
    {u'지', 520}, {u'영', 430}, {u'민', 400}, {u'정', 390}, {u'성', 330}, {u'현', 330}, {u'재', 320}, {u'상', 300}, {u'승', 260}, {u'동', 260}, {u'경', 240},
    {u'은', 240}, {u'수', 230}, {u'준', 200}, {u'진', 190}, {u'종', 180}, {u'미', 180}, {u'혜', 180}, {u'유', 160}, {u'태', 160}, {u'윤', 150}, {u'도', 130},
    {u'기', 130}, {u'시', 130}, {u'광', 110}, {u'주', 120}, {u'병', 110}, {u'예', 110}, {u'창', 110}, {u'서', 110}, {u'하', 110}, {u'소', 110}, {u'인', 100},
    {u'용', 100}, {u'희', 90}, {u'선', 100}, {u'원', 90}, {u'순', 90}, {u'대', 90}, {u'규', 80}, {u'명', 80}, {u'보', 70}, {u'연', 70}, {u'나', 70}, {u'세', 70},
    {u'형', 70}, {u'석', 60}, {u'우', 60}, {u'효', 60}, {u'철', 60}, {u'건', 50}, {u'다', 60}, {u'문', 40}, {u'해', 40}, {u'남', 40}, {u'한', 40}, {u'호', 40},
    {u'찬', 40}, {u'학', 30}, {u'근', 30}, {u'옥', 30}, {u'장', 25}, {u'가', 40}, {u'아', 50}, {u'채', 40}, {u'신', 30}, {u'금', 25}, {u'봉', 25}, {u'강', 25},
    {u'홍', 25}, {u'향', 20}, {u'일', 30}, {u'덕', 25}, {u'충', 15}, {u'무', 15}, {u'범', 20}, {u'송', 15}, {u'고', 10}, {u'설', 12}, {u'화', 20}, {u'길', 15},
    {u'라', 10}, {u'백', 6}, {u'새', 10}, {u'슬', 12}, {u'을', 6}, {u'루', 4}, {u'빛', 5}, {u'솔', 10}, {u'여', 10}, {u'오', 8}, {u'의', 8}, {u'이', 20},
    {u'전', 5}, {u'제', 20}, {u'초', 6}, {u'필', 8}, {u'훈', 12}, {u'황', 3}, {u'평', 4}, {u'천', 6}, {u'청', 5}, {u'중', 20}, {u'관', 12}, {u'구', 8}, {u'국', 8},
    {u'권', 5}, {u'계', 10}, {u'복', 10}, {u'삼', 4}, {u'양', 8}, {u'완', 8}, {u'월', 4}, {u'응', 6}, {u'익', 5}, {u'두', 8}, {u'달', 4}, {u'난', 5}, {u'노', 4},
    {u'만', 8}, {u'방', 3}, {u'배', 3}, {u'벼', 1}, {u'사', 4}, {u'산', 4}, {u'조', 5}, {u'차', 3}, {u'춘', 8}, {u'치', 4}, {u'택', 4}, {u'한', 20}, {u'흥', 5}};
constexpr WeightedSyllable kSecond[] = {
    {u'희', 330}, {u'영', 320}, {u'호', 300}, {u'수', 300}, {u'현', 300}, {u'민', 280}, {u'진', 270}, {u'우', 260}, {u'훈', 230}, {u'은', 230}, {u'경', 210},
    {u'연', 210}, {u'원', 210}, {u'숙', 200}, {u'정', 200}, {u'석', 180}, {u'아', 180}, {u'준', 180}, {u'주', 180}, {u'식', 150}, {u'철', 150}, {u'미', 140},
    {u'환', 130}, {u'혁', 120}, {u'자', 110}, {u'섭', 100}, {u'규', 110}, {u'선', 130}, {u'윤', 120}, {u'열', 60}, {u'기', 110}, {u'인', 110}, {u'용', 110},
    {u'서', 100}, {u'빈', 90}, {u'순', 110}, {u'태', 80}, {u'지', 100}, {u'욱', 80}, {u'화', 80}, {u'란', 60}, {u'옥', 70}, {u'남', 50}, {u'길', 40}, {u'근', 60},
    {u'국', 30}, {u'일', 60}, {u'찬', 60}, {u'한', 50}, {u'범', 50}, {u'균', 40}, {u'웅', 40}, {u'배', 35}, {u'림', 50}, {u'나', 60}, {u'리', 60}, {u'라', 40},
    {u'모', 20}, {u'록', 20}, {u'률', 5}, {u'솔', 20}, {u'슬', 25}, {u'별', 10}, {u'봄', 6}, {u'샘', 4}, {u'설', 12}, {u'성', 70}, {u'승', 40}, {u'실', 10},
    {u'심', 10}, {u'애', 50}, {u'업', 4}, {u'완', 20}, {u'운', 25}, {u'율', 30}, {u'이', 40}, {u'익', 10}, {u'임', 10}, {u'재', 50}, {u'조', 10}, {u'종', 10},
    {u'중', 20}, {u'창', 15}, {u'천', 12}, {u'춘', 5}, {u'탁', 6}, {u'택', 30}, {u'표', 10}, {u'필', 8}, {u'하', 40}, {u'학', 30}, {u'향', 15}, {u'헌', 25},
    {u'혜', 40}, {u'홍', 20}, {u'효', 15}, {u'휘', 8}, {u'흠', 3}, {u'강', 15}, {u'건', 20}, {u'걸', 8}, {u'관', 12}, {u'광', 12}, {u'권', 15}, {u'금', 12},
    {u'녀', 10}, {u'늘', 10}, {u'달', 6}, {u'대', 20}, {u'덕', 15}, {u'도', 25}, {u'동', 25}, {u'두', 6}, {u'명', 25}, {u'무', 10}, {u'문', 12}, {u'반', 2},
    {u'백', 4}, {u'병', 6}, {u'복', 12}, {u'봉', 8}, {u'삼', 5}, {u'상', 20}, {u'세', 12}, {u'소', 10}, {u'송', 8}, {u'시', 8}, {u'신', 12}, {u'안', 15},
    {u'양', 10}, {u'엽', 12}, {u'예', 8}, {u'유', 15}, {u'의', 6}, {u'제', 8}, {u'채', 5}, {u'형', 25}, {u'구', 15}, {u'람', 15}, {u'련', 6}, {u'령', 10},
    {u'루', 8}, {u'름', 6}, {u'린', 30}, {u'비', 12}, {u'빛', 3}, {u'온', 6}, {u'울', 4}, {u'을', 8}, {u'음', 4}, {u'해', 10}, {u'황', 2}, {u'훈', 60},
    {u'가', 8}, {u'결', 6}, {u'교', 4}, {u'노', 3}, {u'담', 6}, {u'돈', 2}, {u'득', 3}, {u'로', 8}, {u'만', 12}, {u'목', 2}, {u'묵', 2}, {u'보', 6}, {u'산', 6},
    {u'생', 2}, {u'숭', 1}, {u'언', 3}, {u'여', 2}, {u'오', 6}, {u'외', 1}, {u'월', 4}, {u'응', 2}, {u'장', 6}, {u'전', 2}, {u'점', 1}, {u'충', 2}, {u'치', 3}, {u'평', 3}};

/// A small generator whose sequence no library version changes (splitmix64, public domain).
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t roll() {
        auto z = (state_ += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
    char16_t draw(std::span<const WeightedSyllable> from) {
        std::uint64_t total = 0;
        for (const auto& each : from) total += each.weight;
        auto left = roll() % total;
        for (const auto& each : from) {
            if (left < each.weight) return each.syllable;
            left -= each.weight;
        }
        return from.back().syllable;
    }

private:
    std::uint64_t state_;
};

/// Extra doubt of a syllable that names seldom hold.
class Rarity {
public:
    Rarity() {
        for (const auto list : {common_given(false), common_given(true)}) {
            for (const auto& each : list) learn(given_, each);
        }
        for (const auto& each : common_surnames()) learn(surname_, each);
    }
    Cost of(char16_t syllable, bool as_surname) const {
        const auto& table = as_surname ? surname_ : given_;
        const auto found = table.find(syllable);
        return found == table.end() ? kUnknown : found->second;
    }

private:
    static void learn(std::unordered_map<char16_t, Cost>& table, const WeightedSyllable& each) {
        const auto cost = static_cast<Cost>(each.weight >= 100 ? 0 : each.weight >= 30 ? 6 : each.weight >= 8 ? 12 : 20);
        const auto [place, is_new] = table.try_emplace(each.syllable, cost);
        if (!is_new) place->second = std::min(place->second, cost);
    }
    static constexpr Cost kUnknown = 45;
    std::unordered_map<char16_t, Cost> given_, surname_;
};
const Rarity& rarity() {
    static const Rarity all;
    return all;
}

}  // namespace

std::span<const WeightedSyllable> common_surnames() { return kSurnames; }
std::span<const WeightedSyllable> common_given(bool second) { return second ? std::span<const WeightedSyllable>(kSecond) : std::span<const WeightedSyllable>(kFirst); }

std::vector<std::u16string> invent_names(std::size_t count, std::uint64_t seed) {
    Dice dice(seed);
    std::vector<std::u16string> out;
    out.reserve(count);
    while (out.size() < count) out.push_back({dice.draw(kSurnames), dice.draw(kFirst), dice.draw(kSecond)});
    return out;
}

Cost rarity_of(std::u16string_view name) {
    unsigned sum = 0;
    for (std::size_t i = 0; i < name.size(); ++i) sum += rarity().of(name[i], i == 0);
    return static_cast<Cost>(std::min(sum, 200u));
}

std::vector<Reading> read_latin_name(const LatinLattice& name, std::size_t limit) {
    constexpr std::size_t kMaxSyllables = 4, kBeam = 48;
    constexpr Cost kMaxCost = 150;
    if (name.size() == 0 || name.remaining(0) > kMaxCost) return {};
    // By position: the best beginnings that end there. Positions rise along every edge, so one pass is enough.
    std::vector<std::vector<Reading>> beginnings(name.size() + 1);
    beginnings[0].push_back({});
    for (std::size_t position = 0; position < name.size(); ++position) {
        auto& here = beginnings[position];
        std::sort(here.begin(), here.end(), [](const Reading& a, const Reading& b) { return a.cost < b.cost; });
        if (here.size() > kBeam) here.resize(kBeam);
        for (const auto& begun : here) {
            if (begun.units.size() == kMaxSyllables) continue;
            for (const auto& edge : name.edges(position)) {
                if (!is_syllable(edge.unit)) continue;
                const auto cost = begun.cost + edge.cost + rarity().of(edge.unit, begun.units.empty());
                if (cost + name.remaining(edge.end) > kMaxCost) continue;
                beginnings[edge.end].push_back({begun.units + edge.unit, static_cast<Cost>(cost)});
            }
        }
    }
    auto& whole = beginnings.back();
    std::erase_if(whole, [](const Reading& reading) { return reading.units.size() < 2; });
    std::sort(whole.begin(), whole.end(), [](const Reading& a, const Reading& b) { return a.cost < b.cost; });
    if (whole.size() > limit) whole.resize(limit);
    return std::move(whole);
}

}  // namespace bt::names

#include "names/measure.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "names/fold.h"
#include "names/hangul.h"
#include "names/index.h"
#include "names/korean_names.h"
#include "names/romanise.h"
#include "names/spelling.h"

namespace bt::names {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds(Clock::duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

std::uint64_t mixed(std::uint64_t z) {  // splitmix64's finisher
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/// The processor's time of this thread.
double busy_milliseconds() {
    std::timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

/// Gathers the answers to one kind of query.
class Tally {
public:
    void add(std::size_t rank, double ms, double busy_ms) {
        first_ += rank == 0 ? 1 : 0;
        fifth_ += rank < 5 ? 1 : 0;
        times_.push_back(ms);
        busy_.push_back(busy_ms);
    }
    Figures figures() const {
        if (times_.empty()) return {};
        auto times = times_, busy = busy_;
        std::sort(times.begin(), times.end());
        std::sort(busy.begin(), busy.end());
        const auto at = [](const std::vector<double>& sorted, double share) {
            return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
        };
        const auto count = static_cast<double>(times.size());
        return {times.size(), static_cast<double>(first_) / count, static_cast<double>(fifth_) / count, at(times, 0.5), at(times, 0.95), at(times, 0.99),
                at(busy, 0.95), at(busy, 0.99)};
    }

private:
    std::size_t first_ = 0, fifth_ = 0;
    std::vector<double> times_, busy_;
};

/// A place that has nothing to do with the name (FNV-1a).
std::uint64_t scattered(const Entry& entry) {
    std::uint64_t hash = 0xCBF29CE484222325u;
    for (const char c : entry.names.front()) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    return mixed(hash);
}

std::vector<Entry> catalogue_of(const std::vector<NamePair>& pairs, std::size_t crowd, std::uint64_t seed) {
    std::vector<Entry> entries;
    std::unordered_set<std::string> known;
    const auto add = [&](std::string name) {
        if (known.insert(name).second) entries.push_back({static_cast<std::int64_t>(entries.size()), {std::move(name)}, 0});
    };
    for (const auto& pair : pairs) add(pair.hangul);
    const auto real = entries.size();
    // Common names come again and again: draw more until enough are new, but not for ever.
    for (std::uint64_t round = 0; entries.size() < real + crowd && round < 64; ++round) {
        for (const auto& name : invent_names(crowd, seed + round)) {
            if (entries.size() == real + crowd) break;
            add(to_utf8(std::u32string(name.begin(), name.end())));
        }
    }
    // Ties are broken by the id: it must not show who is in the table and who is invented.
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return scattered(a) < scattered(b); });
    for (std::size_t i = 0; i < entries.size(); ++i) entries[i].id = static_cast<std::int64_t>(i);
    return entries;
}

std::string in_two_words(const std::u32string& name, System system) { return romanise(name.substr(0, 1), system) + " " + romanise(name.substr(1), system); }

}  // namespace

Result<std::vector<NamePair>> read_name_pairs(std::string_view tsv) {
    if (tsv.starts_with("\xEF\xBB\xBF")) tsv.remove_prefix(3);
    const auto lines = split(tsv, '\n');
    const auto header = split(trim(lines.front()), '\t');
    const auto column = [&](std::string_view name) { return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin()); };
    const auto hangul = column("hangul"), form = column("form"), source = column("source");
    if (hangul == header.size() || form == header.size()) return Error{.fault = Fault::Malformed, .message = "the first line names the columns hangul and form"};
    std::vector<NamePair> pairs;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto line = lines[i];
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (trim(line).empty()) continue;
        const auto cells = split(line, '\t');
        if (cells.size() <= std::max(hangul, form)) return Error{.fault = Fault::Malformed, .message = "line " + std::to_string(i + 1) + " has too few columns"};
        pairs.push_back({std::string(trim(cells[hangul])), std::string(trim(cells[form])), source < cells.size() ? std::string(trim(cells[source])) : std::string{}});
    }
    return pairs;
}

std::string with_one_typo(std::string_view form, std::uint64_t seed) {
    std::string out(form);
    std::vector<std::size_t> letters;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if ((out[i] >= 'a' && out[i] <= 'z') || (out[i] >= 'A' && out[i] <= 'Z')) letters.push_back(i);
    }
    if (letters.empty()) return out;
    const auto random = mixed(seed + 0x9E3779B97F4A7C15u);
    const auto at = letters[random % letters.size()];
    const auto letter = static_cast<char>('a' + (random >> 32) % 26);
    switch ((random >> 24) % 4) {
        case 0: out.insert(at, 1, letter); break;
        case 1: out.erase(at, 1); break;
        case 2: out[at] = letter == out[at] ? static_cast<char>(letter == 'z' ? 'a' : letter + 1) : letter; break;
        default:
            if (at + 1 < out.size()) std::swap(out[at], out[at + 1]);
            else std::swap(out[at], out[at - (at == 0 ? 0 : 1)]);
    }
    return out;
}

std::string reversed(std::string_view form) {
    const auto space = form.find(' ');
    if (space == form.npos) return std::string(form);
    return std::string(form.substr(space + 1)).append(" ").append(form.substr(0, space));
}

std::string turned_form(const NamePair& pair) {
    const auto words = split(pair.form, ' ');
    const auto hangul = to_utf32(pair.hangul);
    const auto family = hangul.empty() ? std::span<const Spelling>{} : surname_spellings(static_cast<char16_t>(hangul.front()));
    const auto is_family = [&](std::string_view word) {
        return std::any_of(family.begin(), family.end(), [&](const Spelling& way) { return joined(word) == way.text; });
    };
    if (words.size() < 2 || is_family(words.front()) || !is_family(words.back())) return reversed(pair.form);
    const auto last = pair.form.rfind(' ');
    return pair.form.substr(last + 1).append(" ").append(pair.form, 0, last);
}

std::string joined(std::string_view form) { return to_utf8(join(fold(form))); }

std::string initials(std::string_view hangul) {
    std::u32string out;
    for (const char32_t c : to_utf32(hangul)) out += is_syllable(c) ? static_cast<char32_t>(0x1100 + decompose(c).initial) : c;
    return to_utf8(out);
}

std::string beginning(std::string_view form) {
    const auto letters = to_utf32(form);
    return to_utf8(letters.substr(0, std::max<std::size_t>(1, (letters.size() * 6 + 9) / 10)));
}

Measurement measure(const std::vector<NamePair>& pairs, std::size_t crowd, std::uint64_t seed) {
    Measurement out;
    auto entries = catalogue_of(pairs, crowd, seed);
    std::unordered_map<std::string, std::int64_t> ids;
    for (const auto& entry : entries) ids.emplace(entry.names.front(), entry.id);
    out.people = entries.size();
    const auto begun = Clock::now();
    const Index index(NameKind::Person, std::move(entries));
    out.build_ms = milliseconds(Clock::now() - begun);
    out.index_bytes = index.bytes();

    const auto ask = [&](const std::string& query, std::int64_t wanted, Tally& tally, Tally* second = nullptr) {
        const auto start = Clock::now();
        const auto busy_start = busy_milliseconds();
        const auto hits = index.search(query, 10);
        const auto busy_ms = busy_milliseconds() - busy_start;
        const auto ms = milliseconds(Clock::now() - start);
        const auto found = std::find_if(hits.begin(), hits.end(), [&](const Hit& hit) { return index.entry(hit).id == wanted; });
        const auto rank = static_cast<std::size_t>(found - hits.begin());
        tally.add(found == hits.end() ? SIZE_MAX : rank, ms, busy_ms);
        if (second != nullptr) second->add(found == hits.end() ? SIZE_MAX : rank, ms, busy_ms);
    };
    Tally all, typo, turned, together, revised, mccune, native, first_letters, half_typed;
    std::map<std::string, Tally> sources;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto& pair = pairs[i];
        const auto wanted = ids.at(pair.hangul);
        ask(pair.form, wanted, all, pair.source.empty() ? nullptr : &sources[pair.source]);
        ask(with_one_typo(pair.form, seed * 1'000'003 + i), wanted, typo);
        ask(turned_form(pair), wanted, turned);
        ask(joined(pair.form), wanted, together);
        const auto syllables = to_utf32(pair.hangul);
        ask(in_two_words(syllables, System::Revised), wanted, revised);
        ask(in_two_words(syllables, System::McCuneReischauer), wanted, mccune);
        ask(pair.hangul, wanted, native);
        ask(initials(pair.hangul), wanted, first_letters);
        ask(beginning(pair.form), wanted, half_typed);
    }
    out.all = all.figures();
    out.one_typo = typo.figures();
    out.reversed = turned.figures();
    out.joined = together.figures();
    out.revised = revised.figures();
    out.mccune_reischauer = mccune.figures();
    out.hangul = native.figures();
    out.initials = first_letters.figures();
    out.prefix = half_typed.figures();
    for (const auto& [source, tally] : sources) out.by_source[source] = tally.figures();
    return out;
}

}  // namespace bt::names

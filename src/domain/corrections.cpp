// A correction is put over the machine's answer in two steps.
//
// 1. Of everything that claims the same as the correction's `was` or `now`, only what lies outside these stretches is kept, and only
//    when that is the larger half: a cue found a little longer than it was corrected to leaves no crumbs, while the same song an
//    hour later stays untouched.
// 2. What the person said is put in its place; a cue keeps what the machine knows of the song's position there.
#include "domain/corrections.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace bt::domain {
namespace {

using std::chrono::milliseconds;

/// What is left of something when a piece is cut from it is worth keeping from this on.
constexpr milliseconds kSmallestRest{1'000};

const Music& what_of(const Cue& cue) { return cue.music; }
PartType what_of(const Part& part) { return part.type; }

/// The song's position at another start of the same cue.
milliseconds offset_at(const Cue& cue, milliseconds start) {
    const double moved = static_cast<double>((start - cue.stretch.start).count()) * cue.rate;
    return std::max(milliseconds{0}, cue.offset + milliseconds{std::llround(moved)});
}
void begin_at(Cue& cue, milliseconds start) {
    if (std::holds_alternative<ContentKey>(cue.music)) cue.offset = offset_at(cue, start);
    cue.stretch.start = start;
}
void begin_at(Part& part, milliseconds start) { part.stretch.start = start; }

/// The pieces of `item` outside of `hole`.
template <class Item>
std::vector<Item> outside(const Item& item, const Stretch& hole) {
    if (overlap(item.stretch, hole) == milliseconds{0}) return {item};
    std::vector<Item> pieces;
    if (hole.start - item.stretch.start >= kSmallestRest) {
        pieces.push_back(item);
        pieces.back().stretch.end = hole.start;
    }
    if (item.stretch.end - hole.end >= kSmallestRest) {
        pieces.push_back(item);
        begin_at(pieces.back(), hole.end);
    }
    return pieces;
}

template <class Item>
milliseconds total(const std::vector<Item>& items) {
    milliseconds sum{0};
    for (const auto& item : items) sum += item.stretch.length();
    return sum;
}

/// What the machine keeps of `item`: see step 1 above.
template <class Item, class What>
std::vector<Item> kept(const Item& item, const CorrectionOf<What>& about) {
    std::vector<Item> pieces{item};
    for (const auto* claim : {&about.was, &about.now}) {
        if (claim->what != what_of(item)) continue;
        std::vector<Item> rest;
        for (const auto& piece : pieces) {
            const auto more = outside(piece, claim->stretch);
            rest.insert(rest.end(), more.begin(), more.end());
        }
        pieces = std::move(rest);
    }
    if (total(pieces) * 2 < item.stretch.length()) pieces.clear();
    return pieces;
}

/// What the machine knows best of the place the person speaks of: its item that gives way for most of it.
template <class Item, class What>
const Item* nearest(const std::vector<Item>& items, const CorrectionOf<What>& about) {
    const Item* best = nullptr;
    milliseconds most{0};
    for (const auto& item : items) {
        for (const auto* claim : {&about.now, &about.was}) {
            const auto shared = overlap(item.stretch, claim->stretch);
            if (claim->what != what_of(item) || shared <= most) continue;
            best = &item;
            most = shared;
        }
    }
    return best;
}

bool are_near(const Stretch& a, const Stretch& b) {
    return std::chrono::abs(a.start - b.start) < kSmallestRest && std::chrono::abs(a.end - b.end) < kSmallestRest;
}

template <class What, class Item>
void take_edges(CorrectionAction action, CorrectionOf<What>& about, const std::vector<Item>& items) {
    const auto* item = nearest(items, CorrectionOf<What>{about.was, about.was});
    if (item == nullptr) return;
    const bool is_whole = action == CorrectionAction::Confirm || (action == CorrectionAction::Rename && std::is_same_v<What, PartType>);
    if (!is_whole && !are_near(about.was.stretch, item->stretch)) return;
    if (about.now.stretch == about.was.stretch) about.now.stretch = item->stretch;
    about.was.stretch = item->stretch;
}

/// What the person says, as an item. Level and rate stay those measured there; the position in a song only while it is that song.
Cue by_hand(const Cue* measured, const Claim<Music>& now) {
    Cue cue{.music = now.what, .stretch = now.stretch};
    if (measured == nullptr) return cue;
    cue.level = measured->level;
    if (measured->music == now.what && std::holds_alternative<ContentKey>(now.what)) {
        cue.rate = measured->rate;
        cue.offset = offset_at(*measured, now.stretch.start);
    }
    return cue;
}
Part by_hand(const Part*, const Claim<PartType>& now) { return {.type = now.what, .stretch = now.stretch}; }

template <class Item, class What>
void put_over(std::vector<Item>& items, const Correction& correction, const CorrectionOf<What>& about) {
    std::optional<Item> said;
    if (correction.action != CorrectionAction::Delete) {
        said = by_hand(nearest(items, about), about.now);
        said->provenance = Provenance::Hand;
        said->correction = correction.id;
    }
    std::vector<Item> after;
    for (const auto& item : items) {
        const auto pieces = kept(item, about);
        after.insert(after.end(), pieces.begin(), pieces.end());
    }
    if (said) after.push_back(std::move(*said));
    items = std::move(after);
}

/// A person's parts push the machine's aside.
std::vector<Part> without_overlaps(const std::vector<Part>& parts) {
    std::vector<Part> out;
    for (const auto& part : parts) {
        std::vector<Part> pieces{part};
        if (part.provenance == Provenance::Machine) {
            for (const auto& other : parts) {
                if (other.provenance == Provenance::Machine) continue;
                std::vector<Part> rest;
                for (const auto& piece : pieces) {
                    const auto more = outside(piece, other.stretch);
                    rest.insert(rest.end(), more.begin(), more.end());
                }
                pieces = std::move(rest);
            }
        }
        out.insert(out.end(), pieces.begin(), pieces.end());
    }
    return out;
}

std::string describe_fault(const Stretch& stretch, milliseconds duration) {
    if (stretch.start < milliseconds{0}) return "it begins before the episode does";
    if (stretch.end <= stretch.start) return "it ends before it begins";
    if (duration > milliseconds{0} && stretch.end >= duration + milliseconds{1'000}) return "it ends after the episode does";
    return {};
}

bool is_empty_title(const Music& music) {
    const auto* title = std::get_if<std::string>(&music);
    return title != nullptr && title->empty();
}
bool is_empty_title(PartType) { return false; }

const std::vector<Cue>& those_like(const CorrectionOf<Music>&, const EpisodeSound& sound) { return sound.cues; }
const std::vector<Part>& those_like(const CorrectionOf<PartType>&, const EpisodeSound& sound) { return sound.parts; }

std::string stretch_text(const Stretch& stretch) {
    const auto seconds = [](milliseconds time) { return static_cast<double>(time.count()) / 1'000; };
    return fmt::format("{:.2f}-{:.2f}", seconds(stretch.start), seconds(stretch.end));
}
std::string words_for(const Claim<Music>& was, bool is_other_there) {
    return fmt::format("there is no such cue there: {} sounds at {}", is_other_there ? "other music" : "nothing", stretch_text(was.stretch));
}
std::string words_for(const Claim<PartType>& was, bool is_other_there) {
    return fmt::format("there is no such part there: no {} is at {}{}", to_string(was.what), stretch_text(was.stretch), is_other_there ? ", but another part" : "");
}
std::string unheard_words(const Claim<Music>&) { return "there is no such cue there: nothing was heard of it yet"; }
std::string unheard_words(const Claim<PartType>&) { return "there is no such part there: nothing was heard of it yet"; }

}  // namespace

std::string_view to_string(CorrectionAction action) {
    switch (action) {
        case CorrectionAction::Move: return "move";
        case CorrectionAction::Rename: return "rename";
        case CorrectionAction::Delete: return "delete";
        case CorrectionAction::Add: return "add";
        case CorrectionAction::Confirm: return "confirm";
    }
    return "confirm";
}

std::optional<CorrectionAction> read_correction_action(std::string_view name) {
    using enum CorrectionAction;
    for (const CorrectionAction action : {Move, Rename, Delete, Add, Confirm}) {
        if (name == to_string(action)) return action;
    }
    return std::nullopt;
}

Result<void> check(const Correction& correction, milliseconds duration) {
    return std::visit([&](const auto& about) -> Result<void> {
        for (const auto* claim : {&about.was, &about.now}) {
            if (auto fault = describe_fault(claim->stretch, duration); !fault.empty()) return Error{Fault::Invalid, std::move(fault)};
            if (is_empty_title(claim->what)) return Error{Fault::Invalid, "music needs a name"};
        }
        if (correction.action == CorrectionAction::Rename && about.was.what == about.now.what) return Error{Fault::Invalid, "it has that name already"};
        return {};
    }, correction.about);
}

Correction about_what_is_shown(Correction correction, const EpisodeSound& shown) {
    if (correction.action == CorrectionAction::Add) return correction;
    if (auto* cue = std::get_if<CorrectionOf<Music>>(&correction.about)) take_edges(correction.action, *cue, shown.cues);
    else take_edges(correction.action, std::get<CorrectionOf<PartType>>(correction.about), shown.parts);
    return correction;
}

Result<void> check_place(const Correction& correction, const EpisodeSound& shown, bool was_heard) {
    if (correction.action == CorrectionAction::Add) return {};
    return std::visit([&](const auto& about) -> Result<void> {
        bool is_other_there = false;
        for (const auto& item : those_like(about, shown)) {
            if (overlap(item.stretch, about.was.stretch) == milliseconds{0}) continue;
            if (what_of(item) == about.was.what) return {};
            is_other_there = true;
        }
        auto words = was_heard ? words_for(about.was, is_other_there) : unheard_words(about.was);
        return Error{Fault::NotFound, std::move(words) + ". What is missing is told with \"add\""};
    }, correction.about);
}

EpisodeSound apply_corrections(EpisodeSound machine, std::span<const Correction> corrections) {
    for (const auto& correction : corrections) {
        if (const auto* cue = std::get_if<CorrectionOf<Music>>(&correction.about)) put_over(machine.cues, correction, *cue);
        else put_over(machine.parts, correction, std::get<CorrectionOf<PartType>>(correction.about));
    }
    machine.parts = without_overlaps(machine.parts);
    put_in_order(machine);
    return machine;
}

}  // namespace bt::domain

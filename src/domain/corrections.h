// What people put right in the machine's answer, and how it is put over the next answer of the machine.
//
// A correction names what it is about by what the machine said at the time ("song A from 1:10 to 2:00"), not by an id: the next
// analysis may find the same cue a little earlier, in two pieces, or not at all. It holds in all three cases.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "domain/episode_sound.h"

namespace bt::domain {

enum class CorrectionAction : std::uint8_t {
    Move,     ///< the same music or part, somewhere else
    Rename,   ///< the same stretch, but another song, or another kind of part
    Delete,   ///< there is nothing of the kind
    Add,      ///< something the machine does not hear
    Confirm,  ///< what the machine says is right
};
/// "move", "rename", "delete", "add", "confirm".
std::string_view to_string(CorrectionAction action);
std::optional<CorrectionAction> read_correction_action(std::string_view name);

/// "This sounds from here to there." `What` is Music for cues, PartType for parts.
template <class What>
struct Claim {
    What what{};
    Stretch stretch;
    friend bool operator==(const Claim&, const Claim&) = default;
};

/// `was` and `now` are equal for Delete and Confirm, and for Add, which is about nothing that was there.
template <class What>
struct CorrectionOf {
    Claim<What> was, now;
    friend bool operator==(const CorrectionOf&, const CorrectionOf&) = default;
};

struct Correction {
    CorrectionId id;
    CorrectionAction action = CorrectionAction::Confirm;
    std::variant<CorrectionOf<Music>, CorrectionOf<PartType>> about;
    friend bool operator==(const Correction&, const Correction&) = default;
};

/// Faults: Invalid, in words for the person, for a stretch that is empty, begins before 0, or ends a second or more after
/// `duration`; for a rename that changes nothing; for an empty title.
Result<void> check(const Correction& correction, std::chrono::milliseconds duration);

/// Whether what a new correction is about is in `shown`, the answer as people see it: the same music or part, some of which lies where they
/// say. Just that makes way in apply_corrections(), so nothing is invented; what was accepted once is not asked again. An Add is about
/// nothing. `was_heard`: whether the machine has answered; only the words differ. Faults: NotFound, in words for the person.
Result<void> check_place(const Correction& correction, const EpisodeSound& shown, bool was_heard);

/// The correction with the edges of what it is about, as people see it: they point at a cue or part by a time somewhere in it, or by edges to the digits they are shown.
/// What is confirmed is confirmed whole, and a part gets its new name whole; otherwise edges a second or more away say that a piece of it is meant.
Correction about_what_is_shown(Correction correction, const EpisodeSound& shown);

/// The machine's answer with the corrections put over it, in the order they were made. Of the music or part a correction names, the
/// machine keeps only what lies elsewhere; what a person says stands whether or not the machine still says it. Parts that a
/// person set push the machine's aside: no two parts overlap unless a person said both. In order.
EpisodeSound apply_corrections(EpisodeSound machine, std::span<const Correction> corrections);

}  // namespace bt::domain

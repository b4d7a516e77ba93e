// Hands on what people said of a file to the file that took its place and sounds the same: another tag makes another content, and no one should
// have to say everything again. What sounds different inherits nothing, and what was said of the old file stays kept for it.
#pragma once

#include <set>
#include <vector>

#include "base/result.h"
#include "service/sound/landmark_store.h"
#include "service/sound/sound_engine.h"
#include "store/succession.h"

namespace bt::service {

/// Used by one thread.
class Inheritance {
public:
    /// All outlive it.
    Inheritance(store::Database& database, const SoundEngine& engine, const LandmarkStore& episodes, const LandmarkStore& songs)
        : succession_(database), engine_(engine), episodes_(episodes), songs_(songs) {}

    /// From episodes that have left the library to those that are there and were listened to.
    Result<void> hand_on_episodes();
    /// In corrections, from songs that have left the library to those that are there and were learnt.
    Result<void> hand_on_songs();

private:
    using Hand = Result<int> (store::Succession::*)(const store::Successor&);
    Result<void> hand_on(const char* what, const std::vector<store::Successor>& pairs, const LandmarkStore& landmarks, Hand hand);
    bool are_same(const LandmarkStore& landmarks, const store::Successor& pair);

    store::Succession succession_;
    const SoundEngine& engine_;
    const LandmarkStore &episodes_, &songs_;
    std::set<store::Successor> different_;  // so that a pair is compared once
};

}  // namespace bt::service

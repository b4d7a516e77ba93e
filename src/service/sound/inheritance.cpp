#include "service/sound/inheritance.h"

#include <spdlog/spdlog.h>

#include <unordered_set>

namespace bt::service {

bool Inheritance::are_same(const LandmarkStore& landmarks, const store::Successor& pair) {
    if (different_.contains(pair)) return false;
    const auto left = landmarks.read(pair.left);
    const auto present = landmarks.read(pair.present);
    if (!left || !present) return false;  // gone, or of another version; those of what is there may come yet
    const auto same = engine_.are_same(*left, *present);
    if (same && *same) return true;
    different_.insert(pair);
    return false;
}

Result<void> Inheritance::hand_on(const char* what, const std::vector<store::Successor>& pairs, const LandmarkStore& landmarks, Hand hand) {
    std::unordered_set<ContentKey> done;
    for (const auto& pair : pairs) {
        if (done.contains(pair.left) || !are_same(landmarks, pair)) continue;
        BT_TRY(const int count, (succession_.*hand)(pair));
        done.insert(pair.left);
        spdlog::info("corrections_handed_on of={} count={}", what, count);
        spdlog::debug("corrections_handed_on from={} to={}", pair.left.text(), pair.present.text());
    }
    return {};
}

Result<void> Inheritance::hand_on_episodes() {
    BT_TRY(const auto pairs, succession_.possible_episodes());
    return hand_on("episode", pairs, episodes_, &store::Succession::hand_on_episode);
}

Result<void> Inheritance::hand_on_songs() {
    BT_TRY(const auto pairs, succession_.possible_songs());
    return hand_on("song", pairs, songs_, &store::Succession::hand_on_song);
}

}  // namespace bt::service

// The sound engine at one remove: decoding and hearing happen in helpers, and what a file does to its decoder harms nobody.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "service/sound/listening_engine.h"
#include "service/sound/sound_engine.h"
#include "studio/studio.h"

namespace bt::service {

class StudioEngine final : public SoundEngine {
public:
    /// `folder`: as for ListeningEngine. `studio` outlives it.
    StudioEngine(studio::Studio& studio, std::string folder);

    std::uint32_t landmarks_version() const override { return ears_.landmarks_version(); }
    std::uint32_t answer_version() const override { return ears_.answer_version(); }
    std::uint32_t character_version() const override { return ears_.character_version(); }
    Result<domain::SongTags> read_tags(const std::string& path, const GoOn& go_on) override;
    /// Of several files one that kills its decoder is left out, and the others are listened to once more.
    Result<Listened> listen(std::span<const std::string> files, const GoOn& go_on) override;
    Result<Bytes> learn(const std::string& path, const GoOn& go_on) override;
    /// From landmarks alone, and so here.
    Result<domain::SongCharacter> describe(ByteView landmarks) const override { return ears_.describe(landmarks); }
    Result<bool> are_same(ByteView landmarks, ByteView other) const override { return ears_.are_same(landmarks, other); }
    /// Only remembers them; hear() has their faults.
    Result<void> choose_songs(std::span<const KnownSound> songs, const GoOn& go_on) override;
    /// An episode whose picture kills its decoder is heard without it.
    Result<std::vector<sound::EpisodeSound>> hear(std::span<const KnownSound> season, std::span<const sound::SongNumber> own, const GoOn& go_on) override;

private:
    studio::Studio& studio_;
    const std::string folder_;
    const ListeningEngine ears_;
    std::vector<KnownSound> songs_;
    std::unordered_set<ContentKey> harmful_;  // pictures that killed their decoder
};

}  // namespace bt::service

// The sound engine over files: the decoder of `transcode` and the ears of `sound`, put together.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "service/sound/file_hearing.h"
#include "service/sound/landmark_store.h"
#include "service/sound/song_shelf.h"
#include "service/sound/sound_engine.h"

namespace bt::service {

class ListeningEngine final : public SoundEngine {
public:
    /// `folder`: where AnalysisService keeps landmarks; what songs are searched by lies beside them.
    explicit ListeningEngine(const std::string& folder);
    /// Where in it an engine writes.
    static std::string tables_in(const std::string& folder) { return folder + "/tables"; }

    std::uint32_t landmarks_version() const override;
    std::uint32_t answer_version() const override;
    std::uint32_t character_version() const override;
    Result<domain::SongTags> read_tags(const std::string& path, const GoOn& go_on) override;
    Result<Listened> listen(std::span<const std::string> files, const GoOn& go_on) override {
        return listen(files, {}, [&](const HearingPlace& place) { return go_on(std::chrono::milliseconds{static_cast<std::int64_t>(place.seconds * 1'000)}); });
    }
    /// `unheard` are left alone.
    Result<Listened> listen(std::span<const std::string> files, const std::vector<domain::UnheardFile>& unheard, const std::function<bool(const HearingPlace&)>& go_on);
    Result<Bytes> learn(const std::string& path, const GoOn& go_on) override;
    Result<domain::SongCharacter> describe(ByteView landmarks) const override;
    Result<bool> are_same(ByteView landmarks, ByteView other) const override;
    Result<void> choose_songs(std::span<const KnownSound> songs, const GoOn& go_on) override;
    Result<std::vector<sound::EpisodeSound>> hear(std::span<const KnownSound> season, std::span<const sound::SongNumber> own, const GoOn& go_on) override { return hear(season, own, go_on, [](auto) {}); }
    /// `looks` is told whose picture is decoded from now on, and nothing when none is.
    Result<std::vector<sound::EpisodeSound>> hear(std::span<const KnownSound> season, std::span<const sound::SongNumber> own, const GoOn& go_on, const std::function<void(std::optional<std::uint32_t> episode)>& looks);

private:
    LandmarkStore episodes_;
    SongShelf shelf_;
};

}  // namespace bt::service

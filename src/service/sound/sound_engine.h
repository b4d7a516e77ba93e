// What the background job needs of the sound engine: files in, landmarks and answers out. The job knows no format and no codec.
//
//   listen, learn    once a file, the long part: one decode for everything
//   choose_songs     once for a set of songs, then hear for each season, from landmarks alone
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "domain/episode_sound.h"
#include "domain/song_character.h"
#include "domain/song_tags.h"
#include "sound/episode_sound.h"

namespace bt::service {

/// Something that was listened to or learnt before.
struct KnownSound {
    ContentKey content;
    std::vector<std::string> files;  ///< the media files themselves, in the order they play: they may tell chapters or show pictures
    std::string landmarks;  ///< the path of its landmarks, see LandmarkStore
    bool may_be_looked_at = true;  ///< false for a film whose picture killed its decoder
    friend bool operator==(const KnownSound&, const KnownSound&) = default;
};

/// Used by one thread at a time.
class SoundEngine {
public:
    virtual ~SoundEngine() = default;

    /// Of landmarks: those of another version are of no use. Never 0.
    virtual std::uint32_t landmarks_version() const = 0;
    /// Of answers: another version may hear more in the same landmarks.
    virtual std::uint32_t answer_version() const = 0;

    /// Of what describe() says.
    virtual std::uint32_t character_version() const = 0;

    struct Listened {
        Bytes landmarks;
        domain::SoundMeasures measures;
    };
    /// Called now and then with how far into the sound track it is; false ends the work with Busy.
    using GoOn = std::function<bool(std::chrono::milliseconds)>;
    /// What a song's file says of itself. Faults: as read_song_tags() has them; Busy.
    virtual Result<domain::SongTags> read_tags(const std::string& path, const GoOn& go_on) = 0;
    /// An episode, whose `files` follow each other. Of several those without sound that can be decoded, and those that kill their decoder, are told in
    /// the measures. Faults: Unsupported, Malformed when that is so of all; NotFound, Denied, Io; Busy.
    virtual Result<Listened> listen(std::span<const std::string> files, const GoOn& go_on) = 0;
    /// A song. Faults: as above.
    virtual Result<Bytes> learn(const std::string& path, const GoOn& go_on) = 0;

    /// A song, from what learn() gave. Faults: Malformed, Unsupported for landmarks that are none of this version.
    virtual Result<domain::SongCharacter> describe(ByteView landmarks) const = 0;
    /// True when both are of the same sound from beginning to end, in whatever files. Faults: as describe() has them.
    virtual Result<bool> are_same(ByteView landmarks, ByteView other) const = 0;

    /// The songs that hear() looks for from now on; a cue's SongNumber counts in them. Faults: those of reading landmarks.
    virtual Result<void> choose_songs(std::span<const KnownSound> songs, const GoOn& go_on) = 0;
    /// The episodes of one season, in order, and of the songs those of its own soundtrack; as many answers as episodes. Faults: those of reading landmarks; Busy.
    virtual Result<std::vector<sound::EpisodeSound>> hear(std::span<const KnownSound> season, std::span<const sound::SongNumber> own, const GoOn& go_on) = 0;
};

}  // namespace bt::service

// What the server has done by helpers (studio/studio.h): everything that decodes files of strangers, or takes much memory. A request names its
// answer and its notes; ask.h sends one, perform.h does it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/archive.h"
#include "domain/series.h"
#include "domain/song_tags.h"
#include "media/index/description.h"
#include "service/picture_cache.h"
#include "service/sound/sound_engine.h"
#include "studio/message.h"

namespace bt::service {

/// Of requests that say nothing before their answer.
struct NoNote {};

/// What most requests take a second of, at most.
inline constexpr std::chrono::seconds kUsualPatience{60};

/// What an answer or a note may have, in bytes: words and numbers about a file; a picture, or a sheet of them. Of sound it is studio::kLargestPayload:
/// landmarks are 4 MB an hour.
inline constexpr std::uint32_t kLargestFacts = 4U << 20, kLargestPicture = 32U << 20;

/// How far listening is.
struct ListeningPlace {
    std::chrono::milliseconds at{0};  ///< of the whole
    std::uint32_t file = 0;           ///< which of the files is decoded from now on
};
/// An episode's sound track, heard once. Notes tell how far it is.
struct ListenTo {
    std::vector<std::string> files;            ///< in the order they play
    std::vector<domain::UnheardFile> unheard;  ///< of several those that are left alone

    using Answer = SoundEngine::Listened;
    using Note = ListeningPlace;
    static constexpr bool kNamesContent = false;
    static constexpr auto kPatience = kUsualPatience;
    static constexpr auto kLargest = studio::kLargestPayload;
};

/// A song, likewise: its landmarks.
struct LearnSong {
    std::string path;

    using Answer = Bytes;
    using Note = std::chrono::milliseconds;
    static constexpr bool kNamesContent = false;
    static constexpr auto kPatience = kUsualPatience;
    static constexpr auto kLargest = studio::kLargestPayload;
};

/// The episode whose picture is decoded from now on; nothing: none is.
struct LookingAt {
    std::optional<std::uint32_t> episode;
};
/// A season from its landmarks, and from the pictures of its last minutes.
struct HearSeason {
    std::string folder;  ///< of landmarks and of tables of songs
    std::vector<KnownSound> songs, season;
    std::vector<sound::SongNumber> own;  ///< of the season's own soundtrack

    using Answer = std::vector<sound::EpisodeSound>;
    using Note = LookingAt;
    static constexpr bool kNamesContent = true;
    /// By arithmetic a season of sixteen hours takes two minutes (docs/decisions/0012), of slow cores ten.
    static constexpr std::chrono::seconds kPatience{3'600};
    static constexpr auto kLargest = studio::kLargestPayload;
};

/// A file that is refused when it holds something else by now.
struct PlacedContent {
    std::string path;
    ContentKey content;
};

struct NumberedSheet {
    std::uint32_t number = 0;  ///< from 1; 0: no sheet, a sign of life
    Bytes webp;
};
/// The storyboard of a film, told sheet by sheet; the answer is its index. TooLarge for one that takes more than `most_work`.
struct MakeStoryboard {
    PlacedContent film;
    std::string index_folder;
    std::chrono::seconds most_work{0};  ///< of the processor

    using Answer = std::string;
    using Note = NumberedSheet;
    static constexpr bool kNamesContent = true;
    static constexpr auto kPatience = kUsualPatience;
    static constexpr auto kLargest = kLargestPicture;
};

/// A key frame of a film as an image file.
struct TakeStill {
    PlacedContent film;
    std::string index_folder;
    std::uint64_t point = 0;  ///< of the film's key frames
    std::uint32_t width = 0;
    bool is_upright = false;  ///< the part of it that a poster shows
    PictureForm form = PictureForm::WebP;

    using Answer = Bytes;
    using Note = NoNote;
    static constexpr bool kNamesContent = true;
    static constexpr auto kPatience = kUsualPatience;
    static constexpr auto kLargest = kLargestPicture;
};

/// The key frame that a film is shown by where nobody gave it a picture.
struct ChooseStill {
    PlacedContent film;
    std::string index_folder;

    using Answer = domain::ChosenStill;
    using Note = NoNote;
    static constexpr bool kNamesContent = true;
    static constexpr auto kPatience = kUsualPatience;
    static constexpr auto kLargest = kLargestFacts;
};

enum class PictureFrom : std::uint8_t { ImageFile, SongFile };
/// A picture, no wider than `width`, as an image file.
struct ShrinkPicture {
    PlacedContent file;
    PictureFrom from = PictureFrom::ImageFile;
    std::uint32_t width = 0;
    PictureForm form = PictureForm::WebP;

    using Answer = Bytes;
    using Note = NoNote;
    static constexpr bool kNamesContent = true;
    static constexpr auto kPatience = kUsualPatience;
    static constexpr auto kLargest = kLargestPicture;
};

/// What a page needs to know of a picture before it has come.
struct DescribePicture {
    PlacedContent file;

    using Answer = domain::ArtworkFacts;
    using Note = NoNote;
    static constexpr bool kNamesContent = true;
    static constexpr auto kPatience = kUsualPatience;
    static constexpr auto kLargest = kLargestFacts;
};

/// What is inside a container that we have no reader for.
struct DescribeContainer {
    std::string path;

    using Answer = media::Description;
    using Note = NoNote;
    static constexpr bool kNamesContent = false;
    static constexpr auto kPatience = kUsualPatience;
    static constexpr auto kLargest = kLargestFacts;
};

struct ReadSongTags {
    std::string path;

    using Answer = domain::SongTags;
    using Note = NoNote;
    static constexpr bool kNamesContent = false;
    static constexpr auto kPatience = kUsualPatience;
    static constexpr auto kLargest = kLargestFacts;
};

/// A request's place here is its number on the way to a helper, which is the same program: the order is nobody's business.
using DecodingRequest = std::variant<ListenTo, LearnSong, HearSeason, MakeStoryboard, TakeStill, ChooseStill, ShrinkPicture, DescribePicture, DescribeContainer, ReadSongTags>;

}  // namespace bt::service

#include "service/sound/listening_engine.h"

#include <filesystem>

#include "service/sound/chapter_names.h"
#include "service/sound/file_hearing.h"
#include "service/sound/film_picture.h"
#include "service/sound/heard.h"
#include "service/sound/same_sound.h"
#include "sound/hearing_range.h"
#include "sound/packed_landmarks.h"
#include "sound/season.h"
#include "sound/song_character.h"
#include "transcode/song_tags.h"

namespace bt::service {
namespace {

using std::chrono::milliseconds;

milliseconds in_milliseconds(double seconds) { return milliseconds{static_cast<std::int64_t>(seconds * 1'000)}; }

/// Landmarks as they are kept. Damaged ones are removed, so that the next look makes them anew.
Result<sound::Landmarks> read_landmarks(const LandmarkStore& store, const std::string& path) {
    const auto bytes = store.read_at(path);
    auto landmarks = bytes ? sound::decode_landmarks(*bytes) : Result<sound::Landmarks>(bytes.error());
    if (landmarks) return landmarks;
    std::error_code fault;
    std::filesystem::remove(path, fault);
    return Error{.fault = Fault::Io, .message = "stored landmarks were damaged; they are made anew: " + landmarks.error().message};
}

/// A picture that says when it is being decoded.
class ToldPicture final : public sound::PictureSource {
public:
    ToldPicture(std::vector<WholeFile> files, std::function<void(bool)> looks) : picture_(std::move(files)), looks_(std::move(looks)) {}
    std::vector<sound::PictureMoment> keyframes(const sound::Span& span, double apart) override {
        looks_(true);
        auto seen = picture_.keyframes(span, apart);
        looks_(false);
        return seen;
    }
    std::vector<sound::PictureMoment> frames(const sound::Span& span) override {
        looks_(true);
        auto seen = picture_.frames(span);
        looks_(false);
        return seen;
    }

private:
    FilmPicture picture_;
    std::function<void(bool)> looks_;
};

}  // namespace

ListeningEngine::ListeningEngine(const std::string& folder)
    : episodes_(folder + "/episodes", landmarks_version()), shelf_(tables_in(folder), LandmarkStore(folder + "/songs", landmarks_version())) {}

std::uint32_t ListeningEngine::landmarks_version() const { return sound::kHearingVersion; }
std::uint32_t ListeningEngine::answer_version() const { return sound::kAnswerVersion; }
std::uint32_t ListeningEngine::character_version() const { return sound::kCharacterVersion; }

Result<domain::SongTags> ListeningEngine::read_tags(const std::string& path, const GoOn&) { return transcode::read_song_tags(path); }

Result<SoundEngine::Listened> ListeningEngine::listen(std::span<const std::string> files, const std::vector<domain::UnheardFile>& unheard, const std::function<bool(const HearingPlace&)>& go_on) {
    BT_TRY(const auto whole, whole_files(files));
    BT_TRY(auto heard, hear_whole(whole, unheard, {}, MeasureLoudness::Yes, go_on));
    return Listened{.landmarks = sound::encode_landmarks(heard.landmarks),
                    .measures = {.duration = in_milliseconds(heard.landmarks.duration),
                                 .loudness = to_facts(heard.loudness->whole),
                                 .energy = std::move(heard.loudness->energy),
                                 .unheard_files = std::move(heard.unheard_files)}};
}

Result<Bytes> ListeningEngine::learn(const std::string& path, const GoOn& go_on) {
    BT_TRY(const auto heard, hear_file(path, sound::kSongDensity, MeasureLoudness::No, [&](double seconds) { return go_on(in_milliseconds(seconds)); }));
    return sound::encode_landmarks(heard.landmarks);
}

Result<domain::SongCharacter> ListeningEngine::describe(ByteView landmarks) const {
    BT_TRY(const auto song, sound::decode_landmarks(landmarks));
    const auto character = sound::character_of(song);
    return domain::SongCharacter{.tempo = character.tempo, .key = character.key ? sound::to_string(*character.key) : std::string()};
}

Result<bool> ListeningEngine::are_same(ByteView landmarks, ByteView other) const {
    BT_TRY(const auto a, sound::decode_landmarks(landmarks));
    BT_TRY(const auto b, sound::decode_landmarks(other));
    return are_same_sound(a, b);
}

Result<void> ListeningEngine::choose_songs(std::span<const KnownSound> songs, const GoOn& go_on) { return shelf_.fill(songs, go_on); }

Result<std::vector<sound::EpisodeSound>> ListeningEngine::hear(std::span<const KnownSound> season, std::span<const sound::SongNumber> own, const GoOn& go_on, const std::function<void(std::optional<std::uint32_t>)>& looks) {
    std::vector<sound::SeasonEpisode> episodes;
    std::vector<std::unique_ptr<ToldPicture>> pictures;
    for (const auto& each : season) {
        BT_TRY(auto landmarks, read_landmarks(episodes_, each.landmarks));
        // What cannot be opened tells nothing: parts are told from sound alone then.
        auto files = whole_files(each.files).value_or({});
        auto chapters = chapter_names(files, landmarks.duration);
        sound::PictureSource* picture = nullptr;
        if (each.may_be_looked_at) {
            const auto number = static_cast<std::uint32_t>(episodes.size());
            pictures.push_back(std::make_unique<ToldPicture>(std::move(files), [&looks, number](bool begins) { looks(begins ? std::optional(number) : std::nullopt); }));
            picture = pictures.back().get();
        }
        episodes.push_back({.landmarks = std::move(landmarks), .chapters = std::move(chapters), .picture = picture});
    }
    return sound::hear_season(episodes, shelf_, own, [&] { return go_on(milliseconds{0}); });
}

}  // namespace bt::service

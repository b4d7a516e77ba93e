#include "service/sound/listening_engine.h"

#include <algorithm>
#include <filesystem>

#include "io/byte_source.h"
#include "media/index/media_file.h"
#include "service/sound/film_picture.h"
#include "service/sound/heard.h"
#include "sound/hearing_range.h"
#include "sound/loudness_meter.h"
#include "sound/packed_landmarks.h"
#include "sound/season.h"
#include "transcode/audio_decoder.h"

namespace bt::service {
namespace {

using std::chrono::milliseconds;

Error stopped() { return {.fault = Fault::Busy, .message = "it was told to stop"}; }

/// Decodes the file and hands its sound to `hear`, piece by piece.
template <class Hear>
Result<void> decode(transcode::AudioDecoder& decoder, const SoundEngine::GoOn& go_on, Hear hear) {
    std::int64_t frames = 0;
    for (;;) {
        BT_TRY(const auto piece, decoder.read());
        if (piece.empty()) return {};
        hear(piece);
        frames += static_cast<std::int64_t>(piece.size()) / std::max(1, decoder.channels());
        if (!go_on(milliseconds{frames * 1'000 / std::max(1, decoder.sample_rate())})) return stopped();
    }
}

/// Chapters as the file names them; a file we have no reader for tells none.
std::vector<sound::NamedSpan> chapters_of(const std::string& path, double duration) {
    std::vector<sound::NamedSpan> out;
    const auto file = io::File::open(path);
    if (!file) return out;
    const auto media = media::open_media(*file);
    if (!media) return out;
    const auto& chapters = (*media)->description().chapters;
    for (std::size_t i = 0; i < chapters.size(); ++i) {
        const auto end = chapters[i].end ? approximate_seconds(*chapters[i].end) : i + 1 < chapters.size() ? approximate_seconds(chapters[i + 1].start) : duration;
        out.push_back({chapters[i].title, {approximate_seconds(chapters[i].start), end}});
    }
    return out;
}

/// Landmarks as they are kept. Damaged ones are removed, so that the next look makes them anew.
Result<sound::Landmarks> read_landmarks(const LandmarkStore& store, const std::string& path) {
    const auto bytes = store.read_at(path);
    auto landmarks = bytes ? sound::decode_landmarks(*bytes) : Result<sound::Landmarks>(bytes.error());
    if (landmarks) return landmarks;
    std::error_code fault;
    std::filesystem::remove(path, fault);
    return Error{.fault = Fault::Io, .message = "stored landmarks were damaged; they are made anew: " + landmarks.error().message};
}

}  // namespace

ListeningEngine::ListeningEngine(const std::string& folder)
    : episodes_(folder + "/episodes", landmarks_version()), shelf_(folder + "/segments", LandmarkStore(folder + "/songs", landmarks_version())) {}

std::uint32_t ListeningEngine::landmarks_version() const { return sound::kHearingVersion; }
std::uint32_t ListeningEngine::answer_version() const { return sound::kAnswerVersion; }

Result<SoundEngine::Listened> ListeningEngine::listen(const std::string& path, const GoOn& go_on) {
    BT_TRY(auto decoder, transcode::AudioDecoder::open(path));
    sound::LandmarkFinder finder(decoder.sample_rate(), decoder.channels());
    sound::LoudnessMeter meter(decoder.sample_rate(), decoder.channels());
    BT_CHECK(decode(decoder, go_on, [&](std::span<const float> piece) {
        finder.push(piece);
        meter.push(piece);
    }));
    const auto landmarks = finder.finish();
    auto loudness = meter.finish();
    return Listened{.landmarks = sound::encode_landmarks(landmarks),
                    .measures = {.duration = milliseconds{static_cast<std::int64_t>(landmarks.duration * 1'000)},
                                 .loudness = to_facts(loudness.whole),
                                 .energy = std::move(loudness.energy)}};
}

Result<Bytes> ListeningEngine::learn(const std::string& path, const GoOn& go_on) {
    BT_TRY(auto decoder, transcode::AudioDecoder::open(path));
    sound::LandmarkFinder finder(decoder.sample_rate(), decoder.channels(), sound::kSongDensity);
    BT_CHECK(decode(decoder, go_on, [&](std::span<const float> piece) { finder.push(piece); }));
    return sound::encode_landmarks(finder.finish());
}

Result<void> ListeningEngine::choose_songs(std::span<const KnownSound> songs, const GoOn& go_on) { return shelf_.fill(songs, go_on); }

Result<std::vector<sound::EpisodeSound>> ListeningEngine::hear(std::span<const KnownSound> season, const GoOn& go_on) {
    std::vector<sound::SeasonEpisode> episodes;
    std::vector<std::unique_ptr<FilmPicture>> pictures;
    for (const auto& each : season) {
        BT_TRY(auto landmarks, read_landmarks(episodes_, each.landmarks));
        auto chapters = chapters_of(each.path, landmarks.duration);
        pictures.push_back(std::make_unique<FilmPicture>(each.path));
        episodes.push_back({.landmarks = std::move(landmarks), .chapters = std::move(chapters), .picture = pictures.back().get()});
    }
    return sound::hear_season(episodes, shelf_.library(), [&] { return go_on(milliseconds{0}); });
}

}  // namespace bt::service

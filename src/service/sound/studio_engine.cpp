#include "service/sound/studio_engine.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "service/decoding/ask.h"

namespace bt::service {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kNoneYet{0};

/// Asks for something whose notes tell how far it is.
template <class Request>
Result<typename Request::Answer> ask_for_long_work(studio::Studio& studio, const Request& request, const SoundEngine::GoOn& go_on) {
    auto place = kNoneYet;
    return ask(studio, request, [&] { return go_on(place); }, [&](milliseconds note) -> Result<void> {
        place = note;
        return {};
    });
}

}  // namespace

StudioEngine::StudioEngine(studio::Studio& studio, std::string folder) : studio_(studio), folder_(std::move(folder)), ears_(folder_) {}

Result<domain::SongTags> StudioEngine::read_tags(const std::string& path, const GoOn& go_on) {
    return ask(studio_, ReadSongTags{path}, [&] { return go_on(kNoneYet); });
}

Result<SoundEngine::Listened> StudioEngine::listen(std::span<const std::string> files, const GoOn& go_on) {
    ListenTo request{.files = {files.begin(), files.end()}, .unheard = {}};
    while (true) {
        ListeningPlace place;
        auto listened = ask(studio_, request, [&] { return go_on(place.at); }, [&](ListeningPlace note) -> Result<void> {
            place = note;
            return {};
        });
        const bool died = !listened && listened.error().fault == Fault::Malformed;
        if (!died || files.size() == 1 || place.file >= files.size() || std::ranges::find(request.unheard, place.file, &domain::UnheardFile::file) != request.unheard.end()) return listened;
        request.unheard.push_back({.file = place.file, .reason = listened.error().message});
    }
}

Result<Bytes> StudioEngine::learn(const std::string& path, const GoOn& go_on) { return ask_for_long_work(studio_, LearnSong{path}, go_on); }

Result<void> StudioEngine::choose_songs(std::span<const KnownSound> songs, const GoOn&) {
    songs_.assign(songs.begin(), songs.end());
    return {};
}

Result<std::vector<sound::EpisodeSound>> StudioEngine::hear(std::span<const KnownSound> season, std::span<const sound::SongNumber> own, const GoOn& go_on) {
    HearSeason request{.folder = folder_, .songs = songs_, .season = {season.begin(), season.end()}, .own = {own.begin(), own.end()}};
    for (auto& each : request.season) each.may_be_looked_at = each.may_be_looked_at && !harmful_.contains(each.content);
    while (true) {
        LookingAt looking;
        auto heard = ask(studio_, request, [&] { return go_on(kNoneYet); }, [&](LookingAt note) -> Result<void> {
            looking = note;
            return {};
        });
        if (heard && heard->size() != season.size()) return Error{.fault = Fault::Malformed, .message = "the decoder answered for another season"};
        if (heard || heard.error().fault != Fault::Malformed || !looking.episode || *looking.episode >= season.size()) return heard;
        auto& harmful = request.season[*looking.episode];
        if (!harmful.may_be_looked_at) return heard;
        harmful.may_be_looked_at = false;
        harmful_.insert(harmful.content);
        spdlog::warn("picture_not_looked_at");
        spdlog::debug("picture_not_looked_at content={} reason=\"{}\"", harmful.content.text(), heard.error().describe());
    }
}

}  // namespace bt::service

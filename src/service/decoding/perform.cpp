#include "service/decoding/perform.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <time.h>

#include <exception>
#include <memory>
#include <new>
#include <system_error>

#include "service/decoding/messages.h"
#include "service/decoding/pictures.h"
#include "service/index_store.h"
#include "service/sound/listening_engine.h"
#include "service/storyboard/storyboard.h"
#include "studio/desk.h"
#include "transcode/describe.h"
#include "transcode/song_tags.h"

namespace bt::service {
namespace {

using studio::SendNote;

std::chrono::seconds worked() {
    timespec spent{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
    return std::chrono::seconds(spent.tv_sec);
}

/// One overload a request. What is kept between requests is only what could be made anew.
class Performer {
public:
    Result<SoundEngine::Listened> operator()(const ListenTo& request, const SendNote& note) const {
        return ListeningEngine(std::string()).listen(request.files, request.unheard, [&note](const HearingPlace& place) {
            note(write_note(ListeningPlace{std::chrono::milliseconds{static_cast<std::int64_t>(place.seconds * 1'000)}, place.file}));
            return true;
        });
    }
    Result<Bytes> operator()(const LearnSong& request, const SendNote& note) const { return ListeningEngine(std::string()).learn(request.path, told_by(note)); }

    Result<std::vector<sound::EpisodeSound>> operator()(const HearSeason& request, const SendNote& note) {
        const auto goes_on = [](auto) { return true; };
        if (!hearing_ || hearing_->folder != request.folder || hearing_->songs != request.songs) {
            hearing_.reset();
            Hearing hearing{.folder = request.folder, .songs = request.songs, .engine = std::make_unique<ListeningEngine>(request.folder)};
            BT_CHECK(hearing.engine->choose_songs(request.songs, goes_on));
            hearing_ = std::move(hearing);
        }
        return hearing_->engine->hear(request.season, request.own, goes_on, [&](std::optional<std::uint32_t> episode) { note(write_note(LookingAt{episode})); });
    }

    Result<std::string> operator()(const MakeStoryboard& request, const SendNote& note) const {
        BT_TRY(const auto file, open_content(request.film));
        BT_TRY(const auto film, open_indexed(request.index_folder, request.film.content, file));
        const auto until = worked() + request.most_work;
        const auto keep = [&](std::size_t number, ByteView webp) -> Result<void> {
            note(write_note(NumberedSheet{static_cast<std::uint32_t>(number), to_bytes(webp)}));
            return {};
        };
        bool took_too_long = false;
        const auto goes_on = [&] {
            note(write_note(NumberedSheet{}));
            took_too_long = worked() >= until;
            return !took_too_long;
        };
        auto index = make_storyboard(*film, keep, goes_on);
        if (took_too_long) return Error{.fault = Fault::TooLarge, .message = "its storyboard takes too much work"};
        return index;
    }

    Result<Bytes> operator()(const TakeStill& request, const SendNote&) const { return take_still(request); }
    Result<domain::ChosenStill> operator()(const ChooseStill& request, const SendNote&) const { return choose_still_of(request); }
    Result<Bytes> operator()(const ShrinkPicture& request, const SendNote&) const { return shrink_picture(request); }
    Result<domain::ArtworkFacts> operator()(const DescribePicture& request, const SendNote&) const { return describe_picture(request); }
    Result<media::Description> operator()(const DescribeContainer& request, const SendNote&) const { return transcode::describe_with_libavformat(request.path); }
    Result<domain::SongTags> operator()(const ReadSongTags& request, const SendNote&) const { return transcode::read_song_tags(request.path); }

private:
    static SoundEngine::GoOn told_by(const SendNote& note) {
        return [&note](std::chrono::milliseconds place) {
            note(write_note(place));
            return true;
        };
    }

    /// The songs of the last season, which are those of the next as a rule.
    struct Hearing {
        std::string folder;
        std::vector<KnownSound> songs;
        std::unique_ptr<ListeningEngine> engine;
    };
    std::optional<Hearing> hearing_;
};

template <class Request> Bytes answer_of(Performer& performer, const Request& request, const SendNote& note) {
    using Answer = Result<typename Request::Answer>;
    try {
        return write_answer(performer(request, note));
    } catch (const std::bad_alloc&) {
        throw;  // the end of this helper (studio/desk.h)
    } catch (const std::system_error& error) {
        return write_answer(Answer(Error{.fault = Fault::Busy, .message = fmt::format("the system did not let it be decoded: {}", error.what())}));
    } catch (const std::exception& error) {
        return write_answer(Answer(Error{.fault = Fault::Malformed, .message = fmt::format("the decoder failed with this file: {}", error.what())}));
    }
}

}  // namespace

std::optional<int> decode_if_helper(int count, const char* const* arguments) {
    if (!studio::is_helper(count, arguments)) return std::nullopt;
    spdlog::set_level(spdlog::level::off);  // what is worth a line the server is told
    Performer performer;
    return studio::work_if_helper(count, arguments, [&performer](ByteView bytes, const SendNote& note) {
        const auto request = read_request(bytes);
        // The server is the same program; what it did not send is nobody's request.
        BT_ASSERT(request.ok(), "the server sends requests that can be read");
        return std::visit([&](const auto& each) { return answer_of(performer, each, note); }, *request);
    });
}

}  // namespace bt::service

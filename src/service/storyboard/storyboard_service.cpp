#include "service/storyboard/storyboard_service.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <unordered_map>
#include <vector>

#include "service/decoding/ask.h"
#include "service/storyboard/storyboard.h"
#include "store/sound_store.h"

namespace bt::service {
namespace {

/// Every file of every episode as it is played, the newest season's first.
std::vector<store::PlannedFile> films_of(const store::ListeningPlan& plan) {
    std::vector<store::PlannedFile> films;
    for (const auto& season : plan.seasons) films.insert(films.end(), season.films.begin(), season.films.end());
    return films;
}

}  // namespace

StoryboardService::StoryboardService(store::Database& database, studio::Studio& studio, const StoryboardShelf& shelf, Options options)
    : database_(database), studio_(studio), shelf_(shelf), options_(std::move(options)) {
    worker_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

StoryboardService::~StoryboardService() {
    worker_.request_stop();
    wake_.notify_all();
}

void StoryboardService::look_again() {
    const std::lock_guard lock(mutex_);
    is_due_ = true;
    wake_.notify_all();
}

void StoryboardService::hurry(ContentKey film) {
    const std::lock_guard lock(mutex_);
    hurried_ = film;
}

std::optional<ContentKey> StoryboardService::take_hurried() {
    const std::lock_guard lock(mutex_);
    return std::exchange(hurried_, std::nullopt);
}

bool StoryboardService::is_interrupted(const std::stop_token& stop) {
    const std::lock_guard lock(mutex_);
    return stop.stop_requested() || is_due_;
}

void StoryboardService::run(const std::stop_token& stop) {
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return is_due_; })) return;
            is_due_ = false;
        }
        // A full disk or a folder that is away: the next change of the library, or the next start, tries again.
        if (const auto done = make_pass(stop); !done && !stop.stop_requested()) {
            spdlog::warn("storyboards_wait");
            spdlog::debug("storyboards_wait reason=\"{}\"", done.error().describe());
        }
    }
}

Result<void> StoryboardService::make_pass(const std::stop_token& stop) {
    BT_TRY(const auto plan, store::read_listening_plan(database_));
    const auto films = films_of(plan);
    std::unordered_map<ContentKey, const store::PlannedFile*> missing;
    for (const auto& film : films) {
        if (!shelf_.is_settled(film.content)) missing.emplace(film.content, &film);
    }
    kept_bytes_ = shelf_.bytes();
    for (const auto& film : films) {
        if (const auto wanted = take_hurried(); wanted && missing.contains(*wanted)) {
            const auto* first = missing.at(*wanted);
            missing.erase(*wanted);
            BT_CHECK(make(*first, stop));
        }
        if (is_interrupted(stop)) return {};
        if (missing.erase(film.content) > 0) BT_CHECK(make(film, stop));
    }
    BT_TRY(const auto wanted, store::SoundStore(database_).wanted_contents(options_.rest));
    shelf_.remove_all_but(wanted);
    return {};
}

Result<void> StoryboardService::check_room() const {
    std::error_code fault;
    std::filesystem::create_directories(shelf_.path(), fault);
    const auto space = std::filesystem::space(shelf_.path(), fault);
    if (fault) return Error{.fault = Fault::Io, .message = fmt::format("the folder for storyboards cannot be made: {}", fault.message())};
    if (space.available < options_.room) return Error{.fault = Fault::Full, .message = "the disk of the data folder is nearly full: storyboards wait for room"};
    if (kept_bytes_ > options_.most_bytes) return Error{.fault = Fault::Full, .message = "storyboards fill the room they may take"};
    return {};
}

Result<void> StoryboardService::keep_sheet(ContentKey film, std::size_t number, ByteView webp) {
    if (number > kMostTiles / kTilesOfSheet) return Error{.fault = Fault::Malformed, .message = "a storyboard of more sheets than there can be"};
    BT_CHECK(shelf_.keep_sheet(film, number, webp));
    kept_bytes_ += webp.size();
    return {};
}

/// Faults: those of the disk. What the film itself cannot give is noted, what is away today, or changed, is left for another day.
Result<void> StoryboardService::make(const store::PlannedFile& film, const std::stop_token& stop) {
    BT_CHECK(check_room());
    Result<void> kept;
    const auto keep = [&](const NumberedSheet& sheet) {
        if (sheet.number > 0) kept = keep_sheet(film.content, sheet.number, sheet.webp);
        return kept;
    };
    const MakeStoryboard request{.film = {film.path, film.content}, .index_folder = options_.index_folder, .most_work = options_.most_work};
    const auto index = ask(studio_, request, [&] { return !stop.stop_requested(); }, keep);
    if (stop.stop_requested()) return {};
    if (!kept) return kept;
    if (index) return shelf_.keep_index(film.content, *index);
    if (is_lasting(index.error().fault)) return shelf_.keep_none(film.content);
    spdlog::debug("storyboard_waits content={} reason=\"{}\"", film.content.text(), index.error().describe());
    return {};
}

}  // namespace bt::service

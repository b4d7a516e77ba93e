#include "service/serving.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "http/listen_address.h"
#include "io/lock_file.h"
#include "service/api/album_routes.h"
#include "service/api/artwork_routes.h"
#include "service/api/catalogue_routes.h"
#include "service/api/correction_routes.h"
#include "service/api/list_routes.h"
#include "service/api/media_routes.h"
#include "service/api/operation_routes.h"
#include "service/api/people_routes.h"
#include "service/api/search_routes.h"
#include "service/api/song_media_routes.h"
#include "service/api/sound_routes.h"
#include "service/api/web_routes.h"
#include "service/artwork_describer.h"
#include "service/decoding/ask.h"
#include "service/first_pictures.h"
#include "service/host_names.h"
#include "service/line_index.h"
#include "service/open_with_subtitles.h"
#include "service/people_joiner.h"
#include "service/picture_cache.h"
#include "service/presentation_cache.h"
#include "service/search_index.h"
#include "service/sound/analysis_service.h"
#include "service/sound/studio_engine.h"
#include "service/storyboard/storyboard_service.h"
#include "store/catalogue_mark.h"
#include "store/file_reader.h"
#include "studio/fence.h"
#include "studio/studio.h"

namespace bt::service {
namespace {

/// Some ten thousand cards and a thousand backdrops.
constexpr std::uint64_t kPictureCacheBytes = 512U << 20;

/// The place of a content key in the library, with the subtitle and sound files of the episodes it belongs to.
Result<LocatedMedia> locate(store::Database& database, ContentKey key) {
    BT_TRY(auto found, store::FileReader(database).by_content(key));
    std::vector<domain::ExternalTrack> tracks;
    for (auto& [track, library, library_path] : found.beside) {
        track.path = (std::filesystem::path(library_path) / track.path).string();
        tracks.push_back(std::move(track));
    }
    // Copies are equal: the first that is there will do.
    for (const auto& place : found.places) {
        auto path = (std::filesystem::path(place.library_path) / place.path).string();
        std::error_code fault;
        if (found.places.size() > 1 && !std::filesystem::exists(path, fault)) continue;
        auto beside = files_beside(tracks);
        return LocatedMedia{std::move(path), place.stamp, std::move(beside.subtitles), std::move(beside.left_out), std::move(beside.sounds), found.print};
    }
    return Error{.fault = Fault::NotFound, .message = "no file in the library has the content " + key.text()};
}

Result<void> make_private_folder(const std::filesystem::path& folder) {
    std::error_code fault;
    const bool is_new = std::filesystem::create_directories(folder, fault);
    if (fault) return Error{.fault = Fault::Io, .message = fmt::format("make the data folder {}: {}", folder.string(), fault.message())};
    // What is watched is nobody else's business. A folder that was there before keeps the rights its owner gave it.
    if (is_new) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, fault);
    return {};
}

/// Two servers would each take the other's libraries for gone.
Result<io::LockFile> alone_in(const std::filesystem::path& data) {
    auto lock = io::LockFile::take((data / "serving.lock").string());
    if (lock || lock.error().fault != Fault::Busy) return lock;
    return Error{.fault = Fault::Busy, .message = fmt::format("another Bonustrack serves from the data folder {}. Stop it, or name another folder: --data DIR", data.string())};
}

void log_access(const http::AccessRecord& record) {
    spdlog::debug("request method={} route={} status={} bytes={} ms={:.3f} complete={}", to_string(record.method), record.pattern, record.status, record.bytes,
                  static_cast<double>(record.duration.count()) / 1'000, record.complete);
}

http::ServerOptions server_options(const ServeOptions& options, std::string mark) {
    http::ServerOptions out{.listeners = {}};
    for (const auto& address : options.listen) {
        http::Listener listener{.address = address};
        if (!options.tls_certificate.empty()) listener.tls = http::TlsFiles{options.tls_certificate, options.tls_key};
        out.listeners.push_back(std::move(listener));
    }
    out.io_threads = options.io_threads;
    // A browser keeps ids for years: those of another catalogue would lead it astray.
    out.always = {{"Bonustrack-Catalogue", std::move(mark)}};
    out.is_our_host = [names = HostNames(options.allowed_hosts, machine_name())](std::string_view host) { return names.has(host); };
    out.on_access = log_access;
    out.on_warning = [](std::string_view text) { spdlog::warn("http warning=\"{}\"", text); };
    return out;
}

}  // namespace

struct Serving::Parts {
    explicit Parts(std::filesystem::path folder)
        : data(std::move(folder)), indexes((data / "index").string()), sound((data / "sound").string()),
          background({.priority = studio::Priority::Background, .most_helpers = 3, .writable = ListeningEngine::tables_in(sound)}) {}

    /// The data folder, for this process alone.
    Result<void> open();
    void make_services(const ServeOptions& options);
    Result<void> scan(const ServeOptions& options);
    void tell_of_change();
    http::Router routes(Changes changes);
    /// Whether there is a storyboard of the film; one that is missing is made next.
    bool has_storyboard(ContentKey film);

    const std::filesystem::path data;
    const std::string indexes;
    const std::string sound;  // what was heard is kept there
    std::optional<io::LockFile> alone;
    std::shared_ptr<store::Database> database;
    // Whatever decodes: for pictures somebody waits for and files being scanned, and for what is done in the background.
    // The former rest longer, for who browses asks again.
    studio::Studio waited{{.priority = studio::Priority::Waited, .most_helpers = 4, .rest = std::chrono::seconds(30)}};
    studio::Studio background;  // listening, storyboards, artwork
    std::unique_ptr<PresentationCache> cache;
    std::unique_ptr<PeopleJoiner> people;
    std::unique_ptr<SearchIndex> search;
    std::unique_ptr<AnalysisService> analysis;  // null when it is switched off
    std::unique_ptr<StoryboardShelf> shelf;
    std::unique_ptr<StoryboardService> storyboards;  // null when it is switched off
    std::unique_ptr<PictureCache> pictures;
    std::unique_ptr<ArtworkDescriber> describer;
    std::unique_ptr<LineIndex> lines;
    std::unique_ptr<LibraryService> library;
    std::unique_ptr<http::Server> server;
    std::atomic<http::Server*> running = nullptr;  // set once: requests for metrics come before start() returns and until the server has ended
};

Result<void> Serving::Parts::open() {
    BT_CHECK(make_private_folder(data));
    BT_TRY(auto lock, alone_in(data));
    alone.emplace(std::move(lock));
    BT_TRY(database, store::Database::open((data / "bonustrack.db").string()));
    return {};
}

void Serving::Parts::make_services(const ServeOptions& options) {
    const auto place = [this](ContentKey key) { return locate(*database, key); };
    const auto refresh_search = [this] { search->refresh(); };
    cache = std::make_unique<PresentationCache>(indexes, place);
    people = std::make_unique<PeopleJoiner>(*database);
    // First whom names mean, then what is found by them.
    search = std::make_unique<SearchIndex>(*database, [this] {
        if (const auto joined = people->refresh(); !joined) spdlog::warn("people_failed reason=\"{}\"", joined.error().describe());
    });
    people->on_change(refresh_search);
    if (options.analyse) {
        analysis = std::make_unique<AnalysisService>(*database, std::make_unique<StudioEngine>(background, sound), AnalysisService::Options{.folder = sound, .on_tags = refresh_search});
    }
    shelf = std::make_unique<StoryboardShelf>((data / "storyboards").string());
    if (options.make_storyboards) storyboards = std::make_unique<StoryboardService>(*database, background, *shelf, StoryboardService::Options{.index_folder = indexes});
    pictures = std::make_unique<PictureCache>((data / "pictures").string(), kPictureCacheBytes);
    describer = std::make_unique<ArtworkDescriber>(*database, background, indexes, [this](const std::stop_token& stop) { make_first_pictures(*database, background, *pictures, stop); });
    lines = std::make_unique<LineIndex>(*database, indexes, place);
}

Result<void> Serving::Parts::scan(const ServeOptions& options) {
    BT_TRY(library, LibraryService::start(*database, {.roots = options.libraries,
                                                      .index_folder = indexes,
                                                      .describe = [this](const std::string& path) { return ask(waited, DescribeContainer{path}); },
                                                      .probe_threads = options.probe_threads,
                                                      .on_change = [this] { tell_of_change(); },
                                                      .on_progress = options.on_scan_progress}));
    return {};
}

void Serving::Parts::tell_of_change() {
    cache->clear();
    search->refresh();
    lines->refresh();
    describer->refresh();
    if (analysis) analysis->look_again();
    if (storyboards) storyboards->look_again();
}

bool Serving::Parts::has_storyboard(ContentKey film) {
    if (shelf->has(film)) return true;
    if (storyboards) storyboards->hurry(film);
    return false;
}

http::Router Serving::Parts::routes(Changes changes) {
    http::Router router;
    add_list_routes(router, *database);
    add_artwork_routes(router, *database, waited, *cache, *pictures);
    add_catalogue_routes(router, *database, *cache, *library, changes, [this](ContentKey film) { return has_storyboard(film); });
    add_people_routes(router, *database, *people, changes);
    add_media_routes(router, *cache, *shelf);
    add_song_media_routes(router, *database);
    add_search_routes(router, *search);
    add_sound_routes(router, *database, [this] { return analysis ? analysis->status() : AnalysisStatus{}; });
    add_correction_routes(router, *database, changes);
    add_album_routes(router, *database, changes, [this] {
        if (analysis) analysis->look_again();
    });
    add_operation_routes(router, [this] {
        const auto* answering = running.load();
        return answering != nullptr ? answering->metrics() : http::Metrics{};
    }, *library);
    add_web_routes(router);
    return router;
}

Serving::Serving(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Result<std::unique_ptr<Serving>> Serving::start(const ServeOptions& options) {
    if (options.tls_certificate.empty() != options.tls_key.empty()) {
        return Error{.fault = Fault::Invalid, .message = "TLS needs both a certificate and its key"};
    }
    for (const auto& address : options.listen) BT_CHECK(http::parse_listen_address(address));  // said before anything is made or scanned
    if (!studio::can_forbid_writing()) spdlog::warn("studio_fence message=\"this kernel has no Landlock: a file that takes over its decoder could write where the server can\"");
    auto parts = std::make_unique<Parts>(options.data);
    BT_CHECK(parts->open());
    parts->make_services(options);
    BT_CHECK(parts->scan(options));
    BT_TRY(auto mark, store::catalogue_mark(*parts->database));
    BT_TRY(parts->server, http::Server::start(parts->routes(options.changes), server_options(options, std::move(mark))));
    parts->running = parts->server.get();
    return std::unique_ptr<Serving>(new Serving(std::move(parts)));
}

Serving::~Serving() {
    // Whatever is being decoded is done again by the next start; a scan must not take the refusal for a fault of the file.
    if (parts_->library) parts_->library->stop();
    parts_->waited.close();
    parts_->background.close();
    // The server first: its handlers use the rest.
    parts_->server.reset();
    parts_->library.reset();  // it calls the analysis and the storyboards
    parts_->storyboards.reset();
    parts_->analysis.reset();
}

std::vector<std::string> Serving::urls() const {
    std::vector<std::string> out;
    for (const auto& bound : parts_->server->bound()) out.push_back(bound.url);
    return out;
}

void Serving::stop(std::chrono::milliseconds patience) { parts_->server->stop(patience); }

std::string default_data_folder() {
    if (const char* state = std::getenv("XDG_DATA_HOME"); state != nullptr && *state != '\0') return std::string(state) + "/bonustrack";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') return std::string(home) + "/.local/share/bonustrack";
    return "/var/lib/bonustrack";
}

}  // namespace bt::service

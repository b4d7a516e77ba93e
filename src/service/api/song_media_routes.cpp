#include "service/api/song_media_routes.h"

#include <algorithm>
#include <filesystem>
#include <string>

#include "io/byte_source.h"
#include "service/api/problems.h"
#include "service/api/requests.h"
#include "store/file_reader.h"
#include "transcode/sound_type.h"

namespace bt::service {
namespace {

http::Response serve_song(store::Database& database, const http::Request& request) {
    const auto id = id_asked<domain::SongId>(request, "song");
    if (!id) return problem_for(id.error());
    const auto stored = store::FileReader(database).song(*id);
    if (!stored) return problem_for(stored.error());
    const auto file = io::File::open((std::filesystem::path(stored->library_path) / stored->song.path).string());
    if (!file) return file.error().fault == Fault::NotFound ? http::problem(404, "The song's file is no longer there.") : problem_for(file.error());
    const auto head = (*file)->read({0, std::min<std::uint64_t>((*file)->size(), transcode::kSoundHead)});
    if (!head) return problem_for(head.error());
    // By its bytes: a link called song.flac gives nothing else away.
    const auto type = transcode::sound_type(*head);
    if (type.empty()) return http::problem(404, "What lies there is no song.");
    auto response = http::file_response(*file, type);
    // The content stands in the URL; what was put in its place since the last scan is another one.
    const auto& song = stored->song;
    const bool is_it = song.content && request.query_value("v") == song.content->text() && (*file)->size() == song.stamp.size && (*file)->modified_ns() == song.stamp.modified_ns;
    response.headers.set("Cache-Control", is_it ? "public, max-age=31536000, immutable" : "no-cache");
    response.headers.set("X-Content-Type-Options", "nosniff");
    return response;
}

}  // namespace

void add_song_media_routes(http::Router& router, store::Database& database) {
    router.get("/media/songs/{id}", [&](const http::Request& request) { return serve_song(database, request); }, {.runs = http::Runs::Blocking, .cors = true});
}

}  // namespace bt::service

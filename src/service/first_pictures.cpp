#include "service/first_pictures.h"

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <optional>

#include "io/byte_source.h"
#include "library/fingerprint.h"
#include "service/decoding/ask.h"
#include "service/made_pictures.h"
#include "store/artwork_reader.h"
#include "store/series_reader.h"

namespace bt::service {
namespace {

/// As many as stand side by side in home's first row on a wide screen.
constexpr int kCards = 8;
// The widths of home (web/src/home): a card of one and two pixels a point, a backdrop on a phone, a laptop and a large screen.
constexpr std::initializer_list<std::uint32_t> kPosterWidths{320, 480}, kBackdropWidths{1'280, 640, 1'920};

void make_widths(const store::StoredArtwork& stored, studio::Studio& studio, PictureCache& cache, std::initializer_list<std::uint32_t> widths, const std::stop_token& stop) {
    const auto path = (std::filesystem::path(stored.library_path) / stored.artwork.path).string();
    const auto file = io::File::open(path);
    if (!file) return;
    const auto content = library::read_content_key(**file);
    if (!content) return;
    for (const auto width : widths) {
        if (stop.stop_requested()) return;
        const ShrinkPicture request{.file = {path, *content}, .width = width};
        if (!kept_or_made(cache, {.content = *content, .width = width}, [&] { return ask(studio, request, [&] { return !stop.stop_requested(); }); })) return;
    }
}

}  // namespace

void make_first_pictures(store::Database& database, studio::Studio& studio, PictureCache& cache, const std::stop_token& stop) {
    const auto newest = store::SeriesReader(database).page(store::SeriesOrder::Added, {.limit = kCards});
    if (!newest) return;  // a database that cannot be read says so where it is asked
    const store::ArtworkReader reader(database);
    const auto make = [&](const std::optional<domain::Artwork>& artwork, std::initializer_list<std::uint32_t> widths) {
        if (!artwork || stop.stop_requested()) return;
        if (const auto stored = reader.by_id(artwork->id)) make_widths(*stored, studio, cache, widths, stop);
    };
    // The backdrop is the largest of the page, and of one series alone: the newest that has one.
    const auto large = std::ranges::find_if(newest->rows, [](const auto& series) { return series.backdrop.has_value(); });
    if (large != newest->rows.end()) make(large->backdrop, kBackdropWidths);
    for (const auto& series : newest->rows) make(series.poster, kPosterWidths);
}

}  // namespace bt::service

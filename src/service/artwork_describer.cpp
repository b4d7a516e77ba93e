#include "service/artwork_describer.h"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <vector>

#include "io/byte_source.h"
#include "library/fingerprint.h"
#include "service/decoding/ask.h"
#include "store/artwork_reader.h"
#include "store/catalogue_writer.h"
#include "store/stills.h"

namespace bt::service {
namespace {

/// So many are looked at for one write; what a crash loses is looked at again.
constexpr int kBatch = 40;
/// Few: a page shows each as soon as it is kept.
constexpr std::size_t kFilmsAtOnce = 8;

/// Faults: those of opening and reading it; Busy.
Result<domain::ArtworkFacts> facts_of(studio::Studio& studio, const std::string& path, const std::stop_token& stop) {
    BT_TRY(const auto file, io::File::open(path));
    BT_TRY(const auto content, library::read_content_key(*file));
    auto facts = ask(studio, DescribePicture{{path, content}}, [&] { return !stop.stop_requested(); });
    // What kills its decoder, or takes more memory than there is, shows nothing, as what cannot be decoded.
    if (!facts && (facts.error().fault == Fault::Malformed || facts.error().fault == Fault::TooLarge)) {
        return domain::ArtworkFacts{.content = content, .hue = {}, .thumbhash = {}, .is_picture = facts.error().fault == Fault::TooLarge};
    }
    if (facts) facts->content = content;  // whatever the helper says it saw
    return facts;
}

std::vector<store::DescribedArtwork> look_at(studio::Studio& studio, const std::vector<store::StoredArtwork>& pictures, const std::stop_token& stop) {
    std::vector<store::DescribedArtwork> seen;
    for (const auto& each : pictures) {
        if (stop.stop_requested()) break;
        const auto path = (std::filesystem::path(each.library_path) / each.artwork.path).string();
        // One that cannot be read now is looked at again after the next scan.
        if (auto facts = facts_of(studio, path, stop)) seen.push_back({each.artwork.id, each.artwork.stamp, std::move(*facts)});
    }
    return seen;
}

}  // namespace

ArtworkDescriber::ArtworkDescriber(store::Database& database, studio::Studio& studio, std::string index_folder, Then then)
    : database_(database), studio_(studio), index_folder_(std::move(index_folder)), then_(std::move(then)) {
    worker_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

ArtworkDescriber::~ArtworkDescriber() {
    worker_.request_stop();
    wake_.notify_all();
}

void ArtworkDescriber::refresh() {
    const std::lock_guard lock(mutex_);
    is_due_ = true;
    wake_.notify_all();
}

bool ArtworkDescriber::is_due() {
    const std::lock_guard lock(mutex_);
    return is_due_;
}

void ArtworkDescriber::run(const std::stop_token& stop) {
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return is_due_; })) return;
            is_due_ = false;
        }
        describe_all(stop);
        look_through_films(stop);
        if (then_ && !stop.stop_requested()) then_(stop);
    }
}

void ArtworkDescriber::describe_all(const std::stop_token& stop) {
    const store::ArtworkReader reader(database_);
    store::CatalogueWriter writer(database_);
    domain::ArtworkId after;
    while (!stop.stop_requested()) {
        const auto pictures = reader.without_facts(after, kBatch);
        if (!pictures || pictures->empty()) return;  // a database that cannot be read says so where it is asked
        after = pictures->back().artwork.id;
        const auto seen = look_at(studio_, *pictures, stop);
        if (const auto kept = writer.describe_artwork(seen); !kept) spdlog::warn("artwork_facts_not_kept reason=\"{}\"", kept.error().describe());
    }
}

void ArtworkDescriber::look_through_films(const std::stop_token& stop) {
    const auto films = store::read_films_without_still(database_);
    if (!films) return;
    std::vector<store::LookedThrough> seen;
    const auto keep = [&] {
        if (const auto kept = store::keep_stills(database_, seen); !kept) spdlog::warn("stills_not_kept reason=\"{}\"", kept.error().describe());
        seen.clear();
    };
    for (const auto& film : *films) {
        if (stop.stop_requested() || is_due()) break;  // what is new comes first
        auto chosen = ask(studio_, ChooseStill{.film = {film.path, film.content}, .index_folder = index_folder_}, [&] { return !stop.stop_requested(); });
        // What is away today, or changed, is looked through another day.
        if (!chosen && !is_lasting(chosen.error().fault)) continue;
        if (chosen) chosen->whole.content = chosen->upright.content = film.content;  // whatever the helper says it saw
        seen.push_back({film.content, chosen ? std::optional(*std::move(chosen)) : std::nullopt});
        if (seen.size() >= kFilmsAtOnce) keep();
    }
    keep();
}

}  // namespace bt::service

#include "service/artwork_describer.h"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <vector>

#include "io/byte_source.h"
#include "library/fingerprint.h"
#include "service/decoding/ask.h"
#include "store/artwork_reader.h"
#include "store/catalogue_writer.h"

namespace bt::service {
namespace {

/// So many are looked at for one write; what a crash loses is looked at again.
constexpr int kBatch = 40;

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

ArtworkDescriber::ArtworkDescriber(store::Database& database, studio::Studio& studio, Then then) : database_(database), studio_(studio), then_(std::move(then)) {
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

void ArtworkDescriber::run(const std::stop_token& stop) {
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return is_due_; })) return;
            is_due_ = false;
        }
        describe_all(stop);
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

}  // namespace bt::service

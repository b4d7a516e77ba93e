#include "service/artwork_describer.h"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <vector>

#include "io/byte_source.h"
#include "library/fingerprint.h"
#include "service/made_pictures.h"
#include "service/sound/low_priority.h"
#include "store/artwork_reader.h"
#include "store/catalogue_writer.h"
#include "transcode/picture.h"
#include "transcode/picture_facts.h"

namespace bt::service {
namespace {

/// So many are looked at for one write; what a crash loses is looked at again.
constexpr int kBatch = 40;
/// Enough for a mean of colours and for a ThumbHash, which takes at most 100 by 100.
constexpr std::uint32_t kLookedAtWidth = 64;
constexpr std::uint32_t kMostThumbhashSide = 100;

std::string thumbhash_of(ByteView bytes, const transcode::Picture& picture) {
    if (picture.height <= kMostThumbhashSide) return transcode::thumbhash(picture);
    const auto narrower = transcode::decode_picture(bytes, kMostThumbhashSide / 4);  // at most four times as high as wide
    return narrower ? transcode::thumbhash(narrower->picture) : std::string();
}

std::vector<store::DescribedArtwork> look_at(const std::vector<store::StoredArtwork>& pictures, const std::stop_token& stop) {
    std::vector<store::DescribedArtwork> seen;
    for (const auto& each : pictures) {
        if (stop.stop_requested()) break;
        const auto path = (std::filesystem::path(each.library_path) / each.artwork.path).string();
        // One that cannot be read now is looked at again after the next scan.
        if (auto facts = describe_picture(path)) seen.push_back({each.artwork.id, each.artwork.stamp, std::move(*facts)});
    }
    return seen;
}

}  // namespace

Result<domain::ArtworkFacts> describe_picture(const std::string& path) {
    BT_TRY(const auto file, io::File::open(path));
    domain::ArtworkFacts facts;
    BT_TRY(facts.content, library::read_content_key(*file));
    if (file->size() > kMostPictureBytes) return facts;
    BT_TRY(const auto bytes, file->read({0, file->size()}));
    const auto decoded = transcode::decode_picture(bytes, kLookedAtWidth);
    if (!decoded) return facts;
    facts.width = decoded->source_width;
    facts.height = decoded->source_height;
    facts.hue = transcode::accent_hue(decoded->picture);
    facts.thumbhash = thumbhash_of(bytes, decoded->picture);
    return facts;
}

ArtworkDescriber::ArtworkDescriber(store::Database& database, Then then) : database_(database), then_(std::move(then)) {
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
        std::vector<store::DescribedArtwork> seen;
        run_at_low_priority([&] { seen = look_at(*pictures, stop); });
        if (const auto kept = writer.describe_artwork(seen); !kept) spdlog::warn("artwork_facts_not_kept reason=\"{}\"", kept.error().describe());
    }
}

}  // namespace bt::service

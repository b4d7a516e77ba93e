#include "service/decoding/pictures.h"

#include "library/fingerprint.h"
#include "service/index_store.h"
#include "service/storyboard/choose_still.h"
#include "service/storyboard/key_frames.h"
#include "transcode/picture.h"
#include "transcode/picture_choice.h"
#include "transcode/picture_facts.h"
#include "transcode/song_tags.h"

namespace bt::service {
namespace {

/// Larger files are not pictures for a page: they are neither described nor made smaller.
constexpr std::uint64_t kMostPictureBytes = 32U << 20;
/// Enough for a mean of colours and for a ThumbHash, which takes at most 100 by 100.
constexpr std::uint32_t kLookedAtWidth = 64;
constexpr std::uint32_t kMostThumbhashSide = 100;

Result<Bytes> encode(const transcode::Picture& picture, PictureForm form) {
    const auto plain = picture.has_alpha() ? transcode::ImageType::Png : transcode::ImageType::Jpeg;
    return transcode::encode_picture(picture, form == PictureForm::WebP ? transcode::ImageType::WebP : plain);
}

std::string thumbhash_of(ByteView bytes, const transcode::Picture& picture) {
    if (picture.height <= kMostThumbhashSide) return transcode::thumbhash(picture);
    const auto narrower = transcode::decode_picture(bytes, kMostThumbhashSide / 4);  // at most four times as high as wide
    return narrower ? transcode::thumbhash(narrower->picture) : std::string();
}

Result<Bytes> read_picture(const io::File& file) {
    if (file.size() > kMostPictureBytes) return Error{.fault = Fault::TooLarge, .message = "the file is too large for a picture"};
    return file.read({0, file.size()});
}

}  // namespace

Result<std::shared_ptr<const io::File>> open_content(const PlacedContent& place) {
    BT_TRY(auto file, io::File::open(place.path));
    BT_TRY(const bool is_same, library::holds_content(*file, place.content));
    if (!is_same) return Error{.fault = Fault::Conflict, .message = "the file was changed meanwhile"};
    return file;
}

Result<Bytes> shrink_picture(const ShrinkPicture& request) {
    BT_TRY(const auto file, open_content(request.file));
    BT_TRY(const auto bytes, request.from == PictureFrom::SongFile ? transcode::read_song_picture(request.file.path) : read_picture(*file));
    BT_TRY(const auto decoded, transcode::decode_picture(bytes, request.width));
    return encode(decoded.picture, request.form);
}

Result<Bytes> take_still(const TakeStill& request) {
    BT_TRY(const auto file, open_content(request.film));
    BT_TRY(const auto film, open_indexed(request.index_folder, request.film.content, file));
    BT_TRY(auto frames, KeyFrames::open(*film));
    const auto& video = *frames.track().video;
    if (!request.is_upright) {
        BT_TRY(const auto picture, frames.picture(request.point, tile_size_of_width(video, request.width)));
        return encode(transcode::without_bars(picture), request.form);
    }
    BT_TRY(const auto picture, frames.picture(request.point, tile_size_of_height(video, request.width / 2 * 3)));
    return encode(transcode::upright_part(transcode::without_bars(picture)), request.form);
}

Result<domain::ChosenStill> choose_still_of(const ChooseStill& request) {
    BT_TRY(const auto file, open_content(request.film));
    BT_TRY(const auto film, open_indexed(request.index_folder, request.film.content, file));
    BT_TRY(auto chosen, choose_still(*film));
    chosen.whole.content = chosen.upright.content = request.film.content;
    return chosen;
}

Result<domain::ArtworkFacts> describe_picture(const DescribePicture& request) {
    BT_TRY(const auto file, open_content(request.file));
    domain::ArtworkFacts facts{.content = request.file.content, .hue = {}, .thumbhash = {}};
    const auto bytes = read_picture(*file);
    if (!bytes) return bytes.error().fault == Fault::TooLarge ? Result(facts) : bytes.error();
    const auto decoded = transcode::decode_picture(*bytes, kLookedAtWidth);
    if (!decoded) {
        facts.is_picture = transcode::image_type(*bytes) != transcode::ImageType::Unknown && decoded.error().fault != Fault::Malformed;
        return facts;
    }
    facts.width = decoded->source_width;
    facts.height = decoded->source_height;
    facts.hue = transcode::accent_hue(decoded->picture);
    facts.thumbhash = thumbhash_of(*bytes, decoded->picture);
    return facts;
}

}  // namespace bt::service

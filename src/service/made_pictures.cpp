#include "service/made_pictures.h"

#include <spdlog/spdlog.h>

namespace bt::service {
namespace {

Result<Bytes> encode(const transcode::Picture& picture, PictureForm form) {
    const auto plain = picture.has_alpha() ? transcode::ImageType::Png : transcode::ImageType::Jpeg;
    return transcode::encode_picture(picture, form == PictureForm::WebP ? transcode::ImageType::WebP : plain);
}

}  // namespace

Result<transcode::Picture> make_smaller(const io::ByteSource& file, std::uint32_t width) {
    if (file.size() > kMostPictureBytes) return Error{.fault = Fault::TooLarge, .message = "the file is too large for a picture"};
    BT_TRY(const auto bytes, file.read({0, file.size()}));
    BT_TRY(auto decoded, transcode::decode_picture(bytes, width));
    return std::move(decoded.picture);
}

Result<std::shared_ptr<const io::File>> kept_or_made(PictureCache& cache, const PictureCache::Key& key, const std::function<Result<transcode::Picture>()>& make) {
    if (auto kept = cache.find(key)) return kept;
    BT_TRY(const auto picture, make());
    BT_TRY(const auto bytes, encode(picture, key.form));
    if (const auto kept = cache.keep(key, bytes); !kept) {
        spdlog::warn("picture_not_kept reason=\"{}\"", kept.error().describe());
        return kept.error();
    }
    if (auto kept = cache.find(key)) return kept;
    return Error{.fault = Fault::Busy, .message = "the picture was made and is gone already"};
}

}  // namespace bt::service

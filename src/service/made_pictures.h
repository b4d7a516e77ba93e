// Pictures made smaller and kept, for whoever asks and ahead of that.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "base/result.h"
#include "io/byte_source.h"
#include "service/picture_cache.h"
#include "transcode/picture.h"

namespace bt::service {

/// Larger files are not pictures for a page: they are neither described nor made smaller.
inline constexpr std::uint64_t kMostPictureBytes = 32U << 20;

/// The picture in `file`, at most `width` wide. Faults: TooLarge; those of reading and decoding.
Result<transcode::Picture> make_smaller(const io::ByteSource& file, std::uint32_t width);

/// The picture of `key`, from the cache or made by `make` and kept. Faults: those of `make`, and of encoding and keeping it.
Result<std::shared_ptr<const io::File>> kept_or_made(PictureCache& cache, const PictureCache::Key& key, const std::function<Result<transcode::Picture>()>& make);

}  // namespace bt::service

// Pictures made smaller and kept, for whoever asks and ahead of that.
#pragma once

#include <functional>
#include <memory>

#include "base/result.h"
#include "io/byte_source.h"
#include "service/picture_cache.h"

namespace bt::service {

/// The picture of `key`, from the cache or made by `make`, an image file in the key's form, and kept. Faults: those of `make`, and of keeping it.
Result<std::shared_ptr<const io::File>> kept_or_made(PictureCache& cache, const PictureCache::Key& key, const std::function<Result<Bytes>()>& make);

}  // namespace bt::service

// The pictures a first visit to the page asks for, made before anybody asks: whoever opens a new library would wait for the encoder.
#pragma once

#include <stop_token>

#include "service/picture_cache.h"
#include "store/database.h"
#include "studio/studio.h"

namespace bt::service {

/// Has them made by `studio`, in WebP, as far as the cache does not have them: of the newest series, some twenty files in all.
/// What cannot be made is left to whoever asks for it.
void make_first_pictures(store::Database& database, studio::Studio& studio, PictureCache& cache, const std::stop_token& stop);

}  // namespace bt::service

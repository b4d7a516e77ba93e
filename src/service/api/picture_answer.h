// What all routes that send pictures have alike: the widths, the forms, and what is sent with them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "http/router.h"
#include "io/byte_source.h"
#include "service/picture_cache.h"
#include "transcode/picture.h"

namespace bt::service {

inline constexpr std::string_view kWidthIsOneOf = "w is 160, 320, 480, 640, 960, 1280 or 1920.";

/// `w`: one of the widths a picture can be asked for in. Nothing for any other.
std::optional<std::uint32_t> read_width(const http::Request& request);

/// What a picture file is by its first bytes, not by its name: a link called poster.jpg gives nothing else away.
transcode::ImageType picture_type(const io::ByteSource& file);

/// The picture of `key` in the form the client can show, from the cache or made by `make` and kept. `key.form` is chosen here.
/// Faults: those of `make`, which makes it in that form, and of keeping it.
Result<std::shared_ptr<const io::File>> picture_for(const http::Request& request, PictureCache& cache, PictureCache::Key key,
                                                    const std::function<Result<Bytes>(PictureForm form)>& make);

/// The file with what belongs to pictures. `may_vary`: another client might get another form of it.
http::Response picture_response(const http::Request& request, std::shared_ptr<const io::File> file, bool may_vary);

}  // namespace bt::service

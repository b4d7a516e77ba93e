// Pictures made smaller, as files below the data folder: named by content, width and form, so that a name always means the same bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/ids.h"
#include "base/result.h"
#include "io/byte_source.h"
#include "service/content_folder.h"

namespace bt::service {

/// What a client can show: WebP where it says so, else JPEG or PNG.
enum class PictureForm { WebP, Plain };

class PictureCache {
public:
    struct Key {
        ContentKey content;
        std::uint32_t width = 0;
        PictureForm form = PictureForm::WebP;
        std::optional<std::size_t> key_frame = {};  ///< of a film: which of them
        bool is_upright = false;                    ///< and the part of it that a poster shows
    };
    /// Keeps at most `limit` bytes in `folder`, which is made when something is kept; beyond it the pictures that nobody has asked for
    /// longest go, until a fifth of the room is free.
    PictureCache(std::string folder, std::uint64_t limit);

    /// Null when it is not there.
    std::shared_ptr<const io::File> find(const Key& key) const;
    /// Faults: Io, Denied; nothing depends on it.
    Result<void> keep(const Key& key, ByteView bytes);

private:
    void make_room();

    const ContentFolder folder_;
    const std::uint64_t limit_;
    std::mutex mutex_;
    std::uint64_t kept_ = 0;  // bytes, as far as known: of the start and of what was kept since
};

}  // namespace bt::service

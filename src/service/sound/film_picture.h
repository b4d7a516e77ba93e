// The picture of an episode for the sound engine, which looks at the last minutes.
#pragma once

#include <optional>
#include <vector>

#include "service/sound/whole_files.h"
#include "sound/closing_picture.h"
#include "transcode/picture_probe.h"

namespace bt::service {

/// Opens a file when it is first looked at, and sees nothing when that fails: parts are told from sound alone then. Times are the whole's.
class FilmPicture final : public sound::PictureSource {
public:
    explicit FilmPicture(std::vector<WholeFile> files);

    std::vector<sound::PictureMoment> keyframes(const sound::Span& span, double apart) override;
    std::vector<sound::PictureMoment> frames(const sound::Span& span) override;

private:
    struct Reel {
        WholeFile file;
        std::optional<transcode::PictureProbe> probe = {};
        bool has_failed = false;
        /// Null when it cannot be opened.
        transcode::PictureProbe* open();
    };
    template <class Look> std::vector<sound::PictureMoment> look(const sound::Span& span, Look&& moments_of);

    std::vector<Reel> reels_;
};

}  // namespace bt::service

// The picture of a media file for the sound engine, which looks at the last minutes of an episode.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sound/closing_picture.h"
#include "transcode/picture_probe.h"

namespace bt::service {

/// Opens the file when it is first looked at, and sees nothing when that fails: parts are told from sound alone then.
class FilmPicture final : public sound::PictureSource {
public:
    explicit FilmPicture(std::string path) : path_(std::move(path)) {}

    std::vector<sound::PictureMoment> keyframes(const sound::Span& span, double apart) override;
    std::vector<sound::PictureMoment> frames(const sound::Span& span) override;
    const std::string& path() const { return path_; }
    /// Closes the file; it would be opened again.
    void close() { probe_.reset(); }

private:
    bool open();

    std::string path_;
    std::optional<transcode::PictureProbe> probe_;
    bool failed_ = false;
};

}  // namespace bt::service

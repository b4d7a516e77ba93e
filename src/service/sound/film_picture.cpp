#include "service/sound/film_picture.h"

namespace bt::service {
namespace {

std::vector<sound::PictureMoment> as_moments(const std::vector<transcode::PictureProbe::Moment>& seen) {
    std::vector<sound::PictureMoment> moments;
    moments.reserve(seen.size());
    for (const auto& each : seen) moments.push_back({.at = each.at, .dark = each.dark, .bright = each.bright});
    return moments;
}

}  // namespace

bool FilmPicture::open() {
    if (probe_ || failed_) return !failed_;
    auto opened = transcode::PictureProbe::open(path_);
    failed_ = !opened;
    if (opened) probe_.emplace(std::move(*opened));
    return !failed_;
}

std::vector<sound::PictureMoment> FilmPicture::keyframes(const sound::Span& span, double apart) {
    return open() ? as_moments(probe_->keyframes(span.start, span.end, apart)) : std::vector<sound::PictureMoment>{};
}

std::vector<sound::PictureMoment> FilmPicture::frames(const sound::Span& span) {
    return open() ? as_moments(probe_->frames(span.start, span.end)) : std::vector<sound::PictureMoment>{};
}

}  // namespace bt::service

#include "service/sound/film_picture.h"

namespace bt::service {

FilmPicture::FilmPicture(std::vector<WholeFile> files) {
    for (auto& file : files) reels_.push_back({.file = std::move(file)});
}

transcode::PictureProbe* FilmPicture::Reel::open() {
    if (!probe && !has_failed) {
        auto opened = transcode::PictureProbe::open(file.path);
        has_failed = !opened;
        if (opened) probe.emplace(std::move(*opened));
    }
    return probe ? &*probe : nullptr;
}

/// Of every file that has a part of the span, by time.
template <class Look> std::vector<sound::PictureMoment> FilmPicture::look(const sound::Span& span, Look&& moments_of) {
    std::vector<sound::PictureMoment> moments;
    for (auto& reel : reels_) {
        const auto own = reel.file.own_part(span);
        auto* probe = own ? reel.open() : nullptr;
        if (probe == nullptr) continue;
        for (const auto& each : moments_of(*probe, *own)) moments.push_back({.at = reel.file.to_whole(each.at), .dark = each.dark, .bright = each.bright});
    }
    return moments;
}

std::vector<sound::PictureMoment> FilmPicture::keyframes(const sound::Span& span, double apart) {
    return look(span, [apart](transcode::PictureProbe& probe, const sound::Span& own) { return probe.keyframes(own.start, own.end, apart); });
}

std::vector<sound::PictureMoment> FilmPicture::frames(const sound::Span& span) {
    return look(span, [](transcode::PictureProbe& probe, const sound::Span& own) { return probe.frames(own.start, own.end); });
}

}  // namespace bt::service

// How dark and how bright the picture of a film is, at its keyframes or frame by frame: enough to tell black, and words on black.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace bt::transcode {

class PictureProbe {
public:
    struct Moment {
        double at = 0;      ///< seconds from the start of the presentation
        float dark = 0;     ///< share of the picture that is black or nearly
        float bright = 0;   ///< share that is as bright as white words
    };

    /// Faults: Unsupported (no media file, no moving picture in it, or no decoder for it), NotFound, Denied, Io.
    static Result<PictureProbe> open(const std::string& path);
    PictureProbe(PictureProbe&&) noexcept;
    PictureProbe& operator=(PictureProbe&&) noexcept;
    ~PictureProbe();

    /// Keyframes from `from` to before `to`, those nearer than `apart` to the one before left out: what is between is not decoded.
    std::vector<Moment> keyframes(double from, double to, double apart);
    /// Every frame from `from` to before `to`, at most kMostFrames. Costs the decoding from the keyframe before `from` on.
    std::vector<Moment> frames(double from, double to);
    static constexpr int kMostFrames = 3'000;

private:
    struct State;
    explicit PictureProbe(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace bt::transcode

// What the picture of an episode's last minutes tells of its credits: black between two parts, words on black.
#pragma once

#include <vector>

#include "sound/episode_sound.h"

namespace bt::sound {

/// The picture at one moment.
struct PictureMoment {
    double at = 0;     ///< seconds
    float dark = 0;    ///< share of it that is black or nearly
    float bright = 0;  ///< share of it that is as bright as white words
};

/// Where pictures come from: a decoder in the program, a list in a test.
class PictureSource {
public:
    virtual ~PictureSource() = default;
    /// Keyframes in the span, about `apart` seconds from each other; cheap.
    virtual std::vector<PictureMoment> keyframes(const Span& span, double apart) = 0;
    /// Every frame in the span, by time.
    virtual std::vector<PictureMoment> frames(const Span& span) = 0;
};

/// Words on black, and the dark they stand on: words fade in and out, and a card stands for a while before and behind them.
struct RollingWords {
    Span span;    ///< to a frame
    Span ground;  ///< around `span`: as far as it is dark without a break, and somebody looked
};

struct ClosingPicture {
    bool seen = false;                  ///< there was something to look at
    std::vector<Span> black;            ///< where somebody looked closely: around the ends of `rolling` and of `edges`
    std::vector<RollingWords> rolling;  ///< for kLeastRolling seconds or more
};
constexpr double kLeastRolling = 8;
constexpr double kClosingMinutes = 12;

/// Looks at keyframes of the last minutes, and closely only where words on black begin or end, and around `edges`, moments at which credits
/// may begin or end.
ClosingPicture look_at_closing(PictureSource& picture, double duration, const std::vector<double>& edges);

}  // namespace bt::sound

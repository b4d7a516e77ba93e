// How loud a sound track is, measured as it is decoded: EBU R 128 through libebur128.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "sound/episode_sound.h"

namespace bt::sound {

struct MeasuredLoudness {
    Loudness whole;
    std::vector<float> energy;  ///< LUFS of each second, the last one maybe shorter; kQuietest at least
};
constexpr float kQuietest = -70;  ///< LUFS: the absolute gate of ITU-R BS.1770

/// `push* finish`. Channels in the order of WAVE files; one channel counts as what it is played on, two speakers.
class LoudnessMeter {
public:
    LoudnessMeter(int sample_rate, int channels);
    LoudnessMeter(LoudnessMeter&&) noexcept;
    LoudnessMeter& operator=(LoudnessMeter&&) noexcept;
    ~LoudnessMeter();

    void push(std::span<const float> interleaved);
    MeasuredLoudness finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace bt::sound

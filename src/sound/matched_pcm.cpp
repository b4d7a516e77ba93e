// A windowed sinc of 32 samples, looked up at the nearest of 512 places between two of them: what that leaves of other tones lies 54 dB below. Not for
// ears: loudness is measured of it and landmarks are taken, both far coarser. Only files of a split episode whose rates differ come here.
#include "sound/matched_pcm.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace bt::sound {
namespace {

constexpr int kHalf = 16, kTaps = 2 * kHalf;
constexpr std::size_t kPlaces = 512;
constexpr std::size_t kDropAt = 1U << 16;  // frames: moving what is left costs less the more is dropped at a time

/// Which channel of the source sounds on each of ours, in the order of WAVE files. Four channels are two in front and two behind, as front_end.cpp has
/// them; five are six without the low frequencies.
std::vector<int> channels_from(int theirs, int ours) {
    std::vector<int> from(static_cast<std::size_t>(ours), -1);
    const auto put = [&](int channel, int at) {
        if (at < ours) from[static_cast<std::size_t>(at)] = channel;
    };
    const bool has_no_centre = theirs == 4 && ours > 4, has_no_low = (theirs == 4 || theirs == 5) && ours > 5;
    for (int channel = 0; channel < std::min(theirs, ours); ++channel) {
        int at = channel;
        if (has_no_centre && channel >= 2) ++at;
        if (has_no_low && channel >= (theirs == 4 ? 2 : 3)) ++at;
        put(channel, at);
    }
    if (theirs == 1) put(0, 1);
    return from;
}

std::vector<float> filter_table(double cutoff) {
    std::vector<float> table((kPlaces + 1) * kTaps);
    for (std::size_t place = 0; place <= kPlaces; ++place) {
        float* taps = table.data() + place * kTaps;
        const double between = static_cast<double>(place) / kPlaces;
        double sum = 0;
        for (int tap = 0; tap < kTaps; ++tap) {
            const double x = tap - (kHalf - 1) - between;
            const double sinc = x == 0 ? 1 : std::sin(std::numbers::pi * cutoff * x) / (std::numbers::pi * cutoff * x);
            const double window = std::cos(std::numbers::pi * x / (kTaps + 2));
            taps[tap] = static_cast<float>(sinc * window * window);
            sum += static_cast<double>(taps[tap]);
        }
        for (int tap = 0; tap < kTaps; ++tap) taps[tap] = static_cast<float>(static_cast<double>(taps[tap]) / sum);
    }
    return table;
}

}  // namespace

MatchedPcm::MatchedPcm(std::unique_ptr<PcmSource> source, int sample_rate, int channels)
    : source_(std::move(source)), rate_(sample_rate), channels_(channels), is_same_rate_(source_->sample_rate() == sample_rate),
      from_(channels_from(source_->channels(), channels)) {
    if (is_same_rate_) return;
    step_ = static_cast<double>(source_->sample_rate()) / sample_rate;
    table_ = filter_table(std::min(1.0, 1 / step_));
    // Silence before the first frame, which the filter looks back on.
    placed_.assign(static_cast<std::size_t>((kHalf - 1) * channels_), 0.0F);
    next_ = kHalf - 1;
}

void MatchedPcm::place(std::span<const float> samples) {
    const auto theirs = static_cast<std::size_t>(source_->channels()), ours = static_cast<std::size_t>(channels_);
    const auto old = placed_.size(), frames = samples.size() / theirs;
    placed_.resize(old + frames * ours);
    for (std::size_t i = 0; i < frames; ++i) {
        for (std::size_t c = 0; c < ours; ++c) placed_[old + i * ours + c] = from_[c] < 0 ? 0.0F : samples[i * theirs + static_cast<std::size_t>(from_[c])];
    }
}

void MatchedPcm::interpolate() {
    const auto ours = static_cast<std::size_t>(channels_);
    const auto frames = placed_.size() / ours;
    for (; next_ + kHalf < static_cast<double>(frames); next_ += step_) {
        const double whole = std::floor(next_);
        const float* taps = table_.data() + static_cast<std::size_t>(std::lround((next_ - whole) * kPlaces)) * kTaps;
        const float* first = placed_.data() + (static_cast<std::size_t>(whole) - (kHalf - 1)) * ours;
        for (std::size_t c = 0; c < ours; ++c) {
            float sum = 0;
            for (std::size_t tap = 0; tap < kTaps; ++tap) sum += taps[tap] * first[tap * ours + c];
            out_.push_back(sum);
        }
    }
}

void MatchedPcm::drop_used() {
    const auto used = static_cast<std::size_t>(next_) - (kHalf - 1);
    if (used < kDropAt) return;
    placed_.erase(placed_.begin(), placed_.begin() + static_cast<std::ptrdiff_t>(used * static_cast<std::size_t>(channels_)));
    next_ -= static_cast<double>(used);
}

Result<std::span<const float>> MatchedPcm::read() {
    out_.clear();
    while (out_.empty() && !has_ended_) {
        BT_TRY(const auto samples, source_->read());
        has_ended_ = samples.empty();
        place(samples);
        if (is_same_rate_) {
            out_.swap(placed_);
            placed_.clear();
            continue;
        }
        // At the end silence behind the last frame, which the filter looks forward on.
        if (has_ended_) placed_.resize(placed_.size() + static_cast<std::size_t>(kHalf * channels_), 0.0F);
        interpolate();
        drop_used();
    }
    return std::span<const float>(out_);
}

}  // namespace bt::sound

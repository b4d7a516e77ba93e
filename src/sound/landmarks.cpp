// A landmark is a step of the spectrum that is highest among its neighbours in pitch and time. Height is counted above the local mean of the
// spectrum (log_spectrum.h), so a soft partial between two formants of a voice counts as much as a loud one elsewhere; of each
// half second the highest are kept.
#include "sound/landmarks.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>

#include "sound/front_end.h"
#include "sound/hearing_range.h"
#include "sound/log_spectrum.h"
#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr int kReachSteps = 3;              // a semitone
constexpr int kReachFrames = 5;             // 80 ms
constexpr float kLeastContrast = 3.0F;      // dB
constexpr float kLeastLevel = -95.0F;       // dB
constexpr std::uint32_t kBlockFrames = 31;  // half a second

std::uint8_t in_steps(double decibels) { return static_cast<std::uint8_t>(std::clamp(std::lround(decibels / kLevelStep), 0L, 255L)); }

/// Rows come in, landmarks leave a few frames later.
class PeakPicker {
public:
    PeakPicker(int density, int faint) : quota_(static_cast<std::size_t>(std::max(1, density / 2))), faint_quota_(static_cast<std::size_t>(std::max(0, faint / 2))) {}

    SpectrumRow& next_row() { return ring_[rows_ % kRing].row; }
    void row_done() {
        auto& slot = ring_[rows_ % kRing];
        spread(slot);
        lay_ground(slot.row);
        ++rows_;
        if (rows_ > kReachFrames) pick(rows_ - 1 - kReachFrames);
    }
    void finish(std::vector<Landmark>& found, std::vector<Landmark>& faint, std::vector<Ground>& ground) {
        for (int i = 0; i < kReachFrames; ++i) {
            next_row().level.fill(static_cast<float>(kLowestLevel));
            next_row().contrast.fill(0);
            row_done();
        }
        close_block();
        found = std::move(found_);
        faint = std::move(faint_);
        ground = std::move(ground_);
    }

private:
    static constexpr std::size_t kRing = 16;  // at least 2 * kReachFrames + 1
    struct Slot {
        SpectrumRow row{};
        std::array<float, kPitchSteps> highest{};  // of the steps around
    };

    BT_WIDE_VECTORS static void spread(Slot& slot) {
        std::array<float, kPitchSteps + 2 * kReachSteps> padded;
        padded.fill(-std::numeric_limits<float>::infinity());
        std::ranges::copy(slot.row.contrast, padded.begin() + kReachSteps);
        slot.highest = slot.row.contrast;
        for (std::size_t j = 0; j <= 2 * kReachSteps; ++j) {
            for (std::size_t k = 0; k < kPitchSteps; ++k) slot.highest[k] = std::max(slot.highest[k], padded[k + j]);
        }
    }

    /// The mean of four frames stands for the four around it: windows are eight frames long.
    void lay_ground(const SpectrumRow& row) {
        for (std::size_t i = 0; i < mean_.size(); ++i) {
            const std::size_t k = i * kGroundSteps + kGroundSteps / 2;
            mean_[i] += row.level[k] - row.contrast[k];
        }
        if (rows_ % kGroundFrames != kGroundFrames - 1) return;
        Ground ground;
        for (std::size_t i = 0; i < mean_.size(); ++i) ground[i] = in_steps(static_cast<double>(mean_[i] / kGroundFrames) - kLowestLevel);
        mean_.fill(0);
        ground_.push_back(ground);
    }

    void pick(std::size_t frame) {
        if (frame / kBlockFrames != block_) {
            close_block();
            block_ = frame / kBlockFrames;
        }
        const auto& slot = ring_[frame % kRing];
        for (std::size_t k = 0; k < kPitchSteps; ++k) {
            const float height = slot.row.contrast[k];
            if (height < kLeastContrast || height < slot.highest[k] || slot.row.level[k] < kLeastLevel) continue;
            bool tops = true;
            for (std::size_t d = 1; d <= kReachFrames && tops; ++d) {
                tops = height > ring_[(frame + d) % kRing].highest[k] && (d > frame || height >= ring_[(frame - d) % kRing].highest[k]);
            }
            if (!tops) continue;
            waiting_.push_back({{static_cast<std::uint32_t>(frame), static_cast<std::uint8_t>(k), in_steps(slot.row.level[k] - kLowestLevel)}, height});
        }
    }

    /// The highest of the block, then those that come next.
    void close_block() {
        const auto higher = [](const Peak& a, const Peak& b) {
            return a.height != b.height ? a.height > b.height : a.mark.frame != b.mark.frame ? a.mark.frame < b.mark.frame : a.mark.pitch < b.mark.pitch;
        };
        const auto kept = std::min(waiting_.size(), quota_ + faint_quota_);
        std::partial_sort(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(kept), waiting_.end(), higher);
        const auto strong = std::min(kept, quota_);
        append(0, strong, found_);
        append(strong, kept, faint_);
        waiting_.clear();
    }

    void append(std::size_t from, std::size_t to, std::vector<Landmark>& into) {
        const auto old = static_cast<std::ptrdiff_t>(into.size());
        for (auto i = from; i < to; ++i) into.push_back(waiting_[i].mark);
        std::sort(into.begin() + old, into.end(), [](const Landmark& a, const Landmark& b) { return a.frame != b.frame ? a.frame < b.frame : a.pitch < b.pitch; });
    }

    struct Peak {
        Landmark mark;
        float height;
    };
    std::size_t quota_, faint_quota_;
    std::array<Slot, kRing> ring_;
    std::size_t rows_ = 0, block_ = 0;
    std::vector<Peak> waiting_;
    std::vector<Landmark> found_, faint_;
    std::array<float, kPitchSteps / kGroundSteps> mean_{};
    std::vector<Ground> ground_;
};

}  // namespace

struct LandmarkFinder::State {
    State(int rate, int channel_count, LandmarkDensity density)
        : sample_rate(rate), channels(channel_count), front(rate, channel_count), waves(front.output_rate()), spectrum(front.output_rate()), mid_picker(density.mid, density.faint_mid), side_picker(density.side, density.faint_side), keep_ground(density.ground) {
        const auto lead = spectrum.window() / 2;  // frame 0 is centred on the first sample
        mid.assign(lead, 0.0F);
        if (front.has_side()) side.assign(lead, 0.0F);
    }

    int sample_rate, channels;
    FrontEnd front;
    WaveFinder waves;
    LogSpectrum spectrum;
    PeakPicker mid_picker, side_picker;
    bool keep_ground;
    std::vector<float> mid, side;  // from the window of the next frame on
    double start = 0;              // of mid[0] in the output's samples, as laid out by frames
    std::uint64_t frame = 0;
    std::size_t offset = 0;        // of the next window in `mid`
    std::uint64_t dropped = 0;     // samples of `mid` let go
    std::uint64_t heard = 0;       // input frames
    double power = 0;
    std::uint64_t power_frames = 0;
    std::vector<std::uint8_t> energy;

    std::size_t place(std::uint64_t number) const {
        return static_cast<std::size_t>(static_cast<std::uint64_t>(std::llround(static_cast<double>(number) * kFrameSeconds * front.output_rate())) - dropped);
    }
    template <class Fill>
    void extend(Fill&& fill);
    void analyse();
    void measure_energy(std::span<const float> interleaved);
    void close_energy();
};

/// What `fill` appends is followed as a wave, too.
template <class Fill>
void LandmarkFinder::State::extend(Fill&& fill) {
    const auto old = mid.size();
    fill();
    waves.push(std::span(mid).subspan(old));
}

void LandmarkFinder::State::analyse() {
    const auto window = spectrum.window();
    if (front.has_side()) {
        for (; place(frame) + window <= mid.size(); ++frame) {
            const auto at = place(frame);
            spectrum.measure(mid.data() + at, side.data() + at, mid_picker.next_row(), side_picker.next_row());
            mid_picker.row_done();
            side_picker.row_done();
        }
    } else {
        for (; place(frame + 1) + window <= mid.size(); frame += 2) {
            SpectrumRow second;
            spectrum.measure(mid.data() + place(frame), mid.data() + place(frame + 1), mid_picker.next_row(), second);
            mid_picker.row_done();
            mid_picker.next_row() = second;
            mid_picker.row_done();
        }
    }
    const auto used = std::min(place(frame), mid.size());
    if (used < (1U << 14)) return;
    mid.erase(mid.begin(), mid.begin() + static_cast<std::ptrdiff_t>(used));
    if (front.has_side()) side.erase(side.begin(), side.begin() + static_cast<std::ptrdiff_t>(used));
    dropped += used;
}

void LandmarkFinder::State::close_energy() {
    if (power_frames == 0) return;
    // Left and right together are as loud as one channel with both; the low-frequency channel does not count (ITU-R BS.1770).
    const double mean = power / static_cast<double>(power_frames) / (channels == 1 ? 1 : 2);
    energy.push_back(mean <= 1e-11 ? std::uint8_t{0} : in_steps(10 * std::log10(mean) - kLowestLevel));
    power = 0;
    power_frames = 0;
}

void LandmarkFinder::State::measure_energy(std::span<const float> interleaved) {
    const auto stride = static_cast<std::size_t>(channels);
    const auto count = interleaved.size() / stride;
    for (std::size_t done = 0; done < count;) {
        const auto end_of_cell = static_cast<std::uint64_t>(std::llround(static_cast<double>(energy.size() + 1) * kEnergySeconds * sample_rate));
        const auto run = static_cast<std::size_t>(std::min<std::uint64_t>(count - done, end_of_cell > heard ? end_of_cell - heard : 1));
        const float* at = interleaved.data() + done * stride;
        float sums[8] = {};
        const auto values = run * stride;
        std::size_t i = 0;
        for (; i + 8 <= values; i += 8) {
            for (std::size_t lane = 0; lane < 8; ++lane) sums[lane] += at[i + lane] * at[i + lane];
        }
        double sum = 0;
        for (; i < values; ++i) sum += static_cast<double>(at[i]) * at[i];
        for (const float lane : sums) sum += lane;
        if (channels >= 6) {
            for (std::size_t frame_number = 0; frame_number < run; ++frame_number) sum -= static_cast<double>(at[frame_number * stride + 3]) * at[frame_number * stride + 3];
        }
        power += std::max(0.0, sum);
        power_frames += run;
        heard += run;
        done += run;
        if (heard >= end_of_cell) close_energy();
    }
}

LandmarkFinder::LandmarkFinder(int sample_rate, int channels, LandmarkDensity density) : state_(std::make_unique<State>(sample_rate, channels, density)) {}
LandmarkFinder::LandmarkFinder(LandmarkFinder&&) noexcept = default;
LandmarkFinder::~LandmarkFinder() = default;

void LandmarkFinder::push(std::span<const float> interleaved) {
    state_->measure_energy(interleaved);
    state_->extend([&] { state_->front.push(interleaved, state_->mid, state_->side); });
    state_->analyse();
}

Landmarks LandmarkFinder::finish() {
    auto& s = *state_;
    s.close_energy();
    s.extend([&] { s.front.finish(s.mid, s.side); });
    // Silence after the end, so that the last frame is heard whole.
    const auto tail = s.spectrum.window() + static_cast<std::size_t>(2 * kFrameSeconds * s.front.output_rate());
    s.mid.resize(s.mid.size() + tail / 2, 0.0F);
    if (s.front.has_side()) s.side.resize(s.mid.size(), 0.0F);
    s.analyse();
    Landmarks result;
    result.duration = static_cast<double>(s.heard) / s.sample_rate;
    s.mid_picker.finish(result.layers[static_cast<int>(Layer::Mid)], result.faint[static_cast<int>(Layer::Mid)], result.ground[0]);
    if (s.front.has_side()) s.side_picker.finish(result.layers[static_cast<int>(Layer::Side)], result.faint[static_cast<int>(Layer::Side)], result.ground[1]);
    if (!s.keep_ground) {
        for (auto& ground : result.ground) ground.clear();
    }
    result.waves = s.waves.finish();
    result.waves.resize(std::min(result.waves.size(), static_cast<std::size_t>(result.duration * kWaveRate / 64)));
    result.energy = std::move(s.energy);
    return result;
}

}  // namespace bt::sound

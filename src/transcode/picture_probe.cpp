#include "transcode/picture_probe.h"

extern "C" {
#include <libavformat/avformat.h>
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>

#include "transcode/input.h"
#include "transcode/libav.h"

namespace bt::transcode {
namespace {

// Of the range from black to white. Encoders leave grain in black; words are white, but thin and softened.
constexpr double kDark = 0.12, kBright = 0.55;
constexpr int kAcross = 128, kDown = 72;   // samples of a picture
constexpr std::int64_t kMostFilmPixels = 16'384LL * 16'384;

/// The luma of a sample, 0 black to 1 white.
class Luma {
public:
    static std::optional<Luma> of(const AVFrame& frame) {
        const auto* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
        constexpr std::uint64_t kStrange = AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_BE | AV_PIX_FMT_FLAG_FLOAT;
        if (format == nullptr || (format->flags & kStrange) != 0 || format->comp[0].depth > 16 || frame.data[format->comp[0].plane] == nullptr) return std::nullopt;
        return Luma(frame, format->comp[0]);
    }
    double at(int x, int y) const {
        const auto* place = plane_ + static_cast<std::ptrdiff_t>(y) * line_ + static_cast<std::ptrdiff_t>(x) * step_;
        unsigned value = *place;
        if (wide_) {
            std::uint16_t two = 0;
            std::memcpy(&two, place, sizeof two);
            value = two;
        }
        return ((value >> shift_) - low_) / (high_ - low_);
    }

private:
    Luma(const AVFrame& frame, const AVComponentDescriptor& component)
        : plane_(frame.data[component.plane] + component.offset), line_(frame.linesize[component.plane]), step_(component.step), shift_(static_cast<unsigned>(component.shift)),
          wide_(component.depth > 8) {
        const double scale = std::exp2(component.depth - 8);
        const bool full = frame.color_range == AVCOL_RANGE_JPEG;
        low_ = full ? 0 : 16 * scale;
        high_ = full ? 255 * scale : 235 * scale;
    }

    const std::uint8_t* plane_;
    std::ptrdiff_t line_;
    int step_;
    unsigned shift_;
    bool wide_;
    double low_, high_;
};

std::optional<PictureProbe::Moment> measure(const AVFrame& frame) {
    const auto luma = Luma::of(frame);
    if (!luma || frame.width < 2 || frame.height < 2) return std::nullopt;
    const int across = std::min(kAcross, frame.width), down = std::min(kDown, frame.height);
    int dark = 0, bright = 0;
    for (int row = 0; row < down; ++row) {
        for (int column = 0; column < across; ++column) {
            const double value = luma->at(static_cast<int>((column + 0.5) * frame.width / across), static_cast<int>((row + 0.5) * frame.height / down));
            dark += value < kDark ? 1 : 0;
            bright += value > kBright ? 1 : 0;
        }
    }
    const auto all = static_cast<float>(across * down);
    return PictureProbe::Moment{.at = 0, .dark = static_cast<float>(dark) / all, .bright = static_cast<float>(bright) / all};
}

}  // namespace

struct PictureProbe::State {
    Deadline deadline;
    Input input;
    CodecContext codec;
    Packet packet{libav().av_packet_alloc()};
    Frame frame{av_frame_alloc()};
    int stream = 0;
    double origin = 0;

    double seconds(std::int64_t timestamp) const { return static_cast<double>(timestamp) * av_q2d(input->streams[stream]->time_base) - origin; }
    bool seek(double to);
    /// Reads to `to`; `wants` says of a packet's time, and whether it is a keyframe, whether it is decoded.
    template <class Wants>
    std::vector<Moment> read(double from, double to, Wants&& wants);
    void receive(double from, double to, std::vector<Moment>& into);
};

bool PictureProbe::State::seek(double to) {
    libav().avcodec_flush_buffers(codec.get());
    const auto& time_base = input->streams[stream]->time_base;
    const auto target = static_cast<std::int64_t>(std::floor((std::max(0.0, to) + origin) / av_q2d(time_base)));
    return libav().av_seek_frame(input.get(), stream, target, AVSEEK_FLAG_BACKWARD) >= 0;
}

void PictureProbe::State::receive(double from, double to, std::vector<Moment>& into) {
    while (libav().avcodec_receive_frame(codec.get(), frame.get()) == 0) {
        const double at = frame->best_effort_timestamp == AV_NOPTS_VALUE ? from - 1 : seconds(frame->best_effort_timestamp);
        if (at >= from && at < to) {
            if (auto moment = measure(*frame)) {
                moment->at = at;
                into.push_back(*moment);
            }
        }
        av_frame_unref(frame.get());
    }
}

template <class Wants>
std::vector<PictureProbe::Moment> PictureProbe::State::read(double from, double to, Wants&& wants) {
    std::vector<Moment> moments;
    if (!seek(from)) return moments;
    while (moments.size() < kMostFrames && libav().av_read_frame(input.get(), packet.get()) >= 0) {
        const bool mine = packet->stream_index == stream;
        const auto timestamp = packet->dts != AV_NOPTS_VALUE ? packet->dts : packet->pts;
        const double at = timestamp == AV_NOPTS_VALUE ? from : seconds(timestamp);
        if (mine && at < to && wants(at, (packet->flags & AV_PKT_FLAG_KEY) != 0)) {
            (void)libav().avcodec_send_packet(codec.get(), packet.get());
            receive(from, to, moments);
        }
        libav().av_packet_unref(packet.get());
        if (mine && at >= to) break;
    }
    (void)libav().avcodec_send_packet(codec.get(), nullptr);
    receive(from, to, moments);
    return moments;
}

PictureProbe::PictureProbe(std::unique_ptr<State> state) : state_(std::move(state)) {}
PictureProbe::PictureProbe(PictureProbe&&) noexcept = default;
PictureProbe& PictureProbe::operator=(PictureProbe&&) noexcept = default;
PictureProbe::~PictureProbe() = default;

Result<PictureProbe> PictureProbe::open(const std::string& path) {
    auto state = std::make_unique<State>();
    BT_TRY(state->input, open_input(path, state->deadline));
    const AVCodec* decoder = nullptr;
    const int found = libav().av_find_best_stream(state->input.get(), AVMEDIA_TYPE_VIDEO, -1, -1, &decoder, 0);
    if (found < 0 || decoder == nullptr || (state->input->streams[found]->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0) {
        return Error{.fault = Fault::Unsupported, .message = "there is no moving picture in it that can be decoded"};
    }
    state->stream = found;
    for (unsigned i = 0; i < state->input->nb_streams; ++i) {
        state->input->streams[i]->discard = static_cast<int>(i) == found ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
    }
    state->codec.reset(libav().avcodec_alloc_context3(decoder));
    if (!state->codec || !state->packet || !state->frame) return Error{.fault = Fault::TooLarge, .message = "no memory for a decoder"};
    state->codec->thread_count = 1;
    state->codec->max_pixels = kMostFilmPixels;
    state->codec->skip_loop_filter = AVDISCARD_ALL;  // blocks may show: nobody looks at them
    state->codec->pkt_timebase = state->input->streams[found]->time_base;
    if (libav().avcodec_parameters_to_context(state->codec.get(), state->input->streams[found]->codecpar) < 0 || libav().avcodec_open2(state->codec.get(), decoder, nullptr) < 0) {
        return Error{.fault = Fault::Unsupported, .message = "its picture cannot be decoded"};
    }
    state->origin = static_cast<double>(presentation_start(*state->input)) / AV_TIME_BASE;
    return PictureProbe(std::move(state));
}

std::vector<PictureProbe::Moment> PictureProbe::keyframes(double from, double to, double apart) {
    double last = -1e9;
    state_->codec->skip_frame = AVDISCARD_NONKEY;
    return state_->read(from, to, [&](double at, bool is_key) {
        if (!is_key || at - last < apart) return false;
        last = at;
        return true;
    });
}

std::vector<PictureProbe::Moment> PictureProbe::frames(double from, double to) {
    state_->codec->skip_frame = AVDISCARD_DEFAULT;
    auto moments = state_->read(from, to, [](double, bool) { return true; });
    std::ranges::sort(moments, {}, &Moment::at);
    return moments;
}

}  // namespace bt::transcode

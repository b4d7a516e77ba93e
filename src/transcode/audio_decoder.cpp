// One pass with libavformat and libavcodec. All other streams are discarded, which saves a quarter of the time of reading an episode:
// in MP4 the demuxer then does not even read their bytes.
//
// Time: a frame's place is its timestamp. MP4 and Matroska count from the start of the presentation; other containers from wherever the
// broadcast was, so there the first timestamp of the file is zero. Frames that lie within kTolerance of where the last one ended
// follow it without a seam (Matroska rounds to milliseconds); a later one is preceded by silence, an earlier one loses its head.
// A jump too far to be a gap is a splice: the samples go on, and the clock is set anew.
#include "transcode/audio_decoder.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/mathematics.h>
#include <libavutil/samplefmt.h>
}

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>
#include <vector>

#include "transcode/input.h"
#include "transcode/libav.h"

namespace bt::transcode {
namespace {

constexpr double kTolerance = 0.04;      // seconds
constexpr double kLongestGap = 3'600;    // seconds; more is a broken timestamp
constexpr double kLongestOverlap = 10;   // seconds
constexpr std::size_t kSilenceFrames = 1U << 15;
constexpr int kMostChannels = 64;
constexpr int kMostRate = 768'000;

template <class Sample>
float to_float(Sample value) {
    if constexpr (std::is_same_v<Sample, float>) return value;
    if constexpr (std::is_same_v<Sample, double>) return static_cast<float>(value);
    if constexpr (std::is_same_v<Sample, std::uint8_t>) return (static_cast<float>(value) - 128.0F) / 128.0F;
    if constexpr (std::is_same_v<Sample, std::int16_t>) return static_cast<float>(value) / 32'768.0F;
    if constexpr (std::is_same_v<Sample, std::int32_t>) return static_cast<float>(value) / 2'147'483'648.0F;
    if constexpr (std::is_same_v<Sample, std::int64_t>) return static_cast<float>(static_cast<double>(value) / 9.2233720368547758e18);
}

/// Where the samples of a frame lie: a plane a channel, or one plane with all of them in turn.
struct Layout {
    const AVFrame* frame;
    bool planar;
    int channels;
};

template <class Sample>
void interleave(const Layout& from, int skip, int count, int channels, float* out) {
    for (int c = 0; c < channels; ++c) {
        // A mono stretch of a stereo stream sounds on both sides; other channels that are missing are silent.
        const int source = c < from.channels ? c : from.channels == 1 ? 0 : -1;
        float* into = out + c;
        if (source < 0) {
            for (int i = 0; i < count; ++i, into += channels) *into = 0;
            continue;
        }
        const auto stride = from.planar ? 1 : from.channels;
        const auto* samples = reinterpret_cast<const Sample*>(from.frame->extended_data[from.planar ? source : 0]) + (from.planar ? 0 : source);
        samples += static_cast<std::ptrdiff_t>(skip) * stride;
        for (int i = 0; i < count; ++i, into += channels, samples += stride) *into = to_float(*samples);
    }
}

bool interleave(const AVFrame& frame, int skip, int channels, std::vector<float>& out) {
    const int count = frame.nb_samples - skip;
    const auto format = static_cast<AVSampleFormat>(frame.format);
    const Layout from{&frame, av_sample_fmt_is_planar(format) != 0, frame.ch_layout.nb_channels};
    if (count <= 0 || from.channels < 1) return false;
    out.resize(static_cast<std::size_t>(count) * static_cast<std::size_t>(channels));
    switch (av_get_packed_sample_fmt(format)) {
        case AV_SAMPLE_FMT_FLT: interleave<float>(from, skip, count, channels, out.data()); return true;
        case AV_SAMPLE_FMT_DBL: interleave<double>(from, skip, count, channels, out.data()); return true;
        case AV_SAMPLE_FMT_U8: interleave<std::uint8_t>(from, skip, count, channels, out.data()); return true;
        case AV_SAMPLE_FMT_S16: interleave<std::int16_t>(from, skip, count, channels, out.data()); return true;
        case AV_SAMPLE_FMT_S32: interleave<std::int32_t>(from, skip, count, channels, out.data()); return true;
        case AV_SAMPLE_FMT_S64: interleave<std::int64_t>(from, skip, count, channels, out.data()); return true;
        default: return false;
    }
}

}  // namespace

struct AudioDecoder::State {
    Deadline deadline;
    Input input;
    std::unique_ptr<AVCodecContext, FreeCodec> codec;
    std::unique_ptr<AVPacket, FreePacket> packet{libav().av_packet_alloc()};
    std::unique_ptr<AVFrame, FreeFrame> frame{av_frame_alloc()};
    int stream = 0;
    int rate = 0, channels = 0;
    double origin = 0;              // seconds of the container's clock
    std::uint64_t position = 0;     // frames given so far
    std::uint64_t silence = 0;      // frames of silence to give before `frame`
    bool frame_waits = false;
    int skip = 0;                   // frames to drop from the head of `frame`
    bool input_ended = false, ended = false, anything = false;
    std::uint64_t undecodable = 0;
    std::vector<float> samples;

    double seconds() const { return static_cast<double>(position) / rate; }
    Result<bool> receive();
    Result<void> feed();
    void place();
    Result<void> measure_first_frame();
};

/// Gives the decoder one packet, or tells it that there are no more.
Result<void> AudioDecoder::State::feed() {
    while (true) {
        const int read = libav().av_read_frame(input.get(), packet.get());
        if (read == AVERROR(EIO) && !anything) return libav_failure(read, deadline);
        if (read < 0) {  // the end, or a place nothing can be read beyond: what was heard so far stands
            input_ended = true;
            (void)libav().avcodec_send_packet(codec.get(), nullptr);
            return {};
        }
        if (packet->stream_index != stream) {
            libav().av_packet_unref(packet.get());
            continue;
        }
        if (libav().avcodec_send_packet(codec.get(), packet.get()) < 0) ++undecodable;
        libav().av_packet_unref(packet.get());
        return {};
    }
}

/// The next decoded frame in `frame`; false at the end.
Result<bool> AudioDecoder::State::receive() {
    while (true) {
        const int received = libav().avcodec_receive_frame(codec.get(), frame.get());
        if (received == 0) return true;
        if (received == AVERROR_EOF || (received == AVERROR(EAGAIN) && input_ended)) return false;
        if (received != AVERROR(EAGAIN)) ++undecodable;
        if (input_ended) return false;
        BT_CHECK(feed());
    }
}

/// Decides how much silence goes before `frame` and how much of its head is dropped.
void AudioDecoder::State::place() {
    skip = 0;
    silence = 0;
    if (frame->best_effort_timestamp == AV_NOPTS_VALUE) return;
    const double at = static_cast<double>(frame->best_effort_timestamp) * av_q2d(input->streams[stream]->time_base) - origin;
    const double late = at - seconds();
    if (std::abs(late) <= kTolerance) return;
    if (late > 0 && late <= kLongestGap) {
        silence = static_cast<std::uint64_t>(std::llround(late * rate));
    } else if (late < 0 && late >= -kLongestOverlap) {
        skip = static_cast<int>(std::min<std::int64_t>(frame->nb_samples, std::llround(-late * rate)));
    } else {
        origin += late;
    }
}

/// Rate and channels as the decoder really gives them: headers are wrong for HE-AAC and others.
Result<void> AudioDecoder::State::measure_first_frame() {
    BT_TRY(frame_waits, receive());
    if (!frame_waits) return Error{.fault = Fault::Unsupported, .message = "no sound in it can be decoded"};
    rate = frame->sample_rate;
    channels = frame->ch_layout.nb_channels;
    if (rate < 1 || rate > kMostRate || channels < 1 || channels > kMostChannels) {
        return Error{.fault = Fault::Unsupported, .message = fmt::format("sound of {} channels at {} samples a second", channels, rate)};
    }
    place();
    return {};
}

AudioDecoder::AudioDecoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
AudioDecoder::AudioDecoder(AudioDecoder&&) noexcept = default;
AudioDecoder& AudioDecoder::operator=(AudioDecoder&&) noexcept = default;
AudioDecoder::~AudioDecoder() = default;

Result<AudioDecoder> AudioDecoder::open(const std::string& path, Options options) {
    auto state = std::make_unique<State>();
    BT_TRY(state->input, open_input(path, state->deadline));
    const AVCodec* decoder = nullptr;
    const int found = libav().av_find_best_stream(state->input.get(), AVMEDIA_TYPE_AUDIO, options.stream.value_or(-1), -1, &decoder, 0);
    if (found == AVERROR_DECODER_NOT_FOUND) return Error{.fault = Fault::Unsupported, .message = "its sound is of a codec that cannot be decoded"};
    if (found < 0 || decoder == nullptr) return Error{.fault = Fault::Unsupported, .message = "there is no sound in it"};
    state->stream = found;
    for (unsigned i = 0; i < state->input->nb_streams; ++i) {
        state->input->streams[i]->discard = static_cast<int>(i) == found ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
    }
    const auto& stream = *state->input->streams[found];
    state->codec.reset(libav().avcodec_alloc_context3(decoder));
    if (!state->codec || !state->packet || !state->frame) return Error{.fault = Fault::TooLarge, .message = "no memory for a decoder"};
    state->codec->thread_count = 1;
    state->codec->pkt_timebase = stream.time_base;
    if (libav().avcodec_parameters_to_context(state->codec.get(), stream.codecpar) < 0 || libav().avcodec_open2(state->codec.get(), decoder, nullptr) < 0) {
        return Error{.fault = Fault::Unsupported, .message = fmt::format("its sound ({}) cannot be decoded", decoder->name)};
    }
    state->origin = static_cast<double>(presentation_start(*state->input)) / AV_TIME_BASE;
    BT_CHECK(state->measure_first_frame());
    return AudioDecoder(std::move(state));
}

int AudioDecoder::sample_rate() const { return state_->rate; }
int AudioDecoder::channels() const { return state_->channels; }
std::uint64_t AudioDecoder::undecodable() const { return state_->undecodable; }

Result<std::span<const float>> AudioDecoder::read() {
    auto& s = *state_;
    while (!s.ended) {
        if (!s.frame_waits) {
            BT_TRY(s.frame_waits, s.receive());
            if (!s.frame_waits) {
                s.ended = true;
                break;
            }
            // A change of rate in mid-stream is left silent: its timestamps make it a gap.
            if (s.frame->sample_rate != s.rate) {
                s.frame_waits = false;
                ++s.undecodable;
                continue;
            }
            s.place();
        }
        if (s.silence > 0) {
            const auto count = std::min<std::uint64_t>(s.silence, kSilenceFrames);
            s.silence -= count;
            s.position += count;
            s.samples.assign(static_cast<std::size_t>(count) * static_cast<std::size_t>(s.channels), 0.0F);
            return std::span<const float>(s.samples);
        }
        s.frame_waits = false;
        const bool usable = interleave(*s.frame, s.skip, s.channels, s.samples);
        av_frame_unref(s.frame.get());
        if (!usable) continue;
        s.anything = true;
        s.position += s.samples.size() / static_cast<std::size_t>(s.channels);
        return std::span<const float>(s.samples);
    }
    return std::span<const float>();
}

}  // namespace bt::transcode

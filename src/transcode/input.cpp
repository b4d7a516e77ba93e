#include "transcode/input.h"

extern "C" {
#include <libavformat/avformat.h>
#include <libavutil/dict.h>
#include <libavutil/error.h>
}

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "transcode/libav.h"

namespace bt::transcode {
namespace {

/// Read at most this much to find the streams.
constexpr std::int64_t kProbeBytes = 4 << 20;
constexpr std::int64_t kAnalyseMicroseconds = 2'000'000;
constexpr int kMostStreamsRead = 128;

int passed(void* deadline) { return static_cast<const Deadline*>(deadline)->is_over() ? 1 : 0; }

}  // namespace

void CloseInput::operator()(AVFormatContext* context) const { libav().avformat_close_input(&context); }

Error libav_failure(int code, const Deadline& deadline) {
    if (deadline.is_over()) return {.fault = Fault::Busy, .message = "libavformat took too long over it"};
    std::array<char, AV_ERROR_MAX_STRING_SIZE> words{};
    av_strerror(code, words.data(), words.size());
    const auto fault = code == AVERROR(ENOENT)  ? Fault::NotFound
                       : code == AVERROR(EACCES) ? Fault::Denied
                       : code == AVERROR(EIO)    ? Fault::Io
                                                 : Fault::Unsupported;
    return {.fault = fault, .message = fmt::format("not a media file that can be read ({})", words.data())};
}

Result<Input> open_input(const std::string& path, const Deadline& deadline) {
    if (!libav().missing.empty()) return Error{.fault = Fault::Unsupported, .message = libav().missing};
    auto* context = libav().avformat_alloc_context();
    if (context == nullptr) return Error{.fault = Fault::TooLarge, .message = "no memory to open the file"};
    context->interrupt_callback = {&passed, const_cast<Deadline*>(&deadline)};
    context->probesize = kProbeBytes;
    context->max_analyze_duration = kAnalyseMicroseconds;
    context->max_streams = kMostStreamsRead;
    // A playlist or concat script inside a library must not make us read other files or the network.
    AVDictionary* options = nullptr;
    av_dict_set(&options, "protocol_whitelist", "file", 0);
    av_dict_set(&options, "format_whitelist",
                "mpegts,mpeg,avi,asf,flv,ogg,rm,wtv,mpegvideo,h264,hevc,mp3,aac,ac3,eac3,flac,wav,dts,truehd,mov,matroska,nut,mxf,gxf,dv,ivf,nsv,"
                "amr,aiff,w64,caf,ape,wv,tta,mpc,mpc8,tak,au",
                0);
    const int opened = libav().avformat_open_input(&context, ("file:" + path).c_str(), nullptr, &options);  // frees the context on failure
    av_dict_free(&options);
    if (opened < 0) return libav_failure(opened, deadline);
    Input input(context);
    // Streams stay as far as they are known when this fails or runs out of time.
    (void)libav().avformat_find_stream_info(input.get(), nullptr);
    return input;
}

std::int64_t presentation_start(const AVFormatContext& input) {
    const std::string_view format = input.iformat->name;
    const bool counts_from_zero = format.find("mov") != format.npos || format.find("matroska") != format.npos;
    return counts_from_zero || input.start_time == AV_NOPTS_VALUE ? 0 : input.start_time;
}

}  // namespace bt::transcode

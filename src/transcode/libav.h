// Owners for what libav allocates. Internal to this folder.
#pragma once

extern "C" {
#include <libavutil/frame.h>
}

#include <memory>

#include "transcode/codec_libraries.h"

namespace bt::transcode {

struct FreeCodec {
    void operator()(AVCodecContext* context) const { libav().avcodec_free_context(&context); }
};
struct FreeFrame {
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct FreePacket {
    void operator()(AVPacket* packet) const { libav().av_packet_free(&packet); }
};
struct FreeScaler {
    void operator()(SwsContext* scaler) const { libav().sws_freeContext(scaler); }
};
using CodecContext = std::unique_ptr<AVCodecContext, FreeCodec>;
using Frame = std::unique_ptr<AVFrame, FreeFrame>;
using Packet = std::unique_ptr<AVPacket, FreePacket>;
using Scaler = std::unique_ptr<SwsContext, FreeScaler>;

}  // namespace bt::transcode

// What is called of libavcodec, libavformat and libswscale, which are loaded when something is first decoded.
//
// Linked in the usual way they come with every start, and a hundred others behind them (Debian's FFmpeg is built with everything):
// 22 MB resident, 4 of them written to, and 20 ms, for a server whose films have all been looked at and that only sends bytes.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswscale/swscale.h>
}

#include <string>

namespace bt::transcode {

// Grouped by the library they are in.
#define BT_LIBAVCODEC_CALLS(CALL) \
  CALL(av_new_packet) CALL(av_packet_alloc) CALL(av_packet_free) CALL(av_packet_unref) CALL(avcodec_alloc_context3) \
  CALL(avcodec_find_decoder) CALL(avcodec_find_encoder_by_name) CALL(avcodec_flush_buffers) CALL(avcodec_free_context) \
  CALL(avcodec_get_name) CALL(avcodec_open2) CALL(avcodec_parameters_to_context) CALL(avcodec_receive_frame) \
  CALL(avcodec_receive_packet) CALL(avcodec_send_frame) CALL(avcodec_send_packet)
#define BT_LIBAVFORMAT_CALLS(CALL) \
  CALL(av_find_best_stream) CALL(av_read_frame) CALL(av_seek_frame) CALL(avformat_alloc_context) \
  CALL(avformat_close_input) CALL(avformat_find_stream_info) CALL(avformat_open_input)
#define BT_LIBSWSCALE_CALLS(CALL) \
  CALL(sws_freeContext) CALL(sws_getCoefficients) CALL(sws_getColorspaceDetails) CALL(sws_getContext) CALL(sws_scale) \
  CALL(sws_setColorspaceDetails)

/// Each function under its own name: `libav().avcodec_open2(...)`. Where a library cannot be loaded, its functions refuse: those that make
/// something return null, the others AVERROR(ENOSYS), and whoever called reports that nothing can be decoded.
struct CodecLibraries {
#define BT_MEMBER(name) decltype(&::name) name = nullptr;
    BT_LIBAVCODEC_CALLS(BT_MEMBER)
    BT_LIBAVFORMAT_CALLS(BT_MEMBER)
    BT_LIBSWSCALE_CALLS(BT_MEMBER)
#undef BT_MEMBER

    std::string missing;  ///< what could not be loaded, in the system's words; empty as a rule
};

/// Loads them on the first call, from any thread; they stay. libavutil is linked as usual: it is small.
const CodecLibraries& libav();

}  // namespace bt::transcode

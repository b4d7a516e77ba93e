#include "media/cmaf/webvtt.h"

#include "media/cmaf/box_scope.h"

namespace bt::media::cmaf {
namespace {

void write_text(ByteWriter& out, FourCc type, std::string_view text) {
    const BoxScope box(out, type);
    out.text(text);
}

}  // namespace

Bytes write_webvtt_sample(std::span<const WebVttCue> cues) {
    ByteWriter out;
    if (cues.empty()) {
        const BoxScope empty(out, "vtte");
    }
    for (const WebVttCue& cue : cues) {
        const BoxScope vttc(out, "vttc");
        if (!cue.identifier.empty()) write_text(out, "iden", cue.identifier);
        if (!cue.settings.empty()) write_text(out, "sttg", cue.settings);
        write_text(out, "payl", cue.payload);
    }
    return std::move(out).take();
}

}  // namespace bt::media::cmaf

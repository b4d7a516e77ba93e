// A file's sound track from the disk to what the sound engine keeps of it: one decode for everything.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/result.h"
#include "sound/landmarks.h"
#include "sound/loudness_meter.h"
#include "sound/pcm_source.h"
#include "transcode/audio_decoder.h"

namespace bt::service {

/// A decoder as the sound engine sees it.
class DecodedPcm final : public sound::PcmSource {
public:
    explicit DecodedPcm(transcode::AudioDecoder decoder) : decoder_(std::move(decoder)) {}
    int sample_rate() const override { return decoder_.sample_rate(); }
    int channels() const override { return decoder_.channels(); }
    Result<std::span<const float>> read() override { return decoder_.read(); }

private:
    transcode::AudioDecoder decoder_;
};

enum class MeasureLoudness : bool { No, Yes };

struct FileSound {
    sound::Landmarks landmarks;
    std::optional<sound::MeasuredLoudness> loudness;
    /// Nothing but digital silence.
    bool is_silent() const;
};

/// `go_on` is asked every few seconds of sound, with how many there have been; false ends it with Busy.
/// Faults: Unsupported (no media file, no sound in it, none that can be decoded), NotFound, Denied, Io; Busy.
Result<FileSound> hear_file(const std::string& path, sound::LandmarkDensity density, MeasureLoudness measure, const std::function<bool(double seconds)>& go_on);

}  // namespace bt::service

// A file's sound track from the disk to what the sound engine keeps of it: one decode for everything.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/episode_sound.h"
#include "service/sound/whole_files.h"
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
    std::vector<domain::UnheardFile> unheard_files = {};  ///< of an episode in several files
    /// Nothing but digital silence.
    bool is_silent() const;
};

/// `go_on` is asked every few seconds of sound, with how many there have been; false ends it with Busy.
/// Faults: Unsupported (no media file, no sound in it, none that can be decoded), NotFound, Denied, Io; Busy.
Result<FileSound> hear_file(const std::string& path, sound::LandmarkDensity density, MeasureLoudness measure, const std::function<bool(double seconds)>& go_on);

/// How far the sound of an episode is read.
struct HearingPlace {
    double seconds = 0;      ///< of the whole
    std::uint32_t file = 0;  ///< which of its files is decoded, from 0
};

/// The sound of all files of an episode as one; of one file, that of hear_file(). A file without sound that can be decoded is silence, and told, as
/// are those of `unheard`, which are left alone. `go_on` is asked when a file begins, too. Faults: as above, the first three when no file has sound.
Result<FileSound> hear_whole(const std::vector<WholeFile>& files, const std::vector<domain::UnheardFile>& unheard, sound::LandmarkDensity density,
                             MeasureLoudness measure, const std::function<bool(HearingPlace)>& go_on);

}  // namespace bt::service

#include "service/sound/file_hearing.h"

#include <algorithm>

namespace bt::service {
namespace {

constexpr double kAskEvery = 5;  // seconds of sound

}  // namespace

bool FileSound::is_silent() const {
    return std::all_of(landmarks.energy.begin(), landmarks.energy.end(), [](std::uint8_t cell) { return cell == 0; });
}

Result<FileSound> hear_file(const std::string& path, sound::LandmarkDensity density, MeasureLoudness measure, const std::function<bool(double seconds)>& go_on) {
    BT_TRY(auto decoder, transcode::AudioDecoder::open(path));
    DecodedPcm pcm(std::move(decoder));
    sound::LandmarkFinder finder(pcm.sample_rate(), pcm.channels(), density);
    std::optional<sound::LoudnessMeter> meter;
    if (measure == MeasureLoudness::Yes) meter.emplace(pcm.sample_rate(), pcm.channels());
    const double per_second = static_cast<double>(pcm.sample_rate()) * pcm.channels();
    double values = 0, asked = 0;
    while (true) {
        BT_TRY(const auto samples, pcm.read());
        if (samples.empty()) break;
        finder.push(samples);
        if (meter) meter->push(samples);
        values += static_cast<double>(samples.size());
        if (values / per_second - asked < kAskEvery) continue;
        asked = values / per_second;
        if (!go_on(asked)) return Error{.fault = Fault::Busy, .message = "it was told to stop"};
    }
    FileSound heard{.landmarks = finder.finish(), .loudness = {}};
    if (meter) heard.loudness = meter->finish();
    return heard;
}

}  // namespace bt::service

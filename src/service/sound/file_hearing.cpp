#include "service/sound/file_hearing.h"

#include <algorithm>
#include <memory>

#include "service/sound/whole_pcm.h"

namespace bt::service {
namespace {

constexpr double kAskEvery = 5;  // seconds of sound

Result<FileSound> hear(sound::PcmSource& pcm, sound::LandmarkDensity density, MeasureLoudness measure, const std::function<bool(double seconds)>& go_on) {
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

}  // namespace

bool FileSound::is_silent() const {
    return std::all_of(landmarks.energy.begin(), landmarks.energy.end(), [](std::uint8_t cell) { return cell == 0; });
}

Result<FileSound> hear_file(const std::string& path, sound::LandmarkDensity density, MeasureLoudness measure, const std::function<bool(double seconds)>& go_on) {
    BT_TRY(auto decoder, transcode::AudioDecoder::open(path));
    DecodedPcm pcm(std::move(decoder));
    return hear(pcm, density, measure, go_on);
}

Result<FileSound> hear_whole(const std::vector<WholeFile>& files, const std::vector<domain::UnheardFile>& unheard, sound::LandmarkDensity density,
                             MeasureLoudness measure, const std::function<bool(HearingPlace)>& go_on) {
    HearingPlace place;
    if (files.size() == 1) {
        return hear_file(files.front().path, density, measure, [&](double seconds) { return go_on({.seconds = seconds}); });
    }
    const auto open = [](const std::string& path) -> Result<std::unique_ptr<sound::PcmSource>> {
        BT_TRY(auto decoder, transcode::AudioDecoder::open(path));
        return std::unique_ptr<sound::PcmSource>(std::make_unique<DecodedPcm>(std::move(decoder)));
    };
    BT_TRY(auto pcm, WholePcm::open(files, unheard, open, [&](std::uint32_t file) {
        place.file = file;
        (void)go_on(place);  // whoever stops it is asked again soon
    }));
    BT_TRY(auto heard, hear(pcm, density, measure, [&](double seconds) {
        place.seconds = seconds;
        return go_on(place);
    }));
    heard.unheard_files = pcm.unheard();
    return heard;
}

}  // namespace bt::service

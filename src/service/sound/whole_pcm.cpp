#include "service/sound/whole_pcm.h"

#include <algorithm>
#include <cmath>

#include "sound/matched_pcm.h"

namespace bt::service {
namespace {

constexpr std::uint64_t kSilenceFrames = 1U << 15;

}  // namespace

WholePcm::WholePcm(std::vector<WholeFile> files, std::vector<domain::UnheardFile> unheard, Open opens, Begins begins)
    : files_(std::move(files)), unheard_(std::move(unheard)), opens_(std::move(opens)), begins_(std::move(begins)) {}

Result<WholePcm> WholePcm::open(std::vector<WholeFile> files, std::vector<domain::UnheardFile> unheard, Open opens, Begins begins) {
    WholePcm made(std::move(files), std::move(unheard), std::move(opens), std::move(begins));
    for (std::uint32_t file = 0; file < made.files_.size(); ++file) BT_CHECK(made.look_at(file));
    if (made.rate_ == 0) return Error{.fault = Fault::Unsupported, .message = made.unheard_.front().reason};
    return made;
}

bool WholePcm::is_unheard(std::uint32_t file) const { return std::ranges::find(unheard_, file, &domain::UnheardFile::file) != unheard_.end(); }

void WholePcm::leave_out(std::uint32_t file, const Error& error) {
    unheard_.push_back({.file = file, .reason = error.message});
    std::ranges::sort(unheard_, {}, &domain::UnheardFile::file);
}

Result<std::unique_ptr<sound::PcmSource>> WholePcm::open_file(std::uint32_t file) const {
    if (begins_) begins_(file);
    return opens_(files_[file].path);
}

Result<void> WholePcm::look_at(std::uint32_t file) {
    if (is_unheard(file)) return {};
    const auto sound = open_file(file);
    if (!sound) {
        if (!is_lasting(sound.error().fault)) return sound.error();
        leave_out(file, sound.error());
        return {};
    }
    rate_ = std::max(rate_, (*sound)->sample_rate());
    channels_ = std::max(channels_, (*sound)->channels());
    return {};
}

std::uint64_t WholePcm::end_of(std::uint32_t file) const { return static_cast<std::uint64_t>(std::llround(files_[file].end() * rate_)); }

Result<void> WholePcm::begin_file() {
    has_begun_ = true;
    if (is_unheard(at_)) return {};
    auto opened = open_file(at_);
    if (!opened && is_lasting(opened.error().fault)) {
        leave_out(at_, opened.error());
        return {};
    }
    BT_TRY(auto sound, std::move(opened));
    const bool is_alike = sound->sample_rate() == rate_ && sound->channels() == channels_;
    sound_ = is_alike ? std::move(sound) : std::make_unique<sound::MatchedPcm>(std::move(sound), rate_, channels_);
    skip_ = static_cast<std::uint64_t>(std::llround(files_[at_].from * rate_));
    return {};
}

/// Of the file that is read; empty where it is silent to its end.
Result<std::span<const float>> WholePcm::next_samples() {
    const auto width = static_cast<std::uint64_t>(channels_);
    while (sound_) {
        auto samples = sound_->read();
        if (!samples) {
            sound_.reset();
            if (!is_lasting(samples.error().fault)) return samples.error();
            leave_out(at_, samples.error());
            break;
        }
        if (samples->empty()) {
            sound_.reset();
            break;
        }
        const auto skipped = std::min<std::uint64_t>(skip_, samples->size() / width);
        skip_ -= skipped;
        if (const auto rest = samples->subspan(static_cast<std::size_t>(skipped * width)); !rest.empty()) return rest;
    }
    return std::span<const float>();
}

Result<std::span<const float>> WholePcm::read() {
    const auto width = static_cast<std::uint64_t>(channels_);
    for (; at_ < files_.size(); ++at_, has_begun_ = false, sound_.reset()) {
        const auto end = end_of(at_);
        if (given_ >= end) continue;
        if (!has_begun_) BT_CHECK(begin_file());
        BT_TRY(auto samples, next_samples());
        if (samples.empty()) {
            silence_.assign(static_cast<std::size_t>(std::min(end - given_, kSilenceFrames) * width), 0.0F);
            samples = silence_;
        }
        samples = samples.first(static_cast<std::size_t>(std::min<std::uint64_t>(samples.size() / width, end - given_) * width));
        given_ += samples.size() / width;
        return samples;
    }
    return std::span<const float>();
}

}  // namespace bt::service

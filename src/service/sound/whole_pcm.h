// The sound of files that follow each other as one stream, so that whoever listens knows of no files: silence where a file's sound is shorter than
// its picture, and where it has none.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/episode_sound.h"
#include "service/sound/whole_files.h"
#include "sound/pcm_source.h"

namespace bt::service {

class WholePcm final : public sound::PcmSource {
public:
    /// Opens a file's sound.
    using Open = std::function<Result<std::unique_ptr<sound::PcmSource>>(const std::string& path)>;
    /// Told which file is decoded from now on, by its place.
    using Begins = std::function<void(std::uint32_t file)>;

    /// Each file's sound is opened once to see what it is: the stream has the highest rate and the most channels of all. `unheard` are not opened.
    /// Faults: those of opening that may pass; that of the first file when none of them has sound.
    static Result<WholePcm> open(std::vector<WholeFile> files, std::vector<domain::UnheardFile> unheard, Open opens, Begins begins = {});

    int sample_rate() const override { return rate_; }
    int channels() const override { return channels_; }
    /// A file whose sound breaks for good is silent from there on, and among the unheard.
    Result<std::span<const float>> read() override;
    /// By place.
    const std::vector<domain::UnheardFile>& unheard() const { return unheard_; }

private:
    WholePcm(std::vector<WholeFile> files, std::vector<domain::UnheardFile> unheard, Open opens, Begins begins);
    Result<void> look_at(std::uint32_t file);
    Result<std::unique_ptr<sound::PcmSource>> open_file(std::uint32_t file) const;
    Result<void> begin_file();
    Result<std::span<const float>> next_samples();
    void leave_out(std::uint32_t file, const Error& error);
    bool is_unheard(std::uint32_t file) const;
    /// The first frame of the stream that is behind this file.
    std::uint64_t end_of(std::uint32_t file) const;

    std::vector<WholeFile> files_;
    std::vector<domain::UnheardFile> unheard_;
    Open opens_;
    Begins begins_;
    int rate_ = 0, channels_ = 0;
    std::uint32_t at_ = 0;                      // the file that is read
    bool has_begun_ = false;                    // at_ was opened, if it has sound
    std::unique_ptr<sound::PcmSource> sound_;   // of at_; null: it is silent from here on
    std::uint64_t skip_ = 0, given_ = 0;        // frames: of at_ before it is played, of the stream so far
    std::vector<float> silence_;
};

}  // namespace bt::service

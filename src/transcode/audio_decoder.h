// A file's sound as PCM, decoded as it is read, on the file's own time line: what is n seconds into the samples is n seconds into
// the episode. Late starts and gaps are filled with silence, overlaps cut, what cannot be decoded is counted and left silent.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"

namespace bt::transcode {

class AudioDecoder {
public:
    struct Options {
        std::optional<int> stream;  ///< the container's stream number; nothing: the default one, dialogue before commentary
    };

    /// Faults: Unsupported (no media file, no sound in it, or no decoder for it), NotFound, Denied, Io.
    static Result<AudioDecoder> open(const std::string& path, Options options);
    static Result<AudioDecoder> open(const std::string& path) { return open(path, {}); }
    AudioDecoder(AudioDecoder&&) noexcept;
    AudioDecoder& operator=(AudioDecoder&&) noexcept;
    ~AudioDecoder();

    int sample_rate() const;
    /// In the order of WAVE files: front left, front right, centre, low frequencies, back, side.
    int channels() const;
    /// The next frames, interleaved, full scale at +-1. Empty at the end; good until the next call. A file that is cut short just ends.
    /// Faults: Io when the system fails; Unsupported when nothing at all could be decoded.
    Result<std::span<const float>> read();
    /// Packets passed over because they could not be decoded.
    std::uint64_t undecodable() const;

private:
    struct State;
    explicit AudioDecoder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace bt::transcode

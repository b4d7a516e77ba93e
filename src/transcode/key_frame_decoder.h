// Single key frames of a film as small pictures: the bytes of one sync sample in, a picture out. Nothing between them is read.
#pragma once

#include <cstdint>
#include <memory>

#include "base/bytes.h"
#include "base/result.h"
#include "media/index/description.h"
#include "transcode/picture.h"

namespace bt::transcode {

class KeyFrameDecoder {
public:
    /// For samples of `track`, as its container stores them. Faults: Unsupported when it is no picture or there is no decoder for it, nor
    /// for its colours (Dolby Vision without a base layer that others can show).
    static Result<KeyFrameDecoder> open(const media::Track& track);
    KeyFrameDecoder(KeyFrameDecoder&&) noexcept;
    KeyFrameDecoder& operator=(KeyFrameDecoder&&) noexcept;
    ~KeyFrameDecoder();

    /// The picture of one sync sample as the film is shown, turned upright, scaled to `width` by `height`. The bytes may be anything.
    /// Faults: Malformed when no whole picture comes of them; Unsupported for its pixel format.
    Result<Picture> decode(ByteView sample, std::uint32_t width, std::uint32_t height);

private:
    struct State;
    explicit KeyFrameDecoder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace bt::transcode

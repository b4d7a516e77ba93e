#include "sound/fourier.h"

extern "C" {
#include <libavutil/mem.h>
#include <libavutil/tx.h>
}

#include <new>
#include <utility>

namespace bt::sound {

Fourier::Fourier(std::size_t size, Direction direction) : size_(size) {
    const float scale = 1;
    if (av_tx_init(&transform_, &run_, AV_TX_FLOAT_FFT, direction == Direction::Inverse ? 1 : 0, static_cast<int>(size), &scale, 0) < 0) throw std::bad_alloc();
    in_ = static_cast<std::complex<float>*>(av_calloc(size, sizeof(std::complex<float>)));
    out_ = static_cast<std::complex<float>*>(av_calloc(size, sizeof(std::complex<float>)));
    if (in_ == nullptr || out_ == nullptr) throw std::bad_alloc();
}

Fourier::Fourier(Fourier&& other) noexcept
    : size_(other.size_), transform_(std::exchange(other.transform_, nullptr)), run_(other.run_), in_(std::exchange(other.in_, nullptr)), out_(std::exchange(other.out_, nullptr)) {}

Fourier::~Fourier() {
    av_tx_uninit(&transform_);
    av_free(in_);
    av_free(out_);
}

}  // namespace bt::sound

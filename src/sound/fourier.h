// The discrete Fourier transform, done by libavutil's av_tx, which picks the best of the processor's instructions.
#pragma once

#include <complex>
#include <cstddef>
#include <span>

struct AVTXContext;

namespace bt::sound {

/// Of `size` complex numbers, a power of two; not scaled either way. Filled in `in()`, run, read in `out()`.
class Fourier {
public:
    enum class Direction { Forward, Inverse };

    explicit Fourier(std::size_t size, Direction direction = Direction::Forward);
    Fourier(Fourier&&) noexcept;
    Fourier& operator=(Fourier&&) = delete;
    ~Fourier();

    std::size_t size() const { return size_; }
    std::span<std::complex<float>> in() { return {in_, size_}; }
    std::span<const std::complex<float>> out() const { return {out_, size_}; }
    /// `in()` is left as it is.
    void run() { run_(transform_, out_, in_, sizeof(std::complex<float>)); }

private:
    std::size_t size_;
    AVTXContext* transform_ = nullptr;
    void (*run_)(AVTXContext*, void*, void*, std::ptrdiff_t) = nullptr;
    std::complex<float>*in_ = nullptr, *out_ = nullptr;  // av_malloc'ed: av_tx wants aligned memory
};

}  // namespace bt::sound

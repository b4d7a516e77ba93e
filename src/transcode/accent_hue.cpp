// sRGB to OKLab as Björn Ottosson gives it (bottosson.github.io/posts/oklab). A mean of angles weighted by chroma is the angle of the
// summed (a, b): a pixel's vector is its chroma long and points to its hue.
#include <array>
#include <cmath>
#include <numbers>

#include "transcode/picture_facts.h"

namespace bt::transcode {
namespace {

constexpr double kLeastChroma = 0.03;

/// IEC 61966-2-1: the component as light, for each of its 256 values.
const std::array<double, 256>& light() {
    static const auto table = [] {
        std::array<double, 256> out{};
        for (std::size_t i = 0; i < out.size(); ++i) {
            const double c = static_cast<double>(i) / 255;
            out[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        }
        return out;
    }();
    return table;
}

struct Colour {
    double a = 0, b = 0;  ///< of OKLab
};

Colour oklab(double r, double g, double b) {
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return {1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

}  // namespace

std::optional<int> accent_hue(const Picture& picture) {
    Colour sum;
    for (std::size_t i = 0; i + 3 < picture.rgba.size(); i += 4) {
        const auto* pixel = &picture.rgba[i];
        if (pixel[3] < 128) continue;
        const Colour colour = oklab(light()[pixel[0]], light()[pixel[1]], light()[pixel[2]]);
        if (std::hypot(colour.a, colour.b) < kLeastChroma) continue;
        sum.a += colour.a;
        sum.b += colour.b;
    }
    if (sum.a == 0 && sum.b == 0) return std::nullopt;
    const double degrees = std::atan2(sum.b, sum.a) * 180 / std::numbers::pi;
    return (static_cast<int>(std::lround(degrees)) + 360) % 360;
}

}  // namespace bt::transcode

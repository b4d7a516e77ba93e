// ThumbHash: the lowest waves of a cosine transform of lightness (L), yellow-blue (P), red-green (Q) and, where there is any,
// alpha (A); the constant part and the scale of each in the header, the rest four bits each.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "transcode/picture_facts.h"

namespace bt::transcode {
namespace {

struct Pixel {
    double r = 0, g = 0, b = 0, a = 0;  // 0 to 1
};

struct Waves {
    double constant = 0;
    double scale = 0;           // the largest of the others
    std::vector<double> rest;   // 0 to 1: half is none
};

/// The waves of `channel` up to nx across and ny down, without the corner where both are high.
Waves transform(const std::vector<double>& channel, std::size_t width, std::size_t height, std::size_t nx, std::size_t ny) {
    Waves out;
    std::vector<double> across(width);
    const auto wave = [](std::size_t length, std::size_t count, std::size_t at) {
        return std::cos(std::numbers::pi / static_cast<double>(length) * static_cast<double>(count) * (static_cast<double>(at) + 0.5));
    };
    for (std::size_t cy = 0; cy < ny; ++cy) {
        for (std::size_t cx = 0; cx * ny < nx * (ny - cy); ++cx) {
            for (std::size_t x = 0; x < width; ++x) across[x] = wave(width, cx, x);
            double sum = 0;
            for (std::size_t y = 0; y < height; ++y) {
                const double down = wave(height, cy, y);
                for (std::size_t x = 0; x < width; ++x) sum += channel[x + y * width] * across[x] * down;
            }
            sum /= static_cast<double>(width * height);
            if (cx == 0 && cy == 0) {
                out.constant = sum;
            } else {
                out.rest.push_back(sum);
                out.scale = std::max(out.scale, std::abs(sum));
            }
        }
    }
    if (out.scale > 0) {
        for (auto& value : out.rest) value = 0.5 + 0.5 / out.scale * value;
    }
    return out;
}

Pixel average_of(const Picture& picture) {
    Pixel sum;
    for (std::size_t i = 0; i + 3 < picture.rgba.size(); i += 4) {
        const double alpha = picture.rgba[i + 3] / 255.0;
        sum.r += alpha / 255 * picture.rgba[i];
        sum.g += alpha / 255 * picture.rgba[i + 1];
        sum.b += alpha / 255 * picture.rgba[i + 2];
        sum.a += alpha;
    }
    if (sum.a > 0) {
        sum.r /= sum.a;
        sum.g /= sum.a;
        sum.b /= sum.a;
    }
    return sum;
}

unsigned rounded(double value) { return static_cast<unsigned>(std::floor(value + 0.5)); }

std::string base64(const std::vector<std::uint8_t>& bytes) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        unsigned group = 0;
        for (std::size_t k = 0; k < 3; ++k) group = group << 8U | (k < count ? bytes[i + k] : 0U);
        for (std::size_t k = 0; k < 4; ++k) out += k <= count ? kDigits[(group >> (18 - 6 * k)) & 63U] : '=';
    }
    return out;
}

}  // namespace

std::string thumbhash(const Picture& picture) {
    const std::size_t width = picture.width, height = picture.height, count = width * height;
    if (count == 0 || width > 100 || height > 100) return {};
    const Pixel average = average_of(picture);
    const bool has_alpha = average.a < static_cast<double>(count) - 1e-6;
    std::vector<double> l(count), p(count), q(count), a(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto* pixel = &picture.rgba[i * 4];
        const double alpha = pixel[3] / 255.0;
        const double r = average.r * (1 - alpha) + alpha / 255 * pixel[0];
        const double g = average.g * (1 - alpha) + alpha / 255 * pixel[1];
        const double b = average.b * (1 - alpha) + alpha / 255 * pixel[2];
        l[i] = (r + g + b) / 3;
        p[i] = (r + g) / 2 - b;
        q[i] = r - g;
        a[i] = alpha;
    }
    const double most = has_alpha ? 5 : 7;  // waves of lightness along the longer side
    const auto longer = static_cast<double>(std::max(width, height));
    const std::size_t lx = std::max(1U, rounded(most * static_cast<double>(width) / longer));
    const std::size_t ly = std::max(1U, rounded(most * static_cast<double>(height) / longer));
    const Waves light = transform(l, width, height, std::max<std::size_t>(3, lx), std::max<std::size_t>(3, ly));
    const Waves yellow = transform(p, width, height, 3, 3);
    const Waves red = transform(q, width, height, 3, 3);

    const bool is_landscape = width > height;
    const unsigned header = rounded(63 * light.constant) | rounded(31.5 + 31.5 * yellow.constant) << 6U | rounded(31.5 + 31.5 * red.constant) << 12U |
                            rounded(31 * light.scale) << 18U | unsigned{has_alpha} << 23U;
    const unsigned rest = static_cast<unsigned>(is_landscape ? ly : lx) | rounded(63 * yellow.scale) << 3U | rounded(63 * red.scale) << 9U |
                          unsigned{is_landscape} << 15U;
    std::vector<std::uint8_t> hash;
    for (const unsigned byte : {header, header >> 8U, header >> 16U, rest, rest >> 8U}) hash.push_back(static_cast<std::uint8_t>(byte & 255U));
    std::vector<double> values;
    for (const auto* waves : {&light, &yellow, &red}) values.insert(values.end(), waves->rest.begin(), waves->rest.end());
    if (has_alpha) {
        const Waves alpha = transform(a, width, height, 5, 5);
        hash.push_back(static_cast<std::uint8_t>(rounded(15 * alpha.constant) | rounded(15 * alpha.scale) << 4U));
        values.insert(values.end(), alpha.rest.begin(), alpha.rest.end());
    }
    for (std::size_t i = 0; i < values.size(); i += 2) {
        const unsigned high = i + 1 < values.size() ? rounded(15 * values[i + 1]) : 0;
        hash.push_back(static_cast<std::uint8_t>(rounded(15 * values[i]) | high << 4U));
    }
    return base64(hash);
}

}  // namespace bt::transcode

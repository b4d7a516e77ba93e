#include "transcode/picture_choice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>

namespace bt::transcode {
namespace {

constexpr std::size_t kBrightnessSteps = 64;         // of brightness
constexpr double kUselesslyDark = 0.16, kUselesslyBright = 0.94;
constexpr double kColours = 1.0 / 40;      // a colourful picture has 40 to 80
constexpr double kMostUseless = 0.55;      // a share of the picture: night scenes have as much

int brightness(const std::uint8_t* pixel) { return (77 * pixel[0] + 150 * pixel[1] + 29 * pixel[2]) >> 8; }

struct Spread {
    double sum = 0, squares = 0;
    void add(double value) { sum += value, squares += value * value; }
    double mean(double count) const { return sum / count; }
    double deviation(double count) const { return std::sqrt(std::max(0.0, squares / count - mean(count) * mean(count))); }
};

}  // namespace

double interest(const Picture& picture) {
    std::array<double, kBrightnessSteps> histogram{};
    Spread red_green, yellow_blue;
    const auto count = static_cast<double>(picture.rgba.size() / 4);
    if (count == 0) return 0;
    for (std::size_t i = 0; i + 3 < picture.rgba.size(); i += 4) {
        const auto* pixel = picture.rgba.data() + i;
        ++histogram[static_cast<std::size_t>(brightness(pixel)) * kBrightnessSteps / 256];
        red_green.add(pixel[0] - pixel[1]);
        yellow_blue.add((pixel[0] + pixel[1]) / 2.0 - pixel[2]);
    }
    double entropy = 0, useless = 0;
    for (std::size_t step = 0; step < kBrightnessSteps; ++step) {
        const double share = histogram[step] / count, at = (static_cast<double>(step) + 0.5) / kBrightnessSteps;
        if (share > 0) entropy -= share * std::log2(share);
        if (at < kUselesslyDark || at > kUselesslyBright) useless += share;
    }
    const double colours = std::hypot(red_green.deviation(count), yellow_blue.deviation(count)) + 0.3 * std::hypot(red_green.mean(count), yellow_blue.mean(count));
    const double shown = std::min(1.0, (1 - useless) / (1 - kMostUseless));
    return (entropy + std::min(2.0, colours * kColours)) * shown;
}

Picture upright_part(const Picture& picture) {
    const std::size_t width = std::max<std::size_t>(1, std::size_t{picture.height} * 2 / 3), across = picture.width;
    if (width >= across) return picture;
    std::vector<double> detail(across + 1);  // of all columns before one
    for (std::size_t x = 0; x < across; ++x) {
        double sum = 0;
        for (std::size_t y = 1; y < picture.height; ++y) {
            const auto* pixel = picture.rgba.data() + (y * across + x) * 4;
            sum += std::abs(brightness(pixel) - brightness(pixel - across * 4));
            if (x > 0) sum += std::abs(brightness(pixel) - brightness(pixel - 4));
        }
        detail[x + 1] = detail[x] + sum;
    }
    // Of equal ones the middle: what pictures are composed around.
    std::size_t best = (across - width) / 2;
    for (std::size_t from = 0; from + width <= across; ++from) {
        if (detail[from + width] - detail[from] > 1.05 * (detail[best + width] - detail[best])) best = from;
    }
    Picture part{.width = static_cast<std::uint32_t>(width), .height = picture.height, .rgba = {}};
    part.rgba.reserve(width * picture.height * 4);
    for (std::size_t y = 0; y < picture.height; ++y) {
        const auto row = picture.rgba.begin() + static_cast<std::ptrdiff_t>((y * across + best) * 4);
        part.rgba.insert(part.rgba.end(), row, row + static_cast<std::ptrdiff_t>(width * 4));
    }
    return part;
}

}  // namespace bt::transcode

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

constexpr int kBlack = 28;                 // what the worst encoder makes of it
constexpr double kMostOfBar = 0.2, kLeastOfBar = 0.02, kSameBars = 0.015;  // of the picture's height, or width

/// What is kept of a side of `length`, from where to where, by what is black at both ends of it.
struct Kept {
    std::size_t from, to;
};
Kept without_bars(std::size_t length, std::size_t before, std::size_t behind) {
    const auto share = [&](std::size_t bar) { return static_cast<double>(bar) / static_cast<double>(length); };
    const bool are_bars = share(std::min(before, behind)) >= kLeastOfBar && share(std::max(before, behind)) <= kMostOfBar && std::abs(share(before) - share(behind)) <= kSameBars;
    return are_bars ? Kept{before, length - behind} : Kept{0, length};
}

/// How many of `count` lines are black, one after another.
template <class IsBlack> std::size_t black_lines(std::size_t count, IsBlack&& is_black) {
    std::size_t lines = 0;
    while (lines < count && is_black(lines)) ++lines;
    return lines;
}

Picture cut_out(const Picture& picture, Kept columns, Kept rows) {
    Picture part{.width = static_cast<std::uint32_t>(columns.to - columns.from), .height = static_cast<std::uint32_t>(rows.to - rows.from), .rgba = {}};
    part.rgba.reserve(std::size_t{part.width} * part.height * 4);
    for (auto y = rows.from; y < rows.to; ++y) {
        const auto row = picture.rgba.begin() + static_cast<std::ptrdiff_t>(y * picture.width * 4);
        part.rgba.insert(part.rgba.end(), row + static_cast<std::ptrdiff_t>(columns.from * 4), row + static_cast<std::ptrdiff_t>(columns.to * 4));
    }
    return part;
}

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

Picture without_bars(const Picture& picture) {
    const std::size_t across = picture.width, down = picture.height;
    const auto is_black = [&](std::size_t x, std::size_t y) { return brightness(picture.rgba.data() + (y * across + x) * 4) <= kBlack; };
    const auto is_black_row = [&](std::size_t y) { return black_lines(across, [&](std::size_t x) { return is_black(x, y); }) == across; };
    const auto is_black_column = [&](std::size_t x) { return black_lines(down, [&](std::size_t y) { return is_black(x, y); }) == down; };
    const auto rows = without_bars(down, black_lines(down, is_black_row), black_lines(down, [&](std::size_t y) { return is_black_row(down - 1 - y); }));
    const auto columns = without_bars(across, black_lines(across, is_black_column), black_lines(across, [&](std::size_t x) { return is_black_column(across - 1 - x); }));
    if (rows.to - rows.from == down && columns.to - columns.from == across) return picture;
    return cut_out(picture, columns, rows);
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
    return cut_out(picture, {best, best + width}, {0, picture.height});
}

}  // namespace bt::transcode

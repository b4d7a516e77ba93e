// The code values are turned into light by tables, the light is moved from the primaries of BT.2020 to those of sRGB, bent by the brightest
// of its three components so that no colour changes its hue, and coded as sRGB. White paper is 203 cd/m2 (ITU-R BT.2408), and the
// brightest that still differs 1,000, for which most films are graded. Libraries do this well (libplacebo, zimg), with a filter graph
// and, for tiles of 320 pixels, nothing to show for it.
#include "transcode/high_dynamic_range.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace bt::transcode {
namespace {

constexpr double kWhite = 203, kBrightest = 1'000;  // cd/m2
constexpr std::size_t kSteps = 4'096;               // of a table: what eight bits show does not need more

/// ITU-R BT.2100 table 4: of a code value between 0 and 1, cd/m2.
double light_of_pq(double code) {
    constexpr double m1 = 2610.0 / 16384, m2 = 2523.0 / 4096 * 128, c1 = 3424.0 / 4096, c2 = 2413.0 / 4096 * 32, c3 = 2392.0 / 4096 * 32;
    const double power = std::pow(code, 1 / m2);
    return 10'000 * std::pow(std::max(power - c1, 0.0) / (c2 - c3 * power), 1 / m1);
}

/// BT.2100 table 5: of a code value between 0 and 1, light of the scene between 0 and 1.
double light_of_hlg(double code) {
    constexpr double a = 0.17883277, b = 0.28466892, c = 0.55991073;
    return code <= 0.5 ? code * code / 3 : (std::exp((code - c) / a) + b) / 12;
}

template <class Light>
std::array<float, kSteps> table_of(Light light) {
    std::array<float, kSteps> table{};
    for (std::size_t i = 0; i < kSteps; ++i) table[i] = static_cast<float>(light(static_cast<double>(i) / (kSteps - 1)));
    return table;
}

float decoded(const std::array<float, kSteps>& table, std::uint16_t code) { return table[code >> 4U]; }

/// Of light in sheets of white paper, what of it is shown, at most 1.
float bent(float light) {
    constexpr float knee = 0.5F, top = (static_cast<float>(kBrightest / kWhite) - knee) / (1 - knee);
    if (light <= knee) return light;
    const float over = std::min((light - knee) / (1 - knee), top);
    return knee + (1 - knee) * over * (1 + over / (top * top)) / (1 + over);
}

std::uint8_t coded(float light) {
    static const auto table = table_of([](double value) { return 255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * std::pow(value, 1 / 2.4) - 0.055); });
    return static_cast<std::uint8_t>(table[static_cast<std::size_t>(std::clamp(light, 0.0F, 1.0F) * (kSteps - 1) + 0.5F)] + 0.5F);
}

struct Light {
    float r = 0, g = 0, b = 0;
};

/// HLG is light of a scene: a display of 1,000 cd/m2 shows it with a system gamma of 1.2 (BT.2100 table 5).
Light shown(Light scene) {
    const float luminance = 0.2627F * scene.r + 0.6780F * scene.g + 0.0593F * scene.b;
    const float gain = luminance > 0 ? std::pow(luminance, 0.2F) * static_cast<float>(kBrightest) : 0;
    return {scene.r * gain, scene.g * gain, scene.b * gain};
}

/// ITU-R BT.2087 §4: from the primaries of BT.2020 to those of BT.709, which sRGB shares.
Light in_standard_primaries(Light light) {
    return {1.6605F * light.r - 0.5876F * light.g - 0.0728F * light.b, -0.1246F * light.r + 1.1329F * light.g - 0.0083F * light.b,
            -0.0182F * light.r - 0.1006F * light.g + 1.1187F * light.b};
}

}  // namespace

bool is_high_dynamic_range(const AVFrame& frame) { return frame.color_trc == AVCOL_TRC_SMPTE2084 || frame.color_trc == AVCOL_TRC_ARIB_STD_B67; }

Picture to_standard_range(const AVFrame& frame, const std::uint8_t* rows, std::ptrdiff_t stride, std::uint32_t width, std::uint32_t height) {
    static const auto pq = table_of(light_of_pq), hlg = table_of(light_of_hlg);
    const bool is_hlg = frame.color_trc == AVCOL_TRC_ARIB_STD_B67;
    const auto& table = is_hlg ? hlg : pq;
    const bool is_wide = frame.color_primaries != AVCOL_PRI_BT709;
    Picture out{.width = width, .height = height, .rgba = {}};
    out.rgba.resize(std::size_t{width} * height * 4);
    auto* to = out.rgba.data();
    for (std::uint32_t y = 0; y < height; ++y) {
        const auto* from = rows + static_cast<std::ptrdiff_t>(y) * stride;
        for (std::uint32_t x = 0; x < width; ++x, from += 8, to += 4) {
            std::uint16_t code[4];
            std::memcpy(code, from, sizeof(code));
            Light light{decoded(table, code[0]), decoded(table, code[1]), decoded(table, code[2])};
            if (is_hlg) light = shown(light);
            if (is_wide) light = in_standard_primaries(light);
            const float brightest = std::max({light.r, light.g, light.b, 0.0F}) / static_cast<float>(kWhite);
            const float gain = brightest > 0 ? bent(brightest) / brightest / static_cast<float>(kWhite) : 0;
            to[0] = coded(light.r * gain);
            to[1] = coded(light.g * gain);
            to[2] = coded(light.b * gain);
            to[3] = 255;
        }
    }
    return out;
}

}  // namespace bt::transcode

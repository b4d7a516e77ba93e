#include "transcode/picture_choice.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>

namespace bt::transcode {
namespace {

struct Colour {
    std::uint8_t red, green, blue;
};
constexpr Colour kBlack{0, 0, 0}, kNearlyBlack{20, 18, 22}, kGrey{120, 120, 120}, kWhite{255, 255, 255};

Picture drawn(std::uint32_t width, std::uint32_t height, const std::function<Colour(std::uint32_t x, std::uint32_t y)>& at) {
    Picture picture{.width = width, .height = height, .rgba = {}};
    for (std::uint32_t y = 0; y < height; ++y) {
        for (std::uint32_t x = 0; x < width; ++x) {
            const auto [red, green, blue] = at(x, y);
            picture.rgba.insert(picture.rgba.end(), {red, green, blue, 255});
        }
    }
    return picture;
}

/// Many colours and shades, without order.
Colour street(std::uint32_t x, std::uint32_t y) {
    const auto mixed = (x * 7'919U + y * 104'729U) % 211U;
    return {static_cast<std::uint8_t>(60 + mixed % 150), static_cast<std::uint8_t>(40 + mixed * 3 % 160), static_cast<std::uint8_t>(50 + mixed * 7 % 140)};
}

TEST(Interest, IsMoreOfAStreetThanOfASurfaceAndMoreInColourThanInGrey) {
    const auto grey_street = drawn(160, 90, [](auto x, auto y) { const auto c = street(x, y); return Colour{c.red, c.red, c.red}; });
    const double bright = interest(drawn(160, 90, street));
    EXPECT_GT(bright, interest(grey_street));
    EXPECT_GT(interest(grey_street), interest(drawn(160, 90, [](auto, auto) { return kGrey; })));
    EXPECT_EQ(interest(drawn(160, 90, [](auto, auto) { return kGrey; })), 0);
    EXPECT_EQ(interest(Picture{}), 0);
}

TEST(Interest, OfWordsOnBlackAndOfFadesIsLessThanOfADimRoom) {
    const auto room = drawn(160, 90, [](auto x, auto y) { const auto c = street(x, y); return Colour{static_cast<std::uint8_t>(c.red / 2), static_cast<std::uint8_t>(c.green / 2), static_cast<std::uint8_t>(c.blue / 2)}; });
    const auto words = drawn(160, 90, [](auto x, auto y) { return y > 40 && y < 50 && x % 3 != 0 ? kWhite : kBlack; });
    const auto fade = drawn(160, 90, [](auto x, auto y) { const auto c = street(x, y); return Colour{static_cast<std::uint8_t>(c.red / 9), static_cast<std::uint8_t>(c.green / 9), static_cast<std::uint8_t>(c.blue / 9)}; });
    EXPECT_GT(interest(room), interest(words));
    EXPECT_GT(interest(room), interest(fade));
}

TEST(WithoutBars, OfAWideFilmInANarrowerPictureOnlyTheFilmIsLeft) {
    const auto letterbox = drawn(160, 90, [](auto x, auto y) { return y < 11 || y >= 79 ? kNearlyBlack : street(x, y); });
    const auto film = without_bars(letterbox);
    EXPECT_EQ(film.width, 160U);
    EXPECT_EQ(film.height, 68U);
    EXPECT_EQ(film.rgba, drawn(160, 68, [](auto x, auto y) { return street(x, y + 11); }).rgba);
    const auto pillars = without_bars(drawn(160, 90, [](auto x, auto y) { return x < 20 || x >= 140 ? kBlack : street(x, y); }));
    EXPECT_EQ(pillars.width, 120U);
    EXPECT_EQ(pillars.height, 90U);
}

TEST(WithoutBars, WhatIsDarkForAnotherReasonStaysAsItIs) {
    const struct {
        const char* name;
        std::function<Colour(std::uint32_t, std::uint32_t)> at;
    } cases[] = {
        {"all of it black", [](auto, auto) { return kBlack; }},
        {"a night sky over a street", [](auto x, auto y) { return y < 16 ? kBlack : street(x, y); }},
        {"bars of two widths", [](auto x, auto y) { return y < 6 || y >= 76 ? kBlack : street(x, y); }},
        {"words in the middle of black", [](auto x, auto y) { return y > 40 && y < 50 && x % 3 != 0 ? kWhite : kBlack; }},
    };
    for (const auto& each : cases) {
        const auto picture = drawn(160, 90, each.at);
        EXPECT_EQ(without_bars(picture).rgba, picture.rgba) << each.name;
    }
    EXPECT_EQ(without_bars(Picture{}).width, 0U);
}

TEST(UprightPart, LiesWhereThePictureHasMostDetail) {
    const auto face_at_the_right = drawn(160, 90, [](auto x, auto y) { return x >= 100 && x < 150 ? street(x, y) : kGrey; });
    const auto part = upright_part(face_at_the_right);
    EXPECT_EQ(part.width, 60U);
    EXPECT_EQ(part.height, 90U);
    int of_face = 0;
    for (std::uint32_t x = 0; x < 60; ++x) of_face += part.rgba[(45U * 60 + x) * 4] != kGrey.red;
    EXPECT_GT(of_face, 40);
}

TEST(UprightPart, OfEqualOnesIsTheMiddleAndANarrowPictureIsWhole) {
    const auto lines = drawn(160, 90, [](auto x, auto y) { return y == 45 ? Colour{255, 255, static_cast<std::uint8_t>(x / 4)} : kGrey; });
    EXPECT_EQ(upright_part(lines).rgba[45U * 60 * 4 + 2], 50 / 4);
    const auto narrow = drawn(50, 90, street);
    EXPECT_EQ(upright_part(narrow).rgba, narrow.rgba);
    EXPECT_EQ(upright_part(Picture{}).width, 0U);
}

}  // namespace
}  // namespace bt::transcode

#include "transcode/picture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "transcode/picture_facts.h"

namespace bt::transcode {
namespace {

struct Rgba {
    unsigned r = 0, g = 0, b = 0, a = 255;
};
Picture draw(std::uint32_t width, std::uint32_t height, const std::function<Rgba(unsigned x, unsigned y)>& colour) {
    Picture out{.width = width, .height = height, .rgba = {}};
    for (unsigned y = 0; y < height; ++y) {
        for (unsigned x = 0; x < width; ++x) {
            const auto c = colour(x, y);
            for (const unsigned value : {c.r, c.g, c.b, c.a}) out.rgba.push_back(static_cast<std::uint8_t>(value));
        }
    }
    return out;
}
Picture plain(std::uint32_t width, std::uint32_t height, Rgba colour) {
    return draw(width, height, [&](unsigned, unsigned) { return colour; });
}
/// Largest difference of a component, alpha included.
int difference(const Picture& a, const Picture& b) {
    EXPECT_EQ(a.rgba.size(), b.rgba.size());
    int most = 0;
    for (std::size_t i = 0; i < std::min(a.rgba.size(), b.rgba.size()); ++i) most = std::max(most, std::abs(int{a.rgba[i]} - int{b.rgba[i]}));
    return most;
}
Bytes encoded(const Picture& picture, ImageType type) {
    auto bytes = encode_picture(picture, type);
    EXPECT_TRUE(bytes) << bytes.error().describe();
    return bytes ? std::move(*bytes) : Bytes{};
}

TEST(Picture, ComesBackFromEveryFormatItIsWrittenIn) {
    const auto drawn = draw(64, 48, [](unsigned x, unsigned y) { return Rgba{60 + x, 80 + y, 120}; });
    const std::pair<ImageType, int> kCases[] = {{ImageType::Png, 0}, {ImageType::WebP, 10}, {ImageType::Jpeg, 10}};
    for (const auto& [type, tolerance] : kCases) {
        SCOPED_TRACE(media_type(type));
        const auto bytes = encoded(drawn, type);
        EXPECT_EQ(image_type(bytes), type);
        const auto back = decode_picture(bytes, 64);
        ASSERT_TRUE(back) << back.error().describe();
        EXPECT_EQ(back->source_width, 64U);
        EXPECT_EQ(back->source_height, 48U);
        EXPECT_LE(difference(back->picture, drawn), tolerance);
    }
}

TEST(Picture, KeepsAlphaWhereTheFormatKnowsIt) {
    const auto drawn = draw(16, 16, [](unsigned x, unsigned) { return Rgba{200, 40, 40, x < 8 ? 255U : 0U}; });
    EXPECT_TRUE(drawn.has_alpha());
    for (const auto type : {ImageType::Png, ImageType::WebP}) EXPECT_TRUE(decode_picture(encoded(drawn, type), 16)->picture.has_alpha()) << media_type(type);
    const auto flat = decode_picture(encoded(drawn, ImageType::Jpeg), 16)->picture;
    EXPECT_FALSE(flat.has_alpha());
    EXPECT_LT(flat.rgba[15 * 4], 60) << "what was transparent is black";
}

TEST(Picture, IsMadeSmallerButNeverLarger) {
    struct Case {
        std::uint32_t width, height, wanted, made_width, made_height;
    };
    constexpr Case kCases[] = {{640, 960, 320, 320, 480}, {640, 960, 640, 640, 960}, {640, 960, 1'280, 640, 960}, {31, 21, 320, 31, 21},
                               {1'000, 1, 10, 10, 1},     {1, 1'000, 10, 1, 40},     {100, 101, 50, 50, 51},      {1'600, 1'200, 100, 100, 75}};
    for (const auto& row : kCases) {
        SCOPED_TRACE(testing::Message() << row.width << "x" << row.height << " at " << row.wanted);
        const auto drawn = plain(row.width, row.height, {10, 200, 90});
        for (const auto type : {ImageType::Jpeg, ImageType::Png}) {
            const auto made = decode_picture(encoded(drawn, type), row.wanted);
            ASSERT_TRUE(made) << made.error().describe();
            EXPECT_EQ(made->picture.width, row.made_width);
            EXPECT_EQ(made->picture.height, row.made_height);
            EXPECT_EQ(made->source_width, row.width);
            EXPECT_EQ(made->source_height, row.height);
            EXPECT_LE(difference(made->picture, plain(row.made_width, row.made_height, {10, 200, 90})), 6);
        }
    }
}

TEST(Picture, RefusesWhatIsNoPicture) {
    const std::pair<std::string_view, Fault> kCases[] = {{"", Fault::Unsupported}, {"<svg xmlns=''/>", Fault::Unsupported}, {"GIF89a", Fault::Malformed},
                                                         {"\xFF\xD8\xFF\xD9", Fault::Malformed}, {"\x89PNG\r\n\x1A\n", Fault::Malformed},
                                                         {"RIFF\x10\0\0\0WEBPVP8 ", Fault::Unsupported}, {"just text", Fault::Unsupported}};
    for (const auto& [bytes, fault] : kCases) EXPECT_EQ(decode_picture(as_bytes(bytes), 100).error().fault, fault) << bytes;
}

TEST(Picture, RefusesMorePixelsThanItHasMemoryFor) {
    auto bytes = encoded(plain(8, 8, {1, 2, 3}), ImageType::Png);
    for (const std::size_t at : {17U, 21U}) bytes[at] = std::byte{0x7F};  // width and height of IHDR: over eight million each
    EXPECT_FALSE(decode_picture(bytes, 100));
    auto wide = encoded(plain(8, 8, {1, 2, 3}), ImageType::Jpeg);
    for (std::size_t i = 0; i + 9 < wide.size(); ++i) {
        if (wide[i] != std::byte{0xFF} || wide[i + 1] != std::byte{0xC0}) continue;
        for (const std::size_t at : {5U, 7U}) wide[i + at] = std::byte{0xFF};  // lines and columns of SOF0
    }
    EXPECT_FALSE(decode_picture(wide, 100));
}

TEST(Picture, SurvivesBeingCutAnywhere) {
    const auto drawn = draw(24, 24, [](unsigned x, unsigned y) { return Rgba{x * 10, y * 10, x * y % 256}; });
    for (const auto type : {ImageType::Png, ImageType::WebP, ImageType::Jpeg}) {
        const auto bytes = encoded(drawn, type);
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            const auto made = decode_picture(ByteView(bytes).first(size), 12);
            if (made) {
                EXPECT_EQ(made->picture.rgba.size(), std::size_t{made->picture.width} * made->picture.height * 4);
            }
        }
    }
}

TEST(AccentHue, IsThatOfTheColourWeightedByChroma) {
    struct Case {
        const char* what;
        Picture picture;
        std::optional<int> hue;
    };
    // The hues of the primaries are those of OKLCH as CSS Color 4 lists them: red 29.2, green 142.5, blue 264.1 degrees.
    const Case kCases[] = {
        {"red", plain(4, 4, {255, 0, 0}), 29},
        {"green", plain(4, 4, {0, 255, 0}), 142},
        {"blue", plain(4, 4, {0, 0, 255}), 264},
        {"dark red", plain(4, 4, {90, 0, 0}), 29},
        {"grey", plain(4, 4, {128, 128, 128}), std::nullopt},
        {"nearly grey", plain(4, 4, {128, 126, 124}), std::nullopt},
        {"transparent red", plain(4, 4, {255, 0, 0, 0}), std::nullopt},
        {"one red pixel among grey", draw(4, 4, [](unsigned x, unsigned y) { return x + y == 0 ? Rgba{255, 0, 0} : Rgba{90, 90, 90}; }), 29},
        {"two reds, one on each side of 0 degrees", draw(2, 1, [](unsigned x, unsigned) { return x ? Rgba{255, 0, 120} : Rgba{255, 40, 70}; }), 15},
    };
    for (const auto& row : kCases) {
        const auto hue = accent_hue(row.picture);
        ASSERT_EQ(hue.has_value(), row.hue.has_value()) << row.what;
        if (hue) {
            EXPECT_NEAR(*hue, *row.hue, 3) << row.what;
        }
    }
}

TEST(ThumbHash, IsWhatTheReferenceWrites) {
    // Made with the reference implementation, npm thumbhash 0.1.1.
    EXPECT_EQ(thumbhash(draw(32, 48, [](unsigned x, unsigned y) { return Rgba{x * 8, y * 5, x * y % 256}; })), "XQgOHRpgdnCHaIdoiId4eNCgDfeH");
    EXPECT_EQ(thumbhash(draw(60, 20, [](unsigned x, unsigned y) { return Rgba{(y * 12 + x * x) % 256, 255 - x * 4, (x * y * 7 + 3) % 256}; })), "YOgJMph/eHdmd2d3n3kJd3c=");
    EXPECT_EQ(thumbhash(draw(16, 16, [](unsigned x, unsigned y) { return Rgba{255, x * 16, y * 16, x < 8 ? 255U : 0U}; })), "I4mHNQZYRnUwmId4d2fPuH93j3WIiHiIeA==");
}

TEST(ThumbHash, IsNotMadeOfWhatIsTooLargeOrEmpty) {
    EXPECT_EQ(thumbhash(plain(101, 1, {})), "");
    EXPECT_EQ(thumbhash(Picture{}), "");
}

}  // namespace
}  // namespace bt::transcode

#include "base/encoding.h"

#include <gtest/gtest.h>

namespace bt {
namespace {

struct Conversion {
    const char* name;
    std::string_view bytes;
    const char* encoding;
    std::string_view text;
};

class Utf8From : public testing::TestWithParam<Conversion> {};

TEST_P(Utf8From, GivesWhatTheBytesSay) {
    EXPECT_EQ(utf8_from(GetParam().bytes, GetParam().encoding), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Cases, Utf8From,
                         testing::Values(Conversion{"Korean", "\xC7\xD1\xB1\xDB", "CP949", "한글"},
                                         Conversion{"AByteThatDoesNotFit", "a\xFF" "b", "CP949", "a\uFFFD" "b"},
                                         Conversion{"ACharacterCutShort", "a\xC7", "CP949", "a\uFFFD"},
                                         // The converter of glibc steps over these two bytes and still calls them wrong.
                                         Conversion{"AnUnknownCharacterAtTheEnd", "\x0F\xA2\xE8", "CP949", "\x0F\uFFFD"},
                                         Conversion{"ASurrogateAlone", std::string_view("\x00\xD8" "a\0", 4), "UTF-16LE", "\uFFFD" "a"},
                                         Conversion{"Nothing", "", "CP949", ""}),
                         [](const auto& conversion) { return conversion.param.name; });

TEST(Utf8From, KnowsWhichEncodingItDoesNotKnow) { EXPECT_EQ(utf8_from("a", "no-such-encoding"), std::nullopt); }

TEST(Utf8From, ConvertsTextLongerThanItsBuffer) {
    std::string bytes, text;
    for (int i = 0; i < 5'000; ++i) bytes += "\xB0\xA1", text += "가";
    EXPECT_EQ(utf8_from(bytes, "CP949"), text);
}

}  // namespace
}  // namespace bt

#include "transcode/tag_text.h"

#include <gtest/gtest.h>
#include <iconv.h>

namespace bt::transcode {
namespace {

std::string recode(std::string_view utf8, const char* to) {
    const iconv_t converter = iconv_open(to, "UTF-8");
    std::string out(utf8.size() * 2, '\0');
    char* in = const_cast<char*>(utf8.data());
    char* into = out.data();
    std::size_t left = utf8.size(), room = out.size();
    EXPECT_NE(iconv(converter, &in, &left, &into, &room), static_cast<std::size_t>(-1)) << utf8;
    iconv_close(converter);
    out.resize(out.size() - room);
    return out;
}

TEST(TagText, ReadsCp949InAFieldThatShouldBeLatin1) {
    for (const char* text : {"고급", "비", "우리", "우", "상", "오늘", "하늘", "한", "천", "크", "비가 온다", "너에게 (Feat. 아이유)", "OST Part.3 - 그대라는 세상", "첫눈처럼 너에게 가겠다", "愛 사랑이야",
                             "뷁 이것은 시험", "똠방각하", "도깨비 OST", "친구", "12월의 기적", "Ailee(에일리)", "…그리고 너", "사랑 ♥"}) {
        EXPECT_EQ(text_of_latin1_field(recode(text, "CP949")), text);
    }
}

TEST(TagText, NeverHarmsWhatIsLatin1) {
    for (const char* text : {"Motörhead", "Café", "Café Noir", "Beyoncé", "Björk Guðmundsdóttir", "Ángel", "Århus", "Äpfel", "ÄÄNI", "HÄÄT JA HÄÄ YÖ", "jäääär", "JÄÄÄÄR", "coração",
                             "créée", "¿Ángel?", "¿Qué será?", "«Él»", "»Über uns«", "«À la vie»", "à la carte", "Ô", "Ñ", "N° 1", "1º", "Straße", "Ænima", "Sigur Rós - Ágætis byrjun", "SEÑORA", "Ação", "né à É",
                             "© 2004", "½", "Étoile", "¡Ándale! ¡Ándale!", "plain", "", "Mötley Crüe", "Queensrÿche", "ÉÈ", "Über-Ich", "NAÏVE"}) {
        EXPECT_EQ(text_of_latin1_field(recode(text, "ISO-8859-1")), text);
    }
    for (const char* text : {"Don’t Speak", "“À la vie”", "“Él”", "Rain… É", "l’été"}) {
        const auto read = text_of_latin1_field(recode(text, "CP1252"));
        for (const char* lead : {"\xEA", "\xEB", "\xEC", "\xED"}) EXPECT_EQ(read.find(lead), std::string::npos) << text << " got Hangul: " << read;
    }
}

TEST(TagText, LeavesOutACharacterThatIsCutInHalf) {
    const auto title = recode("첫눈처럼 너에게 가겠다 첫눈처럼", "CP949");
    EXPECT_EQ(text_of_latin1_field(std::string_view(title).substr(0, 6)), "첫눈처");
    EXPECT_EQ(text_of_latin1_field(std::string_view(title).substr(0, 5)), "첫눈");
    EXPECT_EQ(text_of_latin1_field(recode("하늘", "CP949") + std::string(5, '\0') + "rubbish"), "하늘") << "fields of ID3v1 are filled with zeros";
}

}  // namespace
}  // namespace bt::transcode

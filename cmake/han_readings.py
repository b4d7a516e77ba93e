"""Writes how Chinese characters are read, from Unicode's Unihan database, as a C++ source.

    han_readings.py Unihan_Readings.txt.bz2 Unihan_Variants.txt.bz2 OUTPUT.cpp

For each character of the two blocks that names are written in (U+3400 to U+9FFF): its commonest reading in Mandarin (pinyin without
tone), in Cantonese (Jyutping without tone) and in Korean (Hangul). Where only one of the simplified and traditional forms has a
reading, it is the other's too.
"""
import bz2
import sys
import unicodedata

FIRST, LAST = 0x3400, 0x9FFF


def rows(path):
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                code, field, value = line.rstrip("\n").split("\t", 2)
                yield int(code[2:], 16), field, value


def without_tone(pinyin):
    letters = unicodedata.normalize("NFD", pinyin.replace("ü", "v"))
    plain = "".join(c for c in letters if not unicodedata.combining(c) or c == "\u0308")
    return plain.replace("u\u0308", "v").replace("\u0308", "")


def main():
    readings_path, variants_path, output = sys.argv[1:]
    mandarin, cantonese, hangul = {}, {}, {}
    for code, field, value in rows(readings_path):
        if not FIRST <= code <= LAST:
            continue
        if field == "kMandarin":
            mandarin[code] = without_tone(value.split()[0])
        elif field == "kCantonese":
            cantonese[code] = value.split()[0].rstrip("0123456789")
        elif field == "kHangul":
            # "상:N 양:0E": E is the reading taught at school, N that of the law's list of characters for names; a bare one is often
            # only how it sounds at the beginning of a word (납:0 랍:0N).
            hangul[code] = min(value.split(), key=lambda each: "E" not in each and 1 + ("N" not in each))[0]
    for code, field, value in rows(variants_path):
        if field not in ("kTraditionalVariant", "kSimplifiedVariant"):
            continue
        # A character may be a variant of itself besides (恋 is written for 恋 and 戀).
        for other in (int(each[2:], 16) for each in value.split()):
            for table in (mandarin, cantonese, hangul):
                if code not in table and other in table and FIRST <= code <= LAST:
                    table[code] = table[other]
    syllables = {}

    def number(text):
        return syllables.setdefault(text, len(syllables))

    number("")
    cells = [f"{{{number(mandarin.get(c, ''))},{number(cantonese.get(c, ''))},{ord(hangul.get(c, chr(0)))}}}" for c in range(FIRST, LAST + 1)]
    with open(output, "w", encoding="utf-8") as out:
        out.write("// Made by cmake/han_readings.py from the Unihan database. Copyright Unicode, Inc., under https://www.unicode.org/license.txt\n")
        out.write('#include "names/han.h"\n\nnamespace bt::names::han_table {\n\n')
        out.write("const char* const kSyllables[] = {" + ",".join(f'"{s}"' for s in syllables) + "};\n")
        out.write("const Row kRows[] = {\n")
        for i in range(0, len(cells), 24):
            out.write(",".join(cells[i : i + 24]) + ",\n")
        out.write("};\n\n}  // namespace bt::names::han_table\n")


main()

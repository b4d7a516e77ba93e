#include "media/isobmff/metadata.h"

#include <algorithm>

#include "base/text.h"

namespace bt::media::isobmff {
namespace {

constexpr std::uint64_t kLargestText = 64U << 10;
constexpr FourCc kName{0xA96E616D};  // ©nam

std::string clean(std::string_view text) { return to_valid_utf8(trim(text.substr(0, text.find('\0')))); }

/// The value of an 'ilst' item: its 'data' box holds a type, a locale, then the text. QuickTime File Format, "Metadata".
std::string read_ilst_item(ByteReader in) {
    while (has_box(in)) {
        auto box = read_box(in);
        if (!box) break;
        auto& data = box.value();
        if (data.type == FourCc("data") && data.body.skip(8)) return clean(as_text(data.body.rest()));
    }
    return {};
}

/// QuickTime's international text: length, language, text.
std::string read_international_text(ByteReader in) {
    const auto length = in.u16();
    if (!length || !in.skip(2)) return {};
    const auto text = in.bytes(std::min<std::uint64_t>(length.value(), in.remaining()));
    return text ? clean(as_text(text.value())) : std::string();
}

Result<void> read_ilst(FileWindow& window, const Box& ilst, UserData& into) {
    return for_each_child(window, ilst, 0, [&](const Box& item) -> Result<void> {
        if (item.type != kName || !into.title.empty()) return {};
        BT_TRY(const Bytes body, window.body(item, kLargestText));
        into.title = read_ilst_item(ByteReader(body, item.body_offset()));
        return {};
    });
}

/// MetaBox, §8.11.1: a FullBox in ISO files, a plain one in QuickTime: there the first child's type stands where ISO has it
/// four bytes later.
Result<void> read_meta(FileWindow& window, const Box& meta, UserData& into) {
    if (meta.body_size() < 8) return {};
    BT_TRY(const ByteView head, window.view({meta.body_offset(), 8}, 8));
    const bool plain = as_text(head).substr(4) == "hdlr";
    return for_each_child(window, meta, plain ? 0 : 4, [&](const Box& box) -> Result<void> {
        return box.type == FourCc("ilst") ? read_ilst(window, box, into) : Result<void>();
    });
}

Result<void> read_user_data_box(FileWindow& window, const Box& box, UserData& into) {
    if (box.type == FourCc("meta")) return read_meta(window, box, into);
    const bool wanted = box.type == kName || box.type == FourCc("name") || box.type == FourCc("kind") ||
                        box.type == FourCc("tagc") || box.type == FourCc("chpl");
    if (!wanted) return {};
    BT_TRY(const Bytes body, window.body(box, kLargestText * 8));
    const ByteReader in(body, box.body_offset());
    if (box.type == kName && into.title.empty()) into.title = read_international_text(in);
    if (box.type == FourCc("name")) into.name = clean(as_text(in.rest()));
    if (box.type == FourCc("tagc")) into.characteristics.push_back(clean(as_text(in.rest())));
    if (box.type == FourCc("kind")) {
        BT_TRY(auto kind, read_kind(in));
        into.kinds.push_back(std::move(kind));
    }
    if (box.type == FourCc("chpl")) {
        BT_TRY(into.chapters, read_chpl(in));
    }
    return {};
}

std::string utf16_to_utf8(ByteReader in, bool little_endian) {
    std::string out;
    const auto unit = [&]() -> char32_t {
        const auto value = in.u16().value();
        return little_endian ? __builtin_bswap16(value) : value;
    };
    while (in.remaining() >= 2) {
        char32_t code_point = unit();
        if (code_point >= 0xD800 && code_point < 0xDC00 && in.remaining() >= 2) {
            code_point = 0x10000 + ((code_point - 0xD800) << 10) + (unit() - 0xDC00);
        }
        append_utf8(out, code_point);
    }
    return out;
}

}  // namespace

UserData read_udta(FileWindow& window, const Box& udta) {
    UserData data;
    // User data is never worth losing a film for: what cannot be read is passed over.
    static_cast<void>(for_each_child(window, udta, 0, [&](const Box& box) -> Result<void> {
        static_cast<void>(read_user_data_box(window, box, data));
        return {};
    }));
    return data;
}

Result<std::vector<Chapter>> read_chpl(ByteReader in) {
    constexpr Timescale kHundredNanoseconds{10'000'000};
    BT_TRY(const auto full_box, read_full_box(in));
    if (full_box.version != 0) BT_CHECK(in.skip(4));
    BT_TRY(const auto count, in.u8());
    std::vector<Chapter> chapters;
    for (int i = 0; i < count; ++i) {
        BT_TRY(const auto start, in.u64());
        BT_TRY(const auto length, in.u8());
        BT_TRY(const auto title, in.bytes(length));
        const auto ticks = static_cast<std::int64_t>(std::min<std::uint64_t>(start, std::uint64_t{1} << 60));
        chapters.push_back({.start = {ticks, kHundredNanoseconds}, .end = {}, .title = clean(as_text(title))});
    }
    return chapters;
}

std::string read_text_sample(ByteView sample) {
    ByteReader in(sample);
    const auto length = in.u16();
    if (!length) return {};
    const auto text = in.bytes(std::min<std::uint64_t>(length.value(), in.remaining())).value();
    if (text.size() >= 2) {
        ByteReader rest(text);
        const auto mark = rest.u16().value();
        if (mark == 0xFEFF || mark == 0xFFFE) return clean(utf16_to_utf8(rest, mark == 0xFFFE));
    }
    return clean(as_text(text));
}

}  // namespace bt::media::isobmff

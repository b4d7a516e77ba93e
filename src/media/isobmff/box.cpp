#include "media/isobmff/box.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace bt::media::isobmff {
namespace {

constexpr FourCc kUuid{"uuid"};
constexpr std::size_t kSmallestWindow = 4096;
constexpr std::size_t kLargestWindow = 256U << 10;
constexpr std::uint64_t kLongestHeader = 32;  // size, type, largesize, usertype

Error too_small(FourCc type, std::uint64_t size, std::uint64_t offset) {
    return {.fault = Fault::Malformed,
            .message = fmt::format("box '{}' says it is {} bytes long", type.text(), size),
            .offset = offset};
}

}  // namespace

Result<ByteView> FileWindow::view(ByteRange range, std::uint64_t limit) {
    const auto held = [&] { return range.offset >= first_ && range.offset - first_ <= bytes_.size() &&
                                   range.size <= bytes_.size() - (range.offset - first_); };
    if (!held()) {
        if (range.size > limit) {
            return Error{.fault = Fault::TooLarge,
                         .message = fmt::format("{} bytes, {} allowed", range.size, limit), .offset = range.offset};
        }
        const auto file_size = source_.size();
        const auto left = range.offset > file_size ? 0 : file_size - range.offset;
        const auto wanted = std::min<std::uint64_t>(left, std::max<std::uint64_t>(range.size, read_ahead_));
        first_ = range.offset;
        bytes_.resize(static_cast<std::size_t>(range.size <= left ? wanted : 0));
        BT_TRY(const auto got, source_.read_at(range.offset, bytes_));
        bytes_.resize(got);
    }
    if (!held()) {
        return Error{.fault = Fault::Truncated,
                     .message = fmt::format("{} bytes wanted, the file ends before", range.size), .offset = range.offset};
    }
    return ByteView(bytes_).subspan(static_cast<std::size_t>(range.offset - first_), static_cast<std::size_t>(range.size));
}

void FileWindow::read_ahead(std::size_t bytes) { read_ahead_ = std::clamp(bytes, kSmallestWindow, kLargestWindow); }

Result<Box> FileWindow::box_at(std::uint64_t offset, std::uint64_t end) {
    const auto room = end > offset ? end - offset : 0;
    BT_TRY(const ByteView view, this->view({offset, std::min(room, kLongestHeader)}, kLongestHeader));
    ByteReader in(view, offset);
    BT_TRY(std::uint64_t size, in.u32());
    BT_TRY(const FourCc type, in.four_cc());
    Box box{.type = type, .offset = offset};
    if (size == 1) {
        BT_TRY(size, in.u64());
        box.header_size += 8;
    } else if (size == 0) {
        size = room;  // to the end of the file
    }
    if (type == kUuid) box.header_size += 16;
    if (size < box.header_size) return too_small(type, size, offset);
    box.cut_short = size > room;
    box.size = std::min(size, room);
    if (box.size < box.header_size) return too_small(type, box.size, offset);
    return box;
}

Result<Bytes> FileWindow::body(const Box& box, std::uint64_t limit) {
    if (box.cut_short) {
        return Error{.fault = Fault::Truncated,
                     .message = fmt::format("box '{}' reaches beyond what holds it", box.type.text()), .offset = box.offset};
    }
    BT_TRY(const ByteView bytes, view({box.body_offset(), box.body_size()}, limit));
    return to_bytes(bytes);
}

Result<BoxView> read_box(ByteReader& in) {
    const ByteView all = in.rest();
    const auto offset = in.file_offset();
    BT_TRY(std::uint64_t size, in.u32());
    BT_TRY(const FourCc type, in.four_cc());
    std::uint64_t header_size = 8;
    if (size == 1) {
        BT_TRY(size, in.u64());
        header_size = 16;
    } else if (size == 0) {
        size = all.size();
    }
    if (type == kUuid) {
        BT_CHECK(in.skip(16));
        header_size += 16;
    }
    if (size < header_size) return too_small(type, size, offset);
    BT_TRY(const auto body, in.slice(size - header_size).within(type.text()));
    return BoxView{.type = type, .body = body, .whole = all.first(static_cast<std::size_t>(size))};
}

bool has_box(const ByteReader& in) {
    ByteReader peek = in;
    return in.remaining() >= 8 && peek.u32().value() != 0;
}

Result<FullBox> read_full_box(ByteReader& in) {
    BT_TRY(const auto word, in.u32());
    return FullBox{.version = static_cast<std::uint8_t>(word >> 24), .flags = word & 0xFFFFFFU};
}

std::string read_c_string(ByteReader& in) {
    const std::string_view rest = as_text(in.rest());
    const auto text = rest.substr(0, rest.find('\0'));
    BT_ASSERT(in.skip(std::min(rest.size(), text.size() + 1)).ok(), "the text was found in what remains");
    return to_valid_utf8(trim(text));
}

}  // namespace bt::media::isobmff

// Layout, big-endian: "BTIX", version, key, checksum (XXH3-64 of all that follows), description, container's directory.

#include "media/index/stored_index.h"

#include <xxhash.h>

#include <concepts>
#include <type_traits>

#include "base/checked.h"
#include "media/index/description_fields.h"
#include "media/isobmff/open.h"
#include "media/matroska/open.h"

namespace bt::media {
namespace {

constexpr FourCc kMagic("BTIX");
constexpr std::size_t kHeaderSize = 4 + 4 + 16 + 8;

class WritingArchive {
public:
    explicit WritingArchive(ByteWriter& out) : out_(out) {}
    template <class... T> void operator()(T&... values) { (value(values), ...); }

private:
    template <class T> requires std::integral<T> || std::is_enum_v<T>
    void value(T v) { out_.u64(static_cast<std::uint64_t>(v)); }
    void value(std::string& v) { out_.u32(static_cast<std::uint32_t>(v.size())).text(v); }
    void value(Bytes& v) { out_.u32(static_cast<std::uint32_t>(v.size())).bytes(v); }
    template <class T> void value(std::optional<T>& v) {
        out_.u8(v.has_value());
        if (v) value(*v);
    }
    template <class T> void value(std::vector<T>& v) {
        out_.u32(static_cast<std::uint32_t>(v.size()));
        for (auto& each : v) value(each);
    }
    template <class T> requires std::is_class_v<T>
    void value(T& v) { fields(*this, v); }

    ByteWriter& out_;
};

/// Reads what WritingArchive wrote; after the first fault everything stays at its default.
class ReadingArchive {
public:
    explicit ReadingArchive(ByteReader& in) : in_(in) {}
    template <class... T> void operator()(T&... values) { (value(values), ...); }
    bool ok() const { return ok_; }

private:
    template <class T> void number(T& v) {
        const auto got = in_.u64();
        if (!got) return fail();
        v = static_cast<T>(*got);
    }
    template <class T> requires std::integral<T> || std::is_enum_v<T>
    void value(T& v) { number(v); }
    void value(bool& v) {
        std::uint64_t n = 0;
        number(n);
        v = n != 0;
    }
    ByteView blob() {
        const auto size = in_.u32();
        if (!size) return fail(), ByteView{};
        const auto bytes = in_.bytes(*size);
        if (!bytes) return fail(), ByteView{};
        return *bytes;
    }
    void value(std::string& v) { v = as_text(blob()); }
    void value(Bytes& v) { v = to_bytes(blob()); }
    template <class T> void value(std::optional<T>& v) {
        const auto present = in_.u8();
        if (!present) return fail();
        if (*present != 0) value(v.emplace());
    }
    template <class T> void value(std::vector<T>& v) {
        const auto count = in_.u32();
        // Every element takes at least a byte: a longer list cannot be there.
        if (!count || *count > in_.remaining()) return fail();
        for (std::uint32_t i = 0; i < *count && ok_; ++i) value(v.emplace_back());
    }
    template <class T> requires std::is_class_v<T>
    void value(T& v) { fields(*this, v); }
    void fail() { ok_ = false; }

    ByteReader& in_;
    bool ok_ = true;
};

Error damaged(std::string why) { return {.fault = Fault::Malformed, .message = std::move(why), .place = "stored index"}; }

/// Enumerations and scales that later code divides by or switches on.
bool makes_sense(const Description& description) {
    const auto good_scale = [](Timescale scale) { return scale.ticks_per_second != 0; };
    if (!good_scale(description.duration.scale)) return false;
    for (std::size_t i = 0; i < description.tracks.size(); ++i) {
        const auto& track = description.tracks[i];
        if (track.number.value != i || track.kind > TrackKind::Other || track.codec > Codec::OtherPicture || track.packing > Packing::Other) return false;
        if (!good_scale(track.timescale) || !good_scale(track.start.scale) || !good_scale(track.duration.scale)) return false;
        constexpr std::int64_t kLongest = std::int64_t{1} << 40;  // twelve days in microseconds: later sums do not overflow
        if (track.reordering < 0 || track.reordering > kLongest) return false;
    }
    for (const auto& chapter : description.chapters) {
        if (!good_scale(chapter.start.scale) || (chapter.end && !good_scale(chapter.end->scale))) return false;
    }
    return true;
}

}  // namespace

Bytes save_index(const MediaFile& file, ContentKey key) {
    ByteWriter body;
    WritingArchive archive(body);
    auto description = file.description();
    archive(description);
    file.save_directory(body);
    ByteWriter out;
    out.four_cc(kMagic).u32(kStoredIndexVersion).u64(key.high).u64(key.low).u64(XXH3_64bits(body.view().data(), body.size())).bytes(body.view());
    return std::move(out).take();
}

Result<std::shared_ptr<const MediaFile>> open_with_index(std::shared_ptr<const io::ByteSource> source, ContentKey key, ByteView stored) {
    ByteReader in(stored);
    if (in.remaining() < kHeaderSize) return damaged("too short");
    if (*in.four_cc() != kMagic) return damaged("not an index");
    if (*in.u32() != kStoredIndexVersion) return Error{.fault = Fault::Unsupported, .message = "another version", .place = "stored index"};
    const auto high = *in.u64(), low = *in.u64();
    if (ContentKey{high, low} != key) return damaged("for other content");
    const auto checksum = *in.u64();
    if (XXH3_64bits(in.rest().data(), in.rest().size()) != checksum) return damaged("checksum differs");
    Description description;
    ReadingArchive archive(in);
    archive(description);
    if (!archive.ok() || !makes_sense(description)) return damaged("description cannot be read");
    switch (description.container) {
        case Container::IsoBmff: return restore_isobmff(std::move(source), std::move(description), in);
        case Container::Matroska: return restore_matroska(std::move(source), std::move(description), in);
        case Container::Other: break;
    }
    return damaged("container has no reader");
}

}  // namespace bt::media

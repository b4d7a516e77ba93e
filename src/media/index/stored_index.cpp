// Layout, big-endian: "BTIX", version, key, checksum (XXH3-64 of all that follows), description, container's directory.

#include "media/index/stored_index.h"

#include <xxhash.h>

#include "base/archive.h"
#include "media/index/description_fields.h"
#include "media/isobmff/open.h"
#include "media/matroska/open.h"

namespace bt::media {
namespace {

constexpr FourCc kMagic("BTIX");
constexpr std::size_t kHeaderSize = 4 + 4 + 16 + 8;

Error damaged(std::string why) { return {.fault = Fault::Malformed, .message = std::move(why), .place = "stored index"}; }

}  // namespace

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

Bytes save_index(const MediaFile& file, ContentKey key) {
    ByteWriter body;
    WritingArchive archive(body);
    archive(file.description());
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

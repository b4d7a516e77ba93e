// A file is a header of 20 bytes and the engine's bytes:
//
//     "BTLM"  version u32  length u32  XXH3 of the bytes u64  bytes...
#include "service/sound/landmark_store.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "io/byte_source.h"

namespace bt::service {
namespace {

constexpr FourCc kMagic{"BTLM"};
constexpr std::size_t kHeaderBytes = 20;
/// Some hundred hours of sound; a file that claims more is damaged.
constexpr std::uint32_t kMostBytes = 512U << 20;
constexpr std::string_view kExtension = ".btl";

struct Header {
    std::uint32_t version = 0, length = 0;
    std::uint64_t checksum = 0;
};

Result<Header> read_header(const io::ByteSource& file) {
    BT_TRY(const Bytes bytes, file.read({0, kHeaderBytes}));
    ByteReader in(bytes);
    BT_TRY(const FourCc magic, in.four_cc());
    Header header;
    BT_TRY(header.version, in.u32());
    BT_TRY(header.length, in.u32());
    BT_TRY(header.checksum, in.u64());
    if (magic != kMagic || header.length > kMostBytes || header.length != file.size() - kHeaderBytes) {
        return Error{.fault = Fault::Malformed, .message = "these are no landmarks"};
    }
    return header;
}

}  // namespace

std::string LandmarkStore::path_of(ContentKey content) const { return folder_.path_of(content, kExtension); }

Result<void> LandmarkStore::keep(ContentKey content, ByteView landmarks) const {
    if (landmarks.size() > kMostBytes) return Error{.fault = Fault::TooLarge, .message = fmt::format("{} bytes of landmarks", landmarks.size())};
    ByteWriter header;
    header.four_cc(kMagic).u32(version_).u32(static_cast<std::uint32_t>(landmarks.size())).u64(XXH3_64bits(landmarks.data(), landmarks.size()));
    BT_TRY(auto file, folder_.create(content, kExtension));
    BT_CHECK(file.write(header.view()));
    BT_CHECK(file.write(landmarks));
    return file.commit(true);
}

Result<Bytes> LandmarkStore::read(ContentKey content) const { return read_at(path_of(content)); }

Result<Bytes> LandmarkStore::read_at(const std::string& path) const {
    BT_TRY(const auto file, io::File::open(path));
    BT_TRY(const Header header, read_header(*file));
    if (header.version != version_) return Error{.fault = Fault::NotFound, .message = fmt::format("the landmarks are of version {}", header.version)};
    BT_TRY(Bytes bytes, file->read({kHeaderBytes, header.length}, kMostBytes));
    if (XXH3_64bits(bytes.data(), bytes.size()) != header.checksum) return Error{.fault = Fault::Malformed, .message = "the landmarks are damaged"};
    return bytes;
}

bool LandmarkStore::has(ContentKey content) const {
    const auto file = io::File::open(path_of(content));
    if (!file) return false;
    const auto header = read_header(**file);
    return header && header->version == version_;
}

}  // namespace bt::service

// A file is a header of 20 bytes and the engine's bytes:
//
//     "BTLM"  version u32  length u32  XXH3 of the bytes u64  bytes...
#include "service/sound/landmark_store.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <filesystem>
#include <unordered_set>

#include "io/atomic_file.h"
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

std::optional<ContentKey> key_of(const std::filesystem::path& path) {
    return path.extension() == kExtension ? ContentKey::parse(path.stem().string()) : std::nullopt;
}

}  // namespace

std::string LandmarkStore::path_of(ContentKey content) const {
    // Two levels, so that no folder holds more than a few hundred files of a large library.
    const auto name = content.text();
    return (std::filesystem::path(folder_) / name.substr(0, 2) / (name + std::string(kExtension))).string();
}

Result<void> LandmarkStore::keep(ContentKey content, ByteView landmarks) const {
    if (landmarks.size() > kMostBytes) return Error{.fault = Fault::TooLarge, .message = fmt::format("{} bytes of landmarks", landmarks.size())};
    const std::filesystem::path path(path_of(content));
    std::error_code fault;
    std::filesystem::create_directories(path.parent_path(), fault);
    if (fault) return Error{.fault = Fault::Io, .message = fmt::format("make the folder {}: {}", path.parent_path().string(), fault.message())};
    ByteWriter header;
    header.four_cc(kMagic).u32(version_).u32(static_cast<std::uint32_t>(landmarks.size())).u64(XXH3_64bits(landmarks.data(), landmarks.size()));
    BT_TRY(auto file, io::AtomicFile::create(path.string()));
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

std::size_t LandmarkStore::remove_all_but(std::span<const ContentKey> wanted) const {
    const std::unordered_set<ContentKey> kept(wanted.begin(), wanted.end());
    std::size_t removed = 0;
    std::error_code fault;
    for (std::filesystem::recursive_directory_iterator each(folder_, fault), end; !fault && each != end; each.increment(fault)) {
        if (!each->is_regular_file(fault)) continue;
        const auto key = key_of(each->path());
        if (key && kept.contains(*key)) continue;
        std::error_code unremoved;
        if (std::filesystem::remove(each->path(), unremoved)) ++removed;
    }
    return removed;
}

}  // namespace bt::service

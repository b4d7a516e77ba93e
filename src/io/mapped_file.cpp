#include "io/mapped_file.h"

#include <sys/mman.h>

#include <cerrno>

#include "io/byte_source.h"

namespace bt::io {

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::string& path) {
    BT_TRY(const auto file, File::open(path));
    const auto size = static_cast<std::size_t>(file->size());
    if (size == 0) return std::shared_ptr<const MappedFile>(new MappedFile({}));
    void* at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file->descriptor(), 0);
    if (at == MAP_FAILED) return system_error(errno, "cannot be mapped", path);
    return std::shared_ptr<const MappedFile>(new MappedFile({static_cast<const std::byte*>(at), size}));
}

MappedFile::~MappedFile() {
    if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

}  // namespace bt::io

// Files named by content below one folder, in two levels, so that no folder holds more than some hundred files of a large library.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/result.h"
#include "io/atomic_file.h"

namespace bt::service {

class ContentFolder {
public:
    explicit ContentFolder(std::string folder) : folder_(std::move(folder)) {}

    /// Where `content` has the file that ends in `ending`: ".bti", "-320.webp".
    std::string path_of(ContentKey content, std::string_view ending) const;
    /// The file of `content`, to be written and committed; its folders are made. Faults: Io (a full disk among them), Denied.
    Result<io::AtomicFile> create(ContentKey content, std::string_view ending) const;
    /// The same for bytes that are at hand: appears whole or not at all.
    Result<void> keep(ContentKey content, std::string_view ending, ByteView bytes) const;
    /// Removes the files of every content that is not among `wanted`, and what a program that was killed left half written. Returns how many.
    std::size_t remove_all_but(std::span<const ContentKey> wanted) const;

    const std::string& path() const { return folder_; }

private:
    std::string folder_;
};

}  // namespace bt::service

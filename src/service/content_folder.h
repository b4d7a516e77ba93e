// Files named by content below one folder, in two levels, so that no folder holds more than some hundred files of a large library.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/result.h"

namespace bt::service {

class ContentFolder {
public:
    explicit ContentFolder(std::string folder) : folder_(std::move(folder)) {}

    /// Where `content` has the file that ends in `ending`: ".bti", "-320.webp".
    std::string path_of(ContentKey content, std::string_view ending) const;
    /// Appears whole or not at all; the folders are made. Faults: Io (a full disk among them), Denied.
    Result<void> keep(ContentKey content, std::string_view ending, ByteView bytes) const;
    /// Removes the files of every content that is not among `wanted`, and what a program that was killed left half written. Returns how many.
    std::size_t remove_all_but(std::span<const ContentKey> wanted) const;

    const std::string& path() const { return folder_; }

private:
    std::string folder_;
};

}  // namespace bt::service

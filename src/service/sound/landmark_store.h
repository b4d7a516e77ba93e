// Landmarks of sound tracks: one small file each, named by content, below the data folder. What is in them is the engine's business.
#pragma once

#include <span>
#include <string>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/result.h"
#include "service/content_folder.h"

namespace bt::service {

class LandmarkStore {
public:
    /// `version`: of the engine; files of another one count as missing. The folder is made when something is kept.
    LandmarkStore(std::string folder, std::uint32_t version) : folder_(std::move(folder)), version_(version) {}

    /// Appears whole or not at all, and is on the disk when this returns. Faults: Io (a full disk among them), Denied.
    Result<void> keep(ContentKey content, ByteView landmarks) const;
    /// Faults: NotFound when there are none of this version; Malformed when they are damaged; Io.
    Result<Bytes> read(ContentKey content) const;
    /// The same of a path that path_of() gave.
    Result<Bytes> read_at(const std::string& path) const;
    /// True when there are landmarks of this version; their bytes are not looked at.
    bool has(ContentKey content) const;
    /// Where they lie.
    std::string path_of(ContentKey content) const;
    /// As ContentFolder's.
    std::size_t remove_all_but(std::span<const ContentKey> wanted) const { return folder_.remove_all_but(wanted); }

private:
    ContentFolder folder_;
    std::uint32_t version_;
};

}  // namespace bt::service

// What a scan needs to know of the one before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/scan.h"
#include "store/database.h"

namespace bt::store {

struct StoredLibrary {
    domain::LibraryId id;
    std::string path;
    friend bool operator==(const StoredLibrary&, const StoredLibrary&) = default;
};

class ScanStateStore {
public:
    explicit ScanStateStore(Database& database) : database_(database) {}

    /// The library of this root path; added when it is new.
    Result<domain::LibraryId> library_at(const std::string& path);
    Result<std::vector<StoredLibrary>> libraries() const;

    /// Every series folder in the catalogue with the signature it had when it was applied, by folder: one row a series, some
    /// milliseconds for 10,000 files.
    Result<std::vector<domain::KnownFolder>> known_folders(domain::LibraryId library) const;
    /// The media files of one series folder, by path: an equal stamp at an equal path need not be opened again.
    Result<std::vector<domain::MediaFile>> known_files(domain::LibraryId library, const std::string& folder) const;

    /// The print of the content that bears the key; nothing when it was not taken.
    Result<std::optional<domain::ContentPrint>> print_of(ContentKey content) const;

private:
    Database& database_;
};

}  // namespace bt::store

// From a picture's id to its file.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "domain/series.h"
#include "store/database.h"

namespace bt::store {

struct StoredArtwork {
    domain::Artwork artwork;
    domain::LibraryId library;
    std::string library_path;
};

class ArtworkReader {
public:
    explicit ArtworkReader(Database& database) : database_(database) {}

    /// Faults: NotFound.
    Result<StoredArtwork> by_id(domain::ArtworkId id) const;
    /// Pictures with a path that nobody has looked at since they changed, by id, those after `after`, at most `limit`: work for
    /// CatalogueWriter::describe_artwork.
    Result<std::vector<StoredArtwork>> without_facts(domain::ArtworkId after, int limit) const;

private:
    Database& database_;
};

}  // namespace bt::store

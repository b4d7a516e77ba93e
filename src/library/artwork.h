// Pictures found in a tree, as domain values in the order they are shown.
#pragma once

#include <vector>

#include "domain/series.h"
#include "library/sidecar_name.h"
#include "library/tree.h"

namespace bt::library {

/// An image by its extension, and not empty.
bool is_picture(const TreeFile& file);
/// `order` holds the name's rank until tidy_artwork.
domain::Artwork artwork_from(const TreeFolder& folder, const TreeFile& file, const ArtworkName& name);
/// Sorts by kind, files before addresses, then rank and path, and counts each kind's `order` from 0.
void tidy_artwork(std::vector<domain::Artwork>& artwork);

}  // namespace bt::library

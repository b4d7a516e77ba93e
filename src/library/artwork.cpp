#include "library/artwork.h"

#include <algorithm>
#include <tuple>

#include "library/file_class.h"
#include "library/text.h"

namespace bt::library {

bool is_picture(const TreeFile& file) {
    return file.stamp.size > 0 && classify_extension(extension(file.name)) == FileClass::Image;
}

domain::Artwork artwork_from(const TreeFolder& folder, const TreeFile& file, const ArtworkName& name) {
    return {.kind = name.kind, .path = join_path(folder.path, file.name), .url = {}, .order = name.rank, .stamp = file.stamp};
}

void tidy_artwork(std::vector<domain::Artwork>& artwork) {
    const auto key = [](const domain::Artwork& a) { return std::tie(a.kind, a.url, a.order, a.path); };
    std::ranges::stable_sort(artwork, [&](const auto& a, const auto& b) {
        if (a.kind == b.kind && a.url.empty() && b.url.empty()) return key(a) < key(b);
        return a.kind != b.kind ? a.kind < b.kind : (a.url.empty() != b.url.empty() ? a.url.empty() : a.order < b.order);
    });
    int order = 0;
    for (std::size_t i = 0; i < artwork.size(); ++i) {
        order = i > 0 && artwork[i].kind == artwork[i - 1].kind ? order + 1 : 0;
        artwork[i].order = order;
    }
}

}  // namespace bt::library

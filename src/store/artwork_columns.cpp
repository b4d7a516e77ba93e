#include "store/artwork_columns.h"

#include "store/details.h"
#include "store/stored_text.h"

namespace bt::store {

void ArtworkColumns::attach(soci::statement& statement) {
    statement.exchange(into(id));
    statement.exchange(into(kind));
    statement.exchange(into(path));
    statement.exchange(into(url));
    statement.exchange(into(sequence));
    stamp.attach(statement);
    statement.exchange(into(width));
    statement.exchange(into(height));
    statement.exchange(into(hue));
    statement.exchange(into(thumbhash));
}

domain::Artwork ArtworkColumns::artwork() const {
    domain::Artwork out{.kind = read_artwork_kind(kind), .path = from_stored_path(path), .url = url, .order = sequence,
                        .stamp = stamp.stamp(), .id = domain::ArtworkId{id}};
    if (const auto content = stamp.content()) {
        out.facts = domain::ArtworkFacts{.content = *content, .width = static_cast<std::uint32_t>(width.value_or(0)),
                                         .height = static_cast<std::uint32_t>(height.value_or(0)), .hue = hue,
                                         .thumbhash = thumbhash.value_or(""), .is_picture = width.has_value()};
    }
    return out;
}

}  // namespace bt::store

// The JSON of the `details` and `summary` columns: what is shown but never searched, sorted or joined. A field with its default
// value is left out; an unknown one is ignored, so an older program can read what a newer one wrote within one schema.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/media_file.h"
#include "domain/series.h"

namespace bt::store {

std::string write_details(const domain::Series& series);
std::string write_details(const domain::Season& season);
std::string write_details(const domain::Episode& episode);
std::string write_summary(const domain::MediaSummary& summary);

/// Fill the fields that are kept in details. Throw what Boost.JSON throws when the text is damaged.
void read_details(std::string_view text, domain::Series& series);
void read_details(std::string_view text, domain::Season& season);
void read_details(std::string_view text, domain::Episode& episode);
domain::MediaSummary read_summary(std::string_view text);

/// "2023-12-06".
std::string write_date(domain::Date date);
std::optional<domain::Date> read_date(std::string_view text);

/// Enumerators by the names domain gives them; an unknown name is the fallback.
std::string_view stream_kind_name(domain::StreamKind kind);
domain::StreamKind read_stream_kind(std::string_view name);
domain::ArtworkKind read_artwork_kind(std::string_view name);
domain::ExtraKind read_extra_kind(std::string_view name);
domain::Source read_source(std::string_view name);

}  // namespace bt::store

#include "store/extra_reader.h"

#include <fmt/format.h>

#include "store/details.h"
#include "store/file_columns.h"
#include "store/series_loader.h"
#include "store/stills.h"

namespace bt::store {
namespace {

Result<ExtraView> read_view(Connection& sql, domain::ExtraId id) {
    ExtraView view;
    std::string kind;
    FileColumns file;
    const bool found = sql.run(fmt::format("SELECT x.kind, x.title, x.series_id, s.title, {} FROM extras AS x JOIN files AS f ON f.id = x.file_id "
                                           "JOIN series AS s ON s.id = x.series_id WHERE x.id = :id AND f.removed_at IS NULL AND s.removed_at IS NULL", kFileColumns),
                               use(id.value), into(kind), into(view.extra.title), into(view.series.value), into(view.series_title), file);
    if (!found) return Error{Fault::NotFound, fmt::format("there is no extra {}", id.value)};
    view.extra.id = id;
    view.extra.kind = read_extra_kind(kind);
    view.extra.file = file.file();
    view.series_artwork = load_series_artwork(sql, view.series);
    add_stills(sql, view.series, view.series_artwork);
    return view;
}

}  // namespace

Result<ExtraView> read_extra(Database& database, domain::ExtraId id) {
    return read_value(database, "read an extra", [&](Connection& sql) { return read_view(sql, id); });
}

}  // namespace bt::store

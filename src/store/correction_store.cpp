#include "store/correction_store.h"

#include <fmt/format.h>

#include <chrono>

#include "base/wall_clock.h"
#include "store/connection.h"
#include "store/sound_columns.h"

namespace bt::store {
namespace {

/// 0 when it was not listened to.
std::chrono::milliseconds duration_of(Connection& sql, ContentKey content) {
    std::int64_t duration = 0;
    sql.run("SELECT duration FROM soundings WHERE content_key = :content", use(content.text()), into(duration));
    return std::chrono::milliseconds{duration};
}

/// Of a song that has left the library its name is still known, and cues of it may still be corrected.
bool is_song(Connection& sql, ContentKey content) {
    std::int64_t there = 0;
    const auto key = content.text();
    return sql.run("SELECT 1 FROM songs WHERE content_key = :content UNION ALL SELECT 1 FROM song_facts WHERE content_key = :same LIMIT 1", use(key), use(key), into(there));
}

bool is_theme(Connection& sql, domain::ThemeId theme) {
    std::int64_t there = 0;
    return sql.run("SELECT 1 FROM heard_themes WHERE id = :id", use(theme.value), into(there));
}

Result<void> check_music(Connection& sql, const domain::Correction& correction) {
    const auto* about = std::get_if<domain::CorrectionOf<domain::Music>>(&correction.about);
    if (about == nullptr) return {};
    for (const auto* claim : {&about->was, &about->now}) {
        const auto* song = std::get_if<ContentKey>(&claim->what);
        if (song != nullptr && !is_song(sql, *song)) return Error{Fault::Invalid, fmt::format("there is no song with the content {}", song->text())};
        const auto* theme = std::get_if<domain::ThemeId>(&claim->what);
        if (theme != nullptr && !is_theme(sql, *theme)) return Error{Fault::Invalid, fmt::format("there is no theme {}", theme->value)};
    }
    return {};
}

bool was_heard(Connection& sql, ContentKey content) {
    int heard = 0;
    sql.run(fmt::format("SELECT {} FROM soundings AS so WHERE so.content_key = :content", kWasHeard), use(content.text()), into(heard));
    return heard != 0;
}

Result<domain::CorrectionId> add_now(Connection& sql, ContentKey content, const domain::Correction& said, std::int64_t now_ms) {
    const auto shown = read_layer(sql, SoundLayer::Shown, content);
    const auto correction = domain::about_what_is_shown(said, shown);
    BT_CHECK(domain::check(correction, duration_of(sql, content)));
    BT_CHECK(check_music(sql, correction));
    BT_CHECK(domain::check_place(correction, shown, was_heard(sql, content)));
    int count = 0;
    sql.run("SELECT count(*) FROM corrections WHERE content_key = :content", use(content.text()), into(count));
    if (count >= CorrectionStore::kMostCorrections) {
        return Error{Fault::Invalid, fmt::format("an episode has room for {} corrections: delete some", CorrectionStore::kMostCorrections)};
    }
    const auto id = write_correction(sql, content, correction, now_ms);
    show_again(sql, content);
    return id;
}

}  // namespace

CorrectionStore::CorrectionStore(Database& database, std::function<std::int64_t()> now_ms)
    : database_(database), now_ms_(now_ms ? std::move(now_ms) : wall_clock_milliseconds) {}

Result<domain::CorrectionId> CorrectionStore::add(ContentKey content, const domain::Correction& correction) {
    return write_value(database_, "save a correction", [&](Connection& sql) { return add_now(sql, content, correction, now_ms_()); });
}

Result<void> CorrectionStore::remove(ContentKey content, domain::CorrectionId id) {
    return database_.write("take a correction back", [&](Connection& sql) -> Result<void> {
        std::int64_t gone = 0;
        if (!sql.run("DELETE FROM corrections WHERE id = :id AND content_key = :content RETURNING id", use(id.value), use(content.text()), into(gone))) {
            return Error{Fault::NotFound, fmt::format("there is no correction {} here", id.value)};
        }
        show_again(sql, content);
        return {};
    });
}

Result<std::vector<domain::Correction>> CorrectionStore::of(ContentKey content) const {
    return read_value(database_, "read corrections", [&](Connection& sql) -> Result<std::vector<domain::Correction>> { return read_corrections(sql, content); });
}

}  // namespace bt::store

#include "store/whole_versions.h"

#include <vector>

#include "domain/whole.h"
#include "store/sound_columns.h"

namespace bt::store {
namespace {

bool is_spoken_of(Connection& sql, ContentKey content) {
    std::int64_t there = 0;
    const auto key = content.text();
    return sql.run("SELECT 1 FROM corrections WHERE content_key = :content UNION ALL SELECT 1 FROM cues WHERE content_key = :cues AND layer = 'machine' "
                   "UNION ALL SELECT 1 FROM parts WHERE content_key = :parts AND layer = 'machine' LIMIT 1",
                   use(key), use(key), use(key), into(there));
}

bool is_present(Connection& sql, ContentKey whole) {
    std::int64_t there = 0;
    return sql.run("SELECT 1 FROM present_wholes WHERE whole_key = :whole LIMIT 1", use(whole.text()), into(there));
}

void hand_on_beginnings(Connection& sql, std::span<const ContentKey> contents) {
    const auto whole = domain::whole_key(contents);
    for (std::size_t count = 1; count < contents.size(); ++count) {
        const auto beginning = domain::whole_key(contents.first(count));
        if (is_spoken_of(sql, beginning) && !is_present(sql, beginning)) (void)hand_on_sound(sql, beginning, whole);
    }
}

}  // namespace

bool has_unnamed_wholes(Connection& sql, std::int64_t series) {
    std::int64_t there = 0;
    return sql.run("SELECT 1 FROM versions AS v JOIN version_parts AS p ON p.version_id = v.id AND p.position = 0 JOIN files AS f ON f.id = p.file_id "
                   "WHERE v.series_id = :series AND v.whole_key IS NULL AND f.content_key IS NOT NULL LIMIT 1",
                   use(series), into(there));
}

void name_whole(Connection& sql, std::int64_t version, const domain::MediaVersion& of) {
    if (const auto key = domain::whole_key(of)) sql.run("UPDATE versions SET whole_key = :key WHERE id = :id", use(key->text()), use(version));
}

void hand_on_to_wholes(Connection& sql, const domain::Series& series) {
    for (const auto& season : series.seasons) {
        for (const auto& episode : season.episodes) {
            for (const auto& version : episode.versions) {
                std::vector<ContentKey> contents;
                for (const auto part : domain::played_parts(version)) contents.push_back(*version.parts[part].content);
                hand_on_beginnings(sql, contents);
            }
        }
    }
}

}  // namespace bt::store

// The index holds terms, the table the text: a line is found by the one and shown from the other. An index without its own copy of the
// text (FTS5 "contentless") wants the terms again when a line goes, so they are made anew from the text, by the same rule.
#include "store/line_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "store/connection.h"
#include "store/details.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

using Id = std::int64_t;

// A thousand series with two languages each, five times over; some gigabytes.
constexpr Id kMostLines = 20'000'000;
// Matches that are looked at for one answer. Beyond it a query is so common that any choice is as good.
constexpr std::size_t kMostMatches = 400;
constexpr int kTidiedAtOnce = 64;
constexpr std::chrono::milliseconds kSameMoment{1'500};

struct LineRow {
    Id id = 0;
    std::string text;
};

/// Numbers are given once, so there are no more lines than from the first to the last; counting takes long.
bool is_full(Connection& sql) {
    Id count = 0;
    sql.run("SELECT coalesce(max(id) - min(id) + 1, 0) FROM lines", into(count));
    if (count >= kMostLines) sql.run("SELECT count(*) FROM lines", into(count));
    return count >= kMostLines;
}

void forget_source(Connection& sql, Id source, const TermRule& rule) {
    std::vector<LineRow> lines;
    LineRow row;
    sql.each("SELECT l.id, l.text FROM lines AS l JOIN line_texts AS t ON t.id = l.text_id WHERE t.source_id = :source", [&] { lines.push_back(row); },
             use(source), into(row.id), into(row.text));
    for (const auto& line : lines) {
        sql.run("INSERT INTO line_terms (line_terms, rowid, terms) VALUES ('delete', :id, :terms)", use(line.id), use(rule.terms_of(line.text)));
    }
    sql.run("DELETE FROM line_sources WHERE id = :source", use(source));
}

Id new_source(Connection& sql, const ContentKey& content, const TermRule& rule) {
    const std::string key = content.text();
    Id known = 0;
    if (sql.run("SELECT id FROM line_sources WHERE content_key = :content", use(key), into(known))) forget_source(sql, known, rule);
    Id source = 0;
    sql.run("INSERT INTO line_sources (content_key, terms_version) VALUES (:content, :version) RETURNING id", use(key), use(rule.version), into(source));
    return source;
}

void write_text(Connection& sql, Id source, const NewText& text, const TermRule& rule) {
    Id id = 0, line_id = 0;
    sql.run("INSERT INTO line_texts (source_id, language) VALUES (:source, :language) RETURNING id", use(source), use(to_stored_text(text.language)), into(id));
    for (const auto& line : text.lines) {
        const std::string stored = to_stored_text(line.text);
        sql.run("INSERT INTO lines (text_id, start_ms, text) VALUES (:text, :start, :line) RETURNING id", use(id),
                use(static_cast<std::int64_t>(line.start.count())), use(stored), into(line_id));
        sql.run("INSERT INTO line_terms (rowid, terms) VALUES (:id, :terms)", use(line_id), use(rule.terms_of(stored)));
    }
}

void forget_everything(Connection& sql) {
    sql.run("INSERT INTO line_terms (line_terms) VALUES ('delete-all')");
    sql.run("DELETE FROM line_sources");
}

constexpr std::string_view kUnreadBeside =
    "SELECT DISTINCT t.content_key FROM external_tracks AS t JOIN versions AS v ON v.id = t.version_id JOIN episodes AS e ON e.id = v.episode_id "
    "JOIN series AS s ON s.id = v.series_id WHERE t.content_key > :after AND t.kind = :kind AND e.removed_at IS NULL AND s.removed_at IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM line_sources AS o WHERE o.content_key = t.content_key AND o.terms_version = :version) "
    "ORDER BY t.content_key LIMIT :limit";
constexpr std::string_view kUnreadInside =
    "SELECT f.content_key, f.summary FROM files AS f WHERE f.content_key > :after AND f.removed_at IS NULL AND f.summary IS NOT NULL "
    "AND EXISTS (SELECT 1 FROM version_parts AS p JOIN versions AS v ON v.id = p.version_id JOIN episodes AS e ON e.id = v.episode_id "
    "JOIN series AS s ON s.id = v.series_id WHERE p.file_id = f.id AND e.removed_at IS NULL AND s.removed_at IS NULL) "
    "AND NOT EXISTS (SELECT 1 FROM line_sources AS o WHERE o.content_key = f.content_key AND o.terms_version = :version) "
    "ORDER BY f.content_key LIMIT :limit";

bool has_text_tracks(const std::string& summary) {
    const auto streams = read_summary(summary).streams;
    return std::any_of(streams.begin(), streams.end(), [](const auto& stream) { return stream.kind == domain::StreamKind::Subtitle; });
}

Result<std::vector<UnreadSubtitles>> read_unread(Connection& sql, const std::string& after, std::size_t limit, int version) {
    std::vector<UnreadSubtitles> found;
    std::string key, summary;
    const int rows = static_cast<int>(std::min<std::size_t>(limit, 10'000));
    const std::string kind(stream_kind_name(domain::StreamKind::Subtitle));
    sql.each(kUnreadBeside, [&] { if (const auto content = ContentKey::parse(key)) found.push_back({.content = *content, .is_beside = true}); }, use(after),
             use(kind), use(version), use(rows), into(key));
    sql.each(kUnreadInside,
             [&] {
                 const auto content = ContentKey::parse(key);
                 if (content && (found.empty() || found.back().content != *content)) found.push_back({.content = *content, .has_text_tracks = has_text_tracks(summary)});
             },
             use(after), use(version), use(rows), into(key), into(summary));
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.content < b.content; });
    if (found.size() > limit) found.resize(limit);
    return found;
}

/// In the index's own language: "a b c" * AND "d".
std::string match_expression(const std::vector<TermPhrase>& phrases) {
    std::string out;
    for (const auto& phrase : phrases) {
        if (phrase.terms.empty()) continue;
        out += out.empty() ? "\"" : " AND \"";
        out += fmt::format("{}", fmt::join(phrase.terms, " "));
        out += phrase.is_open ? "\" *" : "\"";
    }
    return out;
}

/// Where a file of a split episode begins: behind those before it that are played.
std::chrono::milliseconds begin_of_file(Connection& sql, Id version, int file) {
    std::chrono::milliseconds begin{0};
    std::string summary;
    sql.each("SELECT f.summary FROM version_parts AS p JOIN files AS f ON f.id = p.file_id WHERE p.version_id = :version AND p.position < :file AND f.summary IS NOT NULL",
             [&] {
                 const auto before = read_summary(summary);
                 if (before.is_direct) begin += round_to_milliseconds(before.duration);
             },
             use(version), use(file), into(summary));
    return begin;
}

/// The episodes that hold a content, with the language its name tells; without the lines, and at the time at which its file begins.
std::vector<StoredLine> read_places(Connection& sql, const std::string& content) {
    struct Place {
        StoredLine line;
        Id version = 0;
        int file = 0;
    } row;
    std::vector<Place> found;
    const auto take = [&] { found.push_back(row); };
    sql.each("SELECT e.id, e.title, s.id, s.title, e.season_number, e.number, t.version_id, t.file, t.language FROM external_tracks AS t JOIN versions AS v ON v.id = t.version_id "
             "JOIN episodes AS e ON e.id = v.episode_id JOIN series AS s ON s.id = v.series_id "
             "WHERE t.content_key = :content AND e.removed_at IS NULL AND s.removed_at IS NULL GROUP BY e.id LIMIT 16",
             take, use(content), into(row.line.episode.value), into(row.line.episode_title), into(row.line.series.value), into(row.line.series_title),
             into(row.line.season), into(row.line.number), into(row.version), into(row.file), into(row.line.language));
    row.line.language.clear();
    sql.each("SELECT e.id, e.title, s.id, s.title, e.season_number, e.number, p.version_id, p.position FROM files AS f JOIN version_parts AS p ON p.file_id = f.id "
             "JOIN versions AS v ON v.id = p.version_id JOIN episodes AS e ON e.id = v.episode_id JOIN series AS s ON s.id = v.series_id "
             "WHERE f.content_key = :content AND f.removed_at IS NULL AND e.removed_at IS NULL AND s.removed_at IS NULL GROUP BY e.id LIMIT 16",
             take, use(content), into(row.line.episode.value), into(row.line.episode_title), into(row.line.series.value), into(row.line.series_title),
             into(row.line.season), into(row.line.number), into(row.version), into(row.file));
    std::vector<StoredLine> places;
    for (auto& each : found) {
        each.line.time = each.file == 0 ? std::chrono::milliseconds(0) : begin_of_file(sql, each.version, each.file);
        places.push_back(std::move(each.line));
    }
    return places;
}

bool is_same_moment(const StoredLine& a, const StoredLine& b) {
    return a.episode == b.episode && a.text == b.text && std::chrono::abs(a.time - b.time) <= kSameMoment;
}

std::vector<StoredLine> in_order(std::vector<StoredLine> lines, std::size_t limit) {
    std::stable_sort(lines.begin(), lines.end(), [](const StoredLine& a, const StoredLine& b) {
        return std::tie(a.series.value, a.season, a.number, a.episode.value, a.time) < std::tie(b.series.value, b.season, b.number, b.episode.value, b.time);
    });
    std::vector<StoredLine> kept;
    for (auto& line : lines) {
        // Two subtitle files of one language often say the same: the neighbours are enough to see it.
        const auto begin = kept.end() - std::min<std::ptrdiff_t>(8, std::ssize(kept));
        if (std::any_of(begin, kept.end(), [&](const auto& other) { return is_same_moment(line, other); })) continue;
        if (kept.size() == limit) break;
        kept.push_back(std::move(line));
    }
    return kept;
}

Result<std::vector<StoredLine>> read_lines(Connection& sql, const std::vector<TermPhrase>& phrases, std::size_t limit, int version) {
    std::vector<StoredLine> found;
    const auto expression = match_expression(phrases);
    if (expression.empty()) return found;
    struct Match {
        std::string content, language, text;
        Id start_ms = 0;
    } row;
    std::vector<Match> matches;
    sql.each("SELECT o.content_key, t.language, l.start_ms, l.text FROM (SELECT rowid AS id FROM line_terms WHERE line_terms MATCH :query LIMIT :most) AS m "
             "JOIN lines AS l ON l.id = m.id JOIN line_texts AS t ON t.id = l.text_id JOIN line_sources AS o ON o.id = t.source_id "
             "WHERE o.terms_version = :version",
             [&] { matches.push_back(row); }, use(expression), use(static_cast<int>(kMostMatches)), use(version), into(row.content), into(row.language),
             into(row.start_ms), into(row.text));
    std::map<std::string, std::vector<StoredLine>> places;
    for (const auto& match : matches) {
        const auto [known, is_new] = places.try_emplace(match.content);
        if (is_new) known->second = read_places(sql, match.content);
        for (auto line : known->second) {
            line.time += std::chrono::milliseconds(match.start_ms);
            line.text = match.text;
            if (!match.language.empty()) line.language = match.language;
            if (line.language.empty()) line.language = "und";
            found.push_back(std::move(line));
        }
    }
    return in_order(std::move(found), limit);
}

}  // namespace

Result<std::vector<UnreadSubtitles>> LineStore::unread(const std::string& after, std::size_t limit) const {
    return read_value(database_, "find subtitles to read", [&](Connection& sql) { return read_unread(sql, after, limit, rule_.version); });
}

Result<void> LineStore::save(const ContentKey& content, const std::vector<NewText>& texts) {
    return database_.write("save lines of dialogue", [&](Connection& sql) -> Result<void> {
        if (!texts.empty() && is_full(sql)) return Error{Fault::TooLarge, fmt::format("{} lines of dialogue are as many as are kept", kMostLines)};
        const Id source = new_source(sql, content, rule_);
        for (const auto& text : texts) write_text(sql, source, text, rule_);
        return {};
    });
}

Result<void> LineStore::pass_over(std::span<const ContentKey> contents) {
    return database_.write("note media files without text", [&](Connection& sql) -> Result<void> {
        for (const auto& content : contents) new_source(sql, content, rule_);
        return {};
    });
}

Result<bool> LineStore::tidy(std::int64_t before_ms) {
    return write_value(database_, "tidy lines of dialogue", [&](Connection& sql) -> Result<bool> {
        Id other = 0;
        if (sql.run("SELECT id FROM line_sources WHERE terms_version <> :version LIMIT 1", use(rule_.version), into(other))) forget_everything(sql);
        std::vector<Id> gone;
        Id id = 0;
        sql.each("SELECT o.id FROM line_sources AS o WHERE NOT EXISTS (SELECT 1 FROM external_tracks AS t WHERE t.content_key = o.content_key) "
                 "AND NOT EXISTS (SELECT 1 FROM files AS f WHERE f.content_key = o.content_key AND coalesce(f.removed_at, :before) >= :before) LIMIT :limit",
                 [&] { gone.push_back(id); }, use(before_ms, "before"), use(kTidiedAtOnce, "limit"), into(id));
        for (const Id source : gone) forget_source(sql, source, rule_);
        return gone.size() == kTidiedAtOnce;
    });
}

Result<std::vector<StoredLine>> LineStore::find(const std::vector<TermPhrase>& phrases, std::size_t limit) const {
    return read_value(database_, "find lines of dialogue", [&](Connection& sql) { return read_lines(sql, phrases, limit, rule_.version); });
}

Result<std::int64_t> LineStore::count() const {
    return read_value(database_, "count lines of dialogue", [](Connection& sql) -> Result<std::int64_t> {
        Id count = 0;
        sql.run("SELECT count(*) FROM lines", into(count));
        return count;
    });
}

}  // namespace bt::store

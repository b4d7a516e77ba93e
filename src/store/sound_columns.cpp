#include "store/sound_columns.h"

#include <fmt/format.h>

#include "store/stored_text.h"

namespace bt::store {
namespace {

using domain::Claim;
using domain::Correction;
using domain::CorrectionOf;
using domain::Music;
using domain::PartType;
using std::chrono::milliseconds;

std::string name_of(SoundLayer layer) { return layer == SoundLayer::Machine ? "machine" : "shown"; }

domain::Provenance read_provenance(std::string_view name) { return name == "hand" ? domain::Provenance::Hand : domain::Provenance::Machine; }

/// One side of a correction: what it says of a part or of music, and where.
struct ClaimColumns {
    std::optional<std::string> part;
    MusicColumns music;
    std::int64_t start = 0, end = 0;

    ClaimColumns() = default;
    explicit ClaimColumns(const Claim<Music>& claim) : music(claim.what) { set(claim.stretch); }
    explicit ClaimColumns(const Claim<PartType>& claim) : part(domain::to_string(claim.what)) { set(claim.stretch); }

    void read(soci::statement& statement) {
        statement.exchange(into(part));
        statement.exchange(into(music.song_key));
        statement.exchange(into(music.theme));
        statement.exchange(into(music.title));
        statement.exchange(into(start));
        statement.exchange(into(end));
    }
    void write(soci::statement& statement) const {
        statement.exchange(use(part));
        statement.exchange(use(music.song_key));
        statement.exchange(use(music.theme));
        statement.exchange(use(music.title));
        statement.exchange(use(start));
        statement.exchange(use(end));
    }
    Claim<Music> of_music() const { return {music.music(), stretch()}; }
    Claim<PartType> of_part() const { return {domain::read_part_type(part.value_or("")).value_or(PartType::Recap), stretch()}; }

private:
    void set(const domain::Stretch& s) { start = s.start.count(), end = s.end.count(); }
    domain::Stretch stretch() const { return {milliseconds{start}, milliseconds{end}}; }
};

struct ReadClaims {
    ClaimColumns &was, &now;
    void attach(soci::statement& statement) { was.read(statement), now.read(statement); }
};
struct WriteClaims {
    const ClaimColumns &was, &now;
    void attach(soci::statement& statement) const { was.write(statement), now.write(statement); }
};

}  // namespace

MusicColumns::MusicColumns(const Music& music) {
    if (const auto* key = std::get_if<ContentKey>(&music)) song_key = key->text();
    if (const auto* id = std::get_if<domain::ThemeId>(&music)) theme = id->value;
    if (const auto* words = std::get_if<std::string>(&music)) title = to_stored_text(*words);
}

Music MusicColumns::music() const {
    if (song_key) return ContentKey::parse(*song_key).value_or(ContentKey{});
    if (theme) return domain::ThemeId{*theme};
    return title.value_or("");
}

void CueColumns::attach(soci::statement& statement) {
    statement.exchange(into(music.song_key));
    statement.exchange(into(music.theme));
    statement.exchange(into(music.title));
    statement.exchange(into(start));
    statement.exchange(into(end));
    statement.exchange(into(offset));
    statement.exchange(into(rate));
    statement.exchange(into(level));
    statement.exchange(into(confidence));
    statement.exchange(into(provenance));
    statement.exchange(into(correction));
}

domain::Cue CueColumns::cue() const {
    return {.music = music.music(), .stretch = {milliseconds{start}, milliseconds{end}}, .offset = milliseconds{offset}, .rate = rate, .level = level,
            .confidence = confidence, .provenance = read_provenance(provenance), .correction = domain::CorrectionId{correction}};
}

void write_layer(Connection& sql, SoundLayer layer, ContentKey content, const domain::EpisodeSound& sound) {
    const auto key = content.text();
    const auto name = name_of(layer);
    sql.run("DELETE FROM cues WHERE content_key = :content AND layer = :layer", use(key), use(name));
    sql.run("DELETE FROM parts WHERE content_key = :content AND layer = :layer", use(key), use(name));
    std::int64_t position = 0;
    for (const auto& cue : sound.cues) {
        const MusicColumns music(cue.music);
        sql.run("INSERT INTO cues (content_key, layer, position, song_key, theme_id, title, start, \"end\", song_offset, rate, level, confidence, "
                "provenance, correction_id) VALUES (:content, :layer, :position, :song, :theme, :title, :start, :end, :offset, :rate, :level, "
                ":confidence, :provenance, :correction)",
                use(key), use(name), use(position), use(music.song_key), use(music.theme), use(music.title), use(std::int64_t{cue.stretch.start.count()}),
                use(std::int64_t{cue.stretch.end.count()}), use(std::int64_t{cue.offset.count()}), use(cue.rate), use(cue.level), use(cue.confidence),
                use(std::string(to_string(cue.provenance))), use(cue.correction.value));
        ++position;
    }
    position = 0;
    for (const auto& part : sound.parts) {
        sql.run("INSERT INTO parts (content_key, layer, position, type, start, \"end\", confidence, provenance, correction_id) VALUES (:content, :layer, "
                ":position, :type, :start, :end, :confidence, :provenance, :correction)",
                use(key), use(name), use(position), use(std::string(to_string(part.type))), use(std::int64_t{part.stretch.start.count()}),
                use(std::int64_t{part.stretch.end.count()}), use(part.confidence), use(std::string(to_string(part.provenance))), use(part.correction.value));
        ++position;
    }
}

domain::EpisodeSound read_layer(Connection& sql, SoundLayer layer, ContentKey content) {
    domain::EpisodeSound sound;
    CueColumns cue;
    sql.each(fmt::format("SELECT {} FROM cues AS c WHERE c.content_key = :content AND c.layer = :layer ORDER BY c.position", kCueColumns),
             [&] { sound.cues.push_back(cue.cue()); }, use(content.text()), use(name_of(layer)), cue);
    std::string type, provenance;
    std::int64_t start = 0, end = 0;
    domain::Part part;
    sql.each("SELECT type, start, \"end\", confidence, provenance, correction_id FROM parts WHERE content_key = :content AND layer = :layer ORDER BY position",
             [&] {
                 part.type = domain::read_part_type(type).value_or(PartType::Recap);
                 part.stretch = {milliseconds{start}, milliseconds{end}};
                 part.provenance = read_provenance(provenance);
                 sound.parts.push_back(part);
             },
             use(content.text()), use(name_of(layer)), into(type), into(start), into(end), into(part.confidence), into(provenance), into(part.correction.value));
    return sound;
}

std::vector<Correction> read_corrections(Connection& sql, ContentKey content) {
    std::vector<Correction> corrections;
    std::int64_t id = 0;
    std::string action;
    ClaimColumns was, now;
    sql.each("SELECT id, action, was_part, was_song_key, was_theme_id, was_title, was_start, was_end, now_part, now_song_key, now_theme_id, now_title, "
             "now_start, now_end FROM corrections WHERE content_key = :content ORDER BY id",
             [&] {
                 Correction correction{.id = domain::CorrectionId{id}};
                 correction.action = domain::read_correction_action(action).value_or(domain::CorrectionAction::Confirm);
                 if (was.part) correction.about = CorrectionOf<PartType>{was.of_part(), now.of_part()};
                 else correction.about = CorrectionOf<Music>{was.of_music(), now.of_music()};
                 corrections.push_back(std::move(correction));
             },
             use(content.text()), into(id), into(action), ReadClaims{was, now});
    return corrections;
}

domain::CorrectionId write_correction(Connection& sql, ContentKey content, const Correction& correction, std::int64_t now_ms) {
    const auto [was, now] = std::visit([](const auto& about) { return std::pair{ClaimColumns(about.was), ClaimColumns(about.now)}; }, correction.about);
    domain::CorrectionId id;
    sql.run("INSERT INTO corrections (content_key, made_at, action, was_part, was_song_key, was_theme_id, was_title, was_start, was_end, now_part, "
            "now_song_key, now_theme_id, now_title, now_start, now_end) VALUES (:content, :made, :action, :wp, :ws, :wt, :wn, :wa, :we, :np, :ns, :nt, "
            ":nn, :na, :ne) RETURNING id",
            use(content.text()), use(now_ms), use(std::string(to_string(correction.action))), WriteClaims{was, now}, into(id.value));
    return id;
}

void show_again(Connection& sql, ContentKey content) {
    const auto corrections = read_corrections(sql, content);
    write_layer(sql, SoundLayer::Shown, content, domain::apply_corrections(read_layer(sql, SoundLayer::Machine, content), corrections));
}

int hand_on_sound(Connection& sql, ContentKey from, ContentKey to) {
    const auto left = from.text(), present = to.text();
    int count = 0;
    sql.run("SELECT count(*) FROM corrections WHERE content_key = :content", use(left), into(count));
    sql.run("UPDATE corrections SET content_key = :present WHERE content_key = :left", use(present), use(left));
    const auto answered = read_layer(sql, SoundLayer::Machine, to);
    // The season will be answered anew; until then, and for telling its themes again, the answer is this one.
    if (answered.cues.empty() && answered.parts.empty()) write_layer(sql, SoundLayer::Machine, to, read_layer(sql, SoundLayer::Machine, from));
    write_layer(sql, SoundLayer::Machine, from, {});
    show_again(sql, from);
    show_again(sql, to);
    return count;
}

}  // namespace bt::store

// The fields of requests, notes and answers, for base/archive.h.
#pragma once

#include "media/index/description_fields.h"
#include "service/decoding/requests.h"

namespace bt {
template <class Archive> void fields(Archive& a, Error& e) { a(e.fault, e.message, e.place, e.offset); }
}  // namespace bt

namespace bt::domain {
template <class Archive> void fields(Archive& a, LoudnessFacts& l) { a(l.integrated, l.range, l.true_peak); }
template <class Archive> void fields(Archive& a, UnheardFile& f) { a(f.file, f.reason); }
template <class Archive> void fields(Archive& a, SoundMeasures& m) { a(m.duration, m.loudness, m.energy, m.unheard_files); }
template <class Archive> void fields(Archive& a, ArtworkFacts& f) { a(f.content, f.width, f.height, f.hue, f.thumbhash, f.is_picture); }
template <class Archive> void fields(Archive& a, ChosenStill& s) { a(s.at, s.whole, s.upright); }
template <class Archive> void fields(Archive& a, SongTags& t) {
    a(t.title, t.artist, t.album, t.album_artist, t.composer, t.lyricist, t.publisher, t.isrc, t.iswc, t.musicbrainz_recording, t.musicbrainz_release,
      t.musicbrainz_artist, t.musicbrainz_work, t.year, t.disc, t.number, t.duration, t.has_picture, t.media_type);
}
}  // namespace bt::domain

namespace bt::sound {
template <class Archive> void fields(Archive& a, Span& s) { a(s.start, s.end); }
template <class Archive> void fields(Archive& a, SongCue& c) { a(c.song, c.span, c.offset, c.rate, c.level, c.confidence); }
template <class Archive> void fields(Archive& a, ThemeCue& c) { a(c.theme, c.span, c.confidence); }
template <class Archive> void fields(Archive& a, Part& p) { a(p.type, p.span, p.confidence); }
/// Without loudness and energy, which come of listening.
template <class Archive> void fields(Archive& a, EpisodeSound& e) { a(e.duration, e.cues, e.themes, e.parts); }
}  // namespace bt::sound

namespace bt::service {
template <class Archive> void fields(Archive&, NoNote&) {}
template <class Archive> void fields(Archive& a, KnownSound& k) { a(k.content, k.files, k.landmarks, k.may_be_looked_at); }
template <class Archive> void fields(Archive& a, PlacedContent& p) { a(p.path, p.content); }
template <class Archive> void fields(Archive& a, SoundEngine::Listened& l) { a(l.landmarks, l.measures); }
template <class Archive> void fields(Archive& a, LookingAt& l) { a(l.episode); }
template <class Archive> void fields(Archive& a, NumberedSheet& s) { a(s.number, s.webp); }
template <class Archive> void fields(Archive& a, ListeningPlace& p) { a(p.at, p.file); }
template <class Archive> void fields(Archive& a, ListenTo& r) { a(r.files, r.unheard); }
template <class Archive> void fields(Archive& a, LearnSong& r) { a(r.path); }
template <class Archive> void fields(Archive& a, HearSeason& r) { a(r.folder, r.songs, r.season, r.own); }
template <class Archive> void fields(Archive& a, MakeStoryboard& r) { a(r.film, r.index_folder, r.most_work); }
template <class Archive> void fields(Archive& a, TakeStill& r) { a(r.film, r.index_folder, r.point, r.width, r.is_upright, r.form); }
template <class Archive> void fields(Archive& a, ChooseStill& r) { a(r.film, r.index_folder); }
template <class Archive> void fields(Archive& a, ShrinkPicture& r) { a(r.file, r.from, r.width, r.form); }
template <class Archive> void fields(Archive& a, DescribePicture& r) { a(r.file); }
template <class Archive> void fields(Archive& a, DescribeContainer& r) { a(r.path); }
template <class Archive> void fields(Archive& a, ReadSongTags& r) { a(r.path); }
}  // namespace bt::service

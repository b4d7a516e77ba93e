// The fields of a Description, named once and for base/archive.h.
#pragma once

#include "media/index/description.h"

namespace bt::media {

template <class Archive> void fields(Archive& a, MasteringDisplay& m) {
    for (int i = 0; i < 3; ++i) a(m.primaries_x[i], m.primaries_y[i]);
    a(m.white_x, m.white_y, m.max_luminance, m.min_luminance);
}
template <class Archive> void fields(Archive& a, ContentLightLevel& c) { a(c.max_content, c.max_frame_average); }
template <class Archive> void fields(Archive& a, Rational& r) { a(r.numerator, r.denominator); }
template <class Archive> void fields(Archive& a, Colour& c) {
    a(c.primaries, c.transfer, c.matrix, c.full_range, c.mastering_display, c.content_light_level);
}
template <class Archive> void fields(Archive& a, VideoFormat& v) {
    a(v.width, v.height, v.display_width, v.display_height, v.frame_rate, v.rotation_degrees, v.has_leading_pictures, v.colour, v.dolby_vision);
}
template <class Archive> void fields(Archive& a, AudioFormat& f) { a(f.sample_rate, f.channels, f.bits_per_sample); }
template <class Archive> void fields(Archive& a, Track& t) {
    a(t.number, t.source_id, t.kind, t.codec, t.codec_id, t.codec_private, t.packing, t.sample_prefix, t.language, t.name, t.is_default,
      t.is_forced, t.is_hearing_impaired, t.is_visual_impaired, t.is_commentary, t.is_original, t.timescale, t.start, t.duration,
      t.sample_count, t.byte_count, t.first_decode_time, t.priming, t.reordering, t.opening, t.unreadable, t.video, t.audio);
}
template <class Archive> void fields(Archive& a, Chapter& c) { a(c.start, c.end, c.title); }
template <class Archive> void fields(Archive& a, Attachment& t) { a(t.name, t.media_type, t.data); }
template <class Archive> void fields(Archive& a, Description& d) {
    a(d.container, d.format, d.title, d.duration, d.tracks, d.chapters, d.attachments, d.notes);
}

/// Whether what was read has enumerations that there are, and no scales of zero: later code divides by them.
bool makes_sense(const Description& description);

}  // namespace bt::media

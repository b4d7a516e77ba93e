// A song's names, put together from its file's tags and its file's name.
#pragma once

#include "domain/song_character.h"
#include "store/connection.h"
#include "store/sound_reader.h"

namespace bt::store {

/// The song's tags as far as they were read.
std::optional<domain::SongTags> read_tags(Connection& sql, ContentKey song);
void write_tags(Connection& sql, ContentKey song, std::uint32_t version, const domain::SongTags& tags);

/// Nothing in it where nobody has listened yet.
domain::SongCharacter read_character(Connection& sql, ContentKey song);

/// The song in the library, of several equal ones that of `series`; without id when there is none any more.
SongCard read_song_card(Connection& sql, ContentKey song, domain::SeriesId series);

/// Puts the tags over what the file's name says.
void name_by_tags(SongCard& card, const std::optional<domain::SongTags>& tags);

}  // namespace bt::store

// The ids the store gives out. Zero means "not stored yet".
#pragma once

#include "base/ids.h"

namespace bt::domain {

using LibraryId = StrongId<struct LibraryTag>;  ///< a library root named by the operator
using SeriesId = StrongId<struct SeriesTag>;
using SeasonId = StrongId<struct SeasonTag>;
using EpisodeId = StrongId<struct EpisodeTag>;
using PersonId = StrongId<struct PersonTag>;
using FileId = StrongId<struct FileTag>;    ///< a media file: a path today, a ContentKey for good
using ExtraId = StrongId<struct ExtraTag>;
using ArtworkId = StrongId<struct ArtworkTag>;
using AlbumId = StrongId<struct AlbumTag>;
using SongId = StrongId<struct SongTag>;
using ThemeId = StrongId<struct ThemeTag>;            ///< music that returns in a season and is no song of the library
using CorrectionId = StrongId<struct CorrectionTag>;  ///< what a person put right in what was heard

}  // namespace bt::domain

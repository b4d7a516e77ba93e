// Subtitles as their authors made them, for players that draw them: ASS with its styles and fonts, PGS with its pictures.
#pragma once

#include "base/result.h"
#include "delivery/presentation.h"
#include "delivery/recipe.h"

namespace bt::delivery {

/// The original of `rendition` is more than its WebVTT: it is ASS.
bool has_original(const TextRendition& rendition);

/// The whole ASS file, UTF-8. For a track inside Matroska this walks the whole file's block headers.
/// Faults: NotFound where has_original() is false; TooLarge; those of reading.
Result<Resource> original_text(const Presentation& presentation, const TextRendition& rendition);

/// The track as a .sup file: the times made here, the pictures as ranges of the original file where it holds them uncompressed.
/// Faults: TooLarge; those of reading.
Result<Resource> original_pictures(const Presentation& presentation, const PictureRendition& rendition);

/// One of Presentation::fonts(), by its place among them, as a range of the original file. Faults: NotFound.
Result<Resource> attached_font(const Presentation& presentation, std::size_t place);

}  // namespace bt::delivery

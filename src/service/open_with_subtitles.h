// A media file with the subtitles and the sound that lie beside it in files of their own.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "delivery/presentation.h"
#include "domain/media_file.h"
#include "io/byte_source.h"

namespace bt::service {

/// What lies beside a film. None is missing without a word: what is not offered is left out with the reason.
struct FilesBeside {
    /// As renditions; their text is read when it is first asked for, and kept. A file that holds several languages (SAMI) becomes several.
    std::vector<delivery::ExternalSubtitle> subtitles;
    /// Sound in Matroska and MP4 files, opened.
    std::vector<delivery::ExternalSound> sounds;
    /// Sound that cannot be opened, VobSub, what nobody reads, text that holds no subtitles.
    std::vector<delivery::LeftOutFile> left_out;
};

/// How far a text file is read before it is offered: opening a film takes some tens of microseconds, and reading a text as long.
enum class TextCheck {
    Beginning,  ///< the whole of it only where its beginning does not tell; what is broken further behind, whoever asks for the text is told
    Whole,
};

/// Whether files of this kind (a lower-case extension) hold subtitles as text.
bool is_text_format(std::string_view format);
/// A text's check as far as TextCheck::Beginning goes. Faults: those of subtitle::read_subtitles(), and of reading.
Result<void> check_text(const io::ByteSource& file);

/// The tracks' paths are such as can be opened.
FilesBeside files_beside(const std::vector<domain::ExternalTrack>& tracks, TextCheck check = TextCheck::Beginning);

/// Whether files_beside() offers files of its kind, for whoever does not look into them.
bool is_offered_kind(const domain::ExternalTrack& track);

/// Opens a media file by its path, for the command line, with the subtitle and sound files in its folder that are named after it; texts are
/// checked whole. Faults: those of opening it and of Presentation::open.
Result<std::shared_ptr<const delivery::Presentation>> open_with_subtitles(const std::string& path);

}  // namespace bt::service

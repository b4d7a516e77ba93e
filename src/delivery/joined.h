// Files that follow each other, a split episode ("cd1", "cd2"), as one presentation: what of them goes on from file to file.
//
// Playlists and manifests are made of this, and a file alone is the case of one. The segments are those of the files, below the files'
// own URLs: nothing is cut twice. In HLS those behind the first file are named with how much later they are ("7at192000.m4s"): their times
// go on where the file before ends, because FFmpeg throws away what is decoded earlier than what it had (docs/decisions/0015).
//
//   file         cd1                        cd2                        together
//   picture      v0 H.264                   v0 HEVC                    v0
//   sound        a1 ko AAC, a2 en AAC       a1 en AAC, a2 ko AAC       a1 ko, a2 en
//                a3 en, a commentary        -                          left out, with the reason: sound cannot end halfway
//   subtitles    s4 ko                      s4 ko, s5 en               s4 ko, s5f2 en: in cd1 without a line
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "delivery/presentation.h"

namespace bt::delivery {

/// Files of one film beyond these are not joined: each is a film that stays open, and stands in the URL.
inline constexpr std::size_t kMostJoinedFiles = 32;

/// In the names of segments that are later than in their own file, before the ticks: "7at192000.m4s".
inline constexpr std::string_view kLaterMark = "at";

struct JoinedFile {
    const Presentation* presentation = nullptr;  ///< outlives the Joined
    std::string base = {};                       ///< where its own resources lie, seen from the joined ones: "../6f3a...-1/"; empty for a file alone
};

/// Picture or sound that goes on from file to file.
struct JoinedMedia {
    JoinedMedia() = default;
    JoinedMedia(const MediaRendition& alone) : id(alone.id), files{&alone} {}  // NOLINT(google-explicit-constructor): the case of one
    const media::Track& track() const { return *files.front()->track; }
    /// The codecs of its files, each once, as CODECS wants them.
    std::vector<std::string> codecs() const;

    std::string id;                              ///< that of the first file
    std::vector<const MediaRendition*> files;    ///< one for each
};

/// Text that is offered in all files or some; where it is not, it has no lines.
struct JoinedText {
    const TextRendition& like() const;           ///< the first that is there: it says the language and what it is for

    std::string id;                              ///< that of the first that is there; "s5f2" where it is not in the first file
    std::string name;                            ///< unique among all
    std::vector<const TextRendition*> files;     ///< one for each; null: not in that file
};

/// Sound that is in some files only.
struct Unjoined {
    std::size_t file = 0, missing_in = 0;        ///< by index
    const MediaRendition* rendition = nullptr;
    std::string reason() const;
};

class Joined {
public:
    Joined(const Presentation& alone);           // NOLINT(google-explicit-constructor): the case of one
    /// `files` are one at least. Faults: Unsupported when some have a picture and others none, or nothing goes on from file to file.
    static Result<Joined> join(std::vector<JoinedFile> files);

    const std::vector<JoinedFile>& files() const { return files_; }
    /// The picture; null for sound alone.
    const JoinedMedia* video() const { return files_.front().presentation->video() != nullptr ? &media_.front() : nullptr; }
    /// All that is offered, picture first, then as the first file has it.
    const std::vector<JoinedMedia>& media() const { return media_; }
    const std::vector<JoinedText>& texts() const { return texts_; }
    const std::vector<Unjoined>& left_out() const { return left_out_; }

    /// How long a file is in every list of the whole: from its first cut to the end of its picture and sound, whichever is later.
    MediaDuration length(std::size_t file) const;
    /// Where a file begins in the whole: behind those before it.
    MediaInstant start(std::size_t file) const;
    /// The fastest of all files' peaks, though a run of segments may reach from one into the next; and over all.
    Bandwidth bandwidth(const JoinedMedia& rendition) const;

    const JoinedMedia* find_media(std::string_view id) const;
    const JoinedText* find_text(std::string_view id) const;

private:
    Joined() = default;
    void join_sounds();
    void join_texts();

    std::vector<JoinedFile> files_;
    std::vector<JoinedMedia> media_;
    std::vector<JoinedText> texts_;
    std::vector<Unjoined> left_out_;
};

}  // namespace bt::delivery

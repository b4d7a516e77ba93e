// A media file as players see it: which of its tracks are carried, under which names, cut where.
//
// Made once when a file is first asked for, in time that depends on the number of its sync points, not of its samples; then
// shared, unchanging, by all requests. Everything a player can fetch is a path below the presentation's own URL:
//
//   master.m3u8  manifest.mpd                    what there is
//   master-aac-opus.m3u8                         the same for a player that decodes these codecs of sound alone
//   v0/init.mp4  v0/playlist.m3u8  v0/7.m4s      a track's header, list and segments (v video, a audio)
//   v0/iframes.m3u8  v0/i7.m4s                   single pictures for trick play
//   v0/7at192000.m4s                             a segment or picture so many ticks later, behind other files (milliseconds for text): joined.h
//   x3f09c1d2e4b7a1/7.m4s                        sound of a film from a file beside it: the key of its content, and its track there
//   s2/playlist.m3u8  s2/7.vtt  s2/all.vtt       subtitles, by segment and whole (s inside the file, x beside it)
//   s2/all.ass  p3/all.sup  fonts/1              subtitles as their authors made them (p: pictures), and the fonts they name;
//                                                x.../all.sup is a file of its own, which is not made here: PictureRendition::open
//
// Files that follow each other have the lists and s2/all.vtt once more for all of them, and none.vtt: joined.h.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "delivery/segment_plan.h"
#include "media/codec/configuration.h"
#include "media/index/media_file.h"
#include "subtitle/cue.h"

namespace bt::delivery {

/// Sound that an edit list hides before zero is sent no further back than this: decoders need some frames, Opus 80 ms (RFC 7845 §4.6).
inline constexpr std::int64_t kLongestPrimingMilliseconds = 1'000;

/// What is sent before sound that begins a segment or more after its picture: frames in which nothing is heard, from the beginning on.
/// Players that fill source buffers (hls.js, Shaka Player) do not play where one of them is empty.
struct Silence {
    Bytes frame;
    std::int64_t begin = 0, end = 0, step = 0;  ///< of the first frame, of the last, and from one to the next: in the track's ticks
};

/// An audio or video track that is carried.
struct MediaRendition {
    std::string id;                             ///< "v0", "a1": kind and track number; "x", a file's key and "a0" for sound beside the film
    const media::Track* track = nullptr;        ///< in the presentation's file, or `named`
    std::shared_ptr<const media::MediaFile> beside;  ///< where its samples are; null: in the presentation's file
    std::shared_ptr<const media::Track> named;  ///< of sound beside the film: its track, with what the file's name says of it
    std::string file;                           ///< the name of that file, without the folder
    media::codec::CodecConfiguration configuration;
    /// The media line of its segments lies this far behind the movie's line, so that no decode time is negative and no sample is
    /// decoded after it is shown; the edit list of its header takes the shift back. Both in its ticks.
    std::int64_t decode_shift = 0, presentation_shift = 0;
    /// Begins of its segments in its own ticks, and the end of the last: audio begins at the first frame of each.
    std::vector<std::int64_t> starts;
    std::optional<Silence> silence;
    /// The segments that hold samples or silence, by index: audio may begin late or end early. [first, end)
    std::size_t first_segment = 0, end_segment = 0;
};

/// Whether its picture is shown on its side: width and height are each other's.
inline bool is_on_its_side(const media::Track& track) { return track.video && track.video->rotation_degrees % 180 != 0; }

/// A segment as playlists list it.
struct ListedSegment {
    MediaDuration duration;
    bool is_gap = false;  ///< nothing is sent for it
};

/// Bits per second of a rendition, as RFC 8216bis §4.1 means them: the most of any run of segments in its list that lasts half to one and a
/// half times the target duration; and over all of the list, gaps included. The headers of segments are counted as cmaf/fragment.h writes
/// them. Of MP4 the bytes are those of the sample tables, of sound interpolated between places some seconds apart; of Matroska they are as
/// good as MediaFile::bytes_before().
struct Bandwidth {
    std::uint64_t peak = 0, average = 0;
};

/// Gives all cues of a file, which are shared, not copied, by the requests for its pieces.
using LoadCues = std::function<Result<std::shared_ptr<const std::vector<subtitle::Cue>>>()>;

/// Gives a subtitle file as it is, in UTF-8.
using LoadText = std::function<Result<std::string>()>;

/// Opens a file that lies beside the film, as long as it is what it was.
using OpenFile = std::function<Result<std::shared_ptr<const io::File>>()>;

/// Text that is offered beside the picture: a track of the file or a file of its own.
struct TextRendition {
    std::string id;                             ///< "s2", or "x" and the key of an external file
    std::string language, name;
    bool is_default = false, is_forced = false, is_hearing_impaired = false;
    bool is_commentary = false;                 ///< what is said in a commentary: commentary.h
    const media::Track* track = nullptr;        ///< null for an external file
    LoadCues load;                              ///< external: all its cues
    LoadText load_original;                     ///< external ASS: the file; null for others
};

/// Subtitles that are pictures: no player of HLS or DASH takes them, but a page that draws them does.
struct PictureRendition {
    std::string id;                             ///< "p3", or "x" and the key of an external file
    std::string language, name;
    bool is_default = false, is_forced = false, is_hearing_impaired = false;
    const media::Track* track = nullptr;        ///< null for an external file
    OpenFile open = {};                         ///< external: the .sup file, for whoever sends it as it is
};

/// Why players do not get a track, for whoever has words of their own for it. Their names (to_string) are part of the API.
enum class Refusal {
    Encrypted,
    Compressed,  ///< by the container, in a way that is not undone
    Conversion,  ///< nothing takes its codec over HLS or DASH
    Pictures,    ///< subtitles that are pictures; those of PGS are offered to whoever draws them all the same
    Format,      ///< subtitles of a kind that is not read
    Spare,       ///< another track of the file is the picture
    Damaged,     ///< its content is not what its format says
    Beside,      ///< sound in a file of its own of a kind that is not read
    Partial,     ///< sound that not every file of the episode has
};
std::string_view to_string(Refusal refusal);

/// A track that players do not get, and why.
struct LeftOut {
    const media::Track* track = nullptr;
    Refusal refusal = Refusal::Conversion;
    std::string reason;
};

/// Sound or subtitles in a file beside the film that players do not get, and why.
struct LeftOutFile {
    std::string file;                           ///< its name, without the folder
    media::TrackKind kind = media::TrackKind::Subtitle;
    std::string format;                         ///< as people write it: "VobSub"
    std::string language, name;
    bool is_default = false, is_forced = false, is_hearing_impaired = false;
    Refusal refusal = Refusal::Format;
    std::string reason;
};

/// A subtitle file that lies beside the media file. `load` may be called from several threads.
struct ExternalSubtitle {
    std::string id;                             ///< unique among them; letters and digits
    std::string language, name;
    bool is_default = false, is_forced = false, is_hearing_impaired = false;
    LoadCues load;
    LoadText load_original = {};
    OpenFile open_pictures = {};  ///< a .sup file; `load` is not set then
};

/// Sound in a file of its own beside the film, which becomes renditions: one a track. Zero of its time is zero of the film's, and it is cut
/// where the film is; what it has behind the film's end is not sent.
struct ExternalSound {
    std::string id;                             ///< unique among them; letters and digits
    std::string file;                           ///< its name, without the folder
    std::string language, name;                 ///< what its name says, for tracks that do not say it themselves
    bool is_default = false, is_hearing_impaired = false;
    std::shared_ptr<const media::MediaFile> media;
};

/// Fonts beyond these are not offered: a page would have to fetch them all.
inline constexpr std::size_t kMostFonts = 64;
inline constexpr std::uint64_t kLargestFont = 32U << 20, kMostFontBytes = 96U << 20;

class Presentation {
public:
    /// Faults: Unsupported when no track can be carried, with the reasons of all.
    static Result<std::shared_ptr<const Presentation>> open(std::shared_ptr<const media::MediaFile> file,
                                                            std::vector<ExternalSubtitle> subtitles = {}, std::vector<LeftOutFile> left_out = {},
                                                            const std::vector<ExternalSound>& sounds = {});

    const media::MediaFile& file() const { return *file_; }
    /// The file that holds the samples of a rendition.
    const media::MediaFile& file_of(const MediaRendition& rendition) const { return rendition.beside ? *rendition.beside : *file_; }
    const SegmentPlan& plan() const { return plan_; }
    /// The picture; null for sound alone.
    const MediaRendition* video() const { return has_video_ ? &media_.front() : nullptr; }
    /// All carried audio and video, video first.
    const std::vector<MediaRendition>& media() const { return media_; }
    const std::vector<TextRendition>& texts() const { return texts_; }
    const std::vector<PictureRendition>& pictures() const { return pictures_; }
    /// The fonts inside the file, as far as they fit the bounds above; in the file's description.
    const std::vector<const media::Attachment*>& fonts() const { return fonts_; }
    const std::vector<LeftOut>& left_out() const { return left_out_; }
    const std::vector<LeftOutFile>& left_out_files() const { return left_out_files_; }
    MediaDuration duration() const;
    /// The segments of a rendition, from number 1. A picture's list ends with it, unless it goes on `to_the_end` of the presentation.
    std::vector<ListedSegment> listed_segments(const MediaRendition& rendition, bool to_the_end = false) const;
    /// Made when asked for: manifests name it, segments and their lists need not wait for it.
    Bandwidth bandwidth(const MediaRendition& rendition) const;
    /// Where the rendition's first segment begins to send what is decoded but not shown; nothing: with its first sample.
    std::optional<MediaInstant> first_sent(const MediaRendition& rendition) const;

    const MediaRendition* find_media(std::string_view id) const;
    const TextRendition* find_text(std::string_view id) const;
    const PictureRendition* find_pictures(std::string_view id) const;

private:
    Presentation() = default;
    Result<void> admit_tracks();
    void admit_texts(std::vector<ExternalSubtitle> subtitles);
    void admit_sounds(const std::vector<ExternalSound>& sounds);
    void admit_fonts();
    void cut();
    void shift_rendition(MediaRendition& rendition) const;
    void time_rendition(MediaRendition& rendition) const;
    std::vector<double> segment_bytes(const MediaRendition& rendition) const;
    std::optional<Silence> silence_before(const MediaRendition& rendition, std::int64_t frame) const;

    std::shared_ptr<const media::MediaFile> file_;
    SegmentPlan plan_;
    bool has_video_ = false;
    std::vector<MediaRendition> media_;
    std::vector<TextRendition> texts_;
    std::vector<PictureRendition> pictures_;
    std::vector<const media::Attachment*> fonts_;
    std::vector<LeftOut> left_out_;
    std::vector<LeftOutFile> left_out_files_;
};

}  // namespace bt::delivery

// Every sample of every ISO base media file of the corpus, compared with what ffprobe says of it: codec, times after the edit
// list, size, place in the file and sync flag. Each difference that remains is named in a table with its reason.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <charconv>
#include <map>

#include "base/text.h"
#include "media/isobmff/open.h"
#include "tests/media/corpus.h"

namespace bt::media {
namespace {

struct Packet {
    std::optional<std::int64_t> pts, dts;
    std::uint64_t size = 0, position = 0;
    bool is_sync = false;
};
struct Stream {
    std::string codec;
    std::vector<Packet> packets;
};

template <class T>
std::optional<T> number(std::string_view text, int base = 10) {
    if (base == 16 && text.substr(0, 2) == "0x") text.remove_prefix(2);
    T value{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    return fault == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// Streams by track_ID. Plain edit lists, as players follow them: ffprobe's "advanced" ones drop packets.
std::map<std::uint64_t, Stream> ask_ffprobe(const std::filesystem::path& file) {
    const auto text = testing::output_of("ffprobe -v quiet -f mp4 -advanced_editlist 0 -show_entries "
                                         "packet=stream_index,pts,dts,size,pos,flags:stream=index,codec_name,id -of csv " + testing::quoted(file));
    std::map<std::uint64_t, Stream> streams;
    if (!text) return streams;
    std::map<std::string, std::uint64_t, std::less<>> ids;
    const auto lines = split(*text, '\n');
    for (const auto line : lines) {
        const auto cells = split(line, ',');
        if (cells.front() != "stream" || cells.size() < 3) continue;
        // stream,index[,codec_name],id[,side_data...]
        const auto hexadecimal = [](std::string_view cell) { return cell.substr(0, 2) == "0x"; };
        const auto id_cell = std::find_if(cells.begin(), cells.end(), hexadecimal);
        const auto id = id_cell == cells.end() ? std::nullopt : number<std::uint64_t>(*id_cell, 16);
        if (!id) continue;
        ids[std::string(cells[1])] = *id;
        streams[*id].codec = id_cell - cells.begin() > 2 ? std::string(cells[2]) : std::string();
    }
    for (const auto line : lines) {
        const auto cells = split(line, ',');
        if (cells.front() != "packet" || cells.size() < 7) continue;
        const auto id = ids.find(cells[1]);
        if (id == ids.end()) continue;
        streams[id->second].packets.push_back({.pts = number<std::int64_t>(cells[2]), .dts = number<std::int64_t>(cells[3]),
                                               .size = number<std::uint64_t>(cells[4]).value_or(0),
                                               .position = number<std::uint64_t>(cells[5]).value_or(0),
                                               .is_sync = cells[6].find('K') != std::string_view::npos});
    }
    return streams;
}

std::string codec_name(Codec codec) {
    switch (codec) {
        case Codec::H264: return "h264";
        case Codec::Hevc: return "hevc";
        case Codec::Av1: return "av1";
        case Codec::Vp9: return "vp9";
        case Codec::Vp8: return "vp8";
        case Codec::Mpeg4Visual: return "mpeg4";
        case Codec::Mpeg2Video: return "mpeg2video";
        case Codec::Aac: return "aac";
        case Codec::Ac3: return "ac3";
        case Codec::Eac3: return "eac3";
        case Codec::Opus: return "opus";
        case Codec::Flac: return "flac";
        case Codec::Mp3: return "mp3";
        case Codec::Vorbis: return "vorbis";
        case Codec::Dts: return "dts";
        case Codec::TrueHd: return "truehd";
        case Codec::Alac: return "alac";
        case Codec::Tx3g: return "mov_text";
        case Codec::VobSub: return "dvd_subtitle";
        default: return "";  // several names there
    }
}

std::vector<Sample> all_samples(const MediaFile& file, const Track& track) {
    if (track.kind != TrackKind::Video) return file.samples_between(track.number, {}, {}).value();
    const auto points = file.sync_points(track.number).size();
    return points == 0 ? std::vector<Sample>{} : file.samples_from_sync(track.number, 0, points).value();
}

/// The first difference between our samples and ffprobe's packets; empty when there is none.
std::string first_difference(const Track& track, const std::vector<Sample>& ours, const Stream& theirs) {
    if (const auto name = codec_name(track.codec); !name.empty() && !theirs.codec.empty() && name != theirs.codec) {
        return fmt::format("codec {} / {}", name, theirs.codec);
    }
    if (track.codec == Codec::Pcm) {  // ffprobe joins samples of PCM to packets
        std::uint64_t bytes = 0;
        for (const auto& packet : theirs.packets) bytes += packet.size;
        return bytes == track.byte_count ? "" : fmt::format("bytes {} / {}", *track.byte_count, bytes);
    }
    for (std::size_t i = 0; i < std::min(ours.size(), theirs.packets.size()); ++i) {
        const auto& a = ours[i];
        const auto& b = theirs.packets[i];
        const auto differ = [&](std::string_view what, auto x, auto y) { return fmt::format("sample {}: {} {} / {}", i, what, x, y); };
        if (a.data.size != b.size) return differ("size", a.data.size, b.size);
        if (a.data.offset != b.position && b.position != 0) return differ("position", a.data.offset, b.position);
        if (b.pts && a.presentation_time != *b.pts) return differ("pts", a.presentation_time, *b.pts);
        if (b.dts && a.decode_time != *b.dts) return differ("dts", a.decode_time, *b.dts);
        if (track.kind == TrackKind::Video && a.is_sync != b.is_sync) return differ("sync", a.is_sync, b.is_sync);
    }
    if (ours.size() != theirs.packets.size()) return fmt::format("samples {} / {}", ours.size(), theirs.packets.size());
    return "";
}

/// Differences that are right. `file` is the end of its path; what differs is spelled "ours / ffprobe's".
struct Explained {
    std::string_view file;
    std::uint64_t track_id;
    std::string_view reason;
};
constexpr Explained kExplained[] = {
    {"cbcsdec.mp4", 2, "c608: ffprobe takes the caption bytes out of their 'cdat' boxes"},
    {"main_1.mp4", 2, "c608: as above"},
    {"sample_qt.mp4", 1, "cut off within the first sample: ffprobe gives the bytes there are"},
    {"zero_empty_stsc.mp4", 1, "cut off: as above; and its parser finds no picture where the sample lies"},
    {"bt601.mov", 2, "negative composition offsets: ffprobe moves decode times back by the largest, ours are the file's"},
    {"multiview.mp4", 1, "as above"},
    {"displaymatrix.mp4", 1, "as above"},
    {"test_iibbibb_neg_ctts.mp4", 1, "as above"},
    {"sample_missing_stsd.mp4", 2, "no sample description: we leave the track out, ffprobe lists one of unknown codec"},
    {"_1601video.mp4", 1, "samples without durations: we leave the track out, ffprobe lists one of unknown codec"},
    {"_1601video.mp4", 2, "as above"},
    {"0-timescale.mp4", 1, "the timescale is 0: we refuse it, ffprobe makes it 1"},
    {"t.mp4", 1, "no sample is marked as sync: ours begins at the first, as media_file.h promises"},
    {"frag_overlap.mp4", 1, "a fragment begins before the last one's end: our decode times never fall, ffprobe's do"},
    {"vc1-wmapro.mp4", 2, "the fragments mark every sample as sync, against which ffprobe asks its VC-1 parser"},
    {"Tiny_Sample_-_NEW_-_Metaxed.mp4", 1, "ffprobe's H.264 parser adds recovery points to the samples of 'stss'"},
    {"test_case_1185230.mp4", 1, "two moovs over one another: ffprobe reads both into one track, we the first"},
    {"metadata.mp4", 0, "ffprobe lists the cover picture as a stream"},
};

bool is_explained(const std::filesystem::path& file, std::uint64_t track_id) {
    return std::any_of(std::begin(kExplained), std::end(kExplained), [&](const Explained& row) {
        return row.file == file.filename().string() && row.track_id == track_id;
    });
}

/// How the file as we opened it differs from ffprobe's streams, by track_ID.
std::map<std::uint64_t, std::string> differences(const Result<std::shared_ptr<const MediaFile>>& file,
                                                 const std::map<std::uint64_t, Stream>& streams) {
    std::map<std::uint64_t, std::string> found;
    for (const auto& [id, stream] : streams) found[id] = file ? "only ffprobe has it" : file.error().describe();
    if (!file) return found;
    for (const auto& track : file.value()->description().tracks) {
        found.erase(track.source_id);
        const auto theirs = streams.find(track.source_id);
        if (track.kind == TrackKind::Other || streams.empty()) continue;
        const auto difference = theirs == streams.end() ? "ffprobe does not have it"
                                                        : first_difference(track, all_samples(*file.value(), track), theirs->second);
        if (!difference.empty()) found[track.source_id] = difference;
    }
    return found;
}

TEST(IsoBmffFile, AgreesWithFfprobeOnEverySampleOfTheCorpus) {
    const auto folder = testing::corpus_folder("av");
    if (folder.empty() || !testing::has_tool("ffprobe")) GTEST_SKIP() << "no corpus or no ffprobe";
    std::size_t compared = 0;
    for (const auto& path : testing::files_under(folder)) {
        const auto source = io::File::open(path.string());
        ASSERT_TRUE(source) << path;
        Bytes first(16);
        ASSERT_TRUE(source.value()->read_at(0, first));
        if (!looks_like_isobmff(first)) continue;
        const auto streams = ask_ffprobe(path);
        compared += streams.size();
        for (const auto& [track_id, difference] : differences(open_isobmff(source.value()), streams)) {
            EXPECT_TRUE(is_explained(path, track_id)) << path << " track " << track_id << ": " << difference;
        }
    }
    EXPECT_GT(compared, 0U);
    RecordProperty("tracks_compared", static_cast<int>(compared));
}

}  // namespace
}  // namespace bt::media

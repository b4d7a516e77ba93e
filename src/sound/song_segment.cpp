#include "sound/song_segment.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "sound/hearing_range.h"
#include "sound/packed_landmarks.h"

namespace bt::sound {
namespace {

static_assert(std::endian::native == std::endian::little, "segments are used as they lie, and are little-endian");

constexpr std::uint32_t kMagic = 0x47535442;       // "BTSG"
constexpr std::uint32_t kFormat = 1;
constexpr std::size_t kMostSongs = 1U << 20;
constexpr std::size_t kMostName = 1U << 16;
constexpr int kFanOut[kLayers] = {2, 2};
constexpr std::uint32_t kGap = 64;                 // frames between songs: no pair reaches across

struct Header {
    std::uint32_t magic, format, hearing, songs;
    std::uint32_t frames, directory_shift;
    std::uint64_t postings;
    std::uint64_t names_at, directory_at, postings_at, landmarks_at, size;  // byte offsets from the start, multiples of 8
};
constexpr std::size_t kSpans = 2 * kLayers + 1;
struct SongEntry {
    double duration;
    std::uint64_t landmarks[kSpans + 1];  // byte offsets from landmarks_at: of each layer, then of the faint ones and the energy; the end
    std::uint32_t first_frame, name_at, name_size, reserved;
};
static_assert(sizeof(Header) == 72 && sizeof(SongEntry) == 72);

Error broken(const char* what) { return {.fault = Fault::Malformed, .message = what, .place = "song segment"}; }

template <class T>
void append(Bytes& bytes, const T& value) {
    const auto view = std::as_bytes(std::span(&value, 1));
    bytes.insert(bytes.end(), view.begin(), view.end());
}
void pad(Bytes& bytes) { bytes.resize((bytes.size() + 7) / 8 * 8); }

struct KeyedFrame {
    PairKey key;
    std::uint32_t frame;
};

}  // namespace

Result<Bytes> build_segment(std::span<const ReferenceSong> songs) {
    if (songs.size() > kMostSongs) return Error{.fault = Fault::TooLarge, .message = fmt::format("{} songs in one segment", songs.size())};
    std::vector<SongEntry> entries;
    Bytes names, landmarks;
    std::vector<KeyedFrame> postings;
    std::vector<LandmarkPair> pairs;
    std::uint64_t frame = 0;
    for (const auto& song : songs) {
        if (song.name.size() > kMostName) return Error{.fault = Fault::TooLarge, .message = "a song's name of more than 64 KiB"};
        SongEntry entry{};
        entry.duration = song.landmarks.duration;
        entry.first_frame = static_cast<std::uint32_t>(frame);
        entry.name_at = static_cast<std::uint32_t>(names.size());
        entry.name_size = static_cast<std::uint32_t>(song.name.size());
        const auto view = as_bytes(song.name);
        names.insert(names.end(), view.begin(), view.end());
        for (std::size_t layer = 0; layer < kLayers; ++layer) {
            entry.landmarks[layer] = landmarks.size();
            const auto& marks = song.landmarks.layers[layer];
            pack(marks, landmarks);
            pairs.clear();
            append_pairs(marks, 0, marks.size(), kFanOut[layer], pairs);
            for (const auto& pair : pairs) {
                postings.push_back({pair_key(static_cast<Layer>(layer), pair.pitch / 2, pair.interval, time_cells(pair.frames).first), static_cast<std::uint32_t>(frame + pair.frame)});
            }
        }
        for (std::size_t layer = 0; layer < kLayers; ++layer) {
            entry.landmarks[kLayers + layer] = landmarks.size();
            pack(song.landmarks.faint[layer], landmarks);
        }
        entry.landmarks[kSpans - 1] = landmarks.size();
        const auto energy = std::as_bytes(std::span(song.landmarks.energy));
        landmarks.insert(landmarks.end(), energy.begin(), energy.end());
        entry.landmarks[kSpans] = landmarks.size();
        entries.push_back(entry);
        frame += static_cast<std::uint64_t>(frames_in(song.landmarks.duration)) + kGap;
        if (frame >= SongSegment::kFrameMask) return Error{.fault = Fault::TooLarge, .message = fmt::format("more than {:.0f} hours of music in one segment", kLongestSegment)};
    }
    std::sort(postings.begin(), postings.end(), [](const KeyedFrame& a, const KeyedFrame& b) { return a.key != b.key ? a.key < b.key : a.frame < b.frame; });

    // A directory as fine as there is something to find in it.
    unsigned shift = 0;
    while (shift < SongSegment::kLowBits && (kPairKeys >> shift) > postings.size() / 8 + 1) ++shift;
    std::vector<std::uint32_t> directory((kPairKeys >> shift) + 1, 0);
    for (const auto& posting : postings) ++directory[(posting.key >> shift) + 1];
    for (std::size_t i = 1; i < directory.size(); ++i) directory[i] += directory[i - 1];

    Header header{.magic = kMagic, .format = kFormat, .hearing = kHearingVersion, .songs = static_cast<std::uint32_t>(songs.size()),
                  .frames = static_cast<std::uint32_t>(frame), .directory_shift = shift, .postings = postings.size()};
    Bytes bytes(sizeof(Header));
    for (const auto& entry : entries) append(bytes, entry);
    header.names_at = bytes.size();
    bytes.insert(bytes.end(), names.begin(), names.end());
    pad(bytes);
    header.directory_at = bytes.size();
    for (const auto at : directory) append(bytes, at);
    pad(bytes);
    header.postings_at = bytes.size();
    bytes.reserve(bytes.size() + postings.size() * 4 + landmarks.size() + 16);
    const auto low = (1U << shift) - 1;
    for (const auto& posting : postings) append(bytes, (posting.key & low) << SongSegment::kFrameBits | posting.frame);
    pad(bytes);
    header.landmarks_at = bytes.size();
    bytes.insert(bytes.end(), landmarks.begin(), landmarks.end());
    pad(bytes);
    header.size = bytes.size();
    std::memcpy(bytes.data(), &header, sizeof(header));
    return bytes;
}

Result<SongSegment> SongSegment::open(ByteView bytes) {
    Header header;
    if (bytes.size() < sizeof(header)) return Error{.fault = Fault::Truncated, .message = "shorter than its header", .place = "song segment"};
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % 8 != 0) return broken("it does not lie on a multiple of eight bytes");
    std::memcpy(&header, bytes.data(), sizeof(header));
    if (header.magic != kMagic) return broken("these are no songs");
    if (header.format != kFormat || header.hearing != kHearingVersion) {
        return Error{.fault = Fault::Unsupported, .message = "songs of another version: they must be heard again", .place = "song segment"};
    }
    if (header.size > bytes.size()) return Error{.fault = Fault::Truncated, .message = "it ends early", .place = "song segment"};
    if (header.directory_shift > kLowBits || header.songs > kMostSongs || header.frames > kFrameMask) return broken("its sizes make no sense");
    const std::uint64_t directory_size = ((kPairKeys >> header.directory_shift) + 1) * std::uint64_t{4};
    const std::uint64_t marks[] = {sizeof(Header), header.names_at, header.directory_at, header.postings_at, header.landmarks_at, header.size};
    const bool in_order = std::is_sorted(std::begin(marks), std::end(marks));
    if (!in_order || header.names_at - sizeof(Header) != header.songs * sizeof(SongEntry) || header.directory_at % 8 != 0 || header.postings_at % 8 != 0 ||
        header.postings_at - header.directory_at < directory_size || header.postings > UINT32_MAX ||
        header.landmarks_at - header.postings_at < header.postings * 4) {
        return broken("its parts do not fit together");
    }

    SongSegment segment;
    segment.frames_ = header.frames;
    segment.directory_shift_ = header.directory_shift;
    segment.directory_ = reinterpret_cast<const std::uint32_t*>(bytes.data() + header.directory_at);
    segment.postings_ = reinterpret_cast<const std::uint32_t*>(bytes.data() + header.postings_at);
    segment.posting_count_ = header.postings;
    const std::span directory(segment.directory_, static_cast<std::size_t>(directory_size / 4));
    if (directory.front() != 0 || directory.back() != header.postings || !std::is_sorted(directory.begin(), directory.end())) return broken("its directory is out of order");

    const auto names = bytes.subspan(header.names_at, header.directory_at - header.names_at);
    const auto landmarks = bytes.subspan(header.landmarks_at, header.size - header.landmarks_at);
    std::uint32_t least_frame = 0;
    for (std::size_t i = 0; i < header.songs; ++i) {
        SongEntry entry;
        std::memcpy(&entry, bytes.data() + sizeof(Header) + i * sizeof(SongEntry), sizeof(entry));
        const bool sane = entry.name_size <= names.size() && entry.name_at <= names.size() - entry.name_size && std::is_sorted(std::begin(entry.landmarks), std::end(entry.landmarks)) &&
                          entry.landmarks[kSpans] <= landmarks.size() && entry.first_frame >= least_frame && entry.first_frame <= header.frames &&
                          entry.duration >= 0 && entry.duration <= kLongestSegment * 3'600;
        if (!sane || (i == 0 && entry.first_frame != 0)) return broken("a song in it makes no sense");
        Song song{.name = as_text(names.subspan(entry.name_at, entry.name_size)), .duration = entry.duration, .first_frame = entry.first_frame, .landmarks = {}, .faint = {}, .energy = {}};
        const auto span = [&](std::size_t number) { return landmarks.subspan(entry.landmarks[number], entry.landmarks[number + 1] - entry.landmarks[number]); };
        for (std::size_t layer = 0; layer < kLayers; ++layer) {
            song.landmarks[layer] = span(layer);
            song.faint[layer] = span(kLayers + layer);
        }
        song.energy = span(kSpans - 1);
        segment.songs_.push_back(song);
        least_frame = entry.first_frame;
    }
    return segment;
}

std::size_t SongSegment::song_at(std::uint32_t frame) const {
    const auto behind = std::upper_bound(songs_.begin(), songs_.end(), frame, [](std::uint32_t at, const Song& song) { return at < song.first_frame; });
    return behind == songs_.begin() ? 0 : static_cast<std::size_t>(behind - songs_.begin()) - 1;
}

Landmarks SongSegment::landmarks(std::size_t song) const {
    const auto& from = songs_[song];
    Landmarks result;
    result.duration = from.duration;
    const auto last_frame = static_cast<std::uint32_t>(frames_in(from.duration) + 16);
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        if (auto marks = unpack(from.landmarks[layer], last_frame)) result.layers[layer] = std::move(*marks);
        if (auto marks = unpack(from.faint[layer], last_frame)) result.faint[layer] = std::move(*marks);
    }
    for (const auto cell : from.energy) result.energy.push_back(std::to_integer<std::uint8_t>(cell));
    return result;
}

}  // namespace bt::sound

#include "sound/packed_landmarks.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <new>
#include <stdexcept>

#include "sound/hearing_range.h"

namespace bt::sound {
namespace {

constexpr std::uint8_t kSkip = 255;  // instead of a step in time: 254 frames pass without a landmark
constexpr FourCc kMagic{"BTLM"};
constexpr double kLongest = 48 * 3'600.0;    // seconds; a recording of two days is no episode
constexpr double kMostASecond = 1'024;       // bytes before they are deflated; 860 at the usual density
constexpr std::size_t kMostOfNothing = 4'096;

Error malformed(const char* what) { return {.fault = Fault::Malformed, .message = what, .place = "landmarks"}; }

std::size_t most_columns(double duration) { return kMostOfNothing + static_cast<std::size_t>(duration * kMostASecond); }

/// Each byte by how common it is, in short blocks. Nothing comes again byte by byte, so looking for it would only take time, and space.
Bytes deflated(ByteView bytes) {
    constexpr int kShortBlocks = 5;
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS, kShortBlocks, Z_HUFFMAN_ONLY) != Z_OK) throw std::bad_alloc();
    Bytes packed(deflateBound(&stream, static_cast<uLong>(bytes.size())));
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const bool is_whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (!is_whole) throw std::logic_error("zlib needs more room than it said");
    return packed;
}

Result<Bytes> inflated(ByteView packed, std::size_t size) {
    Bytes bytes(size);
    auto written = static_cast<uLongf>(size);
    const auto state = uncompress(reinterpret_cast<Bytef*>(bytes.data()), &written, reinterpret_cast<const Bytef*>(packed.data()), static_cast<uLong>(packed.size()));
    if (state == Z_MEM_ERROR) throw std::bad_alloc();
    if (state != Z_OK || written != size) return malformed("the columns do not inflate");
    return bytes;
}

/// What levels there were lately around a pitch. Levels are stored as differences from it, which are smaller.
class LevelsAround {
public:
    std::uint8_t operator[](std::uint8_t pitch) const { return static_cast<std::uint8_t>(of(pitch) / kParts); }
    void heard(std::uint8_t pitch, std::uint8_t level) {
        auto& mean = of(pitch);
        mean += (level * kParts - mean) / 4;
    }

private:
    static constexpr int kParts = 16;
    int& of(std::uint8_t pitch) { return means_[pitch / kGroundSteps]; }
    int of(std::uint8_t pitch) const { return means_[pitch / kGroundSteps]; }
    std::array<int, kPitchSteps / kGroundSteps> means_{};
};

void write_steps(std::span<const Landmark> marks, ByteWriter& out) {
    std::uint32_t now = 0;
    for (const auto& mark : marks) {
        for (; mark.frame - now >= kSkip; now += kSkip - 1U) out.u8(kSkip);
        out.u8(static_cast<std::uint8_t>(mark.frame - now));
        now = mark.frame;
    }
}

Result<void> read_steps(ByteReader& in, std::uint32_t last_frame, std::vector<Landmark>& marks) {
    std::uint64_t now = 0;
    for (auto& mark : marks) {
        for (std::uint8_t step = kSkip; step == kSkip;) {
            BT_TRY(step, in.u8());
            now += step == kSkip ? kSkip - 1U : step;
            if (now > last_frame) return malformed("a landmark lies behind the end");
        }
        mark.frame = static_cast<std::uint32_t>(now);
    }
    return {};
}

/// Of all lists: how long they are, steps in time, pitches, levels.
void write_marks(std::span<const std::span<const Landmark>> lists, ByteWriter& out) {
    for (const auto& marks : lists) out.u32(static_cast<std::uint32_t>(marks.size()));
    for (const auto& marks : lists) write_steps(marks, out);
    for (const auto& marks : lists) {
        for (const auto& mark : marks) out.u8(mark.pitch);
    }
    for (const auto& marks : lists) {
        LevelsAround around;
        for (const auto& mark : marks) {
            out.u8(static_cast<std::uint8_t>(mark.level - around[mark.pitch]));
            around.heard(mark.pitch, mark.level);
        }
    }
}

Result<void> read_marks(ByteReader& in, std::uint32_t last_frame, std::span<std::vector<Landmark>* const> lists) {
    for (auto* marks : lists) {
        BT_TRY(const auto count, in.u32());
        if (count > in.remaining()) return malformed("more landmarks than bytes");
        marks->resize(count);
    }
    for (auto* marks : lists) BT_CHECK(read_steps(in, last_frame, *marks));
    for (auto* marks : lists) {
        for (auto& mark : *marks) {
            BT_TRY(mark.pitch, in.u8());
            if (mark.pitch >= kPitchSteps) return malformed("a landmark of a pitch there is not");
        }
    }
    for (auto* marks : lists) {
        LevelsAround around;
        for (auto& mark : *marks) {
            BT_TRY(const auto difference, in.u8());
            mark.level = static_cast<std::uint8_t>(difference + around[mark.pitch]);
            around.heard(mark.pitch, mark.level);
        }
    }
    return {};
}

void write_ground(std::span<const Ground> rows, ByteWriter& out) {
    out.u32(static_cast<std::uint32_t>(rows.size()));
    Ground before{};
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) out.u8(static_cast<std::uint8_t>(row[i] - before[i]));
        before = row;
    }
}

Result<std::vector<Ground>> read_ground(ByteReader& in) {
    BT_TRY(const auto count, in.u32());
    BT_TRY(const auto bytes, in.bytes(std::size_t{count} * sizeof(Ground)));
    std::vector<Ground> rows(count);
    Ground before{};
    auto at = bytes.begin();
    for (auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i, ++at) row[i] = static_cast<std::uint8_t>(before[i] + std::to_integer<std::uint8_t>(*at));
        before = row;
    }
    return rows;
}

Bytes columns_of(const Landmarks& landmarks) {
    ByteWriter out;
    out.u32(static_cast<std::uint32_t>(landmarks.energy.size())).bytes(std::as_bytes(std::span(landmarks.energy)));
    write_marks(std::array<std::span<const Landmark>, 4>{landmarks.layers[0], landmarks.layers[1], landmarks.faint[0], landmarks.faint[1]}, out);
    for (const auto& ground : landmarks.ground) write_ground(ground, out);
    return std::move(out).take();
}

Result<void> read_columns(ByteReader in, Landmarks& landmarks) {
    BT_TRY(const auto cells, in.u32());
    BT_TRY(const auto energy, in.bytes(cells));
    landmarks.energy.resize(energy.size());
    std::ranges::copy(energy, std::as_writable_bytes(std::span(landmarks.energy)).begin());
    const auto last_frame = static_cast<std::uint32_t>(frames_in(landmarks.duration) + 16);
    BT_CHECK(read_marks(in, last_frame, std::array{&landmarks.layers[0], &landmarks.layers[1], &landmarks.faint[0], &landmarks.faint[1]}));
    for (auto& ground : landmarks.ground) {
        BT_TRY(ground, read_ground(in));
    }
    if (!in.empty()) return malformed("bytes behind the columns");
    return {};
}

}  // namespace

Bytes encode_landmarks(const Landmarks& landmarks) {
    const auto columns = columns_of(landmarks);
    const auto packed = deflated(columns);
    ByteWriter out;
    out.reserve(packed.size() + landmarks.waves.size() * sizeof(std::uint64_t) + 64);
    out.four_cc(kMagic).u16(kHearingVersion).u16(kLayers).u64(static_cast<std::uint64_t>(std::llround(landmarks.duration * 1e6)));
    out.u32(static_cast<std::uint32_t>(columns.size())).u32(static_cast<std::uint32_t>(packed.size())).bytes(packed);
    out.u32(static_cast<std::uint32_t>(landmarks.waves.size()));
    for (const auto word : landmarks.waves) out.u64(word);
    return std::move(out).take();
}

Result<Landmarks> decode_landmarks(ByteView bytes) {
    ByteReader in(bytes);
    BT_TRY(const auto magic, in.four_cc());
    if (magic != kMagic) return malformed("these are no landmarks");
    BT_TRY(const auto version, in.u16());
    BT_TRY(const auto layers, in.u16());
    if (version != kHearingVersion || layers != kLayers) {
        return Error{.fault = Fault::Unsupported, .message = "landmarks of another version: the sound must be heard again", .place = "landmarks"};
    }
    BT_TRY(const auto microseconds, in.u64());
    Landmarks landmarks;
    landmarks.duration = static_cast<double>(microseconds) / 1e6;
    if (landmarks.duration > kLongest) return malformed("longer than two days");
    BT_TRY(const auto size, in.u32());
    if (size > most_columns(landmarks.duration)) return malformed("more landmarks than there is time for");
    BT_TRY(const auto packed_size, in.u32());
    BT_TRY(const auto packed, in.bytes(packed_size));
    BT_TRY(const auto columns, inflated(packed, size));
    BT_CHECK(read_columns(ByteReader(columns), landmarks));
    BT_TRY(const auto words, in.u32());
    BT_TRY(const auto waves, in.bytes(std::uint64_t{words} * sizeof(std::uint64_t)));
    landmarks.waves.reserve(words);
    for (ByteReader rest(waves); !rest.empty();) {
        BT_TRY(const auto word, rest.u64());
        landmarks.waves.push_back(word);
    }
    if (!in.empty()) return malformed("bytes behind the end");
    return landmarks;
}

}  // namespace bt::sound

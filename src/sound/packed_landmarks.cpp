#include "sound/packed_landmarks.h"

#include <algorithm>
#include <cmath>

#include "sound/hearing_range.h"

namespace bt::sound {
namespace {

constexpr std::uint8_t kSkip = 255;  // instead of a step in time: 254 frames pass without a landmark
constexpr FourCc kMagic{"BTLM"};
constexpr double kLongest = 48 * 3'600.0;  // seconds; a recording of two days is no episode

Error malformed(const char* what) { return {.fault = Fault::Malformed, .message = what, .place = "landmarks"}; }

}  // namespace

void pack(std::span<const Landmark> landmarks, Bytes& into) {
    std::uint32_t now = 0;
    for (const auto& mark : landmarks) {
        for (; mark.frame - now >= kSkip; now += kSkip - 1U) into.push_back(std::byte{kSkip});
        into.push_back(static_cast<std::byte>(mark.frame - now));
        into.push_back(static_cast<std::byte>(mark.pitch));
        into.push_back(static_cast<std::byte>(mark.level));
        now = mark.frame;
    }
}

Result<std::vector<Landmark>> unpack(ByteView bytes, std::uint32_t last_frame) {
    constexpr std::size_t body = 2;
    std::vector<Landmark> landmarks;
    landmarks.reserve(bytes.size() / (body + 1));
    std::uint64_t now = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto step = std::to_integer<std::uint8_t>(bytes[at++]);
        now += step == kSkip ? kSkip - 1U : step;
        if (now > last_frame) return malformed("a landmark lies behind the end");
        if (step == kSkip) continue;
        if (bytes.size() - at < body) return malformed("the last landmark is cut short");
        const Landmark mark{.frame = static_cast<std::uint32_t>(now), .pitch = std::to_integer<std::uint8_t>(bytes[at]), .level = std::to_integer<std::uint8_t>(bytes[at + 1])};
        if (mark.pitch >= kPitchSteps) return malformed("a landmark of a pitch there is not");
        landmarks.push_back(mark);
        at += body;
    }
    return landmarks;
}

Bytes encode_landmarks(const Landmarks& landmarks) {
    ByteWriter out;
    out.four_cc(kMagic).u16(kHearingVersion).u16(kLayers).u64(static_cast<std::uint64_t>(std::llround(landmarks.duration * 1e6)));
    out.u32(static_cast<std::uint32_t>(landmarks.energy.size())).bytes(std::as_bytes(std::span(landmarks.energy)));
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        for (const auto* marks : {&landmarks.layers[layer], &landmarks.faint[layer]}) {
            Bytes packed;
            pack(*marks, packed);
            out.u32(static_cast<std::uint32_t>(packed.size())).bytes(packed);
        }
        const auto& ground = landmarks.ground[layer];
        out.u32(static_cast<std::uint32_t>(ground.size())).bytes(std::as_bytes(std::span(ground)));
    }
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
    BT_TRY(const auto cells, in.u32());
    BT_TRY(const auto energy, in.bytes(cells));
    landmarks.energy.resize(energy.size());
    for (std::size_t i = 0; i < energy.size(); ++i) landmarks.energy[i] = std::to_integer<std::uint8_t>(energy[i]);
    const auto last_frame = static_cast<std::uint32_t>(frames_in(landmarks.duration) + 16);
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        for (auto* marks : {&landmarks.layers[layer], &landmarks.faint[layer]}) {
            BT_TRY(const auto size, in.u32());
            BT_TRY(const auto packed, in.bytes(size));
            BT_TRY(*marks, unpack(packed, last_frame));
        }
        BT_TRY(const auto rows, in.u32());
        BT_TRY(const auto ground, in.bytes(std::size_t{rows} * sizeof(Ground)));
        landmarks.ground[layer].resize(rows);
        std::ranges::copy(ground, std::as_writable_bytes(std::span(landmarks.ground[layer])).begin());
    }
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

// The delays are those at which song and episode agree beyond chance, and each copy's weight how far: what gathers most of several echoes of one signal in noise
// (the rake receiver: R. Price, P. Green, "A communication technique for multipath channels", 1958). It also finds the half sample between two grids.
#include "sound/room.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "sound/differing.h"
#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr std::int64_t kEarliest = -64, kLatest = 240;  // samples
constexpr std::int64_t kMargin = 256;                   // whole words that hold either
constexpr double kLeastItself = 6.5;                    // standard deviations
constexpr double kLeastCopy = 4.2;                      // likewise; by chance one in a hundred searches has one
constexpr double kWeight = 16, kMostWeight = 2'000;

using Samples = std::array<std::uint64_t, Room::kMostCopies>;  // of each copy

/// Those of 64 samples in which the copies that are above zero outweigh the others: in which they have more than half of all weight.
BT_WIDE_VECTORS std::uint64_t majority(const Samples& samples, std::span<const Room::Copy> copies) {
    constexpr std::size_t kLanes = 16;
    constexpr std::uint64_t kGather = 0x0102'0408'1020'4080;  // brings the lowest bit of each byte into the highest byte
    int all = 0;
    for (const auto& copy : copies) all += copy.weight;
    const auto half = static_cast<std::int16_t>(all >> 1);
    std::array<std::uint8_t, 64> is_above;
    for (std::size_t first = 0; first < 64; first += kLanes) {
        std::array<std::int16_t, kLanes> sums{};
        for (std::size_t copy = 0; copy < copies.size(); ++copy) {
            const auto bits = static_cast<std::uint16_t>(samples[copy] >> first);
            const auto weight = copies[copy].weight;
            for (std::size_t i = 0; i < kLanes; ++i) sums[i] = static_cast<std::int16_t>(sums[i] + ((bits & 1U << i) != 0 ? weight : 0));
        }
        for (std::size_t i = 0; i < kLanes; ++i) is_above[first + i] = sums[i] > half ? 1 : 0;
    }
    std::uint64_t above = 0;
    for (std::size_t first = 0; first < 64; first += 8) {
        std::uint64_t eight = 0;
        for (std::size_t i = 0; i < 8; ++i) eight |= std::uint64_t{is_above[first + i]} << (8 * i);
        above |= (eight * kGather >> 56) << first;
    }
    return above;
}
static_assert(Room::kMostCopies * kMostWeight < INT16_MAX);

}  // namespace

Room Room::around(const Waves& heard, const Waves& song, const WavePath& path, std::int8_t polarity, std::int64_t from, std::int64_t to) {
    Room room;
    // As far as both are there: what is not is clear in either, and would agree.
    from = std::max({from, std::int64_t{0}, static_cast<std::int64_t>(std::ceil(-path.origin / path.rate))});
    to = std::min({to, size_of(heard), static_cast<std::int64_t>((static_cast<double>(size_of(song)) - path.origin) / path.rate)});
    const auto words = (to - from) / 64;
    if (words <= 0) return room;
    Waves ours;
    for (std::int64_t i = 0; i < words; ++i) ours.push_back(samples_from(heard, from + 64 * i));
    const auto theirs = waves_along(song, path, from - kMargin, from + 64 * words + kMargin + 64);
    const double deviation = std::sqrt(64 * static_cast<double>(words));
    const auto score = [&](std::int64_t delay) {
        const auto at = kMargin - delay;
        const auto apart = differing(ours.data(), theirs.data() + at / 64, static_cast<unsigned>(at % 64), words);
        return polarity * static_cast<double>(64 * words - 2 * apart) / deviation;
    };
    if (score(0) < kLeastItself) return room;
    std::vector<Copy> copies;
    for (auto delay = kEarliest; delay <= kLatest; ++delay) {
        const double found = score(delay);
        if (std::abs(found) >= kLeastCopy) copies.push_back({static_cast<std::int16_t>(delay), static_cast<std::int16_t>(std::clamp(kWeight * found, -kMostWeight, kMostWeight))});
    }
    std::ranges::stable_sort(copies, std::ranges::greater{}, [](const Copy& copy) { return std::abs(copy.weight); });
    room.count_ = std::min(copies.size(), kMostCopies);
    std::copy_n(copies.begin(), room.count_, room.copies_.begin());
    if (room.count_ == 1) room.count_ = 0;
    return room;
}

std::uint64_t Room::samples_along(const Waves& song, const WavePath& path, std::int64_t sample) const {
    if (count_ == 0) return bt::sound::samples_along(song, path, sample);
    Samples samples;
    for (std::size_t i = 0; i < count_; ++i) samples[i] = bt::sound::samples_along(song, path, sample - copies_[i].delay);
    return majority(samples, copies());
}

}  // namespace bt::sound

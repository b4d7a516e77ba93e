// A mapped segment of damaged bytes: everything it can be asked stays inside them.
#include <vector>

#include "sound/song_segment.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<std::uint64_t> aligned(size / 8 + 1);
    const auto bytes = std::as_writable_bytes(std::span(aligned)).first(size);
    std::copy_n(reinterpret_cast<const std::byte*>(data), size, bytes.begin());
    const auto segment = bt::sound::SongSegment::open(bytes);
    if (!segment) return 0;
    std::uint64_t sum = 0;
    for (bt::sound::PairKey key = 0; key < bt::sound::kPairKeys; key += 1'021) {
        segment->visit(key, 4'096, [&](std::uint32_t frame) { sum += segment->song_at(frame); });
    }
    for (std::size_t song = 0; song < segment->size() && song < 64; ++song) sum += segment->landmarks(song).layers[0].size() + segment->name(song).size();
    static volatile std::uint64_t sink;
    sink = sum;
    return 0;
}

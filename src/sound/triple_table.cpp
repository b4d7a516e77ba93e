#include "sound/triple_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

#include "sound/hearing_range.h"

namespace bt::sound {
namespace {

static_assert(std::endian::native == std::endian::little, "tables are used as they lie, and are little-endian");

constexpr std::uint32_t kMagic = 0x54335442;        // "BT3T"
constexpr std::uint32_t kFormat = 1;
constexpr int kReach = 4, kMost = 2;                // triples of a landmark
constexpr std::uint32_t kGapPlaces = 2;             // between songs
constexpr unsigned kLeastLowBits = 3, kMostLowBits = 12;
constexpr std::uint32_t kMostSongs = 1U << 22;
constexpr std::size_t kPostingsAtOnce = 1U << 27;   // 512 MB while they are put in order

struct Header {
    std::uint32_t magic, format, hearing, songs;
    std::uint32_t low_bits, reserved;
    std::uint64_t postings;
};
static_assert(sizeof(Header) == 32);

Error broken(const char* what) { return {.fault = Fault::Malformed, .message = what, .place = "table of songs"}; }

template <class Visit>
void for_each_triple(const Landmarks& song, Visit&& visit) {
    std::vector<LandmarkTriple> triples;
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        const auto& marks = song.layers[layer];
        triples.clear();
        append_triples(marks, 0, marks.size(), kReach, kMost, triples);
        for (const auto& triple : triples) visit(triple_key(static_cast<Layer>(layer), triple), triple.frame / kPlaceFrames);
    }
}

/// A directory as fine as there is something to find in it: 16 to 32 postings an entry.
unsigned low_bits_for(std::uint64_t postings) {
    const auto bits = static_cast<unsigned>(std::bit_width(postings / 16));
    return std::clamp(bits < kTripleKeyBits ? kTripleKeyBits - bits : 0, kLeastLowBits, kMostLowBits);
}

ByteView bytes_of(std::span<const std::uint32_t> values) { return std::as_bytes(values); }

}  // namespace

Result<void> TripleTable::write(const SongLibrary& songs, const Write& write, const std::function<bool()>& go_on) {
    if (songs.size() > kMostSongs) return Error{.fault = Fault::TooLarge, .message = fmt::format("{} songs in one table", songs.size())};
    const auto each_song = [&](auto&& visit) -> Result<void> {
        for (std::uint32_t song = 0; song < songs.size(); ++song) {
            if (!go_on()) return Error{.fault = Fault::Busy, .message = "it was told to stop"};
            visit(song, songs.landmarks(SongNumber{song}));
        }
        return {};
    };
    // As fine a directory as could be wanted: entries are joined once it is known how many postings there are.
    std::vector<std::uint32_t> counts((kTripleKeys >> kLeastLowBits) + 1, 0);
    std::vector<std::uint32_t> first_places{0};
    std::uint64_t postings = 0;
    BT_CHECK(each_song([&](std::uint32_t, const Landmarks& landmarks) {
        std::uint32_t places = static_cast<std::uint32_t>(frames_in(landmarks.duration)) / kPlaceFrames + 1;
        for_each_triple(landmarks, [&](TripleKey key, std::uint32_t place) {
            ++counts[(key >> kLeastLowBits) + 1];
            ++postings;
            places = std::max(places, place + 1);
        });
        first_places.push_back(first_places.back() + places + kGapPlaces);
    }));
    const auto low_bits = low_bits_for(postings);
    if (postings > UINT32_MAX || first_places.back() >> (32 - low_bits) != 0) {
        return Error{.fault = Fault::TooLarge, .message = fmt::format("{} places of {} triples in one table", first_places.back(), postings)};
    }
    const auto fine = low_bits - kLeastLowBits;
    std::vector<std::uint32_t> directory((kTripleKeys >> low_bits) + 1, 0);
    for (std::size_t i = 1; i < counts.size(); ++i) directory[((i - 1) >> fine) + 1] += counts[i];
    counts = {};
    for (std::size_t i = 1; i < directory.size(); ++i) directory[i] += directory[i - 1];

    const Header header{.magic = kMagic, .format = kFormat, .hearing = kHearingVersion, .songs = static_cast<std::uint32_t>(songs.size()), .low_bits = low_bits, .reserved = 0, .postings = postings};
    BT_CHECK(write(std::as_bytes(std::span(&header, 1))));
    BT_CHECK(write(bytes_of(first_places)));
    BT_CHECK(write(bytes_of(directory)));
    // So many entries at a time as fit the memory.
    std::vector<std::uint32_t> run, next;
    for (std::size_t from = 0; from + 1 < directory.size();) {
        std::size_t to = from + 1;
        while (to + 1 < directory.size() && directory[to + 1] - directory[from] <= kPostingsAtOnce) ++to;
        run.resize(directory[to] - directory[from]);
        next.assign(directory.begin() + static_cast<std::ptrdiff_t>(from), directory.begin() + static_cast<std::ptrdiff_t>(to));
        BT_CHECK(each_song([&](std::uint32_t song, const Landmarks& landmarks) {
            for_each_triple(landmarks, [&](TripleKey key, std::uint32_t place) {
                const std::size_t entry = key >> low_bits;
                if (entry < from || entry >= to) return;
                const auto low = key & ((1U << low_bits) - 1);
                const auto at = next[entry - from]++ - directory[from];
                if (at < run.size()) run[at] = low << (32 - low_bits) | (first_places[song] + place);
            });
        }));
        BT_CHECK(write(bytes_of(run)));
        from = to;
    }
    return {};
}

Result<TripleTable> TripleTable::open(ByteView bytes) {
    Header header;
    if (bytes.size() < sizeof(header)) return Error{.fault = Fault::Truncated, .message = "shorter than its header", .place = "table of songs"};
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(std::uint32_t) != 0) return broken("it does not lie on a multiple of four bytes");
    std::memcpy(&header, bytes.data(), sizeof(header));
    if (header.magic != kMagic) return broken("these are no songs");
    if (header.format != kFormat || header.hearing != kHearingVersion) {
        return Error{.fault = Fault::Unsupported, .message = "songs of another version: the table must be made again", .place = "table of songs"};
    }
    if (header.songs > kMostSongs || header.low_bits < kLeastLowBits || header.low_bits > kMostLowBits || header.postings > UINT32_MAX) return broken("its sizes make no sense");
    const std::size_t songs = header.songs + std::size_t{1}, entries = (kTripleKeys >> header.low_bits) + std::size_t{1};
    if (bytes.size() < sizeof(header) + (songs + entries + header.postings) * sizeof(std::uint32_t)) {
        return Error{.fault = Fault::Truncated, .message = "it ends early", .place = "table of songs"};
    }
    const std::span values(reinterpret_cast<const std::uint32_t*>(bytes.data() + sizeof(header)), songs + entries + header.postings);
    TripleTable table;
    table.low_bits_ = header.low_bits;
    table.first_places_ = values.first(songs);
    table.directory_ = values.subspan(songs, entries);
    table.postings_ = values.subspan(songs + entries);
    if (!std::is_sorted(table.first_places_.begin(), table.first_places_.end())) return broken("its songs do not lie one behind the other");
    if (table.places() >> (32 - header.low_bits) != 0) return broken("it has more places than its postings can name");
    return table;
}

}  // namespace bt::sound

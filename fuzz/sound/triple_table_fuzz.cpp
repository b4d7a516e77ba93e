// A mapped table of songs, of damaged bytes: everything it can be asked stays inside them.
#include <algorithm>
#include <vector>

#include "sound/triple_table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<std::uint64_t> aligned(size / 8 + 1);
    const auto bytes = std::as_writable_bytes(std::span(aligned)).first(size);
    std::copy_n(reinterpret_cast<const std::byte*>(data), size, bytes.begin());
    const auto table = bt::sound::TripleTable::open(bytes);
    if (!table) return 0;
    for (bt::sound::TripleKey key = 0; key < bt::sound::kTripleKeys; key += 100'003) {
        table->prefetch_postings(key);
        table->visit(key, 4'096, [&](std::uint32_t place) {
            if (place >= table->places()) __builtin_trap();
        });
    }
    return 0;
}

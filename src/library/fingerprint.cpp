#include "library/fingerprint.h"

#include <xxhash.h>

#include <array>
#include <memory>

namespace bt::library {
namespace {

struct FreeState {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

/// The places to read: everything of a small file, else beginning, middle and end, which then do not touch.
std::vector<ByteRange> sample_ranges(std::uint64_t size) {
    if (size <= 3 * kFingerprintSampleBytes) return {{0, size}};
    return {{0, kFingerprintSampleBytes},
            {size / 2 - kFingerprintSampleBytes / 2, kFingerprintSampleBytes},
            {size - kFingerprintSampleBytes, kFingerprintSampleBytes}};
}

}  // namespace

Result<ContentKey> read_content_key(const io::ByteSource& source) {
    const std::uint64_t size = source.size();
    if (size == 0) return Error{Fault::Malformed, "the file is empty"};
    const std::unique_ptr<XXH3_state_t, FreeState> state(XXH3_createState());
    XXH3_128bits_reset(state.get());
    std::array<std::byte, 8> size_bytes{};
    for (std::size_t i = 0; i < size_bytes.size(); ++i) size_bytes[i] = static_cast<std::byte>(size >> (8 * i));
    XXH3_128bits_update(state.get(), size_bytes.data(), size_bytes.size());
    for (const auto range : sample_ranges(size)) {
        BT_TRY(const Bytes bytes, source.read(range));
        XXH3_128bits_update(state.get(), bytes.data(), bytes.size());
    }
    const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
    return ContentKey{.high = hash.high64, .low = hash.low64};
}

}  // namespace bt::library

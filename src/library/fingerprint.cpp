#include "library/fingerprint.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <memory>

namespace bt::library {
namespace {

struct FreeState {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

using HashState = std::unique_ptr<XXH3_state_t, FreeState>;

constexpr std::uint64_t kPrintPlaces = 64;
constexpr std::uint64_t kPrintPlaceBytes = 4U << 10;

void add_number(const HashState& state, std::uint64_t number) {
    std::array<std::byte, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(number >> (8 * i));
    XXH3_128bits_update(state.get(), bytes.data(), bytes.size());
}

/// The places to read: everything of a small file, else beginning, middle and end, which then do not touch.
std::vector<ByteRange> sample_ranges(std::uint64_t size) {
    if (!has_more_than_samples(size)) return {{0, size}};
    return {{0, kFingerprintSampleBytes},
            {size / 2 - kFingerprintSampleBytes / 2, kFingerprintSampleBytes},
            {size - kFingerprintSampleBytes, kFingerprintSampleBytes}};
}

}  // namespace

Result<ContentKey> read_content_key(const io::ByteSource& source) {
    const std::uint64_t size = source.size();
    if (size == 0) return Error{Fault::Malformed, "the file is empty"};
    const HashState state(XXH3_createState());
    XXH3_128bits_reset(state.get());
    add_number(state, size);
    for (const auto range : sample_ranges(size)) {
        BT_TRY(const Bytes bytes, source.read(range));
        XXH3_128bits_update(state.get(), bytes.data(), bytes.size());
    }
    const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
    return ContentKey{.high = hash.high64, .low = hash.low64};
}

bool has_more_than_samples(std::uint64_t size) { return size > 3 * kFingerprintSampleBytes; }

Result<domain::ContentPrint> read_content_print(const io::ByteSource& source) {
    const std::uint64_t size = source.size();
    const std::uint64_t length = std::min(size, kPrintPlaceBytes);
    const HashState state(XXH3_createState());
    XXH3_64bits_reset(state.get());
    for (std::uint64_t i = 0; i < kPrintPlaces; ++i) {
        BT_TRY(const Bytes bytes, source.read({(size - length) / (kPrintPlaces - 1) * i, length}));
        XXH3_64bits_update(state.get(), bytes.data(), bytes.size());
    }
    return domain::ContentPrint{XXH3_64bits_digest(state.get())};
}

ContentKey key_told_apart(ContentKey sampled, domain::ContentPrint print) {
    const HashState state(XXH3_createState());
    XXH3_128bits_reset(state.get());
    for (const auto number : {sampled.high, sampled.low, print.value}) add_number(state, number);
    const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
    return {.high = hash.high64, .low = hash.low64};
}

Result<bool> holds_content(const io::ByteSource& source, ContentKey key, std::optional<domain::ContentPrint> print) {
    BT_TRY(const auto sampled, read_content_key(source));
    if (sampled == key && !print) return true;
    BT_TRY(const auto now, read_content_print(source));
    return (!print || now == *print) && (sampled == key || key_told_apart(sampled, now) == key);
}

}  // namespace bt::library

// A fragment header is made for every segment that is asked for, so it is written in two passes over the samples: one finds
// which columns `trun` needs and with that every size, one fills a buffer of exactly that size. What all samples share goes into
// the defaults of `tfhd`: an AC-3 fragment has no table at all, H.264 of constant rate has sizes and composition offsets.
#include "media/cmaf/fragment.h"

#include <algorithm>

#include "base/result.h"
#include "media/cmaf/sample_flags.h"

namespace bt::media::cmaf {
namespace {

// Flags of 'tfhd', ISO/IEC 14496-12:2015 §8.8.7.
constexpr std::uint32_t kDefaultDurationPresent = 0x00'0008;
constexpr std::uint32_t kDefaultSizePresent = 0x00'0010;
constexpr std::uint32_t kDefaultFlagsPresent = 0x00'0020;
constexpr std::uint32_t kDefaultBaseIsMoof = 0x02'0000;
// Flags of 'trun', §8.8.8.
constexpr std::uint32_t kDataOffsetPresent = 0x000'001;
constexpr std::uint32_t kFirstFlagsPresent = 0x000'004;
constexpr std::uint32_t kDurationPresent = 0x000'100;
constexpr std::uint32_t kSizePresent = 0x000'200;
constexpr std::uint32_t kFlagsPresent = 0x000'400;
constexpr std::uint32_t kOffsetPresent = 0x000'800;

constexpr std::size_t kStyp = 8 + 4 + 4 + 2 * 4;
constexpr std::size_t kMfhd = 8 + 4 + 4;
constexpr std::size_t kTfdt = 8 + 4 + 8;
constexpr std::size_t kMdatHeader = 8;
constexpr std::size_t kWideMdatHeader = 16;

/// Which columns a fragment needs, and so how large everything is.
struct Layout {
    bool durations = false, sizes = false, offsets = false;
    bool flags = false;        ///< a column of them
    bool first_flags = false;  ///< only the first sample differs
    std::uint64_t payload = 0;

    std::size_t columns() const { return std::size_t{durations} + std::size_t{sizes} + std::size_t{flags} + std::size_t{offsets}; }
    std::size_t tfhd_size() const {
        return 8 + 4 + 4 + 4 * (std::size_t{!durations} + std::size_t{!sizes} + std::size_t{!flags});
    }
    std::size_t trun_size(std::size_t samples) const {
        return 8 + 4 + 4 + 4 + 4 * std::size_t{first_flags} + 4 * columns() * samples;
    }
    std::size_t traf_size(std::size_t samples) const { return 8 + tfhd_size() + kTfdt + trun_size(samples); }
    std::size_t moof_size(std::size_t samples) const { return 8 + kMfhd + traf_size(samples); }
    std::size_t mdat_header_size() const { return payload + kMdatHeader > UINT32_MAX ? kWideMdatHeader : kMdatHeader; }
};

Layout plan(std::span<const FragmentSample> samples) {
    Layout layout;
    if (samples.empty()) return layout;
    const FragmentSample& first = samples.front();
    const FragmentSample& second = samples[samples.size() > 1 ? 1 : 0];
    for (const FragmentSample& sample : samples) {
        layout.durations |= sample.duration != first.duration;
        layout.sizes |= sample.size != first.size;
        layout.offsets |= sample.composition_offset != 0;
        layout.flags |= &sample != &first && sample.is_sync != second.is_sync;
        layout.payload += sample.size;
    }
    layout.first_flags = !layout.flags && first.is_sync != second.is_sync;
    return layout;
}

/// Big-endian values into a buffer whose size was worked out before.
class Cursor {
public:
    explicit Cursor(Bytes& out) : at_(out.data()), end_(out.data() + out.size()) {}
    Cursor& u32(std::uint32_t v) {
        const std::byte bytes[] = {std::byte(v >> 24), std::byte(v >> 16 & 0xFF), std::byte(v >> 8 & 0xFF), std::byte(v & 0xFF)};
        at_ = std::copy_n(bytes, 4, at_);
        return *this;
    }
    Cursor& u64(std::uint64_t v) { return u32(static_cast<std::uint32_t>(v >> 32)).u32(static_cast<std::uint32_t>(v)); }
    Cursor& box(std::size_t size, FourCc type) { return u32(static_cast<std::uint32_t>(size)).u32(type.value); }
    bool at_end() const { return at_ == end_; }

private:
    std::byte* at_;
    std::byte* end_;
};

std::uint32_t flags_of(const FragmentSample& sample) { return sample.is_sync ? kSyncFlags : kNonSyncFlags; }

/// TrackFragmentHeaderBox, §8.8.7: what all samples share.
void write_tfhd(Cursor& out, const Layout& layout, std::span<const FragmentSample> samples) {
    const FragmentSample first = samples.empty() ? FragmentSample{} : samples.front();
    std::uint32_t flags = kDefaultBaseIsMoof;
    if (!layout.durations) flags |= kDefaultDurationPresent;
    if (!layout.sizes) flags |= kDefaultSizePresent;
    if (!layout.flags) flags |= kDefaultFlagsPresent;
    out.box(layout.tfhd_size(), "tfhd").u32(flags).u32(kTrackId);
    if (!layout.durations) out.u32(first.duration);
    if (!layout.sizes) out.u32(first.size);
    if (!layout.flags) out.u32(samples.empty() ? kSyncFlags : flags_of(samples.back()));
}

/// TrackRunBox, §8.8.8; version 1 where composition offsets are written, which are signed then.
void write_trun(Cursor& out, const Layout& layout, std::span<const FragmentSample> samples, std::uint32_t data_offset) {
    std::uint32_t flags = kDataOffsetPresent;
    if (layout.first_flags) flags |= kFirstFlagsPresent;
    if (layout.durations) flags |= kDurationPresent;
    if (layout.sizes) flags |= kSizePresent;
    if (layout.flags) flags |= kFlagsPresent;
    if (layout.offsets) flags |= kOffsetPresent;
    constexpr std::uint32_t kVersion1 = 1U << 24;
    out.box(layout.trun_size(samples.size()), "trun").u32(kVersion1 | flags);
    out.u32(static_cast<std::uint32_t>(samples.size())).u32(data_offset);
    if (layout.first_flags) out.u32(flags_of(samples.front()));
    if (layout.columns() == 0) return;
    for (const FragmentSample& sample : samples) {
        if (layout.durations) out.u32(sample.duration);
        if (layout.sizes) out.u32(sample.size);
        if (layout.flags) out.u32(flags_of(sample));
        if (layout.offsets) out.u32(static_cast<std::uint32_t>(sample.composition_offset));
    }
}

std::size_t size_of(const Layout& layout, const FragmentInfo& fragment) {
    return (fragment.starts_segment ? kStyp : 0) + layout.moof_size(fragment.samples.size()) + layout.mdat_header_size();
}

}  // namespace

Bytes write_fragment_header(const FragmentInfo& fragment) {
    const auto samples = fragment.samples;
    BT_ASSERT(samples.size() <= kMaxFragmentSamples, "a plan cuts fragments of seconds, not of hours");
    const Layout layout = plan(samples);
    Bytes bytes(size_of(layout, fragment));
    Cursor out(bytes);
    if (fragment.starts_segment) out.box(kStyp, "styp").u32(FourCc("cmfs").value).u32(0).u32(FourCc("cmfs").value).u32(FourCc("msdh").value);
    const std::size_t moof_size = layout.moof_size(samples.size());
    out.box(moof_size, "moof");
    out.box(kMfhd, "mfhd").u32(0).u32(fragment.sequence_number);
    out.box(layout.traf_size(samples.size()), "traf");
    write_tfhd(out, layout, samples);
    out.box(kTfdt, "tfdt").u32(1U << 24).u64(fragment.base_media_decode_time);
    // Counted from the first byte of moof (default-base-is-moof) to the first of the payload.
    write_trun(out, layout, samples, static_cast<std::uint32_t>(moof_size + layout.mdat_header_size()));
    if (layout.mdat_header_size() == kWideMdatHeader) {
        out.box(1, "mdat").u64(layout.payload + kWideMdatHeader);
    } else {
        out.box(static_cast<std::size_t>(layout.payload) + kMdatHeader, "mdat");
    }
    BT_ASSERT(out.at_end(), "the sizes were worked out from the same layout");
    return bytes;
}

}  // namespace bt::media::cmaf

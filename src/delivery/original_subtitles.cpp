#include "delivery/original_subtitles.h"

#include <fmt/format.h>

#include <array>

#include "subtitle/ass_file.h"
#include "subtitle/cue.h"
#include "subtitle/pgs.h"

namespace bt::delivery {
namespace {

using media::Packing;

constexpr Timescale kSupClock{90'000};
/// Pictures that have to be unpacked are held in memory while they are sent; a long film has half as much.
constexpr std::uint64_t kMostUnpacked = 64U << 20;
/// A film of eight hours with a picture a second, each of up to a dozen segments.
constexpr std::size_t kMostSegments = 400'000;

Error too_large(std::string what) { return {.fault = Fault::TooLarge, .message = std::move(what)}; }

std::uint64_t sup_ticks(const media::Track& track, const media::Sample& sample) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, round_to(MediaInstant{sample.presentation_time, track.timescale}, kSupClock).ticks));
}

/// The segments of a display set where the file holds them; what does not fit into the sample ends it.
Result<void> append_ranges(Resource& into, const io::ByteSource& source, ByteRange sample, std::uint64_t ticks) {
    std::array<std::byte, subtitle::kPgsSegmentHeader> head{};
    std::uint64_t at = sample.offset;
    const auto end = sample.offset + sample.size;
    while (end - at >= head.size()) {
        BT_TRY(const auto got, source.read_at(at, head));
        const auto size = got == head.size() ? subtitle::pgs_segment_size(head) : 0;
        if (size == 0 || size > end - at) return {};
        into.append(subtitle::sup_segment_header(ticks));
        into.append(ByteRange{at, size});
        at += size;
    }
    return {};
}

void append_copies(Bytes& into, ByteView block, std::uint64_t ticks) {
    while (block.size() >= subtitle::kPgsSegmentHeader && subtitle::pgs_segment_size(block) <= block.size()) {
        const auto size = static_cast<std::size_t>(subtitle::pgs_segment_size(block));
        const auto header = subtitle::sup_segment_header(ticks);
        into.insert(into.end(), header.begin(), header.end());
        into.insert(into.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(size));
        block = block.subspan(size);
    }
}

Result<std::string> text_of(const Presentation& presentation, const media::Track& track) {
    BT_TRY(const auto samples, presentation.file().samples_between(track.number, std::nullopt, std::nullopt));
    std::vector<subtitle::AssEvent> events;
    std::uint64_t bytes = 0;
    for (const auto& sample : samples) {
        if (sample.data.size > subtitle::kLongestCueText || events.size() >= subtitle::kMostCues) continue;
        const auto block = media::read_sample(presentation.file(), track, sample);
        if (!block && !is_lasting(block.error().fault)) return block.error();
        if (!block) continue;  // one bad event; the rest is kept
        bytes += block->size();
        if (bytes > subtitle::kLargestFile) return too_large("the subtitles are larger than any that are read");
        const auto start = round_to_milliseconds(MediaInstant{sample.presentation_time, track.timescale});
        events.push_back({.start = start, .end = start + round_to_milliseconds(MediaDuration{sample.duration, track.timescale}), .fields = std::string(as_text(*block))});
    }
    return subtitle::to_ass(as_text(track.codec_private), events);
}

}  // namespace

bool has_original(const TextRendition& rendition) {
    return rendition.track != nullptr ? rendition.track->codec == media::Codec::Ass : rendition.load_original != nullptr;
}

Result<Resource> original_text(const Presentation& presentation, const TextRendition& rendition) {
    if (!has_original(rendition)) return Error{.fault = Fault::NotFound, .message = "these subtitles have no styling of their own"};
    BT_TRY(auto text, rendition.track != nullptr ? text_of(presentation, *rendition.track) : rendition.load_original());
    auto resource = text_resource("text/x-ssa; charset=utf-8", std::move(text));
    resource.is_immutable = true;
    return resource;
}

Result<Resource> original_pictures(const Presentation& presentation, const PictureRendition& rendition) {
    const auto& track = *rendition.track;
    BT_TRY(const auto samples, presentation.file().samples_between(track.number, std::nullopt, std::nullopt));
    Resource resource{.content_type = "application/octet-stream", .is_immutable = true};
    Bytes copies;
    for (const auto& sample : samples) {
        if (track.packing == Packing::Plain) {
            BT_CHECK(append_ranges(resource, *presentation.file().source(), sample.data, sup_ticks(track, sample)));
            if (resource.pieces.size() > 2 * kMostSegments) return too_large("the subtitles hold more pictures than any film");
            continue;
        }
        BT_TRY(const auto block, media::read_sample(presentation.file(), track, sample));
        append_copies(copies, block, sup_ticks(track, sample));
        if (copies.size() > kMostUnpacked) return too_large(fmt::format("the subtitles hold more than {} MB of pictures", kMostUnpacked >> 20));
    }
    if (!copies.empty()) resource.append(std::move(copies));
    return resource;
}

Result<Resource> attached_font(const Presentation& presentation, std::size_t place) {
    const auto& fonts = presentation.fonts();
    if (place >= fonts.size()) return Error{.fault = Fault::NotFound, .message = fmt::format("font {} of {}", place + 1, fonts.size())};
    Resource resource{.content_type = "font/sfnt", .is_immutable = true};
    resource.append(fonts[place]->data);
    return resource;
}

}  // namespace bt::delivery

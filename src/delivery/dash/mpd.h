// DASH manifests (static MPD) as values and as XML: ISO/IEC 23009-1:2022 §5.3, SegmentTemplate with SegmentTimeline.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/media_time.h"
#include "media/index/description.h"

namespace bt::delivery::dash {

/// SegmentTemplate with a SegmentTimeline (§5.3.9.6): the segments' begins and lengths in ticks of `timescale`.
struct SegmentTemplate {
    Timescale timescale;
    std::string initialization, media;          ///< with $Number$
    std::uint32_t start_number = 1;
    std::vector<std::int64_t> starts;           ///< one more than there are segments: the last is the end
};

/// A scheme and a value: Role, Accessibility, properties.
struct Descriptor {
    std::string scheme_id_uri, value;
};

struct Representation {
    std::string id;
    std::uint64_t bandwidth = 0;                ///< bits per second, peak segment
    std::string codecs;
    std::uint32_t width = 0, height = 0;        ///< as shown, on the grid of pixels that `sample_aspect_ratio` says
    media::Rational sample_aspect_ratio{1, 1};
    std::optional<media::Rational> frame_rate;
    std::uint32_t audio_sampling_rate = 0;
    std::optional<Descriptor> audio_channel_configuration;
    std::optional<SegmentTemplate> segments;
    std::string base_url;                       ///< a file played whole (WebVTT) instead of segments
};

struct AdaptationSet {
    std::uint32_t id = 0;                       ///< the same in every Period for what goes on there; from 1, 0: none
    std::string content_type;                   ///< "video", "audio", "text"
    std::string mime_type;
    std::string language, label;                ///< empty when not known
    bool starts_with_sap = true;                ///< @startWithSAP 1: each segment can be decoded alone, its first picture is shown first
    std::vector<Descriptor> accessibility, roles, essential_properties, supplemental_properties;
    std::vector<Representation> representations;
};

/// A file of the presentation; it begins where the one before it ends.
struct Period {
    MediaDuration duration;
    std::string base_url;                       ///< of all URLs in it; empty: that of the manifest
    std::vector<AdaptationSet> adaptation_sets;
};

/// A presentation whose segments are all there.
struct Mpd {
    MediaDuration longest_segment;              ///< for maxSegmentDuration
    std::vector<Period> periods;
};

/// The manifest's XML.
std::string to_xml(const Mpd& mpd);

}  // namespace bt::delivery::dash

#include "delivery/dash/mpd.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <pugixml.hpp>
#include <sstream>

#include "delivery/printable.h"

namespace bt::delivery::dash {
namespace {

/// @bandwidth is an xs:unsignedInt: 4 Gbit/s, which only sizes that somebody made up go beyond.
constexpr std::uint64_t kMostBandwidth = 0xFFFF'FFFF;

/// xs:duration.
std::string xml_duration(std::chrono::milliseconds duration) { return fmt::format("PT{}.{:03}S", duration.count() / 1'000, duration.count() % 1'000); }

pugi::xml_node child(pugi::xml_node parent, const char* name) { return parent.append_child(name); }

void set(pugi::xml_node node, const char* name, std::string_view value) {
    if (!value.empty()) node.append_attribute(name) = printable(value).c_str();
}
void set(pugi::xml_node node, const char* name, std::uint64_t value) {
    if (value != 0) node.append_attribute(name) = static_cast<unsigned long long>(value);
}

void add_descriptors(pugi::xml_node parent, const char* name, const std::vector<Descriptor>& descriptors) {
    for (const auto& descriptor : descriptors) {
        auto node = child(parent, name);
        set(node, "schemeIdUri", descriptor.scheme_id_uri);
        set(node, "value", descriptor.value);
    }
}

/// S elements (§5.3.9.6.2): equal lengths in a row become one with @r.
void add_timeline(pugi::xml_node parent, const std::vector<std::int64_t>& starts) {
    auto timeline = child(parent, "SegmentTimeline");
    for (std::size_t i = 0; i + 1 < starts.size();) {
        // What lies before zero is decoded, not shown: the first segment begins at zero, and the others where they do.
        const auto begin = std::max<std::int64_t>(0, starts[i]);
        const auto length = starts[i + 1] - begin;
        std::size_t repeats = 0;
        while (i + repeats + 2 < starts.size() && starts[i + repeats + 2] - starts[i + repeats + 1] == length) ++repeats;
        auto s = child(timeline, "S");
        if (i == 0) s.append_attribute("t") = static_cast<long long>(begin);
        s.append_attribute("d") = static_cast<long long>(length);
        if (repeats != 0) s.append_attribute("r") = static_cast<unsigned long long>(repeats);
        i += repeats + 1;
    }
}

void add_segments(pugi::xml_node parent, const SegmentTemplate& segments) {
    auto node = child(parent, "SegmentTemplate");
    set(node, "timescale", segments.timescale.ticks_per_second);
    set(node, "initialization", segments.initialization);
    set(node, "media", segments.media);
    node.append_attribute("startNumber") = segments.start_number;
    add_timeline(node, segments.starts);
}

void add_representation(pugi::xml_node parent, const Representation& representation) {
    auto node = child(parent, "Representation");
    set(node, "id", representation.id);
    node.append_attribute("bandwidth") = static_cast<unsigned long long>(std::min(representation.bandwidth, kMostBandwidth));
    set(node, "codecs", representation.codecs);
    set(node, "width", representation.width);
    set(node, "height", representation.height);
    // @sar, §5.3.7.2: without it pixels are square.
    const auto [across, down] = representation.sample_aspect_ratio;
    if (across > 0 && down > 0 && across != down) set(node, "sar", fmt::format("{}:{}", across, down));
    if (const auto rate = representation.frame_rate) {
        set(node, "frameRate", rate->denominator == 1 ? fmt::format("{}", rate->numerator)
                                                      : fmt::format("{}/{}", rate->numerator, rate->denominator));
    }
    set(node, "audioSamplingRate", representation.audio_sampling_rate);
    if (representation.audio_channel_configuration) {
        add_descriptors(node, "AudioChannelConfiguration", {*representation.audio_channel_configuration});
    }
    if (!representation.base_url.empty()) child(node, "BaseURL").text() = representation.base_url.c_str();
    if (representation.segments) add_segments(node, *representation.segments);
}

void add_adaptation_set(pugi::xml_node parent, const AdaptationSet& set_value) {
    auto node = child(parent, "AdaptationSet");
    set(node, "id", set_value.id);
    set(node, "contentType", set_value.content_type);
    set(node, "mimeType", set_value.mime_type);
    set(node, "lang", set_value.language);
    if (set_value.content_type != "text") {
        node.append_attribute("segmentAlignment") = "true";
        if (set_value.starts_with_sap) node.append_attribute("startWithSAP") = "1";
    }
    // The order of the schema: Accessibility, Role, then Label after the common properties of RepresentationBaseType.
    add_descriptors(node, "EssentialProperty", set_value.essential_properties);
    add_descriptors(node, "SupplementalProperty", set_value.supplemental_properties);
    if (!set_value.label.empty()) child(node, "Label").text() = printable(set_value.label).c_str();
    add_descriptors(node, "Accessibility", set_value.accessibility);
    add_descriptors(node, "Role", set_value.roles);
    for (const auto& representation : set_value.representations) add_representation(node, representation);
}

void add_period(pugi::xml_node parent, const Period& period, std::size_t id, std::chrono::milliseconds start) {
    auto node = child(parent, "Period");
    node.append_attribute("id") = static_cast<unsigned long long>(id);
    set(node, "start", xml_duration(start));
    set(node, "duration", xml_duration(round_to_milliseconds(period.duration)));
    if (!period.base_url.empty()) child(node, "BaseURL").text() = period.base_url.c_str();
    for (const auto& each : period.adaptation_sets) add_adaptation_set(node, each);
}

bool is_cmaf(const Period& period) {
    return std::ranges::all_of(period.adaptation_sets, &AdaptationSet::starts_with_sap);
}

}  // namespace

std::string to_xml(const Mpd& mpd) {
    pugi::xml_document document;
    auto declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    auto root = document.append_child("MPD");
    set(root, "xmlns", "urn:mpeg:dash:schema:mpd:2011");
    // CMAF fragments begin with a stream access point of type 1 or 2 (ISO/IEC 23000-19 §7.3.2.3).
    set(root, "profiles", std::ranges::all_of(mpd.periods, is_cmaf) ? "urn:mpeg:dash:profile:isoff-live:2011,urn:mpeg:dash:profile:cmaf:2019" : "urn:mpeg:dash:profile:isoff-live:2011");
    set(root, "type", "static");
    // In whole milliseconds, so that each Period ends where the next begins.
    std::chrono::milliseconds duration{0};
    for (const auto& period : mpd.periods) duration += round_to_milliseconds(period.duration);
    set(root, "mediaPresentationDuration", xml_duration(duration));
    set(root, "maxSegmentDuration", xml_duration(round_to_milliseconds(mpd.longest_segment)));
    set(root, "minBufferTime", "PT2S");
    std::chrono::milliseconds start{0};
    for (std::size_t i = 0; i < mpd.periods.size(); ++i) {
        add_period(root, mpd.periods[i], i + 1, start);
        start += round_to_milliseconds(mpd.periods[i].duration);
    }

    std::ostringstream out;
    document.save(out, " ", pugi::format_default, pugi::encoding_utf8);
    return out.str();
}

}  // namespace bt::delivery::dash

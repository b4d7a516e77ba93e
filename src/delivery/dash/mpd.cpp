#include "delivery/dash/mpd.h"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

#include "delivery/printable.h"

namespace bt::delivery::dash {
namespace {

/// xs:duration with milliseconds, rounded to the nearest.
std::string xml_duration(MediaDuration duration) {
    const auto ms = round_to_milliseconds(duration).count();
    return fmt::format("PT{}.{:03}S", ms / 1'000, ms % 1'000);
}

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
    node.append_attribute("bandwidth") = static_cast<unsigned long long>(representation.bandwidth);
    set(node, "codecs", representation.codecs);
    set(node, "width", representation.width);
    set(node, "height", representation.height);
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

void add_adaptation_set(pugi::xml_node parent, const AdaptationSet& set_value, std::size_t id) {
    auto node = child(parent, "AdaptationSet");
    node.append_attribute("id") = static_cast<unsigned long long>(id);
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

}  // namespace

std::string to_xml(const Mpd& mpd) {
    pugi::xml_document document;
    auto declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    auto root = document.append_child("MPD");
    set(root, "xmlns", "urn:mpeg:dash:schema:mpd:2011");
    // CMAF fragments begin with a stream access point of type 1 or 2 (ISO/IEC 23000-19 §7.3.2.3).
    const auto& sets = mpd.adaptation_sets;
    const bool is_cmaf = std::all_of(sets.begin(), sets.end(), [](const AdaptationSet& each) { return each.starts_with_sap; });
    set(root, "profiles", is_cmaf ? "urn:mpeg:dash:profile:isoff-live:2011,urn:mpeg:dash:profile:cmaf:2019" : "urn:mpeg:dash:profile:isoff-live:2011");
    set(root, "type", "static");
    set(root, "mediaPresentationDuration", xml_duration(mpd.duration));
    set(root, "maxSegmentDuration", xml_duration(mpd.longest_segment));
    set(root, "minBufferTime", "PT2S");
    auto period = child(root, "Period");
    set(period, "id", "1");
    set(period, "start", "PT0S");
    for (std::size_t i = 0; i < mpd.adaptation_sets.size(); ++i) add_adaptation_set(period, mpd.adaptation_sets[i], i + 1);

    std::ostringstream out;
    document.save(out, " ", pugi::format_default, pugi::encoding_utf8);
    return out.str();
}

}  // namespace bt::delivery::dash

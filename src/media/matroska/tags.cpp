#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "media/matroska/cluster_walk.h"
#include "media/matroska/elements.h"
#include "media/matroska/metadata.h"

namespace bt::media::matroska {
namespace {

/// What mkvmerge writes for 128 tracks of ten tags, with room.
constexpr int kMaxTags = 10'000;

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
    text = trim(text);
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

struct Target {
    std::uint64_t track_uid = 0;
    bool is_other = false;  // an edition, chapter or attachment
    std::uint64_t type = 50;
};

Target read_targets(const Child& targets) {
    Target target;
    Children fields(targets);
    while (const auto field = fields.next()) {
        if (field->id == id::kTagTrackUid) target.track_uid = field->number();
        if (field->id == id::kTargetTypeValue) target.type = field->number(50);
        if (field->id == id::kTagEditionUid || field->id == id::kTagChapterUid || field->id == id::kTagAttachmentUid)
            target.is_other |= field->number() != 0;
    }
    return target;
}

void use_simple_tag(std::string_view name, const std::string& value, const Target& target, Tags& tags, TrackStatistics& statistics) {
    if (target.track_uid == 0) {
        // TITLE of the episode (50) or of whatever comes first.
        if (equals_ignoring_ascii_case(name, "TITLE") && (tags.title.empty() || target.type == 50)) tags.title = value;
        return;
    }
    // mkvmerge may add "-eng" and the like behind the name.
    const auto is = [&](std::string_view wanted) {
        return equals_ignoring_ascii_case(name.substr(0, wanted.size()), wanted) &&
               (name.size() == wanted.size() || name[wanted.size()] == '-');
    };
    if (is("NUMBER_OF_FRAMES")) statistics.frames = parse_number<std::uint64_t>(value);
    if (is("NUMBER_OF_BYTES")) statistics.bytes = parse_number<std::uint64_t>(value);
    if (is("BPS")) statistics.bits_per_second = parse_number<std::uint64_t>(value);
    if (is("DURATION")) statistics.duration_ns = parse_duration(value);
    if (is("_STATISTICS_WRITING_APP")) statistics.by_mkvmerge = true;
}

void read_tag(const Child& tag, Tags& tags) {
    Target target;
    Children first_pass(tag);
    while (const auto field = first_pass.next())
        if (field->id == id::kTargets) target = read_targets(*field);
    if (target.is_other) return;
    TrackStatistics statistics{.track_uid = target.track_uid};
    Children fields(tag);
    while (const auto field = fields.next()) {
        if (field->id != id::kSimpleTag) continue;
        std::string name, value;
        Children parts(*field);
        while (const auto part = parts.next()) {
            if (part->id == id::kTagName) name = part->text(128);
            if (part->id == id::kTagString) value = part->text(1'024);
        }
        use_simple_tag(name, value, target, tags, statistics);
    }
    if (target.track_uid != 0) tags.statistics.push_back(statistics);
}

}  // namespace

std::optional<std::int64_t> parse_duration(std::string_view text) {
    const auto parts = split(trim(text), ':');
    if (parts.size() != 3) return std::nullopt;
    const auto dot = parts[2].find('.');
    const auto hours = parse_number<std::uint32_t>(parts[0]);
    const auto minutes = parse_number<std::uint32_t>(parts[1]);
    const auto seconds = parse_number<std::uint32_t>(parts[2].substr(0, dot));
    if (!hours || !minutes || !seconds || *hours > 10'000 || *minutes > 59 || *seconds > 60) return std::nullopt;
    std::int64_t fraction = 0;
    if (dot != std::string_view::npos) {
        std::string digits(parts[2].substr(dot + 1, 9));
        digits.resize(9, '0');
        const auto value = parse_number<std::uint32_t>(digits);
        if (!value) return std::nullopt;
        fraction = *value;
    }
    const std::int64_t total = (std::int64_t{*hours} * 3'600 + *minutes * 60 + *seconds) * 1'000'000'000 + fraction;
    if (total > kMaxNanoseconds) return std::nullopt;
    return total;
}

Tags read_tags(ByteView body, std::uint64_t origin) {
    Tags tags;
    Children children(body, origin);
    int count = 0;
    while (const auto child = children.next()) {
        if (child->id != id::kTag) continue;
        if (++count > kMaxTags) break;
        read_tag(*child, tags);
    }
    return tags;
}

}  // namespace bt::media::matroska

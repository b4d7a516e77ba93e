#include "http/validators.h"

#include "base/text.h"
#include "http/http_date.h"

namespace bt::http {
namespace {

std::optional<EntityTag> read_tag(std::string_view text) {
    EntityTag tag;
    if (text.starts_with("W/")) {
        tag.weak = true;
        text.remove_prefix(2);
    }
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
    tag.value = text.substr(1, text.size() - 2);
    if (tag.value.find('"') != std::string::npos) return std::nullopt;
    return tag;
}

}  // namespace

std::string EntityTag::text() const { return (weak ? "W/\"" : "\"") + value + "\""; }

bool preconditions_hold(const Headers& request, const Validators& current, std::chrono::sys_seconds now) {
    if (const auto wanted = request.joined("If-Match")) {
        if (trim(*wanted) == "*") return true;
        if (!current.etag || current.etag->weak) return false;
        for (const auto element : list_elements(*wanted)) {
            if (read_tag(element) == current.etag) return true;
        }
        return false;
    }
    if (const auto since = request.find("If-Unmodified-Since"); since && current.last_modified) {
        const auto date = parse_http_date(*since, now);
        return !date || *current.last_modified <= *date;  // what is no date is ignored
    }
    return true;
}

bool is_not_modified(const Headers& request, const Validators& current, std::chrono::sys_seconds now) {
    if (const auto wanted = request.joined("If-None-Match")) {
        if (trim(*wanted) == "*") return true;
        if (!current.etag) return false;
        for (const auto element : list_elements(*wanted)) {
            const auto tag = read_tag(element);
            if (tag && tag->value == current.etag->value) return true;
        }
        return false;
    }
    if (const auto since = request.find("If-Modified-Since"); since && current.last_modified) {
        const auto date = parse_http_date(*since, now);
        return date && *current.last_modified <= *date;
    }
    return false;
}

bool range_still_applies(const Headers& request, const Validators& current, std::chrono::sys_seconds now) {
    const auto condition = request.find("If-Range");
    if (!condition) return true;
    if (const auto tag = read_tag(trim(*condition))) {
        return current.etag && !tag->weak && !current.etag->weak && *tag == *current.etag;
    }
    // A date must be exactly ours, and strong: at least one second older than the answer (§8.8.2.2).
    const auto date = parse_http_date(*condition, now);
    return date && current.last_modified && *date == *current.last_modified &&
           now - *current.last_modified >= std::chrono::seconds(1);
}

}  // namespace bt::http

#include "http/target.h"

#include <algorithm>

#include "base/text.h"

namespace bt::http {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

Error malformed(std::string message) { return {.fault = Fault::Malformed, .message = std::move(message)}; }

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

Result<std::string> decode_segment(std::string_view raw) {
    auto segment = percent_decode(raw);
    if (!segment) return malformed("the path has a broken percent escape");
    if (!is_utf8(*segment)) return malformed("the path is not UTF-8");
    if (has_control(*segment)) return malformed("the path has a control character");
    if (segment->find('/') != std::string::npos || segment->find('\\') != std::string::npos) {
        return malformed("a path segment has a slash or backslash in it");
    }
    if (*segment == "." || *segment == "..") return malformed("the path has a dot segment");
    return std::move(*segment);
}

Result<std::string> decode_path(std::string_view raw) {
    std::string path;
    path.reserve(raw.size());
    while (!raw.empty()) {  // raw begins with the slash before the next segment
        raw.remove_prefix(1);
        const auto end = std::min(raw.find('/'), raw.size());
        BT_TRY(const auto segment, decode_segment(raw.substr(0, end)));
        path.append("/").append(segment);
        raw.remove_prefix(end);
    }
    return path;
}

Result<std::vector<QueryParameter>> decode_query(std::string_view raw) {
    std::vector<QueryParameter> query;
    while (!raw.empty()) {
        const auto end = std::min(raw.find('&'), raw.size());
        const auto pair = raw.substr(0, end);
        raw.remove_prefix(std::min(end + 1, raw.size()));
        if (pair.empty()) continue;
        if (query.size() == kMaxQueryParameters) {
            return Error{.fault = Fault::TooLarge, .message = "the query has too many parameters"};
        }
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = percent_decode(pair.substr(0, equals), true);
        auto value = percent_decode(pair.substr(std::min(equals + 1, pair.size())), true);
        if (!name || !value) return malformed("the query has a broken percent escape");
        if (!is_utf8(*name) || !is_utf8(*value)) return malformed("the query is not UTF-8");
        query.push_back({std::move(*name), std::move(*value)});
    }
    return query;
}

/// The authority of the absolute form, which a server must accept (RFC 9112 §3.2.2); `text` becomes the path and query behind it.
Result<std::string_view> take_authority(std::string_view& text) {
    const auto scheme = text.find("://");
    if (scheme == std::string_view::npos) return malformed("the request target is neither a path nor a URL");
    const auto name = text.substr(0, scheme);
    if (!equals_ignoring_ascii_case(name, "http") && !equals_ignoring_ascii_case(name, "https")) {
        return malformed("the request target's scheme is not http");
    }
    text.remove_prefix(scheme + 3);
    const auto authority = text.substr(0, text.find_first_of("/?#"));
    if (authority.empty()) return malformed("the request target names no host");
    // RFC 9110 §4.2.4: "http://localhost@evil.example/" is made to mislead.
    if (authority.find('@') != std::string_view::npos) return malformed("the request target names a user");
    text.remove_prefix(authority.size());
    return authority;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (text.size() - i < 3) return std::nullopt;
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out.push_back(static_cast<char>(high * 16 + low));
            i += 2;
        } else {
            out.push_back(plus_is_space && text[i] == '+' ? ' ' : text[i]);
        }
    }
    return out;
}

Result<Target> parse_target(std::string_view text) {
    Target target;
    if (text == "*") {
        target.path = "*";
        return target;
    }
    if (!text.starts_with('/')) {
        BT_TRY(target.authority, take_authority(text));
    }
    if (text.find('#') != std::string_view::npos) return malformed("the request target has a fragment");
    const auto question = std::min(text.find('?'), text.size());
    const auto path = text.substr(0, question);
    if (!path.empty()) {
        BT_TRY(target.path, decode_path(path));
    }
    BT_TRY(target.query, decode_query(text.substr(std::min(question + 1, text.size()))));
    return target;
}

}  // namespace bt::http

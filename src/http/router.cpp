#include "http/router.h"

#include <algorithm>

#include "base/text.h"

namespace bt::http {
namespace {

constexpr std::size_t kMaxSegments = 32;

std::vector<std::string_view> path_segments(std::string_view path) {
    if (path.starts_with('/')) path.remove_prefix(1);
    return split(path, '/');
}

}  // namespace

std::vector<Router::Segment> Router::read_pattern(std::string_view text) {
    BT_ASSERT(text.starts_with('/'), "patterns begin with a slash");
    std::vector<Segment> segments;
    for (const auto part : path_segments(text)) {
        BT_ASSERT(segments.empty() || segments.back().kind != Segment::Kind::Rest, "{name...} stands last");
        if (part.starts_with('{') && part.ends_with("...}")) {
            segments.push_back({Segment::Kind::Rest, std::string(part.substr(1, part.size() - 5))});
        } else if (part.starts_with('{') && part.ends_with('}')) {
            segments.push_back({Segment::Kind::Parameter, std::string(part.substr(1, part.size() - 2))});
        } else {
            segments.push_back({Segment::Kind::Literal, std::string(part)});
        }
    }
    return segments;
}

bool Router::more_specific(const Pattern& a, const Pattern& b) {
    for (std::size_t i = 0; i < std::min(a.segments.size(), b.segments.size()); ++i) {
        if (a.segments[i].kind != b.segments[i].kind) return a.segments[i].kind < b.segments[i].kind;
    }
    return a.segments.size() > b.segments.size();
}

void Router::add(Method method, std::string_view pattern, Handler handler, RouteOptions options) {
    BT_ASSERT(method != Method::Head && method != Method::Other, "HEAD is answered by GET's handler");
    auto place = std::find_if(patterns_.begin(), patterns_.end(), [&](const Pattern& known) { return known.text == pattern; });
    if (place == patterns_.end()) {
        Pattern fresh{std::string(pattern), read_pattern(pattern), {}};
        place = std::upper_bound(patterns_.begin(), patterns_.end(), fresh, more_specific);
        place = patterns_.insert(place, std::move(fresh));
    }
    for (const auto& route : place->routes) BT_ASSERT(route->method != method, "one handler for a pattern and method");
    place->routes.push_back(
        std::make_unique<Route>(Route{std::string(pattern), method, std::move(handler), options}));
}

bool Router::fits(const Pattern& pattern, const std::vector<std::string_view>& path,
                  std::vector<PathParameter>& parameters) {
    parameters.clear();
    for (std::size_t i = 0; i < pattern.segments.size(); ++i) {
        const auto& segment = pattern.segments[i];
        if (segment.kind == Segment::Kind::Rest) {
            std::string rest;
            for (std::size_t k = i; k < path.size(); ++k) rest.append(k == i ? "" : "/").append(path[k]);
            parameters.push_back({segment.text, std::move(rest)});
            return true;
        }
        if (i >= path.size()) return false;
        if (segment.kind == Segment::Kind::Literal && segment.text != path[i]) return false;
        if (segment.kind == Segment::Kind::Parameter) {
            if (path[i].empty()) return false;
            parameters.push_back({segment.text, std::string(path[i])});
        }
    }
    return path.size() == pattern.segments.size();
}

Router::Match Router::match(Method method, std::string_view path) const {
    Match match;
    const auto segments = path_segments(path);
    if (segments.size() > kMaxSegments) return match;
    const auto pattern = std::find_if(patterns_.begin(), patterns_.end(), [&](const Pattern& candidate) {
        return fits(candidate, segments, match.parameters);
    });
    if (pattern == patterns_.end()) {
        match.parameters.clear();
        return match;
    }
    match.pattern = pattern->text;
    const auto sought = method == Method::Head ? Method::Get : method;
    for (const auto& route : pattern->routes) {
        if (route->method == sought) match.route = route.get();
        match.cors = match.cors || route->options.cors;
    }
    if (match.route) return match;
    for (const auto& route : pattern->routes) {
        match.allow.append(to_string(route->method)).append(route->method == Method::Get ? ", HEAD, " : ", ");
    }
    match.allow.append("OPTIONS");
    return match;
}

}  // namespace bt::http

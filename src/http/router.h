// Which handler answers which path. Patterns are made of literal segments, `{name}` for one segment and, at the end only,
// `{name...}` for the rest of the path, which may be empty or hold slashes:
//
//     /api/v1/series/{id}     /media/{key}/{file}     /{path...}
//
// The most specific pattern wins, segment by segment: literal, then {name}, then {name...}. Only then is the method looked at.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"
#include "http/response.h"

namespace bt::http {

/// Called from several threads at once. An exception becomes a 500.
using Handler = std::function<Response(const Request&)>;

/// Where a handler runs.
enum class Runs {
    Blocking,    ///< on a worker: may read disks, ask the database, compute for long
    Quick,       ///< on the thread that serves sockets: well under a millisecond, never waits
    Background,  ///< on few threads of low priority: computes for tens of milliseconds, so that nobody who plays waits for it
};

/// What lies ready for a request; nothing when the handler has to make it.
using ReadyAnswer = std::function<std::optional<Response>(const Request&)>;

struct RouteOptions {
    Runs runs = Runs::Blocking;
    std::size_t body_limit = 64U << 10;  ///< bytes of request body; more is 413
    bool cors = false;                   ///< readable from pages of any origin (without credentials), preflight answered
    /// Asked before the handler, on the thread that serves sockets: as quick as a Runs::Quick handler.
    ReadyAnswer ready = {};
};

struct Route {
    std::string pattern;  ///< as given to add(): the name for logs and metrics, free of what a viewer watches
    Method method = Method::Get;
    Handler handler;
    RouteOptions options;
};

class Router {
public:
    /// One handler for a pattern and method; HEAD goes to GET's. A pattern that is malformed or taken is a broken promise of ours.
    void add(Method method, std::string_view pattern, Handler handler, RouteOptions options = {});
    void get(std::string_view pattern, Handler handler, RouteOptions options = {}) {
        add(Method::Get, pattern, std::move(handler), options);
    }
    void post(std::string_view pattern, Handler handler, RouteOptions options = {}) {
        add(Method::Post, pattern, std::move(handler), options);
    }

    struct Match {
        const Route* route = nullptr;           ///< null: nothing answers this method here
        std::vector<PathParameter> parameters;  ///< of the pattern
        std::string_view pattern;               ///< empty: no such path (404); else, without a route, 405 or OPTIONS
        std::string allow;                      ///< for the Allow field when there is no route, e.g. "GET, HEAD, OPTIONS"
        bool cors = false;                      ///< any route of the pattern has it
    };
    /// `path` as Target::path. The match refers to this router.
    Match match(Method method, std::string_view path) const;

private:
    struct Segment {
        enum class Kind { Literal, Parameter, Rest };
        Kind kind = Kind::Literal;
        std::string text;
        friend bool operator==(const Segment&, const Segment&) = default;
    };
    struct Pattern {
        std::string text;
        std::vector<Segment> segments;
        std::vector<std::unique_ptr<Route>> routes;
    };
    static std::vector<Segment> read_pattern(std::string_view text);
    static bool more_specific(const Pattern& a, const Pattern& b);
    static bool fits(const Pattern& pattern, const std::vector<std::string_view>& path, std::vector<PathParameter>& parameters);

    std::vector<Pattern> patterns_;  ///< most specific first
};

}  // namespace bt::http

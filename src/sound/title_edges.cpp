#include "sound/title_edges.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <set>
#include <vector>

namespace bt::sound {
namespace {

constexpr double kSamePlace = 0.15;  // seconds
constexpr double kExactEdge = 0.3;  // of echoes that end with the title, not somewhere in what follows
constexpr double kCutAtEdge = 0.5;  // seconds around such an edge

/// The outermost edge, in the middle of those that nearly agree with it.
double settle(std::vector<double> edges, bool is_start) {
    std::ranges::sort(edges);
    if (!is_start) std::ranges::reverse(edges);
    std::erase_if(edges, [outermost = edges.front()](double each) { return std::abs(each - outermost) > kSameTitleEdge; });
    std::ranges::sort(edges);
    return edges.size() % 2 == 1 ? edges[edges.size() / 2] : (edges[edges.size() / 2 - 1] + edges[edges.size() / 2]) / 2;
}

/// Echoes along the title's lines: of one that has run on over an edge there is often a shorter one that has not.
std::vector<Echo> on_its_lines(std::span<const Echo> title, std::span<const Echo> echoes) {
    std::vector<Echo> left;
    std::ranges::copy_if(echoes, std::back_inserter(left), [&](const Echo& each) {
        return each.here.length() >= kShortestTitle && std::ranges::any_of(title, [&](const Echo& line) {
            return each.episode == line.episode && is_same_line(each, line) && overlap(each.here, line.here) > 0;
        });
    });
    return left;
}

double edge_of(const Echo& echo, bool is_start) { return is_start ? echo.here.start : echo.here.end; }

/// How many episodes have that edge.
std::size_t sharers_of(std::span<const Echo> echoes, bool is_start, double edge) {
    std::set<std::size_t> sharers;
    for (const auto& each : echoes) {
        if (std::abs(edge_of(each, is_start) - edge) < kExactEdge) sharers.insert(each.episode);
    }
    return sharers.size();
}

/// The most episodes that agree on an edge near `edge`.
std::size_t agreeing(std::span<const Echo> echoes, bool is_start, double edge) {
    std::size_t most = 0;
    for (const auto& each : echoes) {
        if (std::abs(edge_of(each, is_start) - edge) <= kSameTitleEdge) most = std::max(most, sharers_of(echoes, is_start, edge_of(each, is_start)));
    }
    return most;
}

/// Is that the edge of the song which sounds in most of what it leaves?
bool is_edge_of_its_song(const EpisodeEvidence& episode, const Span& left, bool is_start) {
    const auto* song = song_of(episode, left);
    return song != nullptr && (is_start ? std::abs(song->span.start - left.start) : std::abs(song->span.end - left.end)) < kTitleSongEdge;
}

/// Is an outermost edge a cut in both, as it is where a title of which most episodes have the first half ends?
bool is_cut_in_both(std::span<const EpisodeEvidence> season, const EpisodeEvidence& episode, std::span<const Echo> echoes, bool is_start, double edge) {
    const auto is_cut = [](const EpisodeEvidence& one, double at) { return has_a_cut(one, {at - kCutAtEdge, at + kCutAtEdge}); };
    return std::ranges::any_of(echoes, [&](const Echo& each) {
        return std::abs(edge_of(each, is_start) - edge) <= kSameTitleEdge && is_cut(episode, edge_of(each, is_start)) && is_cut(season[each.episode], is_start ? each.there.start : each.there.end);
    });
}

/// `span` without what a lone partner has in common beyond a cut, as recaps to one tune each week stand beside titles: where more agree on an edge at a moment of silence
/// or of black, or the title's song has it as well, that is the edge.
Span without_what_one_has(std::span<const EpisodeEvidence> season, const EpisodeEvidence& episode, std::span<const Echo> echoes, Span span, bool is_start) {
    if (is_cut_in_both(season, episode, echoes, is_start, is_start ? span.start : span.end)) return span;
    const auto outermost = agreeing(echoes, is_start, is_start ? span.start : span.end);
    std::size_t most = 0;
    auto best = span;
    for (const auto& each : echoes) {
        const double edge = edge_of(each, is_start);
        const auto left = is_start ? Span{edge, span.end} : Span{span.start, edge};
        if (left.length() < kShortestTitle || span.length() - left.length() < kSameTitleEdge) continue;
        const bool has_its_song = is_edge_of_its_song(episode, left, is_start), is_cut = has_a_cut(episode, {edge - kCutAtEdge, edge + kCutAtEdge});
        const auto sharers = sharers_of(echoes, is_start, edge);
        if (sharers > most && (sharers > outermost ? is_cut || has_its_song : is_cut && has_its_song)) most = sharers, best = left;
    }
    return best;
}

}  // namespace

bool is_same_line(const Echo& a, const Echo& b) { return std::abs((a.there.start - a.here.start) - (b.there.start - b.here.start)) < kSamePlace; }

Span title_edges(std::span<const EpisodeEvidence> season, std::size_t episode, const Span& whole, std::span<const Echo> title, std::span<const Echo> echoes) {
    std::vector<double> starts, ends;
    for (const auto& each : title) {
        // Pieces inside the title, where it repeats itself, have no say in where it begins and ends.
        if (each.here.start - whole.start < kSameTitleEdge) starts.push_back(each.here.start);
        if (whole.end - each.here.end < kSameTitleEdge) ends.push_back(each.here.end);
    }
    const auto lines = on_its_lines(title, echoes);
    Span span{settle(starts, true), settle(ends, false)};
    for (const bool is_start : {false, true}) span = without_what_one_has(season, season[episode], lines, span, is_start);
    return span;
}

}  // namespace bt::sound

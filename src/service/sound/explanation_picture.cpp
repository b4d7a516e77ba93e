#include "service/sound/explanation_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"
#include "sound/hearing_range.h"

namespace bt::service {
namespace {

constexpr double kWidth = 1'000, kLeft = 70, kRight = 980;
constexpr double kHitsTop = 86, kHitsBottom = 386, kBarsTop = 416, kBarsBottom = 536, kHeight = 606;

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : to_valid_utf8(text)) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default:
                // Control characters are not allowed in XML, not even escaped.
                out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return out;
}

std::string clock(double seconds) {
    const auto whole = static_cast<int>(std::max(0.0, seconds));
    return whole >= 3'600 ? fmt::format("{}:{:02}:{:02}", whole / 3'600, whole / 60 % 60, whole % 60) : fmt::format("{}:{:02}", whole / 60, whole % 60);
}

/// Seconds between marks of the time axis, so that there are about ten.
double mark_distance(double length) {
    for (const double step : {1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0}) {
        if (length / step <= 12) return step;
    }
    return 600;
}

/// Seconds of the cue in which the song's waves are where its line has them.
std::ptrdiff_t seconds_on_waves(const sound::CueExplanation& each) {
    constexpr double kOnLine = 0.05;
    std::set<double> seconds;
    for (const auto& wave : each.waves) {
        if (std::abs(wave.aside) <= kOnLine && wave.time >= each.cue.span.start && wave.time < each.cue.span.end) seconds.insert(wave.time);
    }
    return std::ssize(seconds);
}

class Drawing {
public:
    explicit Drawing(const sound::CueExplanation& what) : what_(what) {}

    std::string draw(std::string_view episode, std::string_view song) {
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" font-family=\"sans-serif\" font-size=\"13\">\n", kWidth, kHeight);
        add("<title>{} in {}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n", escaped(song), escaped(episode));
        add("<text x=\"{}\" y=\"26\" font-size=\"18\">{} <tspan fill=\"#555\" font-size=\"13\">in {}</tspan></text>\n", kLeft, escaped(song), escaped(episode.substr(episode.rfind('/') + 1)));
        const auto words = explanation_words(what_);
        const auto half = words.find("; ") + 1;
        remark(48, words.substr(0, half));
        remark(66, words.substr(half + 1));
        axes();
        hits();
        waves();
        bars();
        return std::move(out_) + "</svg>\n";
    }

private:
    template <class... Values>
    void add(fmt::format_string<Values...> format, Values&&... values) { fmt::format_to(std::back_inserter(out_), format, std::forward<Values>(values)...); }
    void remark(double at, std::string_view words) { add("<text x=\"{}\" y=\"{}\" fill=\"#555\">{}</text>\n", kLeft, at, escaped(words)); }
    double x(double time) const { return kLeft + (time - what_.shown.start) / std::max(1e-9, what_.shown.length()) * (kRight - kLeft); }
    static double y(double aside) { return (kHitsTop + kHitsBottom) / 2 - aside / sound::kAside * (kHitsBottom - kHitsTop) / 2; }

    void axes() {
        const auto& cue = what_.cue.span;
        for (const auto& [top, bottom] : {std::pair{kHitsTop, kHitsBottom}, {kBarsTop, kBarsBottom}}) {
            add("<rect x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"{}\" fill=\"#fdf3d8\"/>\n", x(cue.start), top, x(cue.end) - x(cue.start), bottom - top);
            add("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"#999\"/>\n", kLeft, top, kRight - kLeft, bottom - top);
        }
        const double step = mark_distance(what_.shown.length());
        for (double at = std::ceil(what_.shown.start / step) * step; at < what_.shown.end; at += step) {
            add("<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n", x(at), kBarsBottom + 18, clock(at));
        }
        for (const int aside : {-2, 0, 2}) add("<text x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{:+} s</text>\n", kLeft - 6, y(aside) + 4, aside);
        remark(kBarsBottom + 40, "Above, by their distance from the cue's line: landmarks that song and episode share (blue), and where their waves agree (orange).");
        remark(kBarsBottom + 58, "Below: what each second says for the song.");
    }

    void hits() {
        add("<g fill=\"#1f5fa8\" fill-opacity=\"0.5\">\n");
        for (const auto& hit : what_.hits) add("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"1.6\"/>\n", x(hit.time), y(hit.aside));
        add("</g>\n");
    }

    void waves() {
        add("<g fill=\"#d9631e\">\n");
        for (const auto& each : what_.waves) add("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"/>\n", x(each.time), y(each.aside), std::clamp(std::abs(each.score) / 3, 1.5, 6.0));
        add("</g>\n");
    }

    void bars() {
        double most = 1;
        for (const double nats : what_.evidence) most = std::max(most, std::abs(nats));
        const double zero = (kBarsTop + kBarsBottom) / 2, scale = (kBarsBottom - kBarsTop) / 2 / most;
        for (std::size_t i = 0; i < what_.evidence.size(); ++i) {
            const double nats = what_.evidence[i], from = what_.shown.start + static_cast<double>(i), to = std::min(from + 1, what_.shown.end);
            add("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"/>\n", x(from), nats > 0 ? zero - nats * scale : zero,
                std::max(0.5, x(to) - x(from) - 0.5), std::abs(nats) * scale, nats > 0 ? "#2e7d32" : "#b3261e");
        }
        add("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{:+.1f}</text>\n<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{:+.1f}</text>\n", kLeft - 6, kBarsTop + 12, most, kLeft - 6, kBarsBottom, -most);
    }

    const sound::CueExplanation& what_;
    std::string out_;
};

}  // namespace

std::string explanation_words(const sound::CueExplanation& each) {
    const auto& cue = each.cue;
    double nats = 0;
    for (std::size_t i = 0; i < each.evidence.size(); ++i) {
        const double middle = each.shown.start + static_cast<double>(i) + 0.5;
        if (middle >= cue.span.start && middle < cue.span.end) nats += each.evidence[i];
    }
    auto words = fmt::format("from {} to {}, {} of the {} landmarks that the song has there are in the episode, {:.0f} would be by chance; waves agree in {} of {:.0f} seconds: {:.0f} nats for it",
                             clock(cue.span.start), clock(cue.span.end), each.found, each.expected, each.by_chance, seconds_on_waves(each), cue.span.length(), nats);
    if (cue.rate != 1) words += fmt::format(", {:+.1f} % in tempo", (cue.rate - 1) * 100);
    if (each.shift != 0) words += fmt::format(", {:+.2f} semitones in pitch", each.shift * 12 / sound::kStepsPerOctave);
    return words;
}

std::string draw_explanation(const sound::CueExplanation& explanation, std::string_view episode, std::string_view song) { return Drawing(explanation).draw(episode, song); }

}  // namespace bt::service

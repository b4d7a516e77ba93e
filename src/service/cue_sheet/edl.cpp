// CMX 3600, as editing systems read it: an event a cue, cut only, on both sound tracks.
//
//     TITLE: SOUNDTRACK S01E01
//     FCM: NON-DROP FRAME
//
//     001  RAIN     AA    C        00:00:12:00 00:00:59:21 00:01:11:05 00:01:58:26
//     M2   RAIN       025.5                00:00:12:00
//     * FROM CLIP NAME: Rain
//
// Timecode counts pictures without dropping any: at 24000/1001 an hour of timecode lasts 3.6 s longer than an hour.
//
// A list has one title and no time twice on its record side, so the episodes of a season lie behind each other on one line: events are
// numbered through, reels begin with the episode ("E02RAIN") and a comment tells it, too. Beyond 999 events, where CMX 3600 ends, numbers have
// four digits, which editors read.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <vector>

#include "names/fold.h"
#include "names/romanise.h"
#include "service/cue_sheet/formats.h"

namespace bt::service {
namespace {

/// A change of speed that an editor would see: less than a picture in ten minutes is none.
constexpr double kSpeedChange = 0.0001;
constexpr std::size_t kReelLength = 8;

class Timecode {
public:
    explicit Timecode(FrameRate rate) : rate_(rate), nominal_((rate.pictures + rate.seconds - 1) / rate.seconds) {}

    std::string at(std::chrono::milliseconds time) const { return text(pictures(time)); }
    std::int64_t pictures(std::chrono::milliseconds time) const {
        const std::int64_t scaled = time.count() * rate_.pictures;
        const std::int64_t unit = std::int64_t{1'000} * rate_.seconds;
        return (scaled + unit / 2) / unit;
    }
    std::string text(std::int64_t count) const {
        const std::int64_t second = count / nominal_;
        return fmt::format("{:02}:{:02}:{:02}:{:02}", second / 3'600 % 24, second / 60 % 60, second % 60, count % nominal_);
    }
    std::int64_t pictures_a_day() const { return nominal_ * 86'400; }
    double per_second() const { return static_cast<double>(rate_.pictures) / rate_.seconds; }

private:
    FrameRate rate_;
    std::int64_t nominal_;
};

/// Where an episode begins on the record side, in pictures, and what tells its events from another's; of a single one nothing has to.
struct Place {
    std::int64_t begin = 0;
    std::string reel_prefix, code;
};

/// Reels are short and plain, Hangul in Latin letters; the whole title stands in a comment.
std::string reel_of(std::string reel, std::string_view title) {
    reel.resize(std::min(reel.size(), kReelLength));  // a season that is a year leaves room for nothing else
    for (const char c : names::romanise(names::to_utf32(title), names::System::Revised)) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 && reel.size() < kReelLength) reel += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return reel.empty() ? "AX" : reel;
}

void add_event(std::string& out, const CueSheetLine& line, std::size_t number, const Place& place, const Timecode& timecode) {
    const auto& cue = line.cue;
    const auto reel = reel_of(place.reel_prefix, line.music.title);
    const auto record_in = place.begin + timecode.pictures(cue.stretch.start);
    const auto record_out = std::max(record_in + 1, place.begin + timecode.pictures(cue.stretch.end));
    const auto source_in = timecode.pictures(cue.offset);
    const auto played = static_cast<std::int64_t>(std::llround(static_cast<double>(record_out - record_in) * cue.rate));
    fmt::format_to(std::back_inserter(out), "{:03}  {:<8} AA    C        {} {} {} {}\n", number, reel, timecode.text(source_in),
                   timecode.text(source_in + std::max<std::int64_t>(1, played)), timecode.text(record_in), timecode.text(record_out));
    if (std::abs(cue.rate - 1) > kSpeedChange) {
        fmt::format_to(std::back_inserter(out), "M2   {:<8}       {:05.1f}                {}\n", reel, timecode.per_second() * cue.rate, timecode.text(source_in));
    }
    fmt::format_to(std::back_inserter(out), "* FROM CLIP NAME: {}\n", one_line(line.music.title));
    if (!line.music.artist.empty()) fmt::format_to(std::back_inserter(out), "* COMMENT: ARTIST {}\n", one_line(line.music.artist));
    fmt::format_to(std::back_inserter(out), "* COMMENT: USAGE {}\n", to_string(line.usage));
    if (!place.code.empty()) fmt::format_to(std::back_inserter(out), "* COMMENT: EPISODE {}\n", place.code);
}

bool is_one_season(std::span<const CueSheetEpisode> episodes) {
    return std::ranges::all_of(episodes, [&](const CueSheetEpisode& each) { return each.season == episodes.front().season; });
}

std::string title_of(std::span<const CueSheetEpisode> episodes) {
    const auto& first = episodes.front();
    const auto production = one_line(first.production);
    if (episodes.size() == 1) return production + " " + code_of(first);
    return is_one_season(episodes) ? fmt::format("{} S{:02}", production, first.season) : production;
}

std::vector<Place> places_of(std::span<const CueSheetEpisode> episodes, const Timecode& timecode) {
    if (episodes.size() == 1) return {Place{}};
    const bool tells_season = !is_one_season(episodes);
    std::vector<Place> places;
    std::int64_t begin = 0;
    for (const auto& episode : episodes) {
        const auto number = fmt::format("E{:02}", episode.number.value_or(0));
        places.push_back({.begin = begin, .reel_prefix = tells_season ? fmt::format("S{}{}", episode.season, number) : number, .code = code_of(episode)});
        auto length = timecode.pictures(episode.duration);
        for (const auto& line : episode.lines) length = std::max(length, timecode.pictures(line.cue.stretch.end));
        begin += length;
    }
    return places;
}

}  // namespace

Result<std::string> write_edl(std::span<const CueSheetEpisode> episodes, FrameRate rate) {
    const Timecode timecode(rate);
    if (episodes.empty()) return Error{.fault = Fault::Invalid, .message = "an EDL is of one episode or more"};
    const auto places = places_of(episodes, timecode);
    if (places.back().begin + timecode.pictures(episodes.back().duration) > timecode.pictures_a_day()) {
        return Error{.fault = Fault::Invalid, .message = "together these episodes are longer than the 24 hours of an EDL's timecode: ask for one at a time"};
    }
    std::string out = fmt::format("TITLE: {}\nFCM: NON-DROP FRAME\n\n", title_of(episodes));
    std::size_t number = 0;
    for (std::size_t i = 0; i < episodes.size(); ++i) {
        for (const auto& line : episodes[i].lines) add_event(out, line, ++number, places[i], timecode);
    }
    return out;
}

}  // namespace bt::service

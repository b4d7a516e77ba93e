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
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

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
    double per_second() const { return static_cast<double>(rate_.pictures) / rate_.seconds; }

private:
    FrameRate rate_;
    std::int64_t nominal_;
};

/// Reels are short and plain; the whole title stands in a comment.
std::string reel_of(std::string_view title) {
    std::string reel;
    for (const char c : title) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 && reel.size() < kReelLength) reel += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return reel.empty() ? "AX" : reel;
}

void add_event(std::string& out, const CueSheetLine& line, std::size_t number, const Timecode& timecode) {
    const auto& cue = line.cue;
    const auto reel = reel_of(line.music.title);
    const auto record_in = timecode.pictures(cue.stretch.start);
    const auto record_out = std::max(record_in + 1, timecode.pictures(cue.stretch.end));
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
}

}  // namespace

std::string write_edl(std::span<const CueSheetEpisode> episodes, FrameRate rate) {
    const Timecode timecode(rate);
    std::string out;
    for (const auto& episode : episodes) {
        if (!out.empty()) out += '\n';
        fmt::format_to(std::back_inserter(out), "TITLE: {} {}\nFCM: NON-DROP FRAME\n\n", one_line(episode.production), code_of(episode));
        std::size_t number = 0;
        for (const auto& line : episode.lines) add_event(out, line, ++number, timecode);
    }
    return out;
}

}  // namespace bt::service

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <thread>

#include "commands.h"
#include "service/cue_sheet/from_files.h"
#include "service/serving.h"
#include "service/sound/learnt_songs.h"

namespace bt::app {
namespace cues_command {
namespace {

struct Options {
    service::CueSheetRequest sheet;
    std::string format = "csv", songs, rate = "25";
    bool json = false;
};

int run(Options options) {
    const auto format = service::read_cue_sheet_format(options.json ? "json" : options.format);
    const auto rate = service::read_frame_rate(options.rate);
    if (!rate) return fail(rate.error());
    if (!options.songs.empty()) options.sheet.songs = options.songs;
    options.sheet.song_cache = service::default_song_cache();
    options.sheet.threads = std::max(1U, std::thread::hardware_concurrency());
    const bool is_watched = ::isatty(STDERR_FILENO) == 1;
    const service::CueSheetCalls calls{
        .remark = [](const std::string& about, const std::string& words) { std::fprintf(stderr, "bonustrack: %s %s\n", about.c_str(), words.c_str()); },
        .progress =
            [&](const std::string& what, std::size_t done, std::size_t total) {
                if (is_watched) std::fprintf(stderr, "\r\033[K%s %zu of %zu%s", what.c_str(), done, total, done == total ? "\r\033[K" : "");
            },
    };
    const auto sheets = service::cue_sheet_of_files(options.sheet, calls);
    if (!sheets) return fail(sheets.error());
    const auto text = service::write_cue_sheet(*sheets, *format, *rate);
    if (!text) return fail(text.error());
    std::fputs(text->c_str(), stdout);
    return kSuccess;
}

}  // namespace
}  // namespace cues_command

void add_cues(CLI::App& app, Command& chosen) {
    using namespace cues_command;
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("cues", "Write the cue sheet of an episode or a season: which music sounds when, for rights societies and editors");
    command->add_option("EPISODE_OR_SEASON", options->sheet.path, "A media file, of a split episode the first, or the folder of a season")->required();
    command->add_option("--format", options->format, "csv, json, edl (CMX 3600); of one episode also kodi, ffmetadata, mkvchapters: its parts for other players")
        ->check(CLI::IsMember({"csv", "json", "edl", "kodi", "ffmetadata", "mkvchapters"}))
        ->capture_default_str();
    command->add_flag("--json", options->json, "The same as --format json");
    command->add_option("--data", options->sheet.data, "The server's data folder (default: " + service::default_data_folder() + ")");
    command->add_option("--songs", options->songs, "Listen now, for the songs in this folder")->check(CLI::ExistingDirectory);
    command->add_option("--fps", options->rate, "Pictures a second of the EDL's timecode: 25, 23.976, 24000/1001")->capture_default_str();
    command->footer("What the server has heard is used where it has heard all of it, corrections by hand included; else it is listened to now.\n"
                    "Usage is theme (in the intro or credits), feature (heard for itself) or background (under dialogue).");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace bt::app

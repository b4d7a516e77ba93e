#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <charconv>
#include <cstdio>
#include <memory>

#include "base/text.h"
#include "commands.h"
#include "service/api/read_correction.h"
#include "service/api/sound_json.h"
#include "service/catalogue.h"
#include "service/serving.h"
#include "service/sound/correction_words.h"
#include "service/sound/episode_content.h"
#include "store/correction_store.h"
#include "store/sound_reader.h"

namespace bt::app {
namespace correct_command {
namespace {

namespace json = boost::json;

struct Options {
    std::string file, action, at, to, part, title, to_part, to_title, data;
    std::int64_t song = 0, theme = 0, to_song = 0, to_theme = 0, undo = 0;
    bool json = false;
};

Error invalid(std::string message) { return {.fault = Fault::Invalid, .message = std::move(message)}; }

/// "71.2", "1:11.2", "0:01:11.2": seconds.
Result<double> read_clock(std::string_view text) {
    double seconds = 0;
    for (const auto piece : split(text, ':')) {
        double value = 0;
        const auto [end, fault] = std::from_chars(piece.data(), piece.data() + piece.size(), value);
        if (fault != std::errc{} || end != piece.data() + piece.size() || value < 0) return invalid("a time is seconds or a clock's: 71.2, 1:11.2, 0:01:11.2");
        seconds = seconds * 60 + value;
    }
    return seconds;
}

/// Puts "START-END" into `out`.
Result<void> add_stretch(json::object& out, std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return invalid("a stretch is START-END: 71.2-118.9 or 1:11-1:58");
    BT_TRY(const double start, read_clock(text.substr(0, dash)));
    BT_TRY(const double end, read_clock(text.substr(dash + 1)));
    out["start"] = start;
    out["end"] = end;
    return {};
}

json::object song_of(std::int64_t song, std::int64_t theme, const std::string& title) {
    json::object out;
    if (song > 0) out["id"] = song;
    else if (theme > 0) out["theme"] = theme;
    else out["title"] = title;
    return out;
}

bool names_music(std::int64_t song, std::int64_t theme, const std::string& title) { return song > 0 || theme > 0 || !title.empty(); }

/// What the action cannot do without, in the words of the command line: the API's would name fields that nobody typed.
Result<void> check_options(const Options& options) {
    const bool is_part = !options.part.empty();
    if (!is_part && !names_music(options.song, options.theme, options.title)) return invalid(options.action + " what? Say it with --part, --song, --theme or --title");
    if (options.action == "move" && options.to.empty()) return invalid("move where to? Say it with --to START-END");
    if (options.action != "rename") return {};
    if (is_part && options.to_part.empty()) return invalid("rename it to what? Say it with --to-part");
    if (!is_part && !names_music(options.to_song, options.to_theme, options.to_title)) return invalid("rename it to what? Say it with --to-song, --to-theme or --to-title");
    return {};
}

/// The options as the JSON that the API takes.
Result<json::object> as_json(const Options& options) {
    BT_CHECK(check_options(options));
    json::object about, to;
    BT_CHECK(add_stretch(about, options.at));
    if (!options.to.empty()) BT_CHECK(add_stretch(to, options.to));
    if (!options.part.empty()) about["type"] = options.part;
    else about["song"] = song_of(options.song, options.theme, options.title);
    if (!options.to_part.empty()) to["type"] = options.to_part;
    if (names_music(options.to_song, options.to_theme, options.to_title)) to["song"] = song_of(options.to_song, options.to_theme, options.to_title);
    json::object out{{"action", options.action}, {options.part.empty() ? "cue" : "part", std::move(about)}};
    if (!to.empty()) out["to"] = std::move(to);
    return out;
}

/// How the options name the music: " (--song 3)". Music that has only a title is named by that.
std::string option_for(const json::object& song) {
    const auto numbered = [&](std::string_view key, const char* option) {
        const auto& id = song.at(key);
        return id.is_null() ? std::string() : std::string(" (") + option + " " + std::to_string(id.as_int64()) + ")";
    };
    return numbered("id", "--song") + numbered("theme", "--theme");
}

void print(const store::SoundView& view, const std::vector<domain::Correction>& corrections, bool as_json) {
    if (as_json) {
        json::array list;
        for (const auto& correction : corrections) list.push_back(service::correction_json(correction, view));
        const json::object out{{"corrections", std::move(list)}, {"cues", service::cues_json(view)}, {"parts", service::parts_json(view)}};
        std::printf("%s\n", json::serialize(out).c_str());
        return;
    }
    for (const auto& value : service::cues_json(view)) {
        const auto& cue = value.as_object();
        const auto& song = cue.at("song").as_object();
        std::printf("%9.2f %9.2f  %s%s%s\n", cue.at("start").as_double(), cue.at("end").as_double(), song.at("title").as_string().c_str(), option_for(song).c_str(),
                    cue.at("source") == "hand" ? ", by hand" : "");
    }
    for (const auto& value : service::parts_json(view)) {
        const auto& part = value.as_object();
        std::printf("%9.2f %9.2f  [%s]%s\n", part.at("start").as_double(), part.at("end").as_double(), part.at("type").as_string().c_str(),
                    part.at("source") == "hand" ? ", by hand" : "");
    }
    for (const auto& correction : corrections) std::printf("correction %lld: %s\n", static_cast<long long>(correction.id.value), service::describe(correction, view).c_str());
}

Result<void> correct(const Options& options) {
    BT_TRY(const auto database, service::open_catalogue(options.data));
    BT_TRY(const auto id, service::episode_of_file(*database, options.file));
    BT_TRY(const auto episode, service::content_of_episode(*database, id));
    store::CorrectionStore store(*database);
    if (options.undo > 0) BT_CHECK(store.remove(episode.content, domain::CorrectionId{options.undo}));
    if (!options.action.empty()) {
        BT_TRY(const auto in, as_json(options));
        BT_TRY(const auto correction, service::read_correction(*database, in));
        BT_TRY([[maybe_unused]] const auto added, store.add(episode.content, correction));
    }
    BT_TRY(const auto view, store::SoundReader(*database).by_content(episode.content, episode.view.series));
    BT_TRY(const auto corrections, store.of(episode.content));
    print(view, corrections, options.json);
    return {};
}

int run(const Options& options) {
    const auto done = correct(options);
    return done ? kSuccess : fail(done.error());
}

}  // namespace
}  // namespace correct_command

void add_correct(CLI::App& app, Command& chosen) {
    using namespace correct_command;
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("correct", "Put right what was heard in an episode of a served library; the server may be running");
    command->add_option("EPISODE", options->file, "The episode's file")->required()->check(CLI::ExistingFile);
    auto* action = command->add_option("ACTION", options->action, "move, rename, delete, add or confirm; without one the episode is told as it is")
                       ->check(CLI::IsMember({"move", "rename", "delete", "add", "confirm"}));
    auto* at = command->add_option("--at", options->at, "START-END of the cue or part it is about: 71.2-118.9 or 1:11-1:58");
    action->needs(at);
    auto* part = command->add_option("--part", options->part, "It is about a part: recap, intro, credits, epilogue, preview");
    auto* song = command->add_option("--song", options->song, "It is about a cue of the song with this id")->check(CLI::PositiveNumber);
    auto* theme = command->add_option("--theme", options->theme, "It is about a cue of the theme with this id")->check(CLI::PositiveNumber);
    auto* title = command->add_option("--title", options->title, "It is about a cue of music with this title");
    part->excludes(song)->excludes(theme)->excludes(title);
    song->excludes(theme)->excludes(title);
    theme->excludes(title);
    auto* to = command->add_option("--to", options->to, "move: the new START-END");
    auto* to_part = command->add_option("--to-part", options->to_part, "rename: what part it is");
    auto* to_song = command->add_option("--to-song", options->to_song, "rename: the song's id")->check(CLI::PositiveNumber);
    auto* to_theme = command->add_option("--to-theme", options->to_theme, "rename: the theme's id")->check(CLI::PositiveNumber);
    auto* to_title = command->add_option("--to-title", options->to_title, "rename: the title of music the library does not hold");
    for (auto* each : {at, part, song, theme, title, to, to_part, to_song, to_theme, to_title}) each->needs(action);  // else nothing would be done, without a word
    command->add_option("--undo", options->undo, "Take back the correction with this number")->check(CLI::PositiveNumber);
    command->add_option("--data", options->data, "The server's data folder (default: " + service::default_data_folder() + ")");
    command->add_flag("--json", options->json, "One JSON object, as the API answers");
    command->footer("What a person says wins over every later analysis, and can be taken back.\n"
                    "  bonustrack correct E01.mkv move --song 3 --at 71.2-118.9 --to 1:10-1:59\n"
                    "  bonustrack correct E01.mkv add --part epilogue --at 58:00-1:01:30\n"
                    "  bonustrack correct E01.mkv --undo 4");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace bt::app

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <memory>

#include "commands.h"
#include "service/api/search_json.h"
#include "service/catalogue.h"
#include "service/search_catalogue.h"
#include "service/search_index.h"
#include "service/serving.h"

namespace bt::app {
namespace search_command {
namespace {

struct Options {
    std::vector<std::string> words;
    std::string data;
    std::size_t limit = 10;
    bool json = false;
};

template <class Hits, class Tell>
void print(const char* group, const Hits& hits, Tell tell) {
    if (hits.empty()) return;
    std::printf("%s\n", group);
    for (const auto& hit : hits) {
        const auto& name = hit.names.empty() ? hit.matched : hit.names.front();
        const auto aside = hit.matched == name ? std::string{} : " (" + hit.matched + ")";
        const auto* how = hit.match == names::Match::Sound ? "  sounds like it" : hit.match == names::Match::Typo ? "  perhaps" : "";
        std::printf("  %s%s%s%s\n", name.c_str(), aside.c_str(), tell(hit).c_str(), how);
    }
}

bool is_empty(const service::SearchResults& found) {
    return found.titles.empty() && found.people.empty() && found.episodes.empty() && found.songs.empty() && found.lines.empty();
}

int run(const Options& options) {
    const auto database = service::open_catalogue(options.data);
    if (!database) return fail(database.error());
    const auto catalogue = service::SearchCatalogue::read(**database);
    if (!catalogue) return fail(catalogue.error());
    std::string query;
    for (const auto& word : options.words) query += (query.empty() ? "" : " ") + word;
    auto results = (*catalogue)->search(query, options.limit);
    if (auto lines = service::search_lines(**database, query, options.limit)) results.lines = std::move(*lines);
    else return fail(lines.error());
    if (options.json) {
        service::add_posters(**database, results.titles);
        std::printf("%s\n", boost::json::serialize(service::search_json(results)).c_str());
        return kSuccess;
    }
    if (is_empty(results)) std::printf("Nothing was found for \"%s\"\n", query.c_str());
    print("Titles", results.titles, [](const auto& hit) { return hit.year ? ", " + std::to_string(*hit.year) : std::string{}; });
    print("People", results.people, [](const auto& hit) { return hit.role ? ", in " + hit.role->series_title : std::string{}; });
    print("Episodes", results.episodes, [](const auto& hit) { return ", " + hit.series_title + (hit.number ? " S" + std::to_string(hit.season) + "E" + std::to_string(*hit.number) : std::string{}); });
    print("Songs", results.songs, [](const auto& hit) { return (hit.artist.empty() ? "" : ", " + hit.artist) + ", " + hit.series_title; });
    if (!results.lines.empty()) std::printf("Lines\n");
    for (const auto& [line, matched, match] : results.lines) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(line.time).count();
        const auto where = line.number ? "S" + std::to_string(line.season) + "E" + std::to_string(*line.number) : line.episode_title;
        std::printf("  %s, %s %s, %d:%02d\n", line.text.c_str(), line.series_title.c_str(), where.c_str(), static_cast<int>(seconds / 60), static_cast<int>(seconds % 60));
    }
    return kSuccess;
}

}  // namespace
}  // namespace search_command

void add_search(CLI::App& app, Command& chosen) {
    using namespace search_command;
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("search", "Find titles, people, episodes and songs by any spelling, and lines of dialogue");
    command->add_option("QUERY", options->words, "What to find: 금새록, keum saerok, ㄱㅅㄹ")->required();
    command->add_option("--data", options->data, "The server's data folder (default: " + service::default_data_folder() + ")");
    command->add_option("--limit", options->limit, "At most so many of each group")->check(CLI::Range(1, 50))->capture_default_str();
    command->add_flag("--json", options->json, "One JSON object, as GET /api/v1/search answers");
    command->footer("Asks the catalogue in the server's data folder; the server need not run.");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace bt::app

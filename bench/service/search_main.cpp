// What does a search cost through HTTP, in a library of so many people and lines? A database made for it in a folder that goes away, the
// server's own search routes on loopback, one connection that asks again and again.
//   bench_service_search FILE.tsv [PEOPLE [LINES]]
//
// Milliseconds from the first byte of a request to the last of its answer, with the names of the table as used and with one wrong letter;
// then phrases of the lines. Also how long the index takes to build from the database, and what whom-names-mean costs.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unordered_set>

#include "http/server.h"
#include "names/fold.h"
#include "names/korean_names.h"
#include "names/line_terms.h"
#include "names/measure.h"
#include "service/api/search_routes.h"
#include "service/people_joiner.h"
#include "service/search_index.h"
#include "store/catalogue_writer.h"
#include "store/line_store.h"
#include "store/scan_state_store.h"

namespace {

using namespace bt;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        char hex[4];
        std::snprintf(hex, sizeof hex, "%%%02X", static_cast<unsigned char>(c));
        out += hex;
    }
    return out;
}

/// One connection, one request at a time.
class Client {
public:
    explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        is_open_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~Client() { ::close(socket_); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// The answer's body; empty when anything fails.
    std::string get(const std::string& path) {
        const auto request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        if (!is_open_ || ::send(socket_, request.data(), request.size(), 0) != static_cast<ssize_t>(request.size())) return {};
        std::string answer;
        char buffer[65'536];
        for (std::size_t wanted = SIZE_MAX; answer.size() < wanted;) {
            const auto got = ::recv(socket_, buffer, sizeof buffer, 0);
            if (got <= 0) return {};
            answer.append(buffer, static_cast<std::size_t>(got));
            const auto end = answer.find("\r\n\r\n");
            if (end == std::string::npos) continue;
            const auto length = answer.find("ontent-Length: ");
            if (length != std::string::npos && length < end) wanted = end + 4 + static_cast<std::size_t>(std::atol(answer.c_str() + length + 15));
        }
        return answer.substr(answer.find("\r\n\r\n") + 4);
    }

private:
    int socket_;
    bool is_open_ = false;
};

/// Series of 200 people each; the names of the table first.
void fill(store::Database& database, const std::vector<names::NamePair>& pairs, std::size_t people) {
    // Everybody once: the same letters would be the same person.
    std::vector<std::string> all;
    std::unordered_set<std::string> known;
    const auto add = [&](std::string name) {
        if (known.insert(name).second) all.push_back(std::move(name));
    };
    for (const auto& pair : pairs) add(pair.hangul);
    const auto wanted = all.size() + people;
    for (std::uint64_t seed = 1; all.size() < wanted && seed < 64; ++seed) {
        for (const auto& name : names::invent_names(people, seed)) {
            if (all.size() < wanted) add(names::to_utf8(std::u32string(name.begin(), name.end())));
        }
    }
    const auto library = store::ScanStateStore(database).library_at("/library").value();
    store::CatalogueWriter writer(database);
    constexpr std::size_t kCast = 200;
    for (std::size_t i = 0; i * kCast < all.size(); ++i) {
        domain::ScannedSeries scanned;
        scanned.folder = "Series " + std::to_string(i);
        scanned.series.title.value = scanned.folder;
        for (std::size_t p = i * kCast; p < std::min(all.size(), (i + 1) * kCast); ++p) scanned.series.people.push_back({.person = {}, .name = all[p], .role = {}, .type = "actor"});
        domain::Episode episode;
        episode.season.value = 1;
        episode.number.value = 1;
        domain::MediaFile file;
        file.path = scanned.folder + "/S01E01.mkv";
        file.content = ContentKey{1, i};
        episode.versions = {{.parts = {file}}};
        scanned.series.seasons = {{.number = 1, .episodes = {episode}}};
        if (const auto applied = writer.apply(library, scanned); !applied) std::fprintf(stderr, "%s\n", applied.error().describe().c_str());
    }
}

/// Invented sentences of common Korean words, in texts of 1,000 lines.
std::vector<std::string> fill_lines(store::Database& database, std::size_t count) {
    constexpr const char* kWords[] = {"오늘", "나는", "너를", "사랑해", "정말", "그때", "우리가", "보고", "싶었어", "괜찮아", "미안해", "어디", "가는", "거야", "비가", "오면", "생각나", "노래를",
                                      "들으면", "언제나", "곁에", "있을게", "아무", "말도", "하지", "마", "기다려", "줘서", "고마워", "다시는", "그러지", "않을게"};
    store::LineStore store(database, {.version = names::kLineTermsVersion, .terms_of = [](std::string_view text) { return names::line_terms(text); }});
    std::vector<std::string> queries;
    std::uint64_t state = 1;
    const auto draw = [&state](std::uint64_t below) {
        state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        return (state >> 33U) % below;
    };
    constexpr std::size_t kOfOneText = 1'000;
    for (std::size_t i = 0; i < count / kOfOneText; ++i) {
        store::NewText text{.language = "ko", .lines = {}};
        for (std::size_t n = 0; n < kOfOneText; ++n) {
            std::string line;
            for (auto words = 3 + draw(5); words > 0; --words) line.append(line.empty() ? "" : " ").append(kWords[draw(std::size(kWords))]);
            if (n % 97 == 0) queries.push_back(line.substr(0, line.find(' ', 8)));
            text.lines.push_back({std::chrono::milliseconds(n * 3'000), std::move(line)});
        }
        if (const auto saved = store.save(ContentKey{1, i}, {text}); !saved) std::fprintf(stderr, "%s\n", saved.error().describe().c_str());
    }
    return queries;
}

void print(const char* what, std::vector<double> times) {
    if (times.empty()) return;
    std::sort(times.begin(), times.end());
    const auto at = [&](double share) { return times[std::min(times.size() - 1, static_cast<std::size_t>(share * static_cast<double>(times.size())))]; };
    std::printf("%-28s %6zu  p50 %.2f  p95 %.2f  p99 %.2f ms\n", what, times.size(), at(0.5), at(0.95), at(0.99));
}

int run(const std::string& folder, const std::vector<names::NamePair>& pairs, std::size_t people, std::size_t lines) {
    const auto database = store::Database::open(folder + "/search.db").value();
    fill(*database, pairs, people);
    auto start = Clock::now();
    const auto phrases = fill_lines(*database, lines);
    std::printf("%zu lines written in %.0f ms\n", lines, since(start));
    service::PeopleJoiner joiner(*database);
    start = Clock::now();
    if (const auto joined = joiner.refresh(); !joined) return std::fprintf(stderr, "%s\n", joined.error().describe().c_str()), 1;
    std::printf("whom names mean: %.0f ms\n", since(start));
    start = Clock::now();
    const auto catalogue = service::SearchCatalogue::read(*database).value();
    std::printf("index of %zu people: %.1f MiB, %.0f ms with reading\n", people + pairs.size(), static_cast<double>(catalogue->bytes()) / 1048576, since(start));
    service::SearchIndex index(*database);
    while (index.current()->bytes() < catalogue->bytes() / 2) ::usleep(1'000);
    http::Router router;
    service::add_search_routes(router, index);
    const auto server = http::Server::start(std::move(router), {.listeners = {{"127.0.0.1:0"}}});
    if (!server) return std::fprintf(stderr, "%s\n", server.error().describe().c_str()), 1;
    const auto url = (*server)->bound().front().url;
    Client client(static_cast<std::uint16_t>(std::atoi(url.c_str() + url.rfind(':') + 1)));
    const auto ask = [&](const std::string& query, std::vector<double>& times) {
        const auto asked = Clock::now();
        if (client.get("/api/v1/search?limit=10&q=" + encoded(query)).empty()) std::fprintf(stderr, "no answer to %s\n", query.c_str());
        times.push_back(since(asked));
    };
    std::vector<double> used, typos, said;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        ask(pairs[i].form, used);
        ask(names::with_one_typo(pairs[i].form, i), typos);
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(1'000, phrases.size()); ++i) ask(phrases[i], said);
    print("names as used", std::move(used));
    print("names with one wrong letter", std::move(typos));
    print("phrases of lines", std::move(said));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return std::fprintf(stderr, "usage: bench_service_search FILE.tsv [PEOPLE [LINES]]\n"), 2;
    std::ifstream file(argv[1], std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    const auto pairs = names::read_name_pairs(text);
    if (!pairs) return std::fprintf(stderr, "%s\n", pairs.error().describe().c_str()), 1;
    std::string pattern = (std::filesystem::temp_directory_path() / "bonustrack-bench-XXXXXX").string();
    const std::string folder = ::mkdtemp(pattern.data());
    const auto number = [&](int place, std::size_t otherwise) { return argc > place ? static_cast<std::size_t>(std::atol(argv[place])) : otherwise; };
    const int status = run(folder, *pairs, number(2, 100'000), number(3, 200'000));
    std::filesystem::remove_all(folder);
    return status;
}

#include "service/search_catalogue.h"

#include <algorithm>
#include <unordered_map>

#include "names/episode_number.h"
#include "service/episode_places.h"
#include "store/catalogue_names.h"

namespace bt::service {
namespace {

/// What a hit shows beside its names, by the entry's place in its index.
struct EpisodeFacts {
    domain::SeriesId series;
    int season = 0;
    std::optional<int> number;
};
struct SongFacts {
    domain::SeriesId series;
    std::string artist;
    std::optional<domain::AlbumId> cover;
};

std::uint32_t known_by(std::int64_t number) { return static_cast<std::uint32_t>(std::clamp<std::int64_t>(number, 0, UINT32_MAX)); }

/// What hits show beside their names, by the entry's place.
struct Shown {
    std::vector<std::optional<int>> years;
    std::vector<EpisodeFacts> episode_facts;
    std::vector<SongFacts> song_facts;
    std::vector<domain::SeriesId> role_series;
    std::vector<bool> people_pictured;
    std::unordered_map<std::int64_t, std::string> series_titles;
    std::unordered_map<std::int64_t, std::size_t> people_places;
    EpisodePlaces episode_places;
};

/// The catalogue as entries of indexes.
struct Gathered : Shown {
    std::vector<names::Entry> titles, people, episodes, songs, roles;
};

// How well known something is: a series by its episodes and the people credited in it, its episodes and songs as it is itself, a person
// by the series they have a part in. Nobody's viewing is counted.
Gathered gather(store::CatalogueNames all) {
    Gathered out;
    std::unordered_map<std::int64_t, std::uint32_t> known;
    for (auto& each : all.series) {
        known[each.id.value] = known_by(each.episodes + each.people);
        out.series_titles[each.id.value] = each.names.front();
        out.titles.push_back({each.id.value, std::move(each.names), known[each.id.value]});
        out.years.push_back(each.year);
    }
    for (auto& each : all.episodes) {
        if (each.number) out.episode_places.add(each.series, each.season, *each.number, out.episodes.size());
        out.episodes.push_back({each.id.value, std::move(each.names), known[each.series.value]});
        out.episode_facts.push_back({each.series, each.season, each.number});
    }
    for (auto& each : all.songs) {
        names::Entry entry{.id = each.id.value, .names = each.titles, .popularity = known[each.series.value]};
        if (!each.artist.empty() && each.artist != each.titles.front()) entry.names.push_back(each.artist);
        if (!each.artist.empty()) entry.names.push_back(each.artist + " " + each.titles.front());
        out.songs.push_back(std::move(entry));
        out.song_facts.push_back({each.series, std::move(each.artist), each.cover});
    }
    for (auto& each : all.people) {
        out.people_places[each.id.value] = out.people.size();
        out.people_pictured.push_back(each.has_picture);
        out.people.push_back({each.id.value, std::move(each.names), known_by(each.series)});
    }
    for (auto& each : all.roles) {
        const auto person = out.people_places.find(each.person.value);
        if (person == out.people_places.end()) continue;
        out.roles.push_back({each.person.value, {std::move(each.name)}, out.people[person->second].popularity});
        out.role_series.push_back(each.series);
    }
    return out;
}

/// Fills what all kinds of hits share; `facts` adds the rest.
template <class Kind, class Facts>
std::vector<Kind> find(const names::Index& index, std::string_view query, std::size_t limit, Facts facts) {
    std::vector<Kind> out;
    for (const auto& hit : index.search(query, limit)) {
        const auto& entry = index.entry(hit);
        Kind row;
        row.id = entry.id;
        row.names = entry.names;
        row.matched = index.matched(hit);
        row.match = hit.match;
        facts(row, hit.entry);
        out.push_back(std::move(row));
    }
    return out;
}

}  // namespace

struct SearchCatalogue::Facts : Shown {
    explicit Facts(Gathered all)
        : Shown(std::move(static_cast<Shown&>(all))), titles(names::NameKind::Title, std::move(all.titles)), people(names::NameKind::Person, std::move(all.people)),
          episodes(names::NameKind::Title, std::move(all.episodes)), songs(names::NameKind::Title, std::move(all.songs)),
          roles(names::NameKind::Person, std::move(all.roles)) {}

    std::string title_of(domain::SeriesId id) const {
        const auto found = series_titles.find(id.value);
        return found == series_titles.end() ? std::string{} : found->second;
    }
    std::vector<PersonHit> find_people(std::string_view query, std::size_t limit) const;
    std::vector<EpisodeHit> find_episodes(std::string_view query, std::size_t limit) const;
    std::vector<EpisodeHit> find_numbered_episodes(std::string_view query, std::size_t limit) const;
    void tell_of_episode(EpisodeHit& hit, std::size_t place) const;

    names::Index titles, people, episodes, songs, roles;
};

/// People by their own names and by those of the characters they play: of equally sure hits, names first.
std::vector<PersonHit> SearchCatalogue::Facts::find_people(std::string_view query, std::size_t limit) const {
    auto hits = find<PersonHit>(people, query, limit, [&](PersonHit& hit, std::size_t place) {
        hit.series = people.entries()[place].popularity;
        hit.has_picture = people_pictured[place];
    });
    auto by_role = find<PersonHit>(roles, query, limit, [&](PersonHit& hit, std::size_t place) {
        const auto at = people_places.at(hit.id);
        const auto& person = people.entries()[at];
        hit.has_picture = people_pictured[at];
        hit.role = RoleFound{hit.matched, role_series[place], title_of(role_series[place])};
        hit.names = person.names;
        hit.series = person.popularity;
    });
    // Beside names that are meant, no guesses at characters; beside a character's very name, none at names.
    const auto drop_guesses = [](std::vector<PersonHit>& from, const std::vector<PersonHit>& beside, names::Match surer) {
        const bool is_meant = std::any_of(beside.begin(), beside.end(), [&](const PersonHit& hit) { return hit.match <= surer; });
        if (is_meant) std::erase_if(from, [](const PersonHit& hit) { return hit.match == names::Match::Typo; });
    };
    drop_guesses(by_role, hits, names::Match::Sound);
    drop_guesses(hits, by_role, names::Match::Prefix);
    for (auto& hit : by_role) {
        const auto same = std::find_if(hits.begin(), hits.end(), [&](const PersonHit& other) { return other.id == hit.id; });
        if (same == hits.end()) hits.push_back(std::move(hit));
        else if (hit.match < same->match) *same = std::move(hit);
    }
    std::stable_sort(hits.begin(), hits.end(), [](const PersonHit& a, const PersonHit& b) { return std::pair(a.match, a.role.has_value()) < std::pair(b.match, b.role.has_value()); });
    if (hits.size() > limit) hits.resize(limit);
    return hits;
}

void SearchCatalogue::Facts::tell_of_episode(EpisodeHit& hit, std::size_t place) const {
    const auto& facts = episode_facts[place];
    hit.series = facts.series, hit.series_title = title_of(facts.series), hit.season = facts.season, hit.number = facts.number;
}

/// "goblin s1e2": as sure as the title is, and of the titles only the surest.
std::vector<EpisodeHit> SearchCatalogue::Facts::find_numbered_episodes(std::string_view query, std::size_t limit) const {
    const auto asked = names::episode_asked(query);
    if (!asked) return {};
    std::vector<EpisodeHit> out;
    const auto find_in = [&](const std::string& title, std::optional<int> season, names::Match least) {
        for (const auto& hit : titles.search(title, limit)) {
            if (hit.match > least || (!out.empty() && out.front().match < hit.match)) break;
            for (const auto place : episode_places.find({titles.entry(hit).id}, season, asked->number)) {
                if (out.size() == limit) return;
                EpisodeHit row;
                row.id = episodes.entries()[place].id;
                row.names = episodes.entries()[place].names;
                row.matched = titles.matched(hit);
                row.match = hit.match;
                tell_of_episode(row, place);
                out.push_back(std::move(row));
            }
        }
    };
    find_in(asked->title, asked->season, names::Match::Typo);
    // The second season may be a series of its own: "soundtrack s2e1" is Soundtrack #2.
    if (out.empty() && asked->season) find_in(asked->title + " " + std::to_string(*asked->season), std::nullopt, names::Match::Sound);
    return out;
}

/// By their own titles, and by that of their series with their number.
std::vector<EpisodeHit> SearchCatalogue::Facts::find_episodes(std::string_view query, std::size_t limit) const {
    auto hits = find_numbered_episodes(query, limit);
    for (auto& titled : find<EpisodeHit>(episodes, query, limit, [&](EpisodeHit& hit, std::size_t place) { tell_of_episode(hit, place); })) {
        const bool is_known = std::any_of(hits.begin(), hits.end(), [&](const EpisodeHit& hit) { return hit.id == titled.id; });
        // Beside the episode that is asked for by its number, no guesses.
        if (!is_known && (hits.empty() || titled.match < names::Match::Typo)) hits.push_back(std::move(titled));
    }
    std::stable_sort(hits.begin(), hits.end(), [](const EpisodeHit& a, const EpisodeHit& b) { return a.match < b.match; });
    if (hits.size() > limit) hits.resize(limit);
    return hits;
}

SearchCatalogue::SearchCatalogue(std::unique_ptr<const Facts> facts) : facts_(std::move(facts)) {}
SearchCatalogue::~SearchCatalogue() = default;

Result<std::shared_ptr<const SearchCatalogue>> SearchCatalogue::read(store::Database& database) {
    BT_TRY(auto all, store::read_catalogue_names(database));
    return std::make_shared<const SearchCatalogue>(std::make_unique<const Facts>(gather(std::move(all))));
}

std::shared_ptr<const SearchCatalogue> SearchCatalogue::empty() { return std::make_shared<const SearchCatalogue>(std::make_unique<const Facts>(Gathered{})); }

SearchResults SearchCatalogue::search(std::string_view query, std::size_t limit) const {
    const auto& f = *facts_;
    SearchResults out;
    out.titles = find<TitleHit>(f.titles, query, limit, [&](TitleHit& hit, std::size_t place) { hit.year = f.years[place]; });
    out.people = f.find_people(query, limit);
    out.episodes = f.find_episodes(query, limit);
    out.songs = find<SongHit>(f.songs, query, limit, [&](SongHit& hit, std::size_t place) {
        const auto& facts = f.song_facts[place];
        hit.artist = facts.artist, hit.cover = facts.cover, hit.series = facts.series, hit.series_title = f.title_of(facts.series);
    });
    return out;
}

std::size_t SearchCatalogue::bytes() const { return facts_->titles.bytes() + facts_->people.bytes() + facts_->episodes.bytes() + facts_->songs.bytes() + facts_->roles.bytes(); }

}  // namespace bt::service

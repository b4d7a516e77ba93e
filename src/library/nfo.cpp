#include "library/nfo.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <pugixml.hpp>
#include <set>

#include "base/text.h"
#include "library/number_words.h"
#include "library/series_name.h"
#include "library/text.h"

namespace bt::library {
namespace {

using domain::Source;
using pugi::xml_node;

// A file may repeat an element without end; no real one has more people or tags than these.
constexpr std::size_t kMaxPeople = 2000;
constexpr std::size_t kMaxListed = 500;
constexpr std::size_t kMaxEpisodes = 50;
constexpr std::size_t kMaxTextBytes = 64U << 10;

/// The length of the CDATA section or comment that begins here, to the end of the text where nothing ends it; 0 for anything else.
std::size_t verbatim_length(std::string_view text) {
    const auto section = [&](std::string_view begin, std::string_view end) -> std::size_t {
        if (!text.starts_with(begin)) return 0;
        const auto at = text.find(end, begin.size());
        return at == std::string_view::npos ? text.size() : at + end.size();
    };
    const auto cdata = section("<![CDATA[", "]]>");
    return cdata > 0 ? cdata : section("<!--", "-->");
}

bool begins_entity(std::string_view behind_ampersand) {
    const auto end = behind_ampersand.substr(0, 10).find(';');
    const auto name = end == std::string_view::npos ? std::string_view() : behind_ampersand.substr(0, end);
    return name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos" || (name.size() > 1 && name[0] == '#');
}

/// "&" that begins no entity becomes "&amp;": titles such as "Rain & Snow" are written bare. In CDATA, where Emby and Jellyfin put plots, it
/// stands for itself (XML 1.0 §2.7).
std::string escape_stray_ampersands(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        if (const auto verbatim = text[i] == '<' ? verbatim_length(text.substr(i)) : 0; verbatim > 0) {
            out += text.substr(i, verbatim);
            i += verbatim;
            continue;
        }
        out += text[i];
        if (text[i] == '&' && !begins_entity(text.substr(i + 1))) out += "amp;";
        ++i;
    }
    return out;
}

/// All text right below `node`: a comment or CDATA divides it into pieces.
std::string text_of(xml_node node) {
    std::string text;
    for (const auto piece : node.children()) {
        if (piece.type() == pugi::node_pcdata || piece.type() == pugi::node_cdata) text += piece.value();
        if (text.size() > kMaxTextBytes) break;
    }
    return nfc(trim(text).substr(0, kMaxTextBytes));
}

std::optional<int> number_of(std::string_view text) {
    int value = 0;
    const auto trimmed = trim(text);
    const auto [end, fault] = std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), value);
    if (fault != std::errc() || end == trimmed.data() || value < 0 || value > 1'000'000) return std::nullopt;
    return value;
}

/// A number by itself, as in "2023-2024": of "20x0" the year 20 would be made.
std::optional<int> year_of(std::string_view text) {
    const auto trimmed = trim(text);
    const auto behind = trimmed.find_first_not_of("0123456789");
    return behind != std::string_view::npos && is_ascii_word(trimmed[behind]) ? std::nullopt : number_of(trimmed);
}

double decimal_of(std::string text) {
    std::ranges::replace(text, ',', '.');
    const double value = std::strtod(text.c_str(), nullptr);
    return std::isfinite(value) && value >= 0 && value <= 1'000'000 ? value : 0;
}

bool is_url(std::string_view text) { return text.starts_with("http://") || text.starts_with("https://"); }

void add_listed(std::vector<std::string>& list, std::string value) {
    if (value.empty() || list.size() >= kMaxListed || std::ranges::find(list, value) != list.end()) return;
    list.push_back(std::move(value));
}

/// Genres and countries are repeated, or written "Drama / Romance".
void add_split(std::vector<std::string>& list, const std::string& value) {
    for (const auto piece : split(value, '/')) add_listed(list, std::string(trim(piece)));
}

/// What tinyMediaManager and Emby write: <tmdbid>, <imdbid>, <tvdbid>, or a link to the person's page.
domain::ProviderIds person_ids(xml_node node) {
    constexpr std::size_t kLongestId = 32;
    domain::ProviderIds ids;
    const auto add = [&ids](std::string provider, std::string_view value) {
        const bool is_id = !value.empty() && value.size() <= kLongestId && value != "0" && std::ranges::all_of(value, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; });
        if (is_id) ids.try_emplace(std::move(provider), value);
    };
    for (const std::string provider : {"tmdb", "imdb", "tvdb"}) add(provider, trim(node.child((provider + "id").c_str()).text().get()));
    const std::string profile = text_of(node.child("profile"));
    const auto after = [&profile](std::string_view site) {
        const auto at = profile.find(site);
        if (at == std::string::npos) return std::string_view{};
        const auto rest = std::string_view(profile).substr(at + site.size());
        return rest.substr(0, rest.find_first_of("-/?#"));
    };
    add("tmdb", after("themoviedb.org/person/"));
    add("imdb", after("imdb.com/name/"));
    return ids;
}

constexpr int kUntoldOrder = std::numeric_limits<int>::max();

void add_actor(xml_node node, std::vector<domain::Credit>& people) {
    domain::Credit credit{.name = text_of(node.child("name")), .role = text_of(node.child("role")), .type = ascii_lower(text_of(node.child("type")))};
    if (credit.name.empty() || people.size() >= kMaxPeople) return;
    if (credit.type.empty()) credit.type = "actor";
    const auto order = number_of(node.child("order").text().get());
    credit.order = (order ? order : number_of(node.child("sortorder").text().get())).value_or(kUntoldOrder);
    if (auto thumb = text_of(node.child("thumb")); is_url(thumb)) credit.thumb = std::move(thumb);
    credit.ids = person_ids(node);
    people.push_back(std::move(credit));
}

/// As the file orders them; who is given no place follows in the file's order.
void put_in_order(std::vector<domain::Credit>& people) {
    std::ranges::stable_sort(people, {}, &domain::Credit::order);
    int next = 0;
    for (auto& credit : people) {
        if (credit.order == kUntoldOrder) credit.order = next;
        next = credit.order + 1;
    }
}

void add_crew(const std::string& names, std::string_view type, std::vector<domain::Credit>& people) {
    for (const auto piece : split(names, '/')) {
        const std::string name(trim(piece));
        const auto same = [&](const domain::Credit& c) { return c.name == name && c.type == type; };
        if (name.empty() || people.size() >= kMaxPeople || std::ranges::any_of(people, same)) continue;
        people.push_back({.name = name, .type = std::string(type), .order = kUntoldOrder});
    }
}

void add_rating(std::vector<domain::Rating>& ratings, domain::Rating rating) {
    if (rating.value > 0 && ratings.size() < kMaxListed) ratings.push_back(std::move(rating));
}

void add_ratings(xml_node node, std::vector<domain::Rating>& ratings) {
    for (const auto child : node.children("rating")) {
        domain::Rating rating{.source = child.attribute("name").as_string("default"), .value = decimal_of(text_of(child.child("value")))};
        if (const double maximum = decimal_of(child.attribute("max").as_string()); maximum > 0) rating.maximum = maximum;
        rating.votes = number_of(child.child("votes").text().get()).value_or(0);
        add_rating(ratings, std::move(rating));
    }
}

void add_id(domain::ProviderIds& ids, std::string_view provider, std::string value) {
    if (value.empty() || value.size() > 128 || provider.empty() || provider.size() > 32 || ids.size() >= kMaxListed) return;
    ids.insert({ascii_lower(provider), std::move(value)});
}

std::optional<domain::ArtworkKind> artwork_kind(std::string_view aspect) {
    using domain::ArtworkKind;
    if (aspect.empty() || aspect == "poster") return ArtworkKind::Poster;
    if (aspect == "fanart" || aspect == "backdrop") return ArtworkKind::Backdrop;
    if (aspect == "banner") return ArtworkKind::Banner;
    if (aspect == "landscape" || aspect == "thumb") return ArtworkKind::Landscape;
    if (aspect == "clearlogo" || aspect == "logo") return ArtworkKind::Logo;
    if (aspect == "clearart") return ArtworkKind::ClearArt;
    if (aspect == "discart") return ArtworkKind::Disc;
    return std::nullopt;
}

void add_artwork(std::vector<domain::Artwork>& list, domain::ArtworkKind kind, std::string url) {
    if (!is_url(url) || list.size() >= kMaxListed) return;
    const auto order = std::ranges::count(list, kind, &domain::Artwork::kind);
    list.push_back({.kind = kind, .url = std::move(url), .order = static_cast<int>(order)});
}

/// The parts of Series, Season and Episode an element may stand for; null where a kind has no such field.
struct Fields {
    std::string* title = nullptr;
    std::string *original_title = nullptr, *sort_title = nullptr, *plot = nullptr, *outline = nullptr, *tagline = nullptr;
    domain::ProviderIds* ids = nullptr;
    std::vector<domain::Rating>* ratings = nullptr;
    std::string* certification = nullptr;
    std::vector<std::string>*genres = nullptr, *studios = nullptr, *tags = nullptr;
    std::vector<domain::Credit>* people = nullptr;
    std::optional<std::chrono::minutes>* runtime = nullptr;
    std::optional<std::chrono::sys_seconds>* added = nullptr;
};

void assign(std::string* field, std::string value) {
    if (field != nullptr && !value.empty()) *field = std::move(value);
}

/// Elements that series, seasons and episodes share.
void read_shared(xml_node node, std::string_view name, const Fields& into) {
    const auto text = [&] { return text_of(node); };
    if (name == "title" || name == "name" || name == "localtitle") assign(into.title, text());
    else if (name == "originaltitle") assign(into.original_title, text());
    else if (name == "sorttitle" || name == "sortname") assign(into.sort_title, text());
    else if (name == "plot" || name == "review" || name == "biography") assign(into.plot, text());
    else if (name == "outline") assign(into.outline, text());
    else if (name == "tagline") assign(into.tagline, text());
    else if (name == "mpaa" || name == "customrating") assign(into.certification, text());
    else if (name == "uniqueid") add_id(*into.ids, node.attribute("type").as_string("unknown"), text());
    else if (name == "tmdbid" || name == "tvdbid" || name == "imdbid") add_id(*into.ids, name.substr(0, 4), text());
    else if (name == "imdb_id") add_id(*into.ids, "imdb", text());
    else if (name == "id") {
        auto id = text();
        const std::string_view provider = id.starts_with("tt") ? "imdb" : "tvdb";  // as Kodi's old scrapers wrote it
        add_id(*into.ids, provider, std::move(id));
    } else if (name == "rating") add_rating(*into.ratings, {.source = "default", .value = decimal_of(text())});
    else if (name == "criticrating") add_rating(*into.ratings, {.source = "critics", .value = decimal_of(text()), .maximum = 100});
    else if (name == "ratings") add_ratings(node, *into.ratings);
    else if (name == "actor" && into.people != nullptr) add_actor(node, *into.people);
    else if (name == "director" && into.people != nullptr) add_crew(text(), "director", *into.people);
    else if ((name == "writer" || name == "credits") && into.people != nullptr) add_crew(text(), "writer", *into.people);
    else if (name == "genre" && into.genres != nullptr) add_split(*into.genres, text());
    else if (name == "studio" && into.studios != nullptr) add_listed(*into.studios, text());
    else if ((name == "tag" || name == "style") && into.tags != nullptr) add_listed(*into.tags, text());
    else if (name == "runtime" && into.runtime != nullptr) {
        if (const auto minutes = number_of(node.text().get()); minutes && *minutes > 0) *into.runtime = std::chrono::minutes(*minutes);
    } else if (name == "dateadded" && into.added != nullptr) {
        if (const auto time = read_time(node.text().get())) *into.added = time;
    }
}

struct Parsed {
    pugi::xml_document document;
    domain::ProviderIds links;
};

Result<void> parse(std::string_view bytes, Parsed& into) {
    if (bytes.size() > kMaxNfoBytes) return Error{Fault::TooLarge, "an NFO file of more than 4 MiB is not read"};
    const std::string text = escape_stray_ampersands(nfo_text(bytes));
    // What was read before a fault in the XML is kept: half a file names more than none. Links count only behind the last tag:
    // inside, an actor's page may be meant.
    into.document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
    const auto last_tag = text.rfind('>');
    into.links = find_provider_links(last_tag == std::string::npos ? std::string_view(text) : std::string_view(text).substr(last_tag + 1));
    return {};
}

Error no_element(std::string_view element) {
    return Error{Fault::Malformed, "neither <" + std::string(element) + "> nor a link to a film database"};
}

void read_set(xml_node node, domain::Series& series) {
    const auto name = node.child("name") ? text_of(node.child("name")) : text_of(node);
    if (name.empty()) return;
    series.instalment = domain::Instalment{.anthology = name, .number = {}, .source = Source::Nfo};
}

void read_thumb(xml_node node, NfoSeries& out) {
    const auto kind = artwork_kind(node.attribute("aspect").as_string());
    if (!kind) return;
    const auto season = node.attribute("season") ? number_of(node.attribute("season").as_string()) : std::nullopt;
    if (season && out.season_artwork.size() < kMaxListed) add_artwork(out.season_artwork[*season], *kind, text_of(node));
    else if (!season) add_artwork(out.series.artwork, *kind, text_of(node));
}

/// <art><poster>...</poster><fanart>...</fanart></art>; paths in it are those of another machine.
void read_art(xml_node node, std::vector<domain::Artwork>& list) {
    for (const auto child : node.children())
        if (const auto kind = artwork_kind(ascii_lower(child.name()))) add_artwork(list, *kind, text_of(child));
}

/// Kodi's scrapers name a trailer by the add-on that plays it: "plugin://plugin.video.youtube/?action=play_video&videoid=...".
std::string trailer_link(std::string text) {
    if (is_url(text)) return text;
    constexpr std::string_view kAddOn = "plugin://plugin.video.youtube/", kId = "videoid=";
    const auto at = text.find(kId);
    if (!text.starts_with(kAddOn) || at == std::string::npos) return {};
    const auto behind = std::string_view(text).substr(at + kId.size());
    const auto id = behind.substr(0, behind.find('&'));
    const bool is_id = !id.empty() && id.size() <= 32 && std::ranges::all_of(id, [](char c) { return is_ascii_word(c) || c == '-' || c == '_'; });
    return is_id ? "https://www.youtube.com/watch?v=" + std::string(id) : std::string();
}

void read_series_element(xml_node node, NfoSeries& out, std::string& title, std::optional<int>& year) {
    auto& series = out.series;
    const Fields fields{.title = &title, .original_title = &series.original_title, .sort_title = &series.sort_title, .plot = &series.plot,
                        .outline = &series.outline, .tagline = &series.tagline, .ids = &series.ids, .ratings = &series.ratings,
                        .certification = &series.certification, .genres = &series.genres, .studios = &series.studios, .tags = &series.tags,
                        .people = &series.people, .runtime = &series.runtime, .added = &series.added};
    const std::string name = ascii_lower(node.name());
    if (name == "year") year = year_of(node.text().get());
    else if (name == "premiered" || name == "aired" || name == "releasedate") { if (const auto d = read_date(node.text().get())) series.premiered = d; }
    else if (name == "enddate") { if (const auto d = read_date(node.text().get())) series.ended = d; }
    else if (name == "status") series.status = text_of(node);
    else if (name == "airs_dayofweek") series.airs_day_of_week = text_of(node);
    else if (name == "airs_time") series.airs_time = text_of(node);
    else if (name == "displayorder") series.display_order = ascii_lower(text_of(node));
    else if (name == "country") add_split(series.countries, text_of(node));
    else if (name == "set") read_set(node, series);
    else if (name == "namedseason") { if (const auto n = number_of(node.attribute("number").as_string()); n && out.season_titles.size() < kMaxListed) out.season_titles[*n] = text_of(node); }
    else if (name == "thumb") read_thumb(node, out);
    else if (name == "fanart") for (const auto thumb : node.children("thumb")) add_artwork(series.artwork, domain::ArtworkKind::Backdrop, text_of(thumb));
    else if (name == "art") read_art(node, series.artwork);
    else if (name == "trailer") add_listed(series.trailers, trailer_link(text_of(node)));
    else if (name == "soundtrack") add_listed(out.soundtracks, text_of(node));
    else read_shared(node, name, fields);
}

void read_episode_element(xml_node node, NfoEpisode& out, std::string& title) {
    auto& episode = out.episode;
    const Fields fields{.title = &title, .original_title = &episode.original_title, .sort_title = &episode.sort_title, .plot = &episode.plot,
                        .outline = &episode.outline, .tagline = &episode.tagline, .ids = &episode.ids, .ratings = &episode.ratings,
                        .certification = &episode.certification, .genres = &episode.genres, .studios = &episode.studios, .tags = &episode.tags,
                        .people = &episode.people, .runtime = &episode.runtime, .added = &episode.added};
    const std::string name = ascii_lower(node.name());
    const auto number = [&] { return number_of(node.text().get()); };
    if (name == "season") { if (const auto n = number()) episode.season = {*n, Source::Nfo}; }
    else if (name == "episode") { if (const auto n = number()) episode.number = {n, Source::Nfo}; }
    else if (name == "episodenumberend") out.last_number = number();
    else if (name == "displayseason" || name == "airsbefore_season") episode.airs_before_season = number();
    else if (name == "displayepisode" || name == "airsbefore_episode") episode.airs_before_episode = number();
    else if (name == "airsafter_season" || name == "displayafterseason") episode.airs_after_season = number();
    else if (name == "aired" || name == "premiered" || name == "releasedate") { if (const auto d = read_date(node.text().get())) episode.aired = d; }
    else if (name == "showtitle") out.series_title = text_of(node);
    else if (name == "thumb") add_artwork(episode.artwork, domain::ArtworkKind::Thumb, text_of(node));
    else read_shared(node, name, fields);
}

}  // namespace

std::optional<domain::Date> read_date(std::string_view raw) {
    const auto text = trim(raw);
    const auto year = digits_at(text, 0);
    if (!year || year->end != 4 || year->end >= text.size() || text[4] != '-') return std::nullopt;
    const auto month = digits_at(text, 5, 2);
    if (!month || month->end >= text.size() || text[month->end] != '-') return std::nullopt;
    const auto day = digits_at(text, month->end + 1, 2);
    if (!day) return std::nullopt;
    const domain::Date date{std::chrono::year(year->value), std::chrono::month(static_cast<unsigned>(month->value)),
                            std::chrono::day(static_cast<unsigned>(day->value))};
    // Year 1 is how some tools write "not known".
    return date.ok() && year->value > 1 ? std::optional(date) : std::nullopt;
}

std::optional<std::chrono::sys_seconds> read_time(std::string_view raw) {
    const auto date = read_date(raw);
    if (!date) return std::nullopt;
    const std::string_view text = trim(raw);
    std::chrono::seconds of_day{0};
    std::size_t at = text.find_first_of(" T");
    for (const int unit : {3600, 60, 1}) {
        const auto number = at == std::string_view::npos ? std::nullopt : digits_at(text, at + 1, 2);
        if (!number) break;
        of_day += std::chrono::seconds(number->value * unit);
        at = number->end < text.size() && text[number->end] == ':' ? number->end : std::string_view::npos;
    }
    return std::chrono::sys_seconds(std::chrono::sys_days(*date)) + of_day;
}

domain::ProviderIds find_provider_links(std::string_view text) {
    struct Link {
        std::string_view address, provider;
    };
    static constexpr Link kLinks[] = {
        {"imdb.com/title/", "imdb"}, {"themoviedb.org/tv/", "tmdb"}, {"themoviedb.org/movie/", "tmdb"},
        {"thetvdb.com/dereferrer/series/", "tvdb"}, {"thetvdb.com/?tab=series&id=", "tvdb"}, {"thetvdb.com/index.php?tab=series&id=", "tvdb"},
        {"thetvdb.com/?tab=series&amp;id=", "tvdb"}, {"thetvdb.com/index.php?tab=series&amp;id=", "tvdb"},
    };
    domain::ProviderIds ids;
    const std::string lower = ascii_lower(text.substr(0, kMaxTextBytes));
    for (const auto& [address, provider] : kLinks) {
        const auto at = lower.find(address);
        if (at == std::string::npos) continue;
        std::size_t begin = at + address.size();
        std::size_t end = begin;
        if (provider == "imdb") end = lower.compare(begin, 2, "tt") == 0 ? begin + 2 : begin;
        const auto digits = end;
        while (end < lower.size() && is_digit(lower[end]) && end - digits < 12) ++end;
        if (end > digits) ids.insert({std::string(provider), lower.substr(begin, end - begin)});
    }
    return ids;
}

Result<NfoSeries> read_series_nfo(std::string_view bytes) {
    Parsed parsed;
    BT_CHECK(parse(bytes, parsed));
    NfoSeries out;
    const auto root = parsed.document.child("tvshow");
    if (!root && parsed.links.empty()) return no_element("tvshow");
    std::string title;
    std::optional<int> year;
    for (const auto node : root.children()) read_series_element(node, out, title, year);
    put_in_order(out.series.people);
    auto& series = out.series;
    for (const auto& [provider, id] : parsed.links) add_id(series.ids, provider, id);
    if (!title.empty()) series.title = {title, Source::Nfo};
    if (!year && series.premiered) year = static_cast<int>(series.premiered->year());
    if (year) series.year = {year, Source::Nfo};
    if (series.instalment)
        if (const auto read = read_instalment(series.title.value)) series.instalment->number = read->number;
    return out;
}

Result<NfoSeason> read_season_nfo(std::string_view bytes) {
    Parsed parsed;
    BT_CHECK(parse(bytes, parsed));
    const auto root = parsed.document.child("season");
    if (!root && parsed.links.empty()) return no_element("season");
    NfoSeason out;
    auto& season = out.season;
    std::string title;
    std::vector<domain::Rating> unused;
    const Fields fields{.title = &title, .plot = &season.plot, .ids = &season.ids, .ratings = &unused};
    for (const auto node : root.children()) {
        const std::string name = ascii_lower(node.name());
        if (name == "seasonnumber") out.number = number_of(node.text().get());
        else if (name == "seasonname") assign(&title, text_of(node));
        else if (name == "year") season.year = year_of(node.text().get());
        else if (name == "premiered" || name == "aired" || name == "releasedate") season.premiered = read_date(node.text().get());
        else if (name == "thumb") { if (const auto kind = artwork_kind(node.attribute("aspect").as_string())) add_artwork(season.artwork, *kind, text_of(node)); }
        else if (name == "art") read_art(node, season.artwork);
        else read_shared(node, name, fields);
    }
    if (!title.empty()) season.title = {title, Source::Nfo};
    for (const auto& [provider, id] : parsed.links) add_id(season.ids, provider, id);
    return out;
}

Result<std::vector<NfoEpisode>> read_episode_nfo(std::string_view bytes) {
    Parsed parsed;
    BT_CHECK(parse(bytes, parsed));
    std::vector<NfoEpisode> out;
    const auto read_one = [&](xml_node root) {
        auto& one = out.emplace_back();
        std::string title;
        for (const auto node : root.children()) read_episode_element(node, one, title);
        put_in_order(one.episode.people);
        if (!title.empty()) one.episode.title = {title, Source::Nfo};
    };
    for (const auto root : parsed.document.children("episodedetails"))
        if (out.size() < kMaxEpisodes) read_one(root);
    // Some tools put all of them into one outer element, so that the file is one document.
    if (out.empty())
        for (const auto root : parsed.document.first_child().children("episodedetails"))
            if (out.size() < kMaxEpisodes) read_one(root);
    if (out.empty() && parsed.links.empty()) return no_element("episodedetails");
    if (out.empty()) out.emplace_back();
    for (const auto& [provider, id] : parsed.links) add_id(out.front().episode.ids, provider, id);
    return out;
}

Result<NfoAlbum> read_album_nfo(std::string_view bytes) {
    Parsed parsed;
    BT_CHECK(parse(bytes, parsed));
    if (const auto artist = parsed.document.child("artist")) return NfoAlbum{.title = {}, .artist = text_of(artist.child("name")), .year = {}};
    const auto root = parsed.document.child("album");
    if (!root) return no_element("album");
    NfoAlbum out{.title = text_of(root.child("title")), .year = year_of(root.child("year").text().get())};
    for (const char* name : {"artist", "albumartist", "artistdesc"})
        if (out.artist.empty()) out.artist = text_of(root.child(name));
    return out;
}

}  // namespace bt::library

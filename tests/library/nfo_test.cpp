#include "library/nfo.h"

#include <gtest/gtest.h>

namespace bt::library {
namespace {

using domain::Source;
using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

constexpr const char* kSeries = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- written by hand -->
<tvshow>
  <title>Rain & Snow in Seoul</title>
  <originaltitle>서울의 비와 눈</originaltitle>
  <sorttitle>Rain and Snow</sorttitle>
  <review>First words.</review>
  <plot>Two umbrellas &amp; one bench.</plot>
  <tagline>Wait for the bus.</tagline>
  <year>2023</year>
  <premiered>2023-12-06</premiered>
  <enddate>2024-01-25</enddate>
  <status>Ended</status>
  <airs_dayofweek>Wednesday</airs_dayofweek>
  <airs_time>17:00</airs_time>
  <mpaa>15</mpaa>
  <runtime>48</runtime>
  <genre>Drama / Romance</genre>
  <genre>Music</genre>
  <studio>Channel Umbrella</studio>
  <tag>rain</tag><tag>rain</tag>
  <country>South Korea</country>
  <uniqueid type="tmdb" default="true">4242</uniqueid>
  <uniqueid type="imdb">tt7654321</uniqueid>
  <tvdbid>99</tvdbid>
  <ratings><rating name="themoviedb" max="10" default="true"><value>8,4</value><votes>120</votes></rating></ratings>
  <criticrating>91</criticrating>
  <actor><name>Han Biwon</name><role>Noh Ara</role><order>0</order><thumb>https://example.org/a.jpg</thumb><tmdbid>731</tmdbid></actor>
  <actor><name>Seo Ugi</name><profile>https://www.themoviedb.org/person/732-seo-ugi</profile><imdbid>nm0000009</imdbid><tvdbid>../x</tvdbid><role>Stranger</role><type>GuestStar</type><sortorder>7</sortorder></actor>
  <actor><role>nobody</role></actor>
  <director>Bae Nari / Oh Haneul</director>
  <credits>Min Byeol</credits>
  <set><name>Weather</name><overview>x</overview></set>
  <namedseason number="1">The Bus Stop</namedseason>
  <thumb aspect="poster">https://example.org/p.jpg</thumb>
  <thumb aspect="poster" season="1">https://example.org/s1.jpg</thumb>
  <thumb aspect="banner">file:///etc/passwd</thumb>
  <fanart><thumb>https://example.org/f.jpg</thumb></fanart>
  <art><poster>https://example.org/p2.jpg</poster><fanart>/home/somebody/fanart.jpg</fanart><season><poster>https://example.org/x.jpg</poster></season></art>
  <trailer>plugin://plugin.video.youtube/?action=play_video&videoid=a-B_9&x=1</trailer>
  <trailer>plugin://plugin.video.other/?videoid=b</trailer>
  <trailer>plugin://plugin.video.youtube/?videoid=b"onload=</trailer>
  <dateadded>2024-02-01 21:05:09</dateadded>
  <soundtrack>Rain & Snow OST</soundtrack>
  <lockdata>true</lockdata>
  <somethingelse><deep><er/></deep></somethingelse>
</tvshow>
)";

TEST(SeriesNfo, ListsActorsAsOrderOrSortorderSayAndTheOthersBehindThem) {
    const auto nfo = read_series_nfo("<tvshow><title>Rain</title><director>Boss</director><actor><name>None</name></actor>"
                                     "<actor><name>Third</name><sortorder>2</sortorder></actor><actor><name>First</name><order>0</order></actor>"
                                     "<actor><name>Second</name><order></order><sortorder>1</sortorder></actor><actor><name>Last</name></actor></tvshow>");
    ASSERT_TRUE(nfo);
    std::vector<std::pair<std::string, int>> listed;
    for (const auto& credit : nfo->series.people) listed.emplace_back(credit.name, credit.order);
    EXPECT_EQ(listed, (std::vector<std::pair<std::string, int>>{{"First", 0}, {"Second", 1}, {"Third", 2}, {"Boss", 3}, {"None", 4}, {"Last", 5}}));
}

TEST(SeriesNfo, ReadsEveryFieldOfAFullFile) {
    const auto nfo = read_series_nfo(kSeries).value();
    const auto& s = nfo.series;
    EXPECT_EQ(s.title, (domain::Sourced<std::string>{"Rain & Snow in Seoul", Source::Nfo}));
    EXPECT_EQ(s.original_title, "서울의 비와 눈");
    EXPECT_EQ(s.sort_title, "Rain and Snow");
    EXPECT_EQ(s.plot, "Two umbrellas & one bench.") << "the last of plot and review wins";
    EXPECT_EQ(s.tagline, "Wait for the bus.");
    EXPECT_EQ(s.year, (domain::Sourced<std::optional<int>>{2023, Source::Nfo}));
    EXPECT_EQ(s.premiered, domain::Date(year(2023), month(12), day(6)));
    EXPECT_EQ(s.ended, domain::Date(year(2024), month(1), day(25)));
    EXPECT_EQ(s.status, "Ended");
    EXPECT_EQ(s.airs_day_of_week, "Wednesday");
    EXPECT_EQ(s.airs_time, "17:00");
    EXPECT_EQ(s.certification, "15");
    EXPECT_EQ(s.runtime, std::chrono::minutes(48));
    EXPECT_EQ(s.genres, (std::vector<std::string>{"Drama", "Romance", "Music"}));
    EXPECT_EQ(s.studios, std::vector<std::string>{"Channel Umbrella"});
    EXPECT_EQ(s.tags, std::vector<std::string>{"rain"});
    EXPECT_EQ(s.countries, std::vector<std::string>{"South Korea"});
    EXPECT_EQ(s.ids, (domain::ProviderIds{{"imdb", "tt7654321"}, {"tmdb", "4242"}, {"tvdb", "99"}}));
    EXPECT_EQ(s.ratings, (std::vector<domain::Rating>{{"themoviedb", 8.4, 10, 120}, {"critics", 91, 100, 0}}));
    ASSERT_EQ(s.people.size(), 5U);
    EXPECT_EQ(s.people[0], (domain::Credit{{}, "Han Biwon", "Noh Ara", "actor", 0, "https://example.org/a.jpg", {{"tmdb", "731"}}}));
    EXPECT_EQ(s.people[1], (domain::Credit{{}, "Seo Ugi", "Stranger", "gueststar", 7, "", {{"imdb", "nm0000009"}, {"tmdb", "732"}}}));
    EXPECT_EQ(s.people[3].name, "Oh Haneul");
    EXPECT_EQ(s.people[4].type, "writer");
    EXPECT_EQ(s.instalment, (domain::Instalment{"Weather", {}, Source::Nfo}));
    EXPECT_EQ(nfo.season_titles.at(1), "The Bus Stop");
    ASSERT_EQ(s.artwork.size(), 3U) << "only http and https addresses are taken";
    EXPECT_EQ(s.artwork[1].kind, domain::ArtworkKind::Backdrop);
    EXPECT_EQ(s.artwork[2], (domain::Artwork{.kind = domain::ArtworkKind::Poster, .path = {}, .url = "https://example.org/p2.jpg", .order = 1, .stamp = {}}));
    EXPECT_EQ(nfo.season_artwork.at(1).front().url, "https://example.org/s1.jpg");
    EXPECT_EQ(s.trailers, std::vector<std::string>{"https://www.youtube.com/watch?v=a-B_9"});
    using namespace std::chrono_literals;
    EXPECT_EQ(s.added, std::chrono::sys_days(domain::Date(year(2024), month(2), day(1))) + 21h + 5min + 9s);
    EXPECT_EQ(nfo.soundtracks, std::vector<std::string>{"Rain & Snow OST"});
}

TEST(SeriesNfo, AcceptsALinkBehindTheXmlAndALinkAlone) {
    EXPECT_EQ(read_series_nfo("<tvshow><title>Rain</title></tvshow>\nhttps://www.themoviedb.org/tv/93405-rain").value().series.ids,
              (domain::ProviderIds{{"tmdb", "93405"}}));
    EXPECT_EQ(read_series_nfo("https://www.imdb.com/title/tt1234567/").value().series.ids, (domain::ProviderIds{{"imdb", "tt1234567"}}));
    EXPECT_EQ(read_series_nfo("http://thetvdb.com/?tab=series&id=77&lid=7").value().series.ids, (domain::ProviderIds{{"tvdb", "77"}}));
}

TEST(SeriesNfo, RefusesWhatNamesNothing) {
    EXPECT_EQ(read_series_nfo("").error().fault, Fault::Malformed);
    EXPECT_EQ(read_series_nfo("just words").error().fault, Fault::Malformed);
    EXPECT_EQ(read_series_nfo("<movie><title>x</title></movie>").error().fault, Fault::Malformed);
    EXPECT_EQ(read_series_nfo(std::string(kMaxNfoBytes + 1, ' ')).error().fault, Fault::TooLarge);
}

TEST(SeriesNfo, KeepsWhatStandsBeforeAFault) {
    EXPECT_EQ(read_series_nfo("<tvshow><title>Rain</title><plot>cut off he").value().series.title.value, "Rain");
    EXPECT_EQ(read_series_nfo("<tvshow><title>Rain</title><plot>no end</tvshow>").value().series.title.value, "Rain");
}

TEST(SeriesNfo, JoinsTextThatCdataAndCommentsDivide) {
    const auto nfo = read_series_nfo("<tvshow><title>Rain &amp; <![CDATA[Snow]]> in <!-- the -->Seoul</title><plot><![CDATA[One <b>bench</b>,]]><![CDATA[ two umbrellas]]>.</plot></tvshow>");
    EXPECT_EQ(nfo.value().series.title.value, "Rain & Snow in Seoul");
    EXPECT_EQ(nfo.value().series.plot, "One <b>bench</b>, two umbrellas.");
}

TEST(SeriesNfo, TakesAmpersandsAsTheyAreInCdataAndMendsThemOutsideOfIt) {
    constexpr std::pair<std::string_view, std::string_view> kPlots[] = {
        {"<![CDATA[Rain & Snow]]>", "Rain & Snow"},
        {"<![CDATA[Rain &amp; Snow]]>", "Rain &amp; Snow"},
        {"Rain & Snow", "Rain & Snow"},
        {"Rain &amp; Snow", "Rain & Snow"},
        {"<![CDATA[A & <!-- B & ]]> & <!-- C & <![CDATA[ --> & D", "A & <!-- B &  &  & D"},
        {"<![CDATA[A ]] > & B]]>&<![CDATA[&]]>", "A ]] > & B&&"},
    };
    for (const auto& [written, plot] : kPlots) {
        SCOPED_TRACE(written);
        const auto nfo = read_series_nfo("<tvshow><title>Rain</title><plot>" + std::string(written) + "</plot></tvshow>");
        ASSERT_TRUE(nfo);
        EXPECT_EQ(nfo->series.plot, plot);
    }
    EXPECT_EQ(read_series_nfo("<tvshow><title>Rain & Snow</title><plot><![CDATA[Rain & ").value().series.title.value, "Rain & Snow") << "cut short";
}

TEST(SeriesNfo, NeitherExpandsEntitiesNorReadsFiles) {
    const auto nfo = read_series_nfo(
        "<!DOCTYPE tvshow [<!ENTITY a \"boom\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]><tvshow><title>&a;&x;</title></tvshow>");
    EXPECT_EQ(nfo.value().series.title.value, "&a;&x;");
}

TEST(SeriesNfo, ReadsTheEncodingsPeopleHave) {
    // "<tvshow><title>비</title></tvshow>"; 비 is BA F1 in CP949.
    EXPECT_EQ(read_series_nfo("\xEF\xBB\xBF<tvshow><title>비</title></tvshow>").value().series.title.value, "비");
    EXPECT_EQ(read_series_nfo("<tvshow><title>\xBA\xF1</title></tvshow>").value().series.title.value, "비");
    EXPECT_EQ(read_series_nfo("<?xml version=\"1.0\" encoding=\"EUC-KR\"?><tvshow><title>\xBA\xF1</title></tvshow>").value().series.title.value, "비");
    EXPECT_EQ(read_series_nfo("<?xml version=\"1.0\" encoding=\"euc-kr\"?><tvshow><title>비</title></tvshow>").value().series.title.value, "비")
        << "a declaration that lies";
    std::string wide = "\xFF\xFE";
    for (const char c : std::string_view("<tvshow><title>Rain</title></tvshow>")) wide += {c, '\0'};
    EXPECT_EQ(read_series_nfo(wide).value().series.title.value, "Rain");
    EXPECT_EQ(read_series_nfo("<tvshow><title>\u1107\u1175</title></tvshow>").value().series.title.value, "비") << "NFD becomes NFC";
}

TEST(SeriesNfo, SurvivesDeepAndWideFiles) {
    std::string deep = "<tvshow><title>Rain</title>";
    for (int i = 0; i < 500'000; ++i) deep += "<a>";
    EXPECT_EQ(read_series_nfo(deep).value().series.title.value, "Rain");
    std::string wide = "<tvshow>";
    for (int i = 0; i < 50'000; ++i) wide += "<actor><name>" + std::to_string(i) + "</name></actor>";
    EXPECT_EQ(read_series_nfo(wide + "</tvshow>").value().series.people.size(), 2000U);
}

TEST(EpisodeNfo, ReadsSeveralEpisodesOfOneFile) {
    const auto episodes = read_episode_nfo(
        "<episodedetails><title>One</title><season>1</season><episode>1</episode><aired>2023-12-06</aired><playcount>2</playcount>"
        "<watched>true</watched><lastplayed>2024-01-31</lastplayed></episodedetails>"
        "<episodedetails><title>Two</title><season>1</season><episode>2</episode><director>Bae Nari</director></episodedetails>").value();
    ASSERT_EQ(episodes.size(), 2U);
    EXPECT_EQ(episodes[0].episode.title.value, "One");
    EXPECT_EQ(episodes[0].episode.aired, domain::Date(year(2023), month(12), day(6)));
    EXPECT_EQ(episodes[1].episode.number, (domain::Sourced<std::optional<int>>{2, Source::Nfo}));
    EXPECT_EQ(episodes[1].episode.people.front().name, "Bae Nari");
}

TEST(EpisodeNfo, ReadsWhereASpecialIsShown) {
    const auto one = read_episode_nfo("<episodedetails><season>0</season><episode>3</episode><episodenumberend>4</episodenumberend>"
                                      "<displayseason>2</displayseason><displayepisode>5</displayepisode>"
                                      "<airsafter_season>1</airsafter_season></episodedetails>").value().front();
    EXPECT_EQ(one.episode.season.value, 0);
    EXPECT_EQ(one.last_number, 4);
    EXPECT_EQ(one.episode.airs_before_season, 2);
    EXPECT_EQ(one.episode.airs_before_episode, 5);
    EXPECT_EQ(one.episode.airs_after_season, 1);
    EXPECT_FALSE(read_episode_nfo("<episodedetails><title>x</title></episodedetails>").value().front().episode.number.known());
}

TEST(SeasonNfo, ReadsNumberNameAndPlot) {
    const auto nfo = read_season_nfo("<season><seasonnumber>2</seasonnumber><seasonname>Snow</seasonname><plot>Cold.</plot></season>").value();
    EXPECT_EQ(nfo.number, 2);
    EXPECT_EQ(nfo.season.title.value, "Snow");
    EXPECT_EQ(nfo.season.plot, "Cold.");
}

TEST(NfoYear, IsANumberByItself) {
    const auto read = [](const std::string& year) { return read_series_nfo("<tvshow><title>Rain</title><year>" + year + "</year></tvshow>").value().series.year.value; };
    for (const char* text : {"2023", " 2023\n", "2023-2024", "2023년"}) EXPECT_EQ(read(text), 2023) << text;
    for (const char* text : {"20x0", "2023a", "x", ""}) EXPECT_EQ(read(text), std::nullopt) << text;
}

TEST(AlbumNfo, ReadsTitleArtistAndYear) {
    const auto nfo = read_album_nfo("<album><title>Rain OST</title><artist>Various</artist><year>2023</year></album>").value();
    EXPECT_EQ(nfo.title, "Rain OST");
    EXPECT_EQ(nfo.artist, "Various");
    EXPECT_EQ(nfo.year, 2023);
    EXPECT_EQ(read_album_nfo("<artist><name>Various</name></artist>").value().artist, "Various");
}

TEST(NfoDate, TakesOnlyRealDays) {
    EXPECT_EQ(read_date(" 2024-02-29 20:00:00"), domain::Date(year(2024), month(2), day(29)));
    for (const char* text : {"2023-02-29", "0001-01-01", "2023", "2023-1", "", "6.12.2023"}) {
        SCOPED_TRACE(text);
        EXPECT_EQ(read_date(text), std::nullopt);
    }
}

TEST(NfoTime, IsInUtcAndMayLackItsEnd) {
    using namespace std::chrono_literals;
    const std::chrono::sys_seconds day_begins = std::chrono::sys_days(domain::Date(year(2024), month(2), day(29)));
    EXPECT_EQ(read_time(" 2024-02-29 20:01:02 "), day_begins + 20h + 1min + 2s);
    EXPECT_EQ(read_time("2024-02-29T20:01Z"), day_begins + 20h + 1min);
    EXPECT_EQ(read_time("2024-02-29"), day_begins);
    EXPECT_EQ(read_time("29.2.2024 20:01"), std::nullopt);
}

}  // namespace
}  // namespace bt::library

// The lists keep what they need ready (0005_lists.sql); here it is held against what the series say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "store/catalogue_writer.h"
#include "store/letters.h"
#include "store/people_reader.h"
#include "store/scan_state_store.h"
#include "store/series_reader.h"
#include "store/sort_key.h"
#include "tests/store/sample_series.h"
#include "tests/temporary_folder.h"

namespace bt::store {
namespace {

using domain::SeriesId;
using ::testing::ElementsAre;

class ListsTest : public ::testing::Test {
protected:
    SeriesId apply(const domain::ScannedSeries& scanned) {
        const auto applied = writer.apply(library, scanned);
        EXPECT_TRUE(applied) << applied.error().describe();
        return applied->series;
    }
    domain::ScannedSeries titled(const std::string& title) {
        ++count;
        auto scanned = sample_series("folder " + std::to_string(count), 1, static_cast<std::uint64_t>(count) * 100);
        scanned.series.title.value = title;
        return scanned;
    }
    /// Every series of the list, page by page, and that each page says how many there are.
    std::vector<SeriesSummary> list(SeriesOrder order, const SeriesFilter& filter = {}, int limit = 7) {
        std::vector<SeriesSummary> found;
        std::vector<std::int64_t> totals;
        PageRequest request{.limit = limit};
        do {
            const auto page = SeriesReader(*database).page(order, request, filter);
            EXPECT_TRUE(page) << page.error().describe();
            found.insert(found.end(), page->rows.begin(), page->rows.end());
            totals.push_back(page->total);
            request.after = page->next;
        } while (!request.after.empty());
        for (const auto total : totals) EXPECT_EQ(total, static_cast<std::int64_t>(found.size()));
        return found;
    }
    std::vector<std::string> titles(const SeriesFilter& filter) {
        std::vector<std::string> out;
        for (const auto& each : list(SeriesOrder::Title, filter)) out.push_back(each.title);
        return out;
    }

    tests::TemporaryFolder folder;
    std::shared_ptr<Database> database = Database::open(folder.file("db")).value();
    domain::LibraryId library = ScanStateStore(*database).library_at("/series").value();
    int count = 0;
    CatalogueWriter writer{*database};
};

TEST_F(ListsTest, ACardShowsWhatASeriesIs) {
    auto scanned = titled("사운드트랙 #2");
    scanned.series.genres = {"Romance", "Music"};
    scanned.series.instalment = domain::Instalment{"사운드트랙", 2, domain::Source::Nfo};
    scanned.series.artwork = {{.kind = domain::ArtworkKind::Backdrop, .path = "fanart.jpg"}, {.kind = domain::ArtworkKind::Logo, .path = "logo.png"}};
    domain::Season specials;
    specials.number = 0;
    specials.episodes = {episode(0, 1, media_file("special.mkv", 77))};
    scanned.series.seasons.insert(scanned.series.seasons.begin(), specials);
    apply(scanned);
    apply(titled("no more than a title"));
    const auto rows = list(SeriesOrder::Title);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].genres, std::vector<std::string>{});
    EXPECT_FALSE(rows[0].poster || rows[0].backdrop || rows[0].instalment);
    EXPECT_EQ(rows[1].genres, (std::vector<std::string>{"Romance", "Music"}));
    EXPECT_EQ(rows[1].instalment, scanned.series.instalment);
    EXPECT_EQ(rows[1].backdrop->path, "fanart.jpg");
    EXPECT_FALSE(rows[1].poster);
    EXPECT_EQ(rows[1].season_count, 1);
    EXPECT_EQ(rows[1].episode_count, 2);
}

TEST_F(ListsTest, TitlesStandUnderTheirLetters) {
    const std::pair<const char*, const char*> kCases[] = {
        {"#Alive", "A"}, {"100 Days My Prince", "#"}, {"!", "#"}, {"The Glory", "G"}, {"Élite", "E"}, {"Zone", "Z"}, {"東京", "*"}, {"Ёлки", "*"},
        {"가을동화", "ㄱ"}, {"깨비", "ㄱ"}, {"나의 아저씨", "ㄴ"}, {"또 오해영", "ㄷ"}, {"라이브", "ㄹ"}, {"쌈, 마이웨이", "ㅅ"},
        {"응답하라", "ㅇ"}, {"짝패", "ㅈ"}, {"차수", "ㅊ"}, {"카이로스", "ㅋ"}, {"태양의 후예", "ㅌ"}, {"풍선껌", "ㅍ"}, {"힣", "ㅎ"}, {"𠀋", "~"}};
    for (const auto& [title, name] : kCases) {
        SCOPED_TRACE(title);
        const std::string key = title_sort_key(title);
        const Letter* letter = find_letter(name);
        ASSERT_NE(letter, nullptr);
        EXPECT_TRUE(letter->from <= key && (letter->to.empty() || key < letter->to));
        apply(titled(title));
        EXPECT_THAT(titles({.letter = name}), ::testing::Contains(title));
    }
    EXPECT_EQ(find_letter("ㄲ"), nullptr);
    EXPECT_EQ(SeriesReader(*database).page(SeriesOrder::Title, {}, {.letter = "ㄲ"}).error().fault, Fault::Invalid);
}

TEST_F(ListsTest, EveryLetterBeginsWhereTheLastOneEnds) {
    EXPECT_EQ(letters().front().from, "");
    EXPECT_EQ(letters().back().to, "");
    for (std::size_t i = 1; i < letters().size(); ++i) {
        EXPECT_EQ(letters()[i].from, letters()[i - 1].to);
        EXPECT_LT(letters()[i - 1].from, letters()[i].from);
    }
}

TEST_F(ListsTest, ALettersCursorLeadsToItsFirstTitle) {
    for (const char* title : {"1%", "Beta", "Bold", "가", "까치", "하나"}) apply(titled(title));
    auto romance = titled("Romance");
    romance.series.genres = {"Romance"};
    apply(romance);
    const SeriesReader reader(*database);
    const auto found = reader.letters().value();
    std::vector<std::string> counts;
    for (const auto& each : found) counts.push_back(each.letter + std::to_string(each.series));
    EXPECT_THAT(counts, ElementsAre("#1", "B2", "R1", "ㄱ2", "ㅎ1"));
    std::vector<std::string> firsts;
    for (const auto& each : found) firsts.push_back(reader.page(SeriesOrder::Title, {.after = each.before, .limit = 1}).value().rows.at(0).title);
    EXPECT_THAT(firsts, ElementsAre("1%", "Beta", "Romance", "가", "하나"));
    EXPECT_EQ(reader.letters({.genre = "Romance"}).value().size(), 1U);
    EXPECT_THAT(titles({.genre = "Romance", .letter = "R"}), ElementsAre("Romance"));
    EXPECT_THAT(titles({.genre = "Romance", .letter = "B"}), ElementsAre());
}

TEST_F(ListsTest, SimilarSeriesShareWhatFewOthersHave) {
    const auto with = [&](const char* title, std::vector<std::string> genres, const std::vector<std::string>& people) {
        auto scanned = titled(title);
        scanned.series.genres = std::move(genres);
        for (const auto& name : people) scanned.series.people.push_back({.person = {}, .name = name, .role = "", .type = "actor", .thumb = {}});
        return scanned;
    };
    auto own = with("Own", {"Drama", "Music"}, {"한소희", "박형식"});
    own.series.instalment = domain::Instalment{"Soundtrack", 1};
    auto sibling = with("Sibling", {"Drama", "Music"}, {"한소희", "박형식"});
    sibling.series.instalment = domain::Instalment{"Soundtrack", 2};
    const auto id = apply(own);
    apply(sibling);
    apply(with("Same people", {"Drama"}, {"박형식", "한소희"}));
    apply(with("Same genre", {"Music", "Drama"}, {}));
    apply(with("Only drama", {"Drama"}, {}));
    for (const char* title : {"Nothing", "in", "common"}) apply(with(title, {"Comedy"}, {"Guest"}));
    const auto gone = apply(with("Gone", {"Music"}, {"한소희"}));
    ASSERT_TRUE(writer.retire(library, std::vector{std::string("folder 9")}));
    std::vector<std::string> found;
    const auto similar = SeriesReader(*database).similar(id, 10).value();
    for (const auto& each : similar) found.push_back(each.series.title);
    EXPECT_THAT(found, ElementsAre("Same people", "Same genre", "Only drama"));
    EXPECT_THAT(similar.at(0).shared, ElementsAre("한소희", "박형식", "Drama"));
    EXPECT_EQ(similar.at(0).series.genres, std::vector<std::string>{"Drama"});
    EXPECT_EQ(SeriesReader(*database).similar(id, 1).value().size(), 1U);
    EXPECT_EQ(SeriesReader(*database).similar(gone, 10).error().fault, Fault::NotFound);
}

/// Whatever is written, put to rest and written again: every list gives just the series that fit, in its order, and counts them.
TEST_F(ListsTest, FollowEveryChangeOfTheLibrary) {
    std::map<std::string, domain::ScannedSeries> present;
    std::mt19937 random(7);
    const std::vector<std::string> genres{"Drama", "Comedy", "Music"}, names{"김고은", "공유", "Émile", "Guest"};
    const auto some_of = [&](const std::vector<std::string>& all) {
        std::vector<std::string> out;
        for (unsigned i = random() % 4; i > 0; --i) out.push_back(all[random() % all.size()]);  // now and then the same twice
        return out;
    };
    const auto credited = [&] {
        std::vector<domain::Credit> out;
        for (const auto& name : some_of(names)) out.push_back({.person = {}, .name = name, .role = "", .type = "actor", .thumb = {}});
        return out;
    };
    for (int step = 0; step < 120; ++step) {
        SCOPED_TRACE(step);
        const std::string place = "folder " + std::to_string(random() % 12);
        if (random() % 4 == 0) {
            ASSERT_TRUE(writer.retire(library, std::vector{place}));
            present.erase(place);
        } else {
            auto scanned = sample_series(place, 1 + static_cast<int>(random() % 3), 1 + random() % 40);  // files move between series
            scanned.series.genres = some_of(genres);
            scanned.series.people = credited();
            scanned.series.seasons[0].episodes[0].people = credited();
            if (random() % 2) scanned.series.year.value = 2'020 + static_cast<int>(random() % 3);
            apply(scanned);
            present[place] = scanned;
        }
        if (step % 10 != 9) continue;
        const auto fitting = [&](const std::function<bool(const domain::Series&)>& fits) {
            std::multiset<std::string> out;
            for (const auto& [name, scanned] : present) {
                if (fits(scanned.series)) out.insert(scanned.series.title.value);
            }
            return out;
        };
        const auto listed = [&](SeriesOrder order, const SeriesFilter& filter) {
            std::multiset<std::string> out;
            for (const auto& row : list(order, filter, 2)) out.insert(row.title);
            return out;
        };
        std::vector<LabelCount> counts;
        for (const auto& genre : genres) {
            const auto has = [&](const domain::Series& series) { return std::ranges::count(series.genres, genre) > 0; };
            const auto expected = fitting(has);
            for (const auto order : {SeriesOrder::Title, SeriesOrder::Added, SeriesOrder::Year}) EXPECT_EQ(listed(order, {.genre = genre}), expected);
            EXPECT_EQ(listed(SeriesOrder::Title, {.year = 2'021, .genre = genre}),
                      fitting([&](const auto& series) { return has(series) && series.year.value == 2'021; }));
            if (!expected.empty()) counts.push_back({genre, static_cast<std::int64_t>(expected.size())});
        }
        EXPECT_THAT(SeriesReader(*database).labels(LabelKind::Genre).value(), ::testing::UnorderedElementsAreArray(counts));
        std::map<std::string, std::int64_t> people;
        for (const auto& name : names) {
            const auto is = [&](const domain::Credit& credit) { return credit.name == name; };
            const auto expected = fitting([&](const auto& series) {
                return std::ranges::any_of(series.people, is) || std::ranges::any_of(series.seasons[0].episodes[0].people, is);
            });
            if (!expected.empty()) people[name] = static_cast<std::int64_t>(expected.size());
        }
        const auto page = PeopleReader(*database).page({}).value();
        std::map<std::string, std::int64_t> found;
        for (const auto& row : page.rows) {
            found[row.name] = row.series;
            EXPECT_EQ(list(SeriesOrder::Title, {.person = row.id}).size(), static_cast<std::size_t>(row.series));
        }
        EXPECT_EQ(found, people);
        EXPECT_EQ(page.total, static_cast<std::int64_t>(people.size()));
    }
    ASSERT_TRUE(database->check());
}

}  // namespace
}  // namespace bt::store

#include "service/people_joiner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/search_index.h"
#include "store/catalogue_writer.h"
#include "store/people_reader.h"
#include "store/scan_state_store.h"
#include "store/series_reader.h"
#include "tests/media/ffmpeg.h"

namespace bt::service {
namespace {

using tests::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Played {
    std::string name, role;
    domain::ProviderIds ids = {};
};

class PeopleJoinerTest : public ::testing::Test {
protected:
    PeopleJoinerTest() : database_(store::Database::open(folder_.file("test.db")).value()), people_(*database_) {}

    domain::SeriesId add(const std::string& title, const std::vector<Played>& cast, const std::vector<Played>& guests = {}) {
        domain::ScannedSeries scanned;
        scanned.folder = title;
        scanned.series.title.value = title;
        for (const auto& each : cast) scanned.series.people.push_back({.person = {}, .name = each.name, .role = each.role, .type = "actor", .ids = each.ids});
        domain::Episode episode;
        episode.season.value = 1;
        episode.number.value = 1;
        domain::MediaFile file;
        file.path = title + "/S01E01.mkv";
        episode.versions = {{.parts = {file}}};
        for (const auto& each : guests) episode.people.push_back({.person = {}, .name = each.name, .role = each.role, .type = "actor", .ids = each.ids});
        scanned.series.seasons = {{.number = 1, .episodes = {episode}}};
        const auto library = store::ScanStateStore(*database_).library_at("/library").value();
        const auto applied = store::CatalogueWriter(*database_).apply(library, scanned);
        EXPECT_TRUE(applied) << applied.error().describe();
        return applied->series;
    }
    std::vector<std::string> listed() {
        std::vector<std::string> names;
        const auto page = store::PeopleReader(*database_).page({}).value();
        EXPECT_EQ(page.total, std::ssize(page.rows));
        for (const auto& row : page.rows) names.push_back(row.name);
        return names;
    }
    store::PersonView person(const std::string& name) {
        const auto page = store::PeopleReader(*database_).page({}).value();
        for (const auto& row : page.rows) {
            if (row.name == name) return store::PeopleReader(*database_).by_id(row.id).value();
        }
        ADD_FAILURE() << name << " is not listed";
        return {};
    }
    std::int64_t spelling(const store::PersonView& view, const std::string& name) {
        for (const auto& each : view.spellings) {
            if (each.name == name) return each.id;
        }
        return 0;
    }

    TemporaryFolder folder_;
    std::shared_ptr<store::Database> database_;
    PeopleJoiner people_;
};

TEST_F(PeopleJoinerTest, ThreeSpellingsInThreeFilesAreOnePersonWithOnePage) {
    add("Soundtrack #2", {{"금새록", "도현서"}});
    add("Youth of May", {{"Keum Sae-rok", "Lee Su-ryeon"}});
    const auto third = add("May It Please the Court", {{"Geum Saerok", "Guest"}});
    EXPECT_EQ(listed().size(), 3U);
    EXPECT_TRUE(people_.refresh().value());
    EXPECT_THAT(listed(), ElementsAre("금새록"));
    EXPECT_FALSE(people_.refresh().value());  // nothing more to say

    const auto view = person("금새록");
    EXPECT_EQ(view.credits.size(), 3U);
    ASSERT_EQ(view.spellings.size(), 3U);
    EXPECT_EQ(view.spellings[0].name, "금새록");
    EXPECT_EQ(view.spellings[0].reason, "");
    EXPECT_THAT(view.spellings[0].files, ElementsAre("Soundtrack #2/tvshow.nfo"));
    EXPECT_EQ(view.spellings[1].name, "Keum Sae-rok");
    EXPECT_EQ(view.spellings[1].reason, "same reading");
    EXPECT_EQ(view.spellings[1].evidence, "금새록");
    EXPECT_EQ(view.spellings[1].joined_to, "금새록");
    // A credit shows the name as the file has it, and leads to the person.
    const auto credit = store::SeriesReader(*database_).by_id(third)->series.people.at(0);
    EXPECT_EQ(credit.name, "Geum Saerok");
    EXPECT_EQ(credit.person, view.id);
    // All series of the person, by the person.
    EXPECT_EQ(store::SeriesReader(*database_).page(store::SeriesOrder::Title, {}, {.person = view.id})->total, 3);
    // And one hit, by any of the names.
    const auto hits = SearchCatalogue::read(*database_).value()->search("geum saerok", 5).people;
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].names.front(), "금새록");
    EXPECT_EQ(hits[0].matched, "Geum Saerok");
    EXPECT_EQ(hits[0].match, names::Match::Exact);
    EXPECT_EQ(hits[0].series, 3);
}

TEST_F(PeopleJoinerTest, LinksToSomebodyWhoWasAnotherLeadToThem) {
    add("A", {{"금새록", "x"}});
    add("B", {{"Keum Sae-rok", "y"}});
    const auto before = person("Keum Sae-rok").id;
    ASSERT_TRUE(people_.refresh().value());
    EXPECT_EQ(store::PeopleReader(*database_).by_id(before)->id, person("금새록").id);
    EXPECT_EQ(store::PeopleReader(*database_).by_id(domain::PersonId{999}).error().fault, Fault::NotFound);
}

TEST_F(PeopleJoinerTest, AMergeIsUndoneByHandAndStaysSo) {
    add("A", {{"금새록", "x"}});
    add("B", {{"Keum Sae-rok", "y"}});
    add("C", {{"Geum Sae-rok", "z"}});
    ASSERT_TRUE(people_.refresh().value());
    int told = 0;
    people_.on_change([&told] { ++told; });
    const auto view = person("금새록");
    ASSERT_TRUE(people_.split(view.id, spelling(view, "Keum Sae-rok")));
    EXPECT_EQ(told, 1);
    EXPECT_THAT(listed(), ::testing::UnorderedElementsAre("금새록", "Keum Sae-rok"));
    EXPECT_EQ(person("금새록").spellings.size(), 2U);
    // Whatever a scan brings.
    add("B", {{"Keum Sae-rok", "another role"}});
    add("D", {{"Keum Saerok", "w"}});
    ASSERT_TRUE(people_.refresh());
    EXPECT_EQ(person("Keum Sae-rok").credits.at(0).role, "another role");
    // And back.
    ASSERT_TRUE(people_.join(person("금새록").id, person("Keum Sae-rok").id));
    EXPECT_THAT(listed(), ElementsAre("금새록"));
    EXPECT_EQ(people_.split(view.id, 999).error().fault, Fault::NotFound);
    EXPECT_EQ(people_.join(view.id, view.id).error().fault, Fault::Invalid);
    EXPECT_EQ(people_.join(view.id, domain::PersonId{999}).error().fault, Fault::NotFound);
}

TEST_F(PeopleJoinerTest, StrangersAreJoinedByHandOnly) {
    add("A", {{"이지은", "x"}});
    add("B", {{"IU", "y"}});
    ASSERT_TRUE(people_.refresh());
    EXPECT_EQ(listed().size(), 2U);
    ASSERT_TRUE(people_.join(person("이지은").id, person("IU").id));
    EXPECT_THAT(listed(), ElementsAre("이지은"));
    EXPECT_EQ(person("이지은").spellings.at(1).reason, "by hand");
    ASSERT_TRUE(people_.split(person("이지은").id, spelling(person("이지은"), "IU")));
    EXPECT_EQ(listed().size(), 2U);
    EXPECT_EQ(people_.split(person("IU").id, spelling(person("IU"), "IU")).error().fault, Fault::Invalid);
}

TEST_F(PeopleJoinerTest, IdsTellNamesakesApart) {
    add("A", {{"김지영", "x", {{"tmdb", "1"}}}});
    add("B", {{"김지영", "y", {{"tmdb", "2"}}}});
    add("C", {{"Kim Ji-young", "z", {{"tmdb", "2"}}}});
    ASSERT_TRUE(people_.refresh());
    EXPECT_THAT(listed(), ElementsAre("김지영", "김지영 (tmdb=2)"));
    const auto second = person("김지영 (tmdb=2)");
    EXPECT_EQ(second.credits.size(), 2U);
    EXPECT_EQ(second.spellings.at(1).reason, "same id");
    EXPECT_EQ(second.spellings.at(1).evidence, "tmdb 2");
    EXPECT_THAT(store::SeriesReader(*database_).by_id(second.credits[0].series)->series.people.at(0).ids, ElementsAre(std::pair("tmdb", "2")));
}

TEST_F(PeopleJoinerTest, AmbiguousNamesStayApart) {
    add("A", {{"김지영", "x"}, {"김지용", "y"}});
    add("B", {{"Kim Ji-young", "z"}});
    ASSERT_TRUE(people_.refresh());
    EXPECT_EQ(listed().size(), 3U);
}

TEST_F(PeopleJoinerTest, TheSameRoleInOneSeriesIsEvidence) {
    add("A", {{"한순화", "Mother"}, {"한선화", "Daughter"}}, {{"Han Sun-hwa", "Mother"}});
    ASSERT_TRUE(people_.refresh().value());
    const auto view = person("한순화");
    ASSERT_EQ(view.spellings.size(), 2U);
    EXPECT_EQ(view.spellings[1].reason, "same part");
    EXPECT_EQ(view.spellings[1].evidence, "Mother");
    EXPECT_THAT(view.spellings[1].files, ElementsAre("A/S01E01.nfo"));
}

TEST_F(PeopleJoinerTest, AnEmptyCatalogueHasNobody) {
    EXPECT_FALSE(people_.refresh().value());
    EXPECT_THAT(listed(), IsEmpty());
}

}  // namespace
}  // namespace bt::service

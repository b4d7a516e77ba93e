#include "service/api/people_routes.h"

#include <boost/json.hpp>

#include "base/text.h"
#include "service/api/catalogue_json.h"
#include "service/api/requests.h"
#include "service/api/writers.h"
#include "store/people_reader.h"

namespace bt::service {
namespace {

namespace json = boost::json;

json::object spelling_json(const store::PersonSpelling& spelling) {
    json::object ids;
    for (const auto& [provider, value] : spelling.ids) ids[to_valid_utf8(provider)] = to_valid_utf8(value);
    json::array files;
    for (const auto& file : spelling.files) files.emplace_back(to_valid_utf8(file));
    json::object out{{"id", spelling.id}, {"name", to_valid_utf8(spelling.name)}, {"ids", std::move(ids)}, {"files", std::move(files)}, {"why", nullptr}};
    if (!spelling.reason.empty()) {
        out["why"] = json::object{{"reason", spelling.reason}, {"evidence", to_valid_utf8(spelling.evidence)}, {"with", to_valid_utf8(spelling.joined_to)}};
    }
    return out;
}

Result<json::object> one_person(store::Database& database, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::PersonId>(request, "person"));
    BT_TRY(const auto person, store::PeopleReader(database).by_id(id));
    json::array credits;
    for (const auto& credit : person.credits) {
        credits.push_back(json::object{{"series", json::object{{"id", credit.series.value}, {"title", to_valid_utf8(credit.title)}}},
                                       {"role", to_valid_utf8(credit.role)}, {"type", to_valid_utf8(credit.type)}, {"episodes", credit.episodes}});
    }
    json::array spellings;
    for (const auto& each : person.spellings) spellings.push_back(spelling_json(each));
    return json::object{{"id", person.id.value}, {"name", to_valid_utf8(person.name)}, {"spellings", std::move(spellings)}, {"credits", std::move(credits)},
                        {"picture", portrait_json(person.id.value, person.has_picture)}};
}

/// Whose page it is. Faults: NotFound.
Result<domain::PersonId> person_asked(store::Database& database, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::PersonId>(request, "person"));
    BT_TRY(const auto person, store::PeopleReader(database).by_id(id));
    return person.id;
}

Result<json::object> join_people(store::Database& database, PeopleJoiner& people, const http::Request& request) {
    BT_TRY(const auto id, person_asked(database, request));
    BT_TRY(const auto other, number_in_body(request, "person"));
    BT_CHECK(people.join(id, domain::PersonId{other}));
    return one_person(database, request);
}

Result<json::object> split_person(store::Database& database, PeopleJoiner& people, const http::Request& request) {
    BT_TRY(const auto id, person_asked(database, request));
    BT_TRY(const auto spelling, number_in_body(request, "spelling"));
    BT_CHECK(people.split(id, spelling));
    return one_person(database, request);
}

}  // namespace

void add_people_routes(http::Router& router, store::Database& database, PeopleJoiner& people, Changes taken) {
    router.get("/api/v1/people/{id}", handler([&](const auto& request) { return one_person(database, request); }));
    router.post("/api/v1/people/{id}/join", writing(taken, 200, [&](const auto& request) { return join_people(database, people, request); }));
    router.post("/api/v1/people/{id}/split", writing(taken, 200, [&](const auto& request) { return split_person(database, people, request); }));
}

}  // namespace bt::service

// What clients are told of a fault, and what they are not: where things lie on the server's disks, and what the system said.
#include "service/api/problems.h"

#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "service/api/sound_json.h"
#include "service/sound/analysis_service.h"

namespace bt::service {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Error at_a_place(Fault fault) { return {.fault = fault, .message = "write: no such thing", .place = "/srv/films/secret.mkv"}; }

TEST(Problem, HasAStatusForEachFault) {
    struct Case {
        Fault fault;
        int status;
    };
    for (const auto& [fault, status] : std::vector<Case>{{Fault::NotFound, 404}, {Fault::Invalid, 400}, {Fault::Conflict, 409}, {Fault::Busy, 503}, {Fault::Unsupported, 415},
                                                         {Fault::Truncated, 500}, {Fault::Malformed, 500}, {Fault::TooLarge, 500}, {Fault::Full, 507}, {Fault::Io, 500}, {Fault::Denied, 500}}) {
        EXPECT_EQ(problem_for(at_a_place(fault)).status, status) << static_cast<int>(fault);
    }
    EXPECT_EQ(problem_for(at_a_place(Fault::Busy)).headers.find("Retry-After"), "2");
}

TEST(Problem, TellsNobodyWhatTheSystemSaidAndWhere) {
    for (const auto fault : {Fault::Io, Fault::Denied, Fault::Full}) {
        const auto told = problem_for(at_a_place(fault)).body.read().value();
        EXPECT_THAT(told, Not(HasSubstr("/srv"))) << static_cast<int>(fault);
        EXPECT_THAT(told, Not(HasSubstr("no such thing"))) << static_cast<int>(fault);
    }
    EXPECT_THAT(problem_for(at_a_place(Fault::NotFound)).body.read().value(), HasSubstr("no such thing"));
}

TEST(Problem, OfListeningIsToldInTheSameWords) {
    AnalysisStatus status{.state = AnalysisStatus::State::Waiting, .current = {}, .failure = at_a_place(Fault::Denied)};
    const auto told = boost::json::serialize(analysis_json(status));
    EXPECT_THAT(told, Not(HasSubstr("/srv")));
    EXPECT_THAT(told, HasSubstr(words_for_viewers(*status.failure)));
    status.failure.reset();
    EXPECT_THAT(boost::json::serialize(analysis_json(status)), HasSubstr(R"("message":"")"));
}

}  // namespace
}  // namespace bt::service

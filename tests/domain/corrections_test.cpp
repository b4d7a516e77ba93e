#include "domain/corrections.h"

#include <gtest/gtest.h>

#include <random>

namespace bt::domain {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const Music kRain = ContentKey{1, 1};
const Music kSea = ContentKey{2, 2};
const Music kThemeA = ThemeId{7};

Stretch between(int start, int end) { return {seconds{start}, seconds{end}}; }
Cue machine_cue(const Music& music, int start, int end) {
    return {.music = music, .stretch = between(start, end), .offset = seconds{30}, .rate = 1, .level = -12.0, .confidence = 0.9};
}
Part machine_part(PartType type, int start, int end) { return {.type = type, .stretch = between(start, end), .confidence = 0.9}; }

Correction about_cue(CorrectionAction action, const Music& was, Stretch there, const Music& now, Stretch here) {
    return {.id = CorrectionId{1}, .action = action, .about = CorrectionOf<Music>{.was = {was, there}, .now = {now, here}}};
}
Correction about_part(CorrectionAction action, PartType was, Stretch there, PartType now, Stretch here) {
    return {.id = CorrectionId{1}, .action = action, .about = CorrectionOf<PartType>{.was = {was, there}, .now = {now, here}}};
}

std::string name_of(const Music& music) {
    return music == kRain ? "rain" : music == kSea ? "sea" : music == kThemeA ? "theme" : std::holds_alternative<std::string>(music) ? std::get<std::string>(music) : "?";
}
/// "rain 10-60 hand": what a row of a table expects.
std::string describe(const EpisodeSound& sound) {
    std::string out;
    const auto add = [&](std::string_view what, const Stretch& stretch, Provenance provenance) {
        if (!out.empty()) out += ", ";
        out += std::string(what) + " " + std::to_string(stretch.start.count() / 1'000) + "-" + std::to_string(stretch.end.count() / 1'000);
        if (provenance == Provenance::Hand) out += " hand";
    };
    for (const auto& cue : sound.cues) add(name_of(cue.music), cue.stretch, cue.provenance);
    for (const auto& part : sound.parts) add(to_string(part.type), part.stretch, part.provenance);
    return out;
}

struct CueCase {
    std::string_view why;
    std::vector<Cue> machine;
    std::vector<Correction> corrections;
    std::string_view expected;
};

TEST(CorrectedCues, SayWhatThePersonSaidAndElsewhereWhatTheMachineSays) {
    using enum CorrectionAction;
    const auto move = about_cue(Move, kRain, between(10, 60), kRain, between(15, 50));
    const auto rename = about_cue(Rename, kRain, between(10, 60), kSea, between(10, 60));
    const auto remove = about_cue(Delete, kRain, between(10, 60), kRain, between(10, 60));
    const auto add = about_cue(Add, kSea, between(100, 130), kSea, between(100, 130));
    const auto confirm = about_cue(Confirm, kRain, between(10, 60), kRain, between(10, 60));
    const CueCase cases[] = {
        {"nothing to correct", {machine_cue(kRain, 10, 60)}, {}, "rain 10-60"},
        {"moved", {machine_cue(kRain, 10, 60)}, {move}, "rain 15-50 hand"},
        {"moved, then found a little longer", {machine_cue(kRain, 9, 61)}, {move}, "rain 15-50 hand"},
        {"moved, then found where it was moved to", {machine_cue(kRain, 15, 50)}, {move}, "rain 15-50 hand"},
        {"moved, then found in two pieces", {machine_cue(kRain, 10, 30), machine_cue(kRain, 33, 60)}, {move}, "rain 15-50 hand"},
        {"moved, then not found at all", {}, {move}, "rain 15-50 hand"},
        {"the same song later on is another cue", {machine_cue(kRain, 10, 60), machine_cue(kRain, 900, 960)}, {move}, "rain 15-50 hand, rain 900-960"},
        {"another song in the same place stays", {machine_cue(kRain, 10, 60), machine_cue(kSea, 40, 90)}, {move}, "rain 15-50 hand, sea 40-90"},
        {"renamed", {machine_cue(kRain, 10, 60)}, {rename}, "sea 10-60 hand"},
        {"renamed, then the machine comes to the same", {machine_cue(kSea, 11, 58)}, {rename}, "sea 10-60 hand"},
        {"deleted", {machine_cue(kRain, 10, 60)}, {remove}, ""},
        {"deleted, then found a little elsewhere", {machine_cue(kRain, 14, 63)}, {remove}, ""},
        {"deleted, then found as the end of a far longer cue", {machine_cue(kRain, 50, 300)}, {remove}, "rain 60-300"},
        {"added", {machine_cue(kRain, 10, 60)}, {add}, "rain 10-60, sea 100-130 hand"},
        {"added, then found", {machine_cue(kSea, 99, 131)}, {add}, "sea 100-130 hand"},
        {"confirmed", {machine_cue(kRain, 10, 60)}, {confirm}, "rain 10-60 hand"},
        {"confirmed, then not found", {}, {confirm}, "rain 10-60 hand"},
        {"moved twice", {machine_cue(kRain, 10, 60)}, {move, about_cue(Move, kRain, between(15, 50), kRain, between(20, 40))}, "rain 20-40 hand"},
        {"added and deleted again", {}, {add, about_cue(Delete, kSea, between(100, 130), kSea, between(100, 130))}, ""},
        {"deleted and added again", {machine_cue(kRain, 10, 60)}, {remove, about_cue(Add, kRain, between(10, 60), kRain, between(10, 60))}, "rain 10-60 hand"},
        {"a theme becomes a song", {machine_cue(kThemeA, 5, 25)}, {about_cue(Rename, kThemeA, between(5, 25), kRain, between(5, 25))}, "rain 5-25 hand"},
        {"a title the library does not have", {machine_cue(kRain, 10, 60)}, {about_cue(Rename, kRain, between(10, 60), Music("Moon"), between(10, 60))}, "Moon 10-60 hand"},
    };
    for (const auto& row : cases) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(describe(apply_corrections({.cues = row.machine}, row.corrections)), row.expected);
    }
}

struct PartCase {
    std::string_view why;
    std::vector<Part> machine;
    std::vector<Correction> corrections;
    std::string_view expected;
};

TEST(CorrectedParts, NeverOverlapAndGiveWayToThePersons) {
    using enum CorrectionAction;
    using enum PartType;
    const auto epilogue = about_part(Add, Epilogue, between(3000, 3100), Epilogue, between(3000, 3100));
    const PartCase cases[] = {
        {"moved", {machine_part(Intro, 60, 120)}, {about_part(Move, Intro, between(60, 120), Intro, between(62, 118))}, "intro 62-118 hand"},
        {"an epilogue inside what was taken for credits", {machine_part(Credits, 2900, 3200)}, {epilogue}, "credits 2900-3000, epilogue 3000-3100 hand, credits 3100-3200"},
        {"an epilogue where the credits were", {machine_part(Credits, 3000, 3100)}, {epilogue}, "epilogue 3000-3100 hand"},
        {"half a second is no part", {machine_part(Credits, 2999, 3100)}, {about_part(Add, Epilogue, between(3000, 3100), Epilogue, {milliseconds{2'999'500}, seconds{3'100}})}, "epilogue 2999-3100 hand"},
        {"renamed", {machine_part(Intro, 0, 60)}, {about_part(Rename, Intro, between(0, 60), Recap, between(0, 60))}, "recap 0-60 hand"},
        {"deleted, however it is found again", {machine_part(Credits, 2950, 3190)}, {about_part(Delete, Credits, between(2900, 3200), Credits, between(2900, 3200))}, ""},
        {"one kind deleted says nothing of another", {machine_part(Credits, 2900, 3000), machine_part(Preview, 3000, 3030)}, {about_part(Delete, Credits, between(2900, 3000), Credits, between(2900, 3000))}, "preview 3000-3030"},
    };
    for (const auto& row : cases) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(describe(apply_corrections({.parts = row.machine}, row.corrections)), row.expected);
    }
}

TEST(CorrectedCues, KeepThePlaceInTheSongWhenTheirStartMoves) {
    auto cue = machine_cue(kRain, 100, 200);
    cue.rate = 1.02;
    const auto moved = apply_corrections({.cues = {cue}}, std::vector{about_cue(CorrectionAction::Move, kRain, between(100, 200), kRain, between(150, 200))});
    ASSERT_EQ(moved.cues.size(), 1U);
    EXPECT_EQ(moved.cues[0].offset, milliseconds{30'000 + 51'000});
    EXPECT_EQ(moved.cues[0].rate, 1.02);
    EXPECT_EQ(moved.cues[0].level, -12.0);
    EXPECT_EQ(moved.cues[0].confidence, 1.0);
    EXPECT_EQ(moved.cues[0].correction, CorrectionId{1});
    const auto renamed = apply_corrections({.cues = {cue}}, std::vector{about_cue(CorrectionAction::Rename, kRain, between(100, 200), kSea, between(100, 200))});
    EXPECT_EQ(renamed.cues.at(0).offset, milliseconds{0}) << "nothing is known of another song's place";
}

TEST(CorrectedSound, StaysAsItIsWhenItIsCorrectedAgain) {
    std::mt19937 random(11);
    const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    for (int round = 0; round < 300; ++round) {
        SCOPED_TRACE(round);
        EpisodeSound machine{.duration = seconds{1'000}};
        for (int i = 0; i < 6; ++i) machine.cues.push_back(machine_cue(below(2) == 0 ? kRain : kSea, i * 150 + below(50), i * 150 + 60 + below(80)));
        for (int i = 0; i < 4; ++i) machine.parts.push_back(machine_part(static_cast<PartType>(below(5)), i * 200, i * 200 + 50 + below(140)));
        std::vector<Correction> corrections;
        for (int i = 0; i < 4; ++i) {
            const auto& cue = machine.cues[static_cast<std::size_t>(below(6))];
            corrections.push_back(about_cue(static_cast<CorrectionAction>(below(5)), cue.music, cue.stretch, cue.music, cue.stretch));
            const auto& part = machine.parts[static_cast<std::size_t>(below(4))];
            corrections.push_back(about_part(static_cast<CorrectionAction>(below(5)), part.type, part.stretch, static_cast<PartType>(below(5)), part.stretch));
        }
        const auto once = apply_corrections(machine, corrections);
        for (const auto& part : once.parts) {
            for (const auto& other : once.parts) {
                if (&part == &other || (part.provenance == Provenance::Hand && other.provenance == Provenance::Hand)) continue;
                EXPECT_EQ(overlap(part.stretch, other.stretch), milliseconds{0});
            }
        }
        EXPECT_EQ(apply_corrections(machine, corrections), once);
        EXPECT_EQ(describe(apply_corrections(once, corrections)), describe(once));
    }
}

TEST(Corrections, AreRefusedInWordsWhenTheyMakeNoSense) {
    using enum CorrectionAction;
    struct Row {
        Correction correction;
        std::string_view words;
    };
    const Row rows[] = {
        {about_cue(Move, kRain, between(10, 60), kRain, between(50, 50)), "it ends before it begins"},
        {about_cue(Move, kRain, between(10, 60), kRain, between(-5, 50)), "it begins before the episode does"},
        {about_cue(Add, kRain, between(10, 5'000), kRain, between(10, 5'000)), "it ends after the episode does"},
        {about_cue(Rename, kRain, between(10, 60), kRain, between(10, 60)), "it has that name already"},
        {about_cue(Rename, kRain, between(10, 60), Music(std::string()), between(10, 60)), "music needs a name"},
        {about_cue(Confirm, kRain, between(10, 60), kRain, between(10, 60)), ""},
    };
    for (const auto& row : rows) {
        const auto checked = check(row.correction, seconds{3'600});
        EXPECT_EQ(checked ? std::string() : checked.error().message, row.words);
        if (!checked) { EXPECT_EQ(checked.error().fault, Fault::Invalid); }
    }
}

TEST(Corrections, OfWhatIsNotThereAreRefusedButAnAddIsFree) {
    using enum CorrectionAction;
    using enum PartType;
    const EpisodeSound shown{.cues = {machine_cue(kRain, 10, 60), machine_cue(Music("Moon"), 100, 130)}, .parts = {machine_part(Recap, 0, 50)}};
    struct Row {
        Correction correction;
        std::string_view words;
    };
    const std::string_view add = ". What is missing is told with \"add\"";
    const Row rows[] = {
        {about_cue(Move, kRain, between(10, 60), kRain, between(300, 350)), ""},
        {about_cue(Delete, kRain, between(12, 55), kRain, between(12, 55)), ""},
        {about_cue(Rename, Music("Moon"), between(95, 131), kSea, between(95, 131)), ""},
        {about_cue(Add, kSea, between(10, 60), kSea, between(10, 60)), ""},
        {about_part(Add, Epilogue, between(5, 6), Epilogue, between(5, 6)), ""},
        {about_cue(Rename, Music("foo"), between(0, 1), Music("bar"), between(0, 1)), "there is no such cue there: nothing sounds at 0.00-1.00"},
        {about_cue(Rename, kSea, between(10, 60), Music("Mystery"), between(10, 60)), "there is no such cue there: other music sounds at 10.00-60.00"},
        {about_cue(Delete, kRain, between(60, 100), kRain, between(60, 100)), "there is no such cue there: nothing sounds at 60.00-100.00"},
        {about_cue(Confirm, kRain, between(5, 6), kRain, between(5, 6)), "there is no such cue there: nothing sounds at 5.00-6.00"},
        {about_part(Move, Epilogue, between(5, 6), Epilogue, between(6, 8)), "there is no such part there: no epilogue is at 5.00-6.00, but another part"},
        {about_part(Delete, Recap, between(70, 80), Recap, between(70, 80)), "there is no such part there: no recap is at 70.00-80.00"},
    };
    for (const auto& row : rows) {
        const auto checked = check_place(row.correction, shown, true);
        EXPECT_EQ(checked ? std::string() : checked.error().message, row.words.empty() ? std::string() : std::string(row.words) + std::string(add));
        if (!checked) { EXPECT_EQ(checked.error().fault, Fault::NotFound); }
    }
}

TEST(Corrections, AreAboutWhatIsShownWherePeopleNameItByASecondOrSo) {
    using enum CorrectionAction;
    using enum PartType;
    const EpisodeSound shown{.cues = {machine_cue(kRain, 10, 60)}, .parts = {machine_part(Intro, 70, 110), machine_part(Credits, 900, 960)}};
    const Stretch nearly{std::chrono::milliseconds{10'400}, std::chrono::milliseconds{59'500}};
    struct Row {
        std::string_view why;
        Correction said;
        std::string_view expected;
    };
    const Row rows[] = {
        {"what is confirmed is confirmed whole", about_cue(Confirm, kRain, between(20, 25), kRain, between(20, 25)), "rain 10-60 hand, intro 70-110, credits 900-960"},
        {"renamed by edges that are nearly its own", about_cue(Rename, kRain, nearly, kSea, nearly), "sea 10-60 hand, intro 70-110, credits 900-960"},
        {"deleted by them", about_cue(Delete, kRain, nearly, kRain, nearly), "intro 70-110, credits 900-960"},
        {"moved by them", about_cue(Move, kRain, nearly, kRain, between(15, 50)), "rain 15-50 hand, intro 70-110, credits 900-960"},
        {"a piece of a cue that is something else", about_cue(Rename, kRain, between(10, 30), kSea, between(10, 30)), "sea 10-30 hand, rain 30-60, intro 70-110, credits 900-960"},
        {"a part gets its new name whole", about_part(Rename, Intro, between(80, 81), Recap, between(80, 81)), "rain 10-60, recap 70-110 hand, credits 900-960"},
        {"what is added is where it is said to be", about_cue(Add, kSea, between(12, 55), kSea, between(12, 55)), "rain 10-60, sea 12-55 hand, intro 70-110, credits 900-960"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const Correction corrections[] = {about_what_is_shown(row.said, shown)};
        EXPECT_EQ(describe(apply_corrections(shown, corrections)), row.expected);
    }
}

TEST(Corrections, OfWhatNobodyHasListenedToSayThat) {
    const auto remove = about_part(CorrectionAction::Delete, PartType::Recap, between(0, 50), PartType::Recap, between(0, 50));
    EXPECT_EQ(check_place(remove, {}, false).error().message, "there is no such part there: nothing was heard of it yet. What is missing is told with \"add\"");
    const EpisodeSound added{.parts = {machine_part(PartType::Recap, 0, 50)}};
    EXPECT_TRUE(check_place(remove, added, false)) << "what a person said of it is there";
}

}  // namespace
}  // namespace bt::domain

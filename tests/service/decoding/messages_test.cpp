#include "service/decoding/messages.h"

#include <gtest/gtest.h>

#include <limits>

namespace bt::service {
namespace {

const PlacedContent kPlace{.path = "/films/a.mkv", .content = {.high = 1, .low = 2}};

std::vector<Bytes> every_request() {
    const KnownSound song{.content = {.high = 3, .low = 4}, .files = {"/songs/rain.flac"}, .landmarks = "/data/rain.btl", .may_be_looked_at = false};
    return {write_request(ListenTo{.files = {"/a cd1.mkv", "/a cd2.mkv"}, .unheard = {{.file = 1, .reason = "there is no sound in it"}}}),
            write_request(LearnSong{"/a.flac"}),
            write_request(HearSeason{.folder = "/data", .songs = {song, song}, .season = {song}}),
            write_request(MakeStoryboard{.film = kPlace, .index_folder = "/index", .most_work = std::chrono::seconds(600)}),
            write_request(TakeStill{.film = kPlace, .index_folder = "/index", .point = 7, .width = 640, .is_upright = true, .form = PictureForm::Plain}),
            write_request(ChooseStill{.film = kPlace, .index_folder = "/index"}),
            write_request(ShrinkPicture{.file = kPlace, .from = PictureFrom::SongFile, .width = 480, .form = PictureForm::WebP}),
            write_request(DescribePicture{kPlace}),
            write_request(DescribeContainer{"/a.avi"}),
            write_request(ReadSongTags{"/a.mp3"})};
}

Bytes written_again(const DecodingRequest& request) {
    return std::visit([](const auto& each) { return write_request(each); }, request);
}

TEST(DecodingRequests, ArriveAsTheyWereSent) {
    const auto requests = every_request();
    ASSERT_EQ(requests.size(), std::variant_size_v<DecodingRequest>);
    for (std::size_t i = 0; i < requests.size(); ++i) {
        SCOPED_TRACE(i);
        const auto request = read_request(requests[i]);
        ASSERT_TRUE(request);
        EXPECT_EQ(request->index(), i);
        EXPECT_EQ(written_again(*request), requests[i]);
    }
    const auto heard = std::get<HearSeason>(*read_request(requests[2]));
    EXPECT_EQ(heard.songs.at(1).landmarks, "/data/rain.btl");
    EXPECT_FALSE(heard.season.at(0).may_be_looked_at);
}

TEST(DecodingRequests, CutShortOrLongerOrUnknownTheyAreRefused) {
    for (const auto& request : every_request()) {
        for (std::size_t length = 0; length < request.size(); ++length) EXPECT_FALSE(read_request(ByteView(request).first(length))) << length;
        auto longer = request;
        longer.push_back(std::byte{0});
        EXPECT_FALSE(read_request(longer));
    }
    EXPECT_FALSE(read_request(to_bytes(as_bytes("\x63"))));
}

TEST(DecodingAnswers, ArriveAsTheyWereGivenOrNotAtAll) {
    sound::EpisodeSound episode{.duration = 3'600, .cues = {}, .themes = {}, .parts = {}, .loudness = {}, .energy = {}};
    episode.cues.push_back({.song = {3}, .span = {1.5, 20}, .offset = 4, .rate = 1.02, .level = -6, .confidence = 0.9});
    episode.themes.push_back({.theme = {1}, .span = {30, 40}, .confidence = 0.5});
    episode.parts.push_back({.type = sound::PartType::Epilogue, .span = {3'000, 3'600}, .confidence = 1});
    const auto bytes = write_answer(Result(std::vector{episode, episode}));
    EXPECT_EQ(read_answer<std::vector<sound::EpisodeSound>>(bytes).value(), (std::vector{episode, episode}));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        EXPECT_EQ(read_answer<std::vector<sound::EpisodeSound>>(ByteView(bytes).first(length)).error().fault, Fault::Malformed) << length;
    }
    EXPECT_EQ(read_answer<Bytes>(write_answer(Result(to_bytes(as_bytes("webp"))))).value(), to_bytes(as_bytes("webp")));
    const domain::SongTags tags{.title = "Rain", .year = 2022, .disc = {}, .number = 3, .duration = std::chrono::seconds(200), .has_picture = true, .media_type = "audio/flac"};
    EXPECT_EQ(read_answer<domain::SongTags>(write_answer(Result(tags))).value(), tags);
    const SoundEngine::Listened listened{.landmarks = to_bytes(as_bytes("marks")), .measures = {.duration = std::chrono::seconds(9), .loudness = {.integrated = -23.0, .range = 5, .true_peak = {}}, .energy = {-20.5F, -70}}};
    const auto heard = read_answer<SoundEngine::Listened>(write_answer(Result(listened)));
    EXPECT_EQ(heard->landmarks, listened.landmarks);
    EXPECT_EQ(heard->measures, listened.measures);
}

TEST(DecodingAnswers, AFaultKeepsItsKindAndItsWords) {
    const Result<Bytes> fault = Error{.fault = Fault::Unsupported, .message = "there is no sound in it", .place = "moov", .offset = 12};
    const auto read = read_answer<Bytes>(write_answer(fault));
    EXPECT_EQ(read.error().fault, Fault::Unsupported);
    EXPECT_EQ(read.error().describe(), fault.error().describe());
}

TEST(DecodingAnswers, WordsOfAStrangerAreCutAndMadeReadable) {
    const Result<Bytes> fault = Error{.fault = Fault::Io, .message = std::string(100'000, '\xff')};
    const auto read = read_answer<Bytes>(write_answer(fault));
    EXPECT_LE(read.error().message.size(), 3'000U);
    EXPECT_TRUE(is_utf8(read.error().message));
}

TEST(DecodingAnswers, WhatCannotBeIsRefused) {
    sound::EpisodeSound episode{};
    episode.parts.push_back({.type = static_cast<sound::PartType>(77), .span = {0, 1}, .confidence = 1});
    EXPECT_FALSE(read_answer<std::vector<sound::EpisodeSound>>(write_answer(Result(std::vector{episode}))));
    episode.parts.clear();
    episode.themes.push_back({.theme = sound::ThemeNumber{0}, .span = {0, 1}, .confidence = 1});
    EXPECT_TRUE(read_answer<std::vector<sound::EpisodeSound>>(write_answer(Result(std::vector{episode}))));
    episode.themes[0].theme = sound::ThemeNumber{0xFFFF'FFFF};
    EXPECT_FALSE(read_answer<std::vector<sound::EpisodeSound>>(write_answer(Result(std::vector{episode})))) << "would be made room for";
    episode.themes.clear();
    episode.duration = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(read_answer<std::vector<sound::EpisodeSound>>(write_answer(Result(std::vector{episode}))));
    media::Description description;
    EXPECT_TRUE(read_answer<media::Description>(write_answer(Result(description))));
    description.duration.scale.ticks_per_second = 0;
    EXPECT_FALSE(read_answer<media::Description>(write_answer(Result(description)))) << "would be divided by";
    const Result<Bytes> fault = Error{.fault = static_cast<Fault>(99), .message = "?"};
    EXPECT_EQ(read_answer<Bytes>(write_answer(fault)).error().fault, Fault::Malformed);
    // A list that claims more than there are bytes for.
    EXPECT_FALSE(read_answer<std::vector<sound::EpisodeSound>>(to_bytes(as_bytes(std::string_view("\0\0\0\0\0\0\0\1\xff\xff\xff\xff", 12)))));
}

TEST(DecodingNotes, ArriveOrAreRefused) {
    EXPECT_EQ(read_note<std::chrono::milliseconds>(write_note(std::chrono::milliseconds(1'500))).value(), std::chrono::milliseconds(1'500));
    EXPECT_EQ(read_note<LookingAt>(write_note(LookingAt{.episode = 3})).value().episode, 3U);
    EXPECT_FALSE(read_note<LookingAt>(write_note(LookingAt{.episode = {}})).value().episode);
    EXPECT_EQ(read_note<NumberedSheet>(write_note(NumberedSheet{.number = 2, .webp = to_bytes(as_bytes("RIFF"))})).value().webp.size(), 4U);
    EXPECT_EQ(read_note<LookingAt>(as_bytes("x")).error().fault, Fault::Malformed);
}

}  // namespace
}  // namespace bt::service

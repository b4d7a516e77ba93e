#include "delivery/hls/audio_groups.h"

#include <gtest/gtest.h>

#include "delivery/hls/playlists_of.h"
#include "delivery/resources.h"
#include "tests/delivery/made_media.h"

namespace bt::delivery::hls {
namespace {

using testing::picture;
using testing::present;
using testing::sound;

constexpr std::uint16_t kKorean = 0x2DF2, kEnglish = 0x15C7;  // packed as in 'mdhd'

bt::testing::MadeTrack aac(std::uint32_t id, std::uint16_t language) {
    auto track = sound(400, id);
    track.language = language;
    return track;
}

bt::testing::MadeTrack ac3(std::uint32_t id, std::uint16_t language) {
    auto track = aac(id, language);
    track.sample_entry = bt::testing::sound_entry("ac-3", 6, 48'000, bt::testing::box("dac3", bt::testing::hex("103de0")));
    return track;
}

bt::testing::MadeTrack named(bt::testing::MadeTrack track, std::string_view name) {
    track.more = bt::testing::box("udta", bt::testing::box("name", bt::testing::text(name)));
    return track;
}

bt::testing::MadeTrack described(bt::testing::MadeTrack track) {
    using namespace bt::testing;
    track.more = box("udta", full_box("kind", 0, 0, text("urn:mpeg:dash:role:2011"), u8(0), text("description"), u8(0)));
    return track;
}

/// "aac: a1 한국어, a2 English | ac3: ..."
std::string as_text(const std::vector<AudioGroup>& groups) {
    std::string out;
    for (const auto& group : groups) {
        out += (out.empty() ? "" : " | ") + group.id + ":";
        for (const auto& member : group.members) {
            out += " " + member.rendition->id + " " + member.name + (member.is_default ? "*" : "") + (member.autoselect ? "" : "-");
        }
    }
    return out;
}

TEST(AudioGroups, HaveTheSameMembersWhateverTheCodecs) {
    struct Case {
        const char* what;
        std::vector<bt::testing::MadeTrack> tracks;
        std::string groups;
    };
    const Case cases[] = {
        {"one codec, one group", {aac(2, kKorean), aac(3, kEnglish)}, "aac: a1 한국어* a2 English"},
        {"one voice in two codecs", {aac(2, kKorean), ac3(3, kKorean)}, "aac: a1 한국어* | ac3: a2 한국어*"},
        {"what a codec lacks is taken from the other", {aac(2, kKorean), ac3(3, kKorean), ac3(4, kEnglish)}, "aac: a1 한국어* a3 English | ac3: a2 한국어* a3 English"},
        {"no codec has all", {aac(2, kKorean), ac3(3, kEnglish)}, "aac: a1 한국어* a2 English"},
        {"two of a language: the second is never chosen unasked", {aac(2, kKorean), aac(3, kKorean)}, "aac: a1 한국어* a2 한국어 (2)-"},
        {"nor is a commentary", {aac(2, kKorean), named(aac(3, kEnglish), "Director's Commentary")}, "aac: a1 한국어* a2 Director's Commentary-"},
        {"nor takes a commentary that comes first the film's place", {named(aac(2, kEnglish), "Commentary"), aac(3, kEnglish)}, "aac: a1 Commentary- a2 English*"},
        {"in its own codec either", {named(ac3(2, kEnglish), "Commentary"), aac(3, kEnglish), ac3(4, kEnglish)},
         "ac3: a1 Commentary- a3 English* | aac: a1 Commentary- a2 English*"},
        {"a description is chosen by who asks for one", {described(aac(2, kEnglish)), aac(3, kEnglish)}, "aac: a1 English (described) a2 English*"},
        {"a commentary alone is what there is", {named(aac(2, kEnglish), "Commentary")}, "aac: a1 Commentary*"},
        {"a commentary is no other codec of the film", {named(ac3(2, kKorean), "Surround"), named(aac(3, kKorean), "Commentary")},
         "ac3: a1 Surround* a2 Commentary-"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.what);
        auto tracks = c.tracks;
        tracks.insert(tracks.begin(), picture(8));
        EXPECT_EQ(as_text(audio_groups(*present(tracks), {})), c.groups);
    }
}

TEST(AudioGroups, HoldOnlyWhatAPlayerDecodesWhenItSaysSo) {
    const auto made = present({picture(8), aac(2, kKorean), ac3(3, kEnglish)});
    EXPECT_EQ(as_text(audio_groups(*made, {"aac"})), "aac: a1 한국어*");
    EXPECT_EQ(as_text(audio_groups(*made, {"ac3", "eac3"})), "ac3: a2 English*");
    EXPECT_EQ(as_text(audio_groups(*made, {"opus"})), "");
}

TEST(AudioGroups, AreAskedForByCodecInTheNameOfTheMultivariantPlaylist) {
    const auto made = present({picture(8), aac(2, kKorean), ac3(3, kEnglish)});
    const auto text = [&](std::string_view path) {
        const auto found = resource_at(*made, path);
        return found ? std::string(bt::as_text(*found->pieces.front().memory)) : std::string();
    };
    EXPECT_NE(text("master.m3u8").find("ac-3"), std::string::npos);
    EXPECT_EQ(text("master-aac-opus.m3u8").find("ac-3"), std::string::npos);
    EXPECT_NE(text("master-aac-opus.m3u8").find("a1/playlist.m3u8"), std::string::npos);
    EXPECT_NE(text("master-opus.m3u8").find("v0/playlist.m3u8"), std::string::npos) << "the picture alone";
    EXPECT_FALSE(resource_at(*made, "master-.m3u8"));
}

TEST(MultivariantPlaylist, NamesTheCodecsOfAllMembersOfAGroup) {
    const auto made = present({picture(8), aac(2, kKorean), ac3(3, kKorean), ac3(4, kEnglish)});
    const auto playlist = multivariant_playlist_of(*made);
    ASSERT_EQ(playlist.variants.size(), 2U);
    EXPECT_EQ(playlist.variants[0].codecs, "avc1.64000c,mp4a.40.2,ac-3");
    EXPECT_EQ(playlist.variants[1].codecs, "avc1.64000c,ac-3");
}

TEST(MultivariantPlaylist, LetsPlayersChooseOneOfTheSubtitlesThatAreAlike) {
    const auto made = present({picture(8), aac(2, kKorean)});
    std::vector<ExternalSubtitle> subtitles;
    for (const char* id : {"1", "2", "3"}) subtitles.push_back({.id = id, .language = "ko", .name = id});
    subtitles[2].is_default = true;
    auto file = media::open_media(std::make_shared<io::MemorySource>(bt::testing::make_movie({picture(8)})));
    const auto playlist = multivariant_playlist_of(**Presentation::open(std::move(file).value(), subtitles));
    ASSERT_EQ(playlist.renditions.size(), 3U);
    EXPECT_FALSE(playlist.renditions[0].autoselect);
    EXPECT_FALSE(playlist.renditions[1].autoselect);
    EXPECT_TRUE(playlist.renditions[2].autoselect && playlist.renditions[2].is_default);
}

TEST(MultivariantPlaylist, ChoosesNoSubtitlesOfACommentaryUnasked) {
    struct Text { const char* name; bool is_default; };
    struct Case { const char* what; std::vector<Text> texts; std::string listed; };
    const Case cases[] = {
        {"the film's are chosen, though they come later", {{"English Commentary", false}, {"Full", false}}, "English Commentary- Full"},
        {"whatever is flagged", {{"English Commentary", true}, {"Full", true}}, "English Commentary- Full*"},
        {"but are not shown to those who asked for none", {{"English Commentary", true}, {"Full", false}}, "English Commentary- Full"},
        {"a commentary's flag counts where there are no others", {{"Commentary", true}}, "Commentary*"},
    };
    for (const auto& row : cases) {
        SCOPED_TRACE(row.what);
        std::vector<ExternalSubtitle> subtitles;
        for (const auto& text : row.texts) subtitles.push_back({.id = std::to_string(subtitles.size()), .language = "en", .name = text.name, .is_default = text.is_default});
        auto file = media::open_media(std::make_shared<io::MemorySource>(bt::testing::make_movie({picture(8)})));
        const auto film = Presentation::open(std::move(file).value(), subtitles).value();
        std::string listed;
        for (const auto& each : multivariant_playlist_of(*film).renditions) listed += (listed.empty() ? "" : " ") + each.name + (each.is_default ? "*" : "") + (each.autoselect ? "" : "-");
        EXPECT_EQ(listed, row.listed);
        EXPECT_EQ(film->texts()[0].is_commentary, true);
    }
}

TEST(MultivariantPlaylist, NamesTracksWithoutANameByTheirLanguageAsItsSpeakersReadIt) {
    std::vector<ExternalSubtitle> subtitles;
    subtitles.push_back({.id = "1", .language = "ko"});
    subtitles.push_back({.id = "2", .language = "ko"});
    subtitles.push_back({.id = "3", .language = "en", .is_forced = true});
    subtitles.push_back({.id = "4", .language = "en-GB", .is_hearing_impaired = true});
    subtitles.push_back({.id = "5", .language = "und"});
    subtitles.push_back({.id = "6", .language = "en", .name = "Director"});
    auto file = media::open_media(std::make_shared<io::MemorySource>(bt::testing::make_movie({picture(8), aac(2, kKorean)})));
    std::string names;
    for (const auto& each : multivariant_playlist_of(**Presentation::open(std::move(file).value(), subtitles)).renditions) names += each.name + '\n';
    EXPECT_EQ(names, "한국어\n"  // the sound
                     "한국어\n한국어 (2)\nEnglish (forced)\nEnglish (SDH)\nSubtitles 5\nDirector\n");
}

}  // namespace
}  // namespace bt::delivery::hls

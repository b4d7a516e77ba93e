// What listening costs, stage by stage, and how it grows with the library.
//
//   bench_service_listening stages SONGS EPISODE...        each stage alone, processor time, one thread
//   bench_service_listening growth HOURS SONGS EPISODE...  the same season in the library as it is and in one made of HOURS of music
//
// The large library is the real songs and invented ones: real songs transposed, at another tempo, their pieces in another order, so that
// they are as common and as alike as music is, but never the same music; their waves run backwards. What is learnt is kept in $XDG_CACHE_HOME.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "io/atomic_file.h"
#include "io/mapped_file.h"
#include "service/sound/file_hearing.h"
#include "service/sound/learnt_songs.h"
#include "sound/candidates.h"
#include "sound/cue_finder.h"
#include "sound/hearing_range.h"
#include "sound/packed_landmarks.h"
#include "sound/repeats.h"
#include "sound/season.h"
#include "sound/song_choice.h"
#include "sound/song_set.h"

namespace bt::service {
namespace {

using sound::Landmark;
using sound::Landmarks;
using sound::SongNumber;

double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

template <class Work>
double timed(Work&& work) {
    const double begun = processor_seconds();
    work();
    return processor_seconds() - begun;
}

template <class T>
T must(Result<T> result) {
    if (!result) {
        fmt::print(stderr, "{}\n", result.error().describe());
        std::exit(1);
    }
    return std::move(*result);
}

void learn(LearntSongs& songs, const std::string& folder) {
    const auto filled = songs.fill(songs_in(folder), [](auto, auto, auto&) {}, [](const std::string& path, const Error& error) { fmt::print(stderr, "{}: {}\n", path, error.describe()); });
    if (!filled) {
        fmt::print(stderr, "{}\n", filled.error().describe());
        std::exit(1);
    }
}

double hours_of(const sound::SongLibrary& library) {
    double seconds = 0;
    for (std::uint32_t i = 0; i < library.size(); ++i) seconds += library.duration(SongNumber{i});
    return seconds / 3'600;
}

std::vector<Landmarks> hear(const std::vector<std::string>& episodes) {
    std::vector<Landmarks> heard;
    for (const auto& path : episodes) heard.push_back(must(hear_file(path, {}, MeasureLoudness::No, [](double) { return true; })).landmarks);
    return heard;
}

/// The sound track decoded and nothing more; its samples, where they are wanted.
double decode(const std::string& path) {
    DecodedPcm pcm(must(transcode::AudioDecoder::open(path)));
    double values = 0;
    while (true) {
        const auto samples = must(pcm.read());
        if (samples.empty()) return values;
        values += static_cast<double>(samples.size());
    }
}

int stages(const std::string& folder, const std::vector<std::string>& episodes) {
    LearntSongs learnt(default_song_cache(), 1);
    learn(learnt, folder);
    std::vector<Landmarks> heard;
    const double decoding = timed([&] { for (const auto& path : episodes) (void)decode(path); });
    const double hearing = timed([&] { heard = hear(episodes); });
    const double measuring = timed([&] {
        for (const auto& path : episodes) (void)must(hear_file(path, {}, MeasureLoudness::Yes, [](double) { return true; }));
    });
    double seconds = 0;
    for (const auto& each : heard) seconds += each.duration;
    sound::SongSet songs;
    const double preparing = timed([&] { songs = sound::SongSet(learnt.library()); });
    std::size_t candidates = 0, cues = 0;
    const double voting = timed([&] {
        for (const auto& each : heard) {
            for (const auto& group : songs.groups()) candidates += find_candidates(each, group.pairs).size();
        }
    });
    const double finding = timed([&] { for (const auto& each : heard) cues += find_cues(each, songs).size(); });
    std::vector<const Landmarks*> all;
    std::vector<sound::SeasonEpisode> season;
    for (const auto& each : heard) {
        all.push_back(&each);
        season.push_back({.landmarks = each, .chapters = {}, .picture = nullptr});
    }
    const double repeating = timed([&] { (void)sound::find_repeats(all); });
    const double answering = timed([&] { (void)must(sound::hear_season(season, learnt.library(), {}, [] { return true; })); });
    fmt::print("{} episodes, {:.2f} h; {} songs, {:.1f} h; {} candidates, {} cues\n", episodes.size(), seconds / 3'600, songs.size(), hours_of(learnt.library()), candidates, cues);
    const auto row = [&](const char* name, double spent) { fmt::print("{:<34}{:>7.2f} s an hour of episode {:>7.0f} x\n", name, spent / seconds * 3'600, seconds / spent); };
    row("decoding", decoding);
    row("landmarks", hearing - decoding);
    row("loudness", measuring - hearing);
    row("songs made ready", preparing);
    row("candidates", voting);
    row("cues from candidates", finding - voting);
    row("repeats", repeating);
    row("parts, themes", answering - finding - repeating - preparing);
    row("all without loudness and picture", hearing + answering);
    return 0;
}

/// Real songs, then as many invented ones as fill the hours.
class InventedLibrary final : public sound::SongLibrary {
public:
    InventedLibrary(const sound::SongLibrary& real, double hours) {
        for (std::uint32_t i = 0; i < real.size(); ++i) songs_.push_back(real.landmarks(SongNumber{i}));
        double seconds = 0;
        for (std::size_t i = 0; seconds < hours * 3'600; ++i) {
            durations_.push_back(i < songs_.size() ? songs_[i].duration : songs_[i % songs_.size()].duration * tempo(i));
            seconds += durations_.back();
        }
    }
    void use(std::shared_ptr<const io::MappedFile> file) {
        file_ = std::move(file);
        table_ = must(sound::TripleTable::open(file_->bytes()));
    }
    std::size_t size() const override { return durations_.size(); }
    double duration(SongNumber song) const override { return durations_[song.value]; }
    const sound::TripleTable* triples() const override { return table_ ? &*table_ : nullptr; }
    Landmarks landmarks(SongNumber song) const override { return song.value < songs_.size() ? songs_[song.value] : invent(song.value); }

private:
    static std::uint64_t chance(std::size_t song) { return (song + 1) * 0x9E3779B97F4A7C15U; }
    static double tempo(std::size_t song) {
        const double share = static_cast<double>(chance(song) >> 40) / (1U << 24);
        return share < 0.5 ? 0.8 + 0.26 * share : 1.07 + 0.36 * (share - 0.5);  // never within six percent
    }
    Landmarks invent(std::size_t song) const {
        const auto& from = songs_[song % songs_.size()];
        const int away = 6 + static_cast<int>(chance(song) >> 8 & 15), shift = (chance(song) >> 16 & 1) != 0 ? away : -away;
        const double stretch = tempo(song);
        const auto piece = static_cast<std::uint32_t>(sound::frames_in(15));
        std::vector<std::uint32_t> order(static_cast<std::size_t>(sound::frames_in(from.duration)) / piece + 2);
        for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
        std::mt19937 random(static_cast<std::uint32_t>(song));
        std::shuffle(order.begin(), order.end(), random);
        Landmarks out{.duration = from.duration * stretch};
        const auto alter = [&](const std::vector<Landmark>& marks, std::vector<Landmark>& into) {
            for (auto mark : marks) {
                const int pitch = mark.pitch + shift;
                if (pitch < 0 || pitch >= sound::kPitchSteps) continue;
                mark.pitch = static_cast<std::uint8_t>(pitch);
                mark.frame = static_cast<std::uint32_t>((order[mark.frame / piece] * piece + mark.frame % piece) * stretch);
                if (mark.frame < sound::frames_in(out.duration)) into.push_back(mark);
            }
            std::sort(into.begin(), into.end(), [](const Landmark& a, const Landmark& b) { return a.frame != b.frame ? a.frame < b.frame : a.pitch < b.pitch; });
        };
        for (int layer = 0; layer < sound::kLayers; ++layer) {
            alter(from.layers[layer], out.layers[layer]);
            alter(from.faint[layer], out.faint[layer]);
        }
        out.waves = backwards(from.waves, static_cast<std::size_t>(out.duration * sound::kWaveRate / 64));
        return out;
    }
    /// As white as music's are, and like no other song's.
    static sound::Waves backwards(const sound::Waves& waves, std::size_t words) {
        sound::Waves turned(waves.empty() ? 0 : words);
        for (std::size_t i = 0; i < turned.size(); ++i) {
            const auto word = waves[waves.size() - 1 - i % waves.size()];
            for (unsigned bit = 0; bit < 64; ++bit) turned[i] |= (word >> bit & 1U) << (63 - bit);
        }
        return turned;
    }

    std::vector<Landmarks> songs_;
    std::vector<double> durations_;
    std::shared_ptr<const io::MappedFile> file_;
    std::optional<sound::TripleTable> table_;
};

using Cues = std::vector<std::vector<sound::FoundCue>>;  // by episode
Cues find(const std::vector<Landmarks>& season, const sound::SongSet& songs) {
    Cues cues;
    for (const auto& each : season) cues.push_back(find_cues(each, songs));
    return cues;
}

bool is_among(const sound::FoundCue& cue, const std::vector<sound::FoundCue>& cues) {
    return std::ranges::any_of(cues, [&](const sound::FoundCue& other) {
        return other.cue.song == cue.cue.song && other.cue.span.start < cue.cue.span.end && cue.cue.span.start < other.cue.span.end;
    });
}

/// The season in the large library, the first `own` songs of which are its own.
void find_in_large(const std::vector<Landmarks>& heard, double seconds, const Cues& alone, const LearntSongs& learnt, const InventedLibrary& library, std::uint32_t own) {
    std::vector<const Landmarks*> season;
    for (const auto& each : heard) season.push_back(&each);
    std::vector<SongNumber> known, chosen;
    for (std::uint32_t i = 0; i < own; ++i) known.push_back(SongNumber{i});
    Cues large;
    const double choosing = timed([&] { chosen = must(choose_songs(season, library, known, [] { return true; })); });
    const double among = timed([&] { large = find(heard, sound::SongSet(library, chosen)); });
    std::size_t cues = 0, lost = 0, invented = 0;
    for (std::size_t i = 0; i < alone.size(); ++i) {
        for (const auto& found : alone[i]) {
            ++cues;
            if (is_among(found, large[i])) continue;
            ++lost;
            fmt::print("  lost: {} at {:.1f} to {:.1f}, {:.0f} dB, {:.0f} nats\n", learnt.file(found.cue.song).name, found.cue.span.start, found.cue.span.end, found.cue.level, found.score);
        }
        invented += static_cast<std::size_t>(std::ranges::count_if(large[i], [&](const auto& found) { return found.cue.song.value >= learnt.library().size(); }));
    }
    double taking_part = 0;
    for (const auto song : chosen) taking_part += library.duration(song) / 3'600;
    fmt::print("{} songs known to be the series' own: {} songs, {:.1f} h take part; seconds an hour of episode: {:.2f} choosing, {:.2f} finding; of {} cues {} are lost, {} are of invented songs\n", own,
               chosen.size(), taking_part, choosing / seconds * 3'600, among / seconds * 3'600, cues, lost, invented);
}

int growth(double hours, const std::string& folder, const std::vector<std::string>& episodes) {
    LearntSongs learnt(default_song_cache(), 1);
    learn(learnt, folder);
    const auto heard = hear(episodes);
    double seconds = 0;
    for (const auto& each : heard) seconds += each.duration;
    InventedLibrary library(learnt.library(), hours);
    const auto path = (std::filesystem::temp_directory_path() / "bench_listening.btt").string();
    const double building = timed([&] {
        auto file = must(io::AtomicFile::create(path));
        const auto written = sound::TripleTable::write(library, [&](ByteView bytes) { return file.write(bytes); }, [] { return true; });
        if (!written) fmt::print(stderr, "{}\n", written.error().describe());
        (void)file.commit();
    });
    library.use(must(io::MappedFile::open(path)));
    const auto table = static_cast<double>(std::filesystem::file_size(path));
    std::filesystem::remove(path);
    std::size_t landmarks = 0;
    for (std::uint32_t i = 0; i < learnt.library().size(); ++i) landmarks += sound::encode_landmarks(learnt.library().landmarks(SongNumber{i})).size();
    fmt::print("library of {:.0f} h, {} songs: table {:.2f} MB and landmarks {:.2f} MB an hour, made in {:.0f} s\n", hours_of(library), library.size(), table / 1e6 / hours_of(library),
               static_cast<double>(landmarks) / 1e6 / hours_of(learnt.library()), building);
    Cues alone;
    const double finding = timed([&] { alone = find(heard, sound::SongSet(learnt.library())); });
    fmt::print("{} episodes, {:.2f} h, in the library of {:.1f} h as it is: {:.2f} seconds an hour of episode\n", heard.size(), seconds / 3'600, hours_of(learnt.library()), finding / seconds * 3'600);
    for (const auto own : {std::size_t{0}, learnt.library().size()}) find_in_large(heard, seconds, alone, learnt, library, static_cast<std::uint32_t>(own));
    return 0;
}

}  // namespace
}  // namespace bt::service

int main(int count, char** words) {
    const std::vector<std::string> arguments(words + 1, words + count);
    const auto rest = [&](std::size_t from) { return std::vector<std::string>(arguments.begin() + static_cast<std::ptrdiff_t>(from), arguments.end()); };
    if (arguments.size() >= 3 && arguments[0] == "stages") return bt::service::stages(arguments[1], rest(2));
    if (arguments.size() >= 4 && arguments[0] == "growth") return bt::service::growth(std::stod(arguments[1]), arguments[2], rest(3));
    fmt::print(stderr, "bench_service_listening stages SONGS EPISODE... | growth HOURS SONGS EPISODE...\n");
    return 2;
}

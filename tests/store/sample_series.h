// Series to store in tests: a small one to change by hand, and any number of arbitrary ones that use every field.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "domain/scan.h"

namespace bt::store {

inline ContentKey content(std::uint64_t number) { return {0xC0FFEE, number}; }

/// A readable file whose content is `number`.
inline domain::MediaFile media_file(const std::string& path, std::uint64_t number) {
    domain::MediaFile file;
    file.path = path;
    file.stamp = {.size = 1'000 + number, .modified_ns = 1'700'000'000'000'000'000, .inode = number};
    file.content = content(number);
    file.summary = domain::MediaSummary{.container = "matroska", .title = "", .duration = {3'600'000, kMilliseconds},
                                        .streams = {{.kind = domain::StreamKind::Video, .codec = "H.264", .width = 1'920, .height = 1'080}},
                                        .is_direct = true};
    return file;
}

inline domain::Episode episode(int season, int number, domain::MediaFile file) {
    domain::Episode out;
    out.season = {season, domain::Source::FileName};
    out.number = {number, domain::Source::FileName};
    out.title = {"Episode " + std::to_string(number), domain::Source::FileName};
    domain::MediaVersion version;
    version.first_episode = number;
    version.parts = {std::move(file)};
    out.versions = {version};
    return out;
}

/// `folder` with season 1 and as many episodes; their contents are `first_content`, `first_content` + 1, ...
inline domain::ScannedSeries sample_series(const std::string& folder, int episodes, std::uint64_t first_content) {
    domain::ScannedSeries scanned;
    scanned.folder = folder;
    scanned.signature = domain::FolderSignature{first_content};
    scanned.series.title = {folder, domain::Source::FileName};
    domain::Season season;
    season.number = 1;
    for (int i = 1; i <= episodes; ++i) {
        const std::string path = folder + "/Season 01/" + folder + " S01E" + std::to_string(i) + ".mkv";
        season.episodes.push_back(episode(1, i, media_file(path, first_content + static_cast<std::uint64_t>(i) - 1)));
    }
    scanned.series.seasons = {season};
    return scanned;
}

inline domain::Episode& episode_at(domain::ScannedSeries& scanned, std::size_t position) {
    return scanned.series.seasons.at(0).episodes.at(position);
}

/// Series that nobody would write: every field set or not, odd text, broken bytes in paths. Equal seeds, equal series.
class ArbitrarySeries {
public:
    explicit ArbitrarySeries(std::uint32_t seed) : random_(seed), content_(std::uint64_t{seed} << 32) {}

    domain::ScannedSeries scanned(const std::string& folder);

private:
    int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint32_t>(limit)); }
    std::uint32_t number(int limit) { return static_cast<std::uint32_t>(below(limit)); }
    bool coin() { return below(2) == 0; }
    std::string text();
    std::string path();
    std::vector<std::string> texts();
    std::vector<std::string> different_texts();
    domain::ProviderIds ids();
    template <class T, class Make>
    std::vector<T> some(int limit, Make make) {
        std::vector<T> out(static_cast<std::size_t>(below(limit + 1)));
        for (auto& value : out) value = make();
        return out;
    }
    template <class T, class Make>
    std::optional<T> perhaps(Make make) {
        return coin() ? std::optional<T>(make()) : std::nullopt;
    }
    domain::Date date();
    domain::FileStamp stamp();
    std::optional<ContentKey> key();
    domain::MediaFile file();
    domain::ExternalTrack track();
    domain::MediaVersion version();
    domain::Credit credit();
    domain::Artwork artwork();
    domain::Extra extra();
    domain::Rating rating();
    domain::Episode episode(int season, int number);
    domain::Season season(int number);
    domain::Album album();
    domain::Song song();

    std::mt19937 random_;
    std::uint64_t content_;
    int files_ = 0;
    std::string folder_;
};

/// The series as a scan gives it: without the ids and facts that the store adds.
domain::Series without_ids(domain::Series series);

}  // namespace bt::store

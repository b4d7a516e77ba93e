#include "sound/song_set.h"

#include <algorithm>
#include <span>

namespace bt::sound {
namespace {

std::vector<SongNumber> all_of(const SongLibrary& library) {
    std::vector<SongNumber> numbers;
    for (std::uint32_t i = 0; i < library.size(); ++i) numbers.push_back(SongNumber{i});
    return numbers;
}

}  // namespace

SongSet::SongSet(const SongLibrary& library, std::vector<SongNumber> chosen, std::vector<SongNumber> own) : own_(std::move(own)) {
    numbers_.reserve(chosen.size());
    landmarks_.reserve(chosen.size());
    bands_.reserve(chosen.size());
    const auto others = std::stable_partition(chosen.begin(), chosen.end(), [this](SongNumber song) { return is_own(song); });
    add(library, {chosen.begin(), others});
    add(library, {others, chosen.end()});
}

void SongSet::add(const SongLibrary& library, const std::vector<SongNumber>& songs) {
    if (songs.empty()) return;
    const auto first = numbers_.size();
    for (const auto number : songs) {
        numbers_.push_back(number);
        landmarks_.push_back(library.landmarks(number));
        bands_.push_back(narrow_bands(landmarks_.back().waves));
    }
    groups_.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(numbers_.size()), PairTable(std::span(landmarks_).subspan(first))});
}

SongSet::SongSet(const SongLibrary& library) : SongSet(library, all_of(library)) {}

const Landmarks& SongSet::landmarks(SongNumber song) const {
    // Own and others rise, each by themselves.
    const auto& group = is_own(song) ? groups_.front() : groups_.back();
    const auto begin = numbers_.begin() + group.first, end = numbers_.begin() + group.end;
    return landmarks_[static_cast<std::size_t>(std::lower_bound(begin, end, song) - numbers_.begin())];
}

bool SongSet::is_own(SongNumber song) const { return std::ranges::binary_search(own_, song); }

}  // namespace bt::sound

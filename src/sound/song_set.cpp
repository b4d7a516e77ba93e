#include "sound/song_set.h"

#include <algorithm>

namespace bt::sound {
namespace {

std::vector<SongNumber> all_of(const SongLibrary& library) {
    std::vector<SongNumber> numbers;
    for (std::uint32_t i = 0; i < library.size(); ++i) numbers.push_back(SongNumber{i});
    return numbers;
}

}  // namespace

SongSet::SongSet(const SongLibrary& library, std::vector<SongNumber> chosen, std::vector<SongNumber> own) : numbers_(std::move(chosen)), own_(std::move(own)) {
    landmarks_.reserve(numbers_.size());
    bands_.reserve(numbers_.size());
    for (const auto number : numbers_) {
        landmarks_.push_back(library.landmarks(number));
        bands_.push_back(narrow_bands(landmarks_.back().waves));
    }
    pairs_ = PairTable(landmarks_);
}

SongSet::SongSet(const SongLibrary& library) : SongSet(library, all_of(library)) {}

const Landmarks& SongSet::landmarks(SongNumber song) const {
    return landmarks_[static_cast<std::size_t>(std::lower_bound(numbers_.begin(), numbers_.end(), song) - numbers_.begin())];
}

bool SongSet::is_own(SongNumber song) const { return std::ranges::binary_search(own_, song); }

}  // namespace bt::sound

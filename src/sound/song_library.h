// The songs an episode is compared with: segments side by side, numbered through.
#pragma once

#include <cstddef>
#include <vector>

#include "sound/episode_sound.h"
#include "sound/song_segment.h"

namespace bt::sound {

class SongLibrary {
public:
    SongLibrary() = default;
    explicit SongLibrary(std::vector<SongSegment> segments) : segments_(std::move(segments)) {
        for (const auto& segment : segments_) {
            first_.push_back(size_);
            size_ += segment.size();
        }
    }

    std::size_t size() const { return size_; }
    const std::vector<SongSegment>& segments() const { return segments_; }
    SongNumber number(std::size_t segment, std::size_t song) const { return SongNumber{static_cast<std::uint32_t>(first_[segment] + song)}; }
    std::string_view name(SongNumber song) const { return segment_of(song).name(index_in_segment(song)); }
    Landmarks landmarks(SongNumber song) const { return segment_of(song).landmarks(index_in_segment(song)); }

private:
    std::size_t place_of(SongNumber song) const {
        std::size_t i = first_.size() - 1;
        while (first_[i] > song.value) --i;
        return i;
    }
    const SongSegment& segment_of(SongNumber song) const { return segments_[place_of(song)]; }
    std::size_t index_in_segment(SongNumber song) const { return song.value - first_[place_of(song)]; }

    std::vector<SongSegment> segments_;
    std::vector<std::size_t> first_;
    std::size_t size_ = 0;
};

}  // namespace bt::sound

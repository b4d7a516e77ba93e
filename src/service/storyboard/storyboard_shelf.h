// The storyboards that were made, as files below the data folder, named by content. The index comes last: with it, all sheets are there.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "io/byte_source.h"
#include "service/content_folder.h"

namespace bt::service {

/// Where a film's storyboard lies below its media URL.
std::string storyboard_path(std::string_view file);
/// The file of a storyboard that a path below the media URL asks for ("1.webp"); empty for other paths, and for those of another version.
std::string_view storyboard_file(std::string_view path);

inline constexpr std::string_view kStoryboardIndex = "thumbnails.vtt";

/// Safe to use from many threads.
class StoryboardShelf {
public:
    explicit StoryboardShelf(std::string folder) : folder_(std::move(folder)) {}

    bool has(ContentKey film) const;
    /// Looked at already: it has one, or can have none.
    bool is_settled(ContentKey film) const;

    /// `keep_sheet* keep_index`, or `keep_none`. Faults: Io, Denied.
    Result<void> keep_sheet(ContentKey film, std::size_t number, ByteView webp) const;
    Result<void> keep_index(ContentKey film, std::string_view webvtt) const;
    Result<void> keep_none(ContentKey film) const;

    /// "thumbnails.vtt" or "3.webp". Faults: NotFound.
    Result<std::shared_ptr<const io::File>> open(ContentKey film, std::string_view file) const;

    std::size_t remove_all_but(std::span<const ContentKey> wanted) const { return folder_.remove_all_but(wanted); }
    std::uint64_t bytes() const;
    const std::string& path() const { return folder_.path(); }

private:
    ContentFolder folder_;
};

}  // namespace bt::service

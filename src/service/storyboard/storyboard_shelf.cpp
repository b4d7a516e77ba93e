#include "service/storyboard/storyboard_shelf.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>

#include "service/storyboard/storyboard.h"

namespace bt::service {
namespace {

namespace fs = std::filesystem;

std::string ending(std::string_view file) { return fmt::format("-{}-{}", kStoryboardVersion, file); }

/// "3.webp", of the sheets there can be.
bool is_sheet(std::string_view file) {
    if (!file.ends_with(".webp") || file.front() == '0') return false;
    std::size_t number = 0;
    const auto* last = file.data() + file.size() - 5;
    const auto [end, fault] = std::from_chars(file.data(), last, number);
    return fault == std::errc{} && end == last && number >= 1 && number <= kMostTiles / kTilesOfSheet;
}

bool is_there(const std::string& path) {
    std::error_code fault;
    return fs::exists(path, fault);
}

std::string folder_name() { return fmt::format("storyboard-{}/", kStoryboardVersion); }

}  // namespace

std::string storyboard_path(std::string_view file) { return folder_name() + std::string(file); }

std::string_view storyboard_file(std::string_view path) {
    const auto folder = folder_name();
    return path.starts_with(folder) ? path.substr(folder.size()) : std::string_view{};
}

bool StoryboardShelf::has(ContentKey film) const { return is_there(folder_.path_of(film, ending(kStoryboardIndex))); }
bool StoryboardShelf::is_settled(ContentKey film) const { return has(film) || is_there(folder_.path_of(film, ending("none"))); }

Result<void> StoryboardShelf::keep_sheet(ContentKey film, std::size_t number, ByteView webp) const {
    return folder_.keep(film, ending(fmt::format("{}.webp", number)), webp);
}
Result<void> StoryboardShelf::keep_index(ContentKey film, std::string_view webvtt) const { return folder_.keep(film, ending(kStoryboardIndex), as_bytes(webvtt)); }
Result<void> StoryboardShelf::keep_none(ContentKey film) const { return folder_.keep(film, ending("none"), {}); }

Result<std::shared_ptr<const io::File>> StoryboardShelf::open(ContentKey film, std::string_view file) const {
    if (file != kStoryboardIndex && !is_sheet(file)) return Error{.fault = Fault::NotFound, .message = "a storyboard has no such file"};
    return io::File::open(folder_.path_of(film, ending(file)));
}

std::uint64_t StoryboardShelf::bytes() const {
    std::uint64_t total = 0;
    std::error_code fault;
    for (fs::recursive_directory_iterator each(folder_.path(), fault), end; !fault && each != end; each.increment(fault)) {
        std::error_code gone;
        if (const auto size = each->is_regular_file(gone) ? each->file_size(gone) : 0; !gone) total += size;
    }
    return total;
}

}  // namespace bt::service

// Where a field came from, so that a wrong guess can be explained, and so that the more trusted source wins.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

namespace bt::domain {

/// Most trusted first: of two values the one whose source stands earlier here wins.
enum class Source {
    Hand,          ///< edited by a person in the admin page
    Sidecar,       ///< a file of ours beside the media
    Nfo,           ///< tvshow.nfo, season.nfo, <episode>.nfo
    Plexmatch,     ///< .plexmatch
    FolderTag,     ///< a tag such as [tmdbid-1] in a folder's or file's name
    FileName,      ///< guessed from the names of files and folders
    ContainerTag,  ///< the media file's own tags
    Online,        ///< a metadata provider
    Unknown,       ///< a default nobody stated
};
/// "hand edit", "NFO", "file name" ... as the admin page says it.
std::string_view to_string(Source source);
/// True when a value from `a` replaces one from `b`. Equal sources do not replace each other: the first stays.
constexpr bool is_more_trusted(Source a, Source b) { return static_cast<int>(a) < static_cast<int>(b); }

/// A value and who said it.
template <class T>
struct Sourced {
    T value{};
    Source source = Source::Unknown;

    friend bool operator==(const Sourced&, const Sourced&) = default;
    /// Takes `candidate` when `from` is trusted more than what is held.
    void offer(T candidate, Source from) {
        if (!is_more_trusted(from, source)) return;
        value = std::move(candidate);
        source = from;
    }
    bool known() const { return source != Source::Unknown; }
};

}  // namespace bt::domain

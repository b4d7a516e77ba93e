// Ids that cannot be mixed up: `StrongId<SeriesTag>` and `StrongId<EpisodeTag>` are different types.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bt {

/// A whole number that names one thing of one kind.
template <class Tag, class Number = std::int64_t>
struct StrongId {
    Number value = 0;
    friend constexpr auto operator<=>(const StrongId&, const StrongId&) = default;
};

using TrackNumber = StrongId<struct TrackNumberTag, std::uint32_t>;  ///< a track's place in its file's description, from 0

/// Names the content of a media file: equal content, equal key, wherever the file lies and whatever it is called.
struct ContentKey {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    friend constexpr auto operator<=>(const ContentKey&, const ContentKey&) = default;
    /// 32 lower-case hexadecimal digits, as in media URLs.
    std::string text() const;
    static std::optional<ContentKey> parse(std::string_view text);
};

}  // namespace bt

template <class Tag, class Number>
struct std::hash<bt::StrongId<Tag, Number>> {
    std::size_t operator()(const bt::StrongId<Tag, Number>& id) const noexcept { return std::hash<Number>{}(id.value); }
};
template <>
struct std::hash<bt::ContentKey> {
    std::size_t operator()(const bt::ContentKey& key) const noexcept { return static_cast<std::size_t>(key.low); }
};

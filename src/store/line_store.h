// Lines of dialogue: which subtitles have yet to be read, what they say, and where it is said.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "domain/ids.h"
#include "store/database.h"

namespace bt::store {

/// Content that may hold lines and has not been read.
struct UnreadSubtitles {
    ContentKey content;
    bool is_beside = false;       ///< a subtitle file of its own; else the tracks inside a media file
    bool has_text_tracks = true;  ///< false: a media file without subtitles, to be passed over
};

struct NewLine {
    std::chrono::milliseconds start{0};
    std::string text;  ///< plain
};
struct NewText {
    std::string language;  ///< BCP 47; empty when only the file's name tells it
    std::vector<NewLine> lines;
};

struct StoredLine {
    domain::EpisodeId episode;
    std::string episode_title;
    domain::SeriesId series;
    std::string series_title;
    int season = 0;
    std::optional<int> number;
    std::chrono::milliseconds time{0};
    std::string text;
    std::string language;  ///< BCP 47, "und" when unknown
    friend bool operator==(const StoredLine&, const StoredLine&) = default;
};

/// Terms next to one another.
struct TermPhrase {
    std::vector<std::string> terms;
    bool is_open = false;  ///< the last is the beginning of a term
};

/// How lines become terms, separated by spaces. A rule that gives other terms has another version.
struct TermRule {
    int version = 0;
    std::function<std::string(std::string_view)> terms_of;
};

class LineStore {
public:
    LineStore(Database& database, TermRule rule) : database_(database), rule_(std::move(rule)) {}

    /// What is in the library and unread, by content key, after `after`, at most `limit`.
    Result<std::vector<UnreadSubtitles>> unread(const std::string& after, std::size_t limit) const;
    /// Replaces all lines of the content. No texts: it was looked into and has none.
    /// Faults: TooLarge when the store holds as many lines as it may.
    Result<void> save(const ContentKey& content, const std::vector<NewText>& texts);
    /// Notes that these have no text.
    Result<void> pass_over(std::span<const ContentKey> contents);
    /// Forgets lines of another rule, and some of those whose content the library has not had since `before_ms`.
    /// True: there may be more.
    Result<bool> tidy(std::int64_t before_ms);

    /// Lines that hold all phrases, at most `limit`: by series, season, episode and time. The same words at one moment come once.
    Result<std::vector<StoredLine>> find(const std::vector<TermPhrase>& phrases, std::size_t limit) const;
    Result<std::int64_t> count() const;

private:
    Database& database_;
    TermRule rule_;
};

}  // namespace bt::store

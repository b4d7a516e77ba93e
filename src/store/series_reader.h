// Lists of series, and one series with everything in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "domain/series.h"
#include "store/database.h"
#include "store/page.h"

namespace bt::store {

enum class SeriesOrder {
    Title,  ///< by sort key
    Added,  ///< newest first
    Year,   ///< newest first, those without a year last
};

/// Every filter that is set must hold.
struct SeriesFilter {
    std::optional<domain::LibraryId> library;
    std::optional<int> year;
    std::optional<std::string> genre, studio, tag, country;  ///< exactly as stored
    std::optional<std::string> anthology;
    std::optional<domain::PersonId> person;  ///< has a part in the series or one of its episodes
    std::optional<std::string> letter;       ///< under which the title stands: the name of one of letters.h
};

struct SeriesSummary {
    domain::SeriesId id;
    std::string title;
    std::optional<int> year;
    std::int64_t added_at_ms = 0;
    int season_count = 0;   ///< without the specials
    int episode_count = 0;  ///< with them
    std::optional<domain::Artwork> poster, backdrop;  ///< the first of each
    std::vector<std::string> genres;
    std::optional<domain::Instalment> instalment;
    friend bool operator==(const SeriesSummary&, const SeriesSummary&) = default;
};

struct SimilarSeries {
    SeriesSummary series;
    std::vector<std::string> shared;  ///< the people, genres and tags that tell most, at most three
};

struct SeriesView {
    domain::Series series;  ///< with the albums that are tied to it
    domain::LibraryId library;
    std::string library_path;
    std::string folder;
    std::int64_t added_at_ms = 0;
};

struct LabelCount {
    std::string name;
    std::int64_t series = 0;
    friend bool operator==(const LabelCount&, const LabelCount&) = default;
};
enum class LabelKind { Genre, Studio, Tag, Country };

struct YearCount {
    int year = 0;
    std::int64_t series = 0;
    friend bool operator==(const YearCount&, const YearCount&) = default;
};

/// A letter under which titles stand, and where they begin in a list by title.
struct LetterCount {
    std::string letter;
    std::int64_t series = 0;
    Cursor before;  ///< a page after it begins with the letter's first series; empty: the list's first page does
    friend bool operator==(const LetterCount&, const LetterCount&) = default;
};

class SeriesReader {
public:
    explicit SeriesReader(Database& database) : database_(database) {}

    /// Faults: Invalid for a cursor of another list or order, or a letter there is none of.
    Result<Page<SeriesSummary>> page(SeriesOrder order, const PageRequest& request, const SeriesFilter& filter = {}) const;
    /// Faults: NotFound.
    Result<SeriesView> by_id(domain::SeriesId id) const;
    /// The posters of these series, as far as they have one.
    Result<std::unordered_map<std::int64_t, domain::Artwork>> posters(const std::vector<domain::SeriesId>& ids) const;
    /// The names in use, the commonest first, at most kPageLimit.
    Result<std::vector<LabelCount>> labels(LabelKind kind) const;
    /// The years of series, newest first.
    Result<std::vector<YearCount>> years() const;
    /// Works of several series, by title, at most kPageLimit.
    Result<std::vector<LabelCount>> anthologies() const;
    /// The letters of the titles that `filter` lets through, in the order of a list by title.
    Result<std::vector<LetterCount>> letters(const SeriesFilter& filter = {}) const;
    /// Series like this one (similar_series.h), the most alike first. Faults: NotFound.
    Result<std::vector<SimilarSeries>> similar(domain::SeriesId id, int limit) const;

private:
    Database& database_;
};

}  // namespace bt::store

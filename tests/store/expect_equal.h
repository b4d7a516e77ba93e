// Equality of two series, told field by field when it fails.
#pragma once

#include <algorithm>

#include <gtest/gtest.h>

#include "domain/series.h"

namespace bt::store {

inline void expect_equal(const domain::Episode& a, const domain::Episode& b) {
    EXPECT_EQ(a.season.value, b.season.value);
    EXPECT_EQ(a.number.value, b.number.value);
    EXPECT_EQ(a.title.value, b.title.value);
    EXPECT_EQ(a.aired, b.aired);
    EXPECT_TRUE(a.people == b.people);
    EXPECT_TRUE(a.artwork == b.artwork);
    EXPECT_TRUE(a.ids == b.ids);
    EXPECT_TRUE(a.ratings == b.ratings);
    EXPECT_TRUE(a.extras == b.extras);
    EXPECT_EQ(a.versions.size(), b.versions.size());
    for (std::size_t i = 0; i < std::min(a.versions.size(), b.versions.size()); ++i) {
        EXPECT_TRUE(a.versions[i].parts == b.versions[i].parts);
        EXPECT_TRUE(a.versions[i].tracks == b.versions[i].tracks);
    }
    EXPECT_TRUE(a == b);
}

inline void expect_equal(const domain::Series& a, const domain::Series& b) {
    EXPECT_EQ(a.title.value, b.title.value);
    EXPECT_EQ(a.plot, b.plot);
    EXPECT_TRUE(a.genres == b.genres && a.studios == b.studios && a.tags == b.tags && a.countries == b.countries);
    EXPECT_TRUE(a.ids == b.ids);
    EXPECT_TRUE(a.ratings == b.ratings);
    EXPECT_TRUE(a.people == b.people);
    EXPECT_TRUE(a.artwork == b.artwork);
    EXPECT_TRUE(a.instalment == b.instalment);
    EXPECT_TRUE(a.extras == b.extras);
    EXPECT_TRUE(a.themes == b.themes);
    EXPECT_TRUE(a.albums == b.albums);
    ASSERT_EQ(a.seasons.size(), b.seasons.size());
    for (std::size_t i = 0; i < a.seasons.size(); ++i) {
        SCOPED_TRACE(a.seasons[i].number);
        EXPECT_TRUE(a.seasons[i].artwork == b.seasons[i].artwork);
        EXPECT_TRUE(a.seasons[i].extras == b.seasons[i].extras);
        ASSERT_EQ(a.seasons[i].episodes.size(), b.seasons[i].episodes.size());
        for (std::size_t j = 0; j < a.seasons[i].episodes.size(); ++j) expect_equal(a.seasons[i].episodes[j], b.seasons[i].episodes[j]);
        EXPECT_TRUE(a.seasons[i] == b.seasons[i]);
    }
    EXPECT_TRUE(a == b);
}

}  // namespace bt::store

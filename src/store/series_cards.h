// What a card shows of a series beside its own row, read for all the series of a page at once.
#pragma once

#include <vector>

#include "store/connection.h"
#include "store/series_reader.h"

namespace bt::store {

/// Fills pictures, genres and instalment of each; ids are given.
void fill_cards(Connection& sql, std::vector<SeriesSummary>& cards);

/// Their pictures alone.
void fill_card_pictures(Connection& sql, std::vector<SeriesSummary>& cards);

}  // namespace bt::store
